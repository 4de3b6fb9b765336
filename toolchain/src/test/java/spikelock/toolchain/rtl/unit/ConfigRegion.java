package spikelock.toolchain.rtl.unit;

import java.util.Locale;

/** The regions of a core in the order of their numbers, as config_port.v names the ports that show their words. */
enum ConfigRegion {
  CONTROL(16), SCHEDULER(0), AXON(0), SYNAPSE(0), ACCUMULATOR(0), STATE(0), NEURON(0), SET(16), INDEX(0), FANOUT(0), COUNTER(32);

  private final int fixedBits;

  ConfigRegion(int fixedBits) {
    this.fixedBits = fixedBits;
  }

  /** Whether a parameter says how wide its words are. */
  boolean isSized() {
    return fixedBits == 0;
  }

  int fixedBits() {
    return fixedBits;
  }

  String parameter() {
    return name() + "_BITS";
  }

  String port() {
    return name().toLowerCase(Locale.ROOT) + "_word";
  }
}
