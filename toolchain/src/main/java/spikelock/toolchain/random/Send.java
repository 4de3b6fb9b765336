package spikelock.toolchain.random;

/** One entry of a fan-out list. */
sealed interface Send {

  /** A spike packet to an axon that nothing else sends to. */
  record Spike(int tile, int delay, int axon) implements Send {}

  /** To the neuron's own output of the chip. */
  record Output() implements Send {}
}
