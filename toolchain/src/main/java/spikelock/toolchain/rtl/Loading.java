package spikelock.toolchain.rtl;

/** How images come into a chip whose memories can also be written in place. */
public enum Loading {
  /** Through the ports in a stated share of all cases, and whenever the Verilog is somebody's own. */
  AUTO,
  /** With configuration packets, as on silicon. */
  PORTS,
  /** In place: sooner, and blind to the configuration path. */
  DIRECT
}
