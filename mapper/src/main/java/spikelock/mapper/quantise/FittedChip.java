package spikelock.mapper.quantise;

import java.util.Optional;
import java.util.stream.IntStream;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.error.InputException;
import spikelock.mapper.fit.Capacity;
import spikelock.mapper.fit.Fit;
import spikelock.mapper.fit.Fitting;
import spikelock.mapper.fit.Shortage;

/** A chip made to have weights as wide as they are rounded to. */
public final class FittedChip {
  private FittedChip() {}

  /** The chip with weights of so many bits, or that the rest of it has no room for them. */
  public static Fitting<ChipSpec> of(ChipSpec spec, int bits) {
    Optional<InputException> problem = spec.noRoomForWeights(bits);
    if (problem.isEmpty()) {
      return new Fit<>(spec.withWeightBits(bits));
    }
    int own = spec.core().synapses().weightBits();
    int most = IntStream.range(own, bits).filter(wider -> spec.noRoomForWeights(wider).isEmpty()).max().orElse(own);
    return new Shortage<>(Capacity.WEIGHT_BITS, problem.get().where(), bits, most, problem.get().getMessage(), problem.get().hint());
  }
}
