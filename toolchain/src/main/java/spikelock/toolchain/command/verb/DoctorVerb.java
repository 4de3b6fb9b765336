package spikelock.toolchain.command.verb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import spikelock.toolchain.console.Answer;
import spikelock.toolchain.console.ExitCode;
import spikelock.toolchain.console.Failure;
import spikelock.toolchain.console.Session;
import spikelock.toolchain.console.Verb;
import spikelock.toolchain.doctor.KnownTool;
import spikelock.toolchain.doctor.Machine;
import spikelock.toolchain.doctor.ToolFinding;
import spikelock.toolchain.doctor.ToolSearch;
import spikelock.toolchain.process.Cache;

/** {@code doctor}: what this machine has and lacks. */
@Command(name = "doctor", description = "what this machine has and lacks: tools, Java, memory, cache")
final class DoctorVerb extends Verb {
  private static final long TIMEOUT_MS = 10_000;

  private final String searchPath;

  DoctorVerb() {
    this(System.getenv().getOrDefault("PATH", ""));
  }

  DoctorVerb(String searchPath) {
    this.searchPath = searchPath;
  }

  @Override
  public Group group() {
    return Group.LOOK;
  }

  @Override
  public List<String> examples() {
    return List.of("doctor", "doctor --json");
  }

  @Override
  public Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("healthy", "whether nothing that is needed lacks; exit code 3 when it does");
    fields.put("tools", "per tool: name, status (ok, missing, too_old, broken), needed, version, minimum, tested, path, package, unlocks");
    fields.put("machine", "javaVersion, javaHome, compiler, vectorModule, cores, memoryMib, heapMib, zlibHeaders, cacheFolder, cacheWritable");
    fields.put("lacking", "what is needed and lacks, in words");
    return fields;
  }

  @Override
  public Answer run(Session session) throws InterruptedException {
    List<ToolFinding> findings = new ToolSearch(searchPath, TIMEOUT_MS).find(KnownTool.ALL);
    return answer(findings, Machine.current(Cache.path()));
  }

  static Answer answer(List<ToolFinding> findings, Machine machine) {
    List<String> lacking = new ArrayList<>();
    List<String> packages = new ArrayList<>();
    for (ToolFinding finding : findings) {
      if (finding.tool().needed() && !finding.isUsable()) {
        lacking.add(finding.tool().name() + " is " + words(finding.status()));
        packages.add(finding.tool().debianPackage());
      }
    }
    if (!machine.zlibHeaders()) {
      lacking.add("zlib.h is missing");
      packages.add("zlib1g-dev");
    }
    if (!machine.cacheWritable()) {
      lacking.add("the cache folder " + machine.cacheFolder() + " is not writable");
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("healthy", lacking.isEmpty());
    fields.put("tools", findings.stream().map(DoctorVerb::fields).toList());
    fields.put("machine", machine);
    fields.put("lacking", lacking);
    Answer answer = Answer.done(fields, text(findings, machine));
    return lacking.isEmpty() ? answer
        : answer.failing(new Failure(ExitCode.TOOL_FAILED, String.join("; ", lacking), "", "", hint(packages)));
  }

  private static String hint(List<String> packages) {
    return packages.isEmpty() ? "set XDG_CACHE_HOME to a folder you can write to"
        : "sudo apt-get install -y --no-install-recommends " + String.join(" ", packages);
  }

  private static Map<String, Object> fields(ToolFinding finding) {
    KnownTool tool = finding.tool();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", tool.name());
    fields.put("status", finding.status().name().toLowerCase(Locale.ROOT));
    fields.put("needed", tool.needed());
    fields.put("version", finding.version());
    fields.put("minimum", tool.minimum());
    fields.put("tested", tool.tested());
    fields.put("path", finding.path());
    fields.put("package", tool.debianPackage());
    fields.put("unlocks", tool.unlocks());
    return fields;
  }

  private static String words(ToolFinding.Status status) {
    return status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String text(List<ToolFinding> findings, Machine machine) {
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "%-15s %-9s %-10s %-9s %-11s %s%n", "tool", "found", "", "minimum", "tested", "unlocks"));
    for (ToolFinding finding : findings) {
      KnownTool tool = finding.tool();
      text.append(String.format(Locale.ROOT, "%-15s %-9s %-10s %-9s %-11s %s%s%n", tool.name(), words(finding.status()),
          finding.version(), tool.minimum(), tool.tested(), tool.unlocks(), tool.needed() ? "" : " (optional)"));
    }
    row(text, "zlib.h", machine.zlibHeaders() ? "ok" : "missing", "waveforms of Verilator's models");
    row(text, "java", machine.javaVersion(), machine.javaHome());
    row(text, "Vector API", machine.vectorModule() ? "ok" : "missing", "faster, never other results (optional)");
    row(text, "processors", Integer.toString(machine.cores()), "");
    row(text, "memory", machine.memoryMib() + " MiB", "Java may use " + machine.heapMib() + " MiB");
    row(text, "cache", machine.cacheWritable() ? "ok" : "not writable", machine.cacheFolder());
    return text.toString().stripTrailing();
  }

  private static void row(StringBuilder text, String name, String value, String remark) {
    text.append(String.format(Locale.ROOT, "%-15s %-20s %s", name, value, remark).stripTrailing()).append(System.lineSeparator());
  }
}
