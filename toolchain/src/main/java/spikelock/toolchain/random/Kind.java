package spikelock.toolchain.random;

/** What a random case has in it. All are found in the finished case, but for the traffic, which is what was asked for. */
public enum Kind {
  SPARSE_ROW("a sparse row"),
  DENSE_ROW("a dense row"),
  EMPTY_ROW("a row of length 0"),
  FULL_ROW("a row as long as the accumulators"),
  SHARED_ROW("axons that share a row"),
  WRAPPED_SPARSE_ROW("a sparse row that wraps around the accumulators"),
  WRAPPED_DENSE_ROW("a dense row that wraps around the accumulators"),
  REPEATED_TARGET("neighbours in a sparse row with one target"),
  LEAST_WEIGHT("the least weight"),
  GREATEST_WEIGHT("the greatest weight"),
  EXPONENT("a row's exponent above 0"),
  UNOCCUPIED_TARGET("a target without a neuron"),
  SEVERAL_SETS("several parameter sets on a core"),
  LATE_START("a set that starts late"),
  NEVER_STARTED("a set that starts after the end"),
  INITIAL_STATE("an initial state that is not 0"),
  EMPTY_CORE("a core without neurons"),
  FULL_CORE("a core with all its neurons"),
  LONG_FANOUT("a fan-out list of 16 or more"),
  NO_FANOUT("a neuron without fan-out"),
  FULL_FANOUT("a fan-out memory that is full"),
  LONGEST_DELAY("a neuron's packet with the longest delay"),
  OUTPUTS("spikes that leave the chip"),
  NO_INPUT("a timestep without input"),
  IMMEDIATE_INPUT("an input packet with delay 0"),
  DELAYED_INPUT("an input packet with a delay"),
  FULL_BATCH("a batch that fills the input buffer"),
  SEVERAL_BATCHES("several batches before a step"),
  NEGATIVE_PAYLOAD("an input with a negative payload"),
  LEAST_PAYLOAD("an input with the least payload"),
  GREATEST_PAYLOAD("an input with the greatest payload"),
  UNIFORM_TRAFFIC("packets to anywhere"),
  HOT_SPOT_TRAFFIC("packets to one tile"),
  NEIGHBOUR_TRAFFIC("packets to neighbours"),
  TRANSPOSED_TRAFFIC("packets across the diagonal"),
  OWN_TRAFFIC("packets to the own tile"),
  CROSSFIRE_TRAFFIC("packets from all neighbours to tiles that send to themselves"),
  SATURATING_TRAFFIC("all neurons fire into long lists"),
  QUIET("hardly any spike is expected");

  private final String description;

  Kind(String description) {
    this.description = description;
  }

  /** What it is, for people. */
  public String description() {
    return description;
  }
}
