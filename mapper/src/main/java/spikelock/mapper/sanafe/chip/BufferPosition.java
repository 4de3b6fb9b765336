package spikelock.mapper.sanafe.chip;

/**
 * Where a core keeps what it was sent until the next timestep, in the order of the stages. What lies before is done when a message comes, what
 * lies behind when the core works through its neurons; a stage that keeps it itself is run at both.
 */
public enum BufferPosition {
  BEFORE_DENDRITE, IN_DENDRITE, BEFORE_SOMA, IN_SOMA, BEFORE_AXON_OUT;

  /** Messages are taken through the dendrite. */
  public boolean dendriteWithMessages() {
    return this != BEFORE_DENDRITE;
  }

  /** Messages are taken through the soma. */
  public boolean somaWithMessages() {
    return this == IN_SOMA || this == BEFORE_AXON_OUT;
  }

  /** The dendrite is run when the core works through its neurons. */
  public boolean dendriteWithNeurons() {
    return this == BEFORE_DENDRITE || this == IN_DENDRITE;
  }

  /** The soma is run when the core works through its neurons. */
  public boolean somaWithNeurons() {
    return this != BEFORE_AXON_OUT;
  }

  /** The core itself keeps what the last stage before gave. */
  public boolean isBuffered() {
    return this == BEFORE_DENDRITE || this == BEFORE_SOMA;
  }
}
