package spikelock.emulator.image;

import spikelock.emulator.chip.MemoryPlan;

/** The packing of synapse words ({@code synapse_walk.v}). */
public final class Rows {
  private final int wordBits;
  private final int weightBits;
  private final int offsetBits;
  private final int denseWeights;

  public Rows(MemoryPlan plan) {
    this.wordBits = plan.spec().core().synapses().wordBits();
    this.weightBits = plan.spec().core().synapses().weightBits();
    this.offsetBits = plan.offsetBits();
    this.denseWeights = plan.spec().core().synapses().denseWeights();
  }

  /** Offsets a sparse row can hold: 0..offsets-1. */
  public int offsets() {
    return 1 << offsetBits;
  }

  /** One entry of a sparse row. */
  public int sparse(int offset, int weight) {
    return offset << (wordBits - offsetBits) | (weight & weightMask());
  }

  /** Adds weight number {@code place} to a word of a dense row. */
  public int dense(int word, int place, int weight) {
    return word | (weight & weightMask()) << (place * weightBits);
  }

  /** Offset of a sparse entry. */
  public int offset(int word) {
    return (word >>> (wordBits - offsetBits)) & (offsets() - 1);
  }

  /** Signed weight number {@code place} of a word; a sparse entry's is number 0. */
  public int weight(int word, int place) {
    return word << (32 - weightBits - place * weightBits) >> (32 - weightBits);
  }

  /** Words of a dense row of {@code length} weights. */
  public int denseWords(int length) {
    return (length + denseWeights - 1) / denseWeights;
  }

  private int weightMask() {
    return (1 << weightBits) - 1;
  }
}
