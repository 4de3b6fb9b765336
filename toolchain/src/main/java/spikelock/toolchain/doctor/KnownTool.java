package spikelock.toolchain.doctor;

import java.util.List;

/**
 * A program that we drive.
 *
 * @param name what people call it, and its name on PATH
 * @param versionArguments what makes it print its version; empty when it has none to tell
 * @param versionPattern regular expression whose first group is the version in what it prints
 * @param minimum the oldest version we accept, or the empty string for any
 * @param tested the version our tests run with: Debian 12's
 * @param debianPackage what to install
 * @param needed whether the command's main road needs it; the others add something
 * @param unlocks what it is for
 */
public record KnownTool(
    String name,
    List<String> versionArguments,
    String versionPattern,
    String minimum,
    String tested,
    String debianPackage,
    boolean needed,
    String unlocks) {

  private static final String NUMBER = "(\\d+(?:\\.\\d+)+)";

  /** All of them, the needed ones first. */
  public static final List<KnownTool> ALL = List.of(
      new KnownTool("verilator", List.of("--version"), "Verilator " + NUMBER, "5.006", "5.006", "verilator", true, "the chip as Verilog"),
      new KnownTool("g++", List.of("-dumpfullversion"), NUMBER, "10.0", "12.2", "g++", true, "compiles Verilator's models"),
      new KnownTool("make", List.of("--version"), "Make " + NUMBER, "4.0", "4.3", "make", true, "builds Verilator's models"),
      new KnownTool("mvn", List.of("-B", "-version"), "Maven " + NUMBER, "3.8.7", "3.8.7", "maven", false, "building a checkout"),
      new KnownTool("iverilog", List.of("-V"), "version " + NUMBER, "11.0", "11.0", "iverilog", false, "a second opinion on our Verilog"),
      new KnownTool("yosys", List.of("-V"), "Yosys " + NUMBER, "0.23", "0.23", "yosys", false, "synthesis"),
      new KnownTool("nextpnr-ice40", List.of("--version"), "Version " + NUMBER, "0.4", "0.4", "nextpnr-ice40", false, "place and route for iCE40"),
      new KnownTool("icepack", List.of(), "", "", "0~20220915", "fpga-icestorm", false, "bitstreams for iCE40"),
      new KnownTool("openFPGALoader", List.of("-V"), "v" + NUMBER, "0.10.0", "0.10.0", "openfpgaloader", false, "programming boards"));
}
