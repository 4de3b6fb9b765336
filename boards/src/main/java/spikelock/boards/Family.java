package spikelock.boards;

import java.util.Arrays;
import java.util.List;
import spikelock.emulator.chip.Technology;

/** A family of FPGA parts: what its tools are and what they call things. The field {@code family} of a board file. */
public enum Family {
  ICE40_HX("ice40-hx", Technology.ICE40_HX, "logic cells"),
  ICE40_UP("ice40-up", Technology.ICE40_UP, "logic cells"),
  ECP5("ecp5", Technology.ECP5, "LUT4s"),
  XILINX7("xilinx7", Technology.XILINX7, "LUT6s"),
  /** Its pipeline stages are cut as for ECP5: the same look-up tables and multipliers of 18 bits. */
  GOWIN("gowin", Technology.ECP5, "LUT4s");

  private final String text;
  private final Technology technology;
  private final String logic;

  Family(String text, Technology technology, String logic) {
    this.text = text;
    this.technology = technology;
    this.logic = logic;
  }

  /** Its name in a board file. */
  public String text() {
    return text;
  }

  /** What a chip's datapaths are cut into stages for. */
  public Technology technology() {
    return technology;
  }

  /** What its logic is counted in. */
  public String logic() {
    return logic;
  }

  /** Whether it is one of the iCE40 families, which share their tools. */
  public boolean isIce40() {
    return this == ICE40_HX || this == ICE40_UP;
  }

  /** All names, in the order of declaration. */
  public static List<String> names() {
    return Arrays.stream(values()).map(Family::text).toList();
  }

  /** The family of that name, one of {@link #names}. */
  public static Family named(String name) {
    return values()[names().indexOf(name)];
  }
}
