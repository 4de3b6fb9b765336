package spikelock.toolchain.command.answer;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToIntFunction;
import spikelock.emulator.files.Decimal;
import spikelock.toolchain.console.Means;
import spikelock.toolchain.console.TextTable;
import spikelock.toolchain.fpga.BuildReport;
import spikelock.toolchain.fpga.CriticalPath;
import spikelock.toolchain.fpga.Resources;

/** What {@code build} made. */
public record BuildAnswer(
    @Means("the folder written, with report.json, report.html, Makefile and README.md") String folder,
    @Means("SHA-256 of the image's contents") String imageHash,
    @Means("whether it was placed and routed and its clocks close") boolean closed,
    @Means("what report.json has") BuildReport report) {

  /** For people. */
  public String text() {
    StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%s on %s (%s): clock %s MHz, %s; %,d baud%n%n", report.chip(), report.board(),
        report.part(), number(report.clockMhz()), report.clockMadeBy(), report.baud()));
    TextTable table = new TextTable("", "estimate", "synthesis", "placed and routed", "the part has");
    row(table, report.family().startsWith("ice40") ? "logic (LUTs; logic cells)" : "logic (LUTs)", Resources::logic);
    row(table, "flip-flops", Resources::flipFlops);
    row(table, "block RAMs", Resources::blockRams);
    row(table, "large RAMs", Resources::largeRams);
    row(table, "multipliers", Resources::dsps);
    text.append(table).append(System.lineSeparator()).append(System.lineSeparator());
    report.routed().ifPresent(routed -> {
      for (BuildReport.ClockUse clock : routed.clocks()) {
        text.append(String.format(Locale.ROOT, "%s: %.1f MHz, %.1f needed: %s (seed %d of %d)%n", clock.net(), clock.achievedMhz(), clock.constraintMhz(),
            clock.closed() ? "closes" : "DOES NOT CLOSE", routed.seed(), routed.seeds().size()));
      }
      CriticalPath path = routed.criticalPath();
      text.append(String.format(Locale.ROOT, "critical path, %.1f ns (%.1f logic, %.1f routing): %s%n", path.ns(), path.logicNs(), path.routingNs(),
          String.join(" > ", path.through())));
    });
    if (report.routed().isEmpty()) {
      text.append("not placed and routed: whether it fits and how fast it is, nobody knows yet").append(System.lineSeparator());
    }
    double seconds = report.tools().stream().mapToDouble(BuildReport.ToolUse::cpuSeconds).sum();
    text.append(String.format(Locale.ROOT, "%.0f s of processor time%n", seconds));
    report.bitstream().ifPresentOrElse(bits -> text.append(String.format(Locale.ROOT, "wrote %s, %,d bytes, SHA-256 %s",
        Path.of(folder).resolve(bits.file()), bits.bytes(), bits.sha256())),
        () -> text.append("wrote ").append(folder).append(", without a bitstream"));
    return text.toString();
  }

  private void row(TextTable table, String what, ToIntFunction<Resources> count) {
    table.row(what, cell(Optional.of(report.estimate().needs()), count), cell(report.synthesis(), count), cell(report.routed().map(BuildReport.Routed::used), count),
        cell(Optional.of(report.available()), count));
  }

  private static Object cell(Optional<Resources> resources, ToIntFunction<Resources> count) {
    return resources.map(count::applyAsInt).filter(n -> n >= 0).<Object>map(n -> n).orElse("");
  }

  /** MHz. */
  static String number(double value) {
    return Decimal.text(value, 3);
  }
}
