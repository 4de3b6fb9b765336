package spikelock.emulator.chip;

import spikelock.emulator.error.InputException;

/**
 * The synapse memory of a core.
 *
 * @param words words of it
 * @param wordBits width of a word
 * @param weightBits width of a weight, signed; less than {@code wordBits}
 * @param exponentBits width of a row's power-of-two exponent
 * @param lanes weights of a dense row taken a cycle; at most {@link #denseWeights}
 */
public record SynapseSizes(int words, int wordBits, int weightBits, int exponentBits, int lanes) {

  public SynapseSizes {
    ChipField.SYNAPSE_WORDS.check(words);
    ChipField.WORD_BITS.check(wordBits);
    ChipField.WEIGHT_BITS.check(weightBits);
    ChipField.EXPONENT_BITS.check(exponentBits);
    ChipField.LANES.check(lanes);
    if (weightBits >= wordBits) {
      throw new InputException("is " + weightBits + ", but a word of " + wordBits + " bits must have room for an offset beside the weight", "",
          ChipField.WEIGHT_BITS.field(), "");
    }
    if (denseWeights(wordBits, weightBits) < lanes) {
      throw new InputException("is " + lanes + ", but a word of " + wordBits + " bits holds only " + denseWeights(wordBits, weightBits)
          + " weights of " + weightBits + " bits", "", ChipField.LANES.field(), "");
    }
  }

  /** Weights in a word of a dense row: {@code word_bits / weight_bits} rounded down to a power of two. */
  public int denseWeights() {
    return denseWeights(wordBits, weightBits);
  }

  private static int denseWeights(int wordBits, int weightBits) {
    return Integer.highestOneBit(wordBits / weightBits);
  }

  /** The greatest exponent of a row. */
  public int greatestExponent() {
    return (1 << exponentBits) - 1;
  }
}
