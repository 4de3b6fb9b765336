package spikelock.mapper.partition;

/**
 * The axon table and synapse memory of one core.
 *
 * @param line [axons] which line of {@link Incoming} the axon listens to; a line may have several axons
 * @param format [axons] 0 sparse, 1 dense
 * @param base [axons] first word of the row
 * @param length [axons] targets of the row
 * @param target [axons] accumulator base
 * @param words the synapse memory
 * @param stored synapses in the stored rows, each row counted once
 */
public record CoreRows(int[] line, int[] format, int[] base, int[] length, int[] target, int[] words, long stored) {

  public int axons() {
    return line.length;
  }
}
