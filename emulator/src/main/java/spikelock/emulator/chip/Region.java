package spikelock.emulator.chip;

/** A tile's memories as the configuration packets name them; the ordinal is the region's number. */
public enum Region {
  /** Sets used, age (timesteps since reset), current slot, then the core-placed parameters. */
  CONTROL,
  /** Sixteen axons of a slot a word: whether each is due, then the payload of each; see {@link ChipSpec#schedulerBits}. */
  SCHEDULER,
  /** Axon table: exponent, accumulator base, length, base, format, plastic. */
  AXON,
  /** Rows of weights. */
  SYNAPSE,
  ACCUMULATOR,
  STATE,
  /** Neuron-placed parameters, then the neuron-placed initial state. */
  NEURON,
  /** Records of the parameter sets, one after the other, in 16-bit words. */
  SET,
  /** Non-empty bit and start of each neuron's fan-out list. */
  FANOUT_INDEX,
  /** Fan-out entries: axon, delay, x, y, host, last. */
  FANOUT,
  /** Counters, sticky bit in bit 31; read only. */
  COUNTERS;

  /** Entry of CONTROL with the number of sets in use. */
  public static final int SETS_USED = 0;

  /** Entry of CONTROL with the timesteps since reset, saturating at 65535. */
  public static final int AGE = 1;

  /** Entry of CONTROL with the current scheduler slot. */
  public static final int NOW = 2;

  /** First entry of CONTROL with core-placed parameters. */
  public static final int FIRST_PARAMETER = 3;
}
