package spikelock.mapper.quantise;

import java.util.OptionalInt;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.error.InputException;

/**
 * How coarsely weights are rounded. Populations that take the chip's integers already keep theirs.
 *
 * @param bits bits of a weight, its sign included, 2..16; absent for as many as the chip has
 * @param scale what a population's weights may be multiplied with
 */
public record WeightRule(OptionalInt bits, Scale scale) {
  /** All of the chip's bits, any scale. */
  public static final WeightRule CHIP = new WeightRule(OptionalInt.empty(), Scale.FREE);

  /** What a population's weights, thresholds and biases may be multiplied with before rounding. */
  public enum Scale {
    /** Whatever fills the width. */
    FREE,
    /** A power of two: the greatest that is not above the free one. */
    POW2
  }

  /**
   * @throws InputException when no chip has weights of so many bits
   */
  public WeightRule {
    if (bits.isPresent() && (bits.getAsInt() < 2 || bits.getAsInt() > 16)) {
      throw new InputException("is " + bits.getAsInt() + ", must be 2..16", "", "weight_bits", "");
    }
  }

  /**
   * Bits of a weight on a chip.
   *
   * @throws InputException when the chip has fewer than the rule says
   */
  public int bitsOn(ChipSpec spec) {
    int wanted = bits.orElse(spec.core().synapses().weightBits());
    if (wanted > spec.core().synapses().weightBits()) {
      throw new InputException("is " + wanted + ", but the weights of " + spec.name() + " have " + spec.core().synapses().weightBits() + " bits", "",
          "weight_bits", "use at most " + spec.core().synapses().weightBits() + ", or give the chip wider weights with --fit-chip");
    }
    return wanted;
  }

  /** The scale that may be used instead of a positive one. */
  double round(double free) {
    return switch (scale) {
      case FREE -> free;
      case POW2 -> Math.scalb(1.0, Math.getExponent(free));
    };
  }
}
