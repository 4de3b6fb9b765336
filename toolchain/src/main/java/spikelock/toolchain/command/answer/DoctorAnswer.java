package spikelock.toolchain.command.answer;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import spikelock.toolchain.console.Means;
import spikelock.toolchain.doctor.KnownTool;
import spikelock.toolchain.doctor.Machine;
import spikelock.toolchain.doctor.ToolFinding;

/** What {@code doctor} found. */
public record DoctorAnswer(
    @Means("whether nothing that is needed lacks; exit code 3 when it does") boolean healthy,
    @Means("per tool") List<Tool> tools,
    @Means("the rest") Machine machine,
    @Means("what is needed and lacks, in words") List<String> lacking) {

  /** A tool and whether it is here. */
  public record Tool(String name, @Means("ok, missing, too_old, broken") String status, boolean needed, String version, String minimum, String tested,
      String path, @JsonProperty("package") String debianPackage, String unlocks) {

    static Tool of(ToolFinding finding) {
      KnownTool tool = finding.tool();
      return new Tool(tool.name(), finding.status().name().toLowerCase(Locale.ROOT), tool.needed(), finding.version(), tool.minimum(), tool.tested(),
          finding.path(), tool.debianPackage(), tool.unlocks());
    }

    private String words() {
      return status.replace('_', ' ');
    }
  }

  public static DoctorAnswer of(List<ToolFinding> findings, Machine machine) {
    List<String> lacking = new ArrayList<>();
    for (ToolFinding finding : findings) {
      if (finding.tool().needed() && !finding.isUsable()) {
        lacking.add(finding.tool().name() + " is " + Tool.of(finding).words());
      }
    }
    if (!machine.zlibHeaders()) {
      lacking.add("zlib.h is missing");
    }
    if (!machine.cacheWritable()) {
      lacking.add("the cache folder " + machine.cacheFolder() + " is not writable");
    }
    return new DoctorAnswer(lacking.isEmpty(), findings.stream().map(Tool::of).toList(), machine, lacking);
  }

  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "%-15s %-9s %-10s %-9s %-11s %s%n", "tool", "found", "version", "minimum", "tested", "unlocks"));
    for (Tool tool : tools) {
      text.append(String.format(Locale.ROOT, "%-15s %-9s %-10s %-9s %-11s %s%s%n", tool.name, tool.words(), tool.version, tool.minimum, tool.tested,
          tool.unlocks, tool.needed ? "" : " (optional)"));
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
