package spikelock.mapper.nir;

import spikelock.emulator.files.FileBudget;

/**
 * What an untrusted file may cost.
 *
 * @param bytes of the file, and of its decoded arrays in all
 * @param nodes of all graphs together
 * @param edges of all graphs together
 * @param depth of nested graphs
 * @param work multiplications while linear nodes are folded, and numbers stored for it
 */
public record NirBudget(long bytes, int nodes, int edges, int depth, long work) {
  /** Ample for every network that fits a chip; the memory is what the user allows a file. */
  public static NirBudget usual() {
    return new NirBudget(FileBudget.of(0), 10_000, 100_000, 32, 4_000_000_000L);
  }
}
