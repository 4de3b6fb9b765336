package spikelock.mapper.quantise;

import java.util.OptionalInt;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.error.InputException;
import spikelock.mapper.fit.Capacity;
import spikelock.mapper.fit.Fit;
import spikelock.mapper.fit.Fitting;
import spikelock.mapper.fit.Shortage;

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
    POW2;

    /** The scale that may be used instead of a positive one. */
    double round(double free) {
      return switch (this) {
        case FREE -> free;
        case POW2 -> Math.scalb(1.0, Math.getExponent(free));
      };
    }
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
   * @return as many as the rule says, or that the chip has fewer
   */
  public Fitting<Integer> bitsOn(ChipSpec spec) {
    int has = spec.core().synapses().weightBits();
    int wanted = bits.orElse(has);
    return wanted <= has ? new Fit<>(wanted) : new Shortage<>(Capacity.WEIGHT_BITS, "weight_bits", wanted, has,
        "is " + wanted + ", but the weights of " + spec.name() + " have " + has + " bits",
        "use at most " + has + ", or give the chip wider weights with --fit-chip");
  }
}
