package spikelock.toolchain.command.verb;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import spikelock.toolchain.command.answer.DoctorAnswer;
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
  public List<Class<? extends Record>> answers() {
    return List.of(DoctorAnswer.class);
  }

  @Override
  public Answer run(Session session) throws InterruptedException {
    List<ToolFinding> findings = new ToolSearch(searchPath, TIMEOUT_MS).find(KnownTool.ALL);
    return answer(findings, Machine.current(Cache.path()));
  }

  static Answer answer(List<ToolFinding> findings, Machine machine) {
    DoctorAnswer found = DoctorAnswer.of(findings, machine);
    Answer answer = Answer.done(found, found.text());
    return found.healthy() ? answer
        : answer.failing(new Failure(ExitCode.TOOL_FAILED, String.join("; ", found.lacking()), "", "", hint(findings, machine)));
  }

  private static String hint(List<ToolFinding> findings, Machine machine) {
    List<String> packages = new ArrayList<>(findings.stream().filter(finding -> finding.tool().needed() && !finding.isUsable())
        .map(finding -> finding.tool().debianPackage()).toList());
    if (!machine.zlibHeaders()) {
      packages.add("zlib1g-dev");
    }
    return packages.isEmpty() ? "set XDG_CACHE_HOME to a folder you can write to"
        : "sudo apt-get install -y --no-install-recommends " + String.join(" ", packages);
  }
}
