package spikelock.toolchain.fpga;

import java.util.List;
import java.util.Optional;
import spikelock.toolchain.console.Means;

/**
 * What came out of a build, {@code report.json}: estimate, synthesis and place and route side by side.
 *
 * @param rtlHash SHA-256 of the chip's Verilog, as {@code cosim} names it
 * @param synthesis nothing when it was not reached
 * @param routed nothing when it was not reached, or no open tool is known for the family
 */
public record BuildReport(
    String board,
    String part,
    String family,
    @Means("the chip that the bitstream is") String chip,
    @Means("that of the board, or the image's own chip") String overlay,
    @Means("SHA-256 of the chip's Verilog") String rtlHash,
    @Means("what the chip answers on the line when it is asked who it is") String identity,
    @Means("MHz that must close") double clockMhz,
    @Means("what makes the clock, with its settings") String clockMadeBy,
    long baud,
    @Means("what the part has") Resources available,
    @Means("what was predicted before synthesis") Prediction estimate,
    @Means("null when not reached") Optional<Resources> synthesis,
    @Means("null when not reached, or where no open tool is known") Optional<Routed> routed,
    @Means("null when there is none") Optional<Bitstream> bitstream,
    List<ToolUse> tools,
    @Means("each warning of a tool that is not among the expected ones") List<String> unexpectedWarnings,
    @Means("how often expected warnings came, and why they do") List<ExpectedWarning> expectedWarnings) {

  public BuildReport {
    tools = List.copyOf(tools);
    unexpectedWarnings = List.copyOf(unexpectedWarnings);
    expectedWarnings = List.copyOf(expectedWarnings);
  }

  /**
   * A placed and routed design.
   *
   * @param seeds every seed that was tried
   */
  public record Routed(
      @Means("the seed that is kept") int seed,
      Resources used,
      List<ClockUse> clocks,
      CriticalPath criticalPath,
      List<SeedUse> seeds) {}

  /** A clock of the routed design. */
  public record ClockUse(String net, @Means("MHz") double achievedMhz, @Means("MHz asked for") double constraintMhz, @Means("whether it closes") boolean closed) {}

  /** A seed and what it reached. */
  public record SeedUse(int seed, @Means("MHz of the chip's clock") double achievedMhz) {}

  /** The file that is flashed. */
  public record Bitstream(@Means("relative to the folder") String file, long bytes, String sha256) {}

  /** A program that ran. */
  public record ToolUse(String step, String tool, @Means("empty where it does not say") String version, @Means("its arguments") List<String> arguments,
      @Means("s of processor time") double cpuSeconds) {}

  /** A warning that is known and harmless. */
  public record ExpectedWarning(int count, String text, String why) {}

  /** Whether the design was placed and routed and the chip's clock closes. */
  public boolean isClosed() {
    return routed.isPresent() && routed.get().clocks().stream().allMatch(ClockUse::closed);
  }
}
