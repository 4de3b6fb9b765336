package spikelock.toolchain.netlist;

import java.util.Locale;

/** What of a board's build is simulated. */
public enum Stage {
  /** What synthesis made: the very file that place and route reads. */
  NETLIST,
  /** The file that is flashed, read back. */
  BITSTREAM;

  /** As people write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
