package spikelock.emulator.chip;

import java.util.Optional;
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
    noRoom(weightBits, wordBits, lanes).ifPresent(problem -> {
      throw problem;
    });
  }

  /** Why a word has no room for weights of so many bits; nothing when it has. */
  Optional<InputException> noRoomForWeights(int bits) {
    return noRoom(bits, wordBits, lanes);
  }

  private static Optional<InputException> noRoom(int weightBits, int wordBits, int lanes) {
    if (weightBits >= wordBits) {
      return Optional.of(new InputException("is " + weightBits + ", but a word of " + wordBits
          + " bits must have room for an offset beside the weight", "", ChipField.WEIGHT_BITS.field(), ""));
    }
    int held = denseWeights(wordBits, weightBits);
    return held >= lanes ? Optional.empty() : Optional.of(new InputException("is " + lanes + ", but a word of " + wordBits + " bits holds only "
        + held + " weights of " + weightBits + " bits", "", ChipField.LANES.field(), ""));
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
