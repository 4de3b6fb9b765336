package spikelock.emulator.chip;

import java.util.Objects;
import java.util.Optional;
import spikelock.emulator.error.InputException;

/**
 * Every core of a chip. What else depends on a core's datapath is in its {@link MemoryPlan}.
 *
 * @param neurons neuron slots
 * @param axons input axons
 * @param delaySlots slots of the axon scheduler; the longest delay is one less, in timesteps
 * @param synapses the synapse memory
 * @param accumulatorBits width of an accumulator
 * @param setWords 16-bit words of the parameter-set memory
 * @param fanoutEntries entries of the fan-out memory
 */
public record CoreSizes(int neurons, int axons, int delaySlots, SynapseSizes synapses, int accumulatorBits, int setWords, int fanoutEntries) {

  public CoreSizes {
    ChipField.NEURONS.check(neurons);
    ChipField.AXONS.check(axons);
    ChipField.DELAY_SLOTS.check(delaySlots);
    Objects.requireNonNull(synapses, "synapses");
    ChipField.ACCUMULATOR_BITS.check(accumulatorBits);
    ChipField.SET_WORDS.check(setWords);
    ChipField.FANOUT_ENTRIES.check(fanoutEntries);
    tooNarrow(synapses.weightBits(), synapses, accumulatorBits).ifPresent(problem -> {
      throw problem;
    });
  }

  /** Why a core has no room for weights of so many bits; nothing when it has. */
  Optional<InputException> noRoomForWeights(int bits) {
    return synapses.noRoomForWeights(bits).or(() -> tooNarrow(bits, synapses, accumulatorBits));
  }

  private static Optional<InputException> tooNarrow(int weightBits, SynapseSizes synapses, int accumulatorBits) {
    return accumulatorBits > weightBits + synapses.greatestExponent() ? Optional.empty()
        : Optional.of(new InputException("is " + accumulatorBits + ", too narrow for one weight of " + weightBits + " bits shifted by up to "
            + synapses.greatestExponent(), "", ChipField.ACCUMULATOR_BITS.field(), ""));
  }

  /** Sixteen-axon words of one scheduler slot. */
  public int axonWords() {
    return axons / 16;
  }
}
