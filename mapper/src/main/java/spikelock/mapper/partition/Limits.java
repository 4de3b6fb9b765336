package spikelock.mapper.partition;

import java.util.List;
import java.util.Map;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NearMiss;

/**
 * What a core may use at most: the chip's capacities, tightened by the user. Names are those of the chip's YAML.
 *
 * @param neurons neuron slots a core
 * @param axons input axons a core
 * @param synapseWords words of a core's synapse memory
 * @param fanoutEntries entries of a core's fan-out memory
 * @param setWords 16-bit words of a core's parameter sets
 * @param outputs output numbers of the chip
 * @param cores cores in use
 */
public record Limits(int neurons, int axons, int synapseWords, int fanoutEntries, int setWords, int outputs, int cores) {
  private static final List<String> NAMES =
      List.of("neurons", "axons", "synapse_words", "fanout_entries", "set_words", "outputs", "cores");

  /**
   * The chip's capacities, each lowered to what {@code tighter} says.
   *
   * @throws InputException when a name is unknown or a value below 1
   */
  public static Limits of(ChipSpec spec, Map<String, Integer> tighter) {
    tighter.forEach((name, value) -> {
      if (!NAMES.contains(name)) {
        throw new InputException("there is no limit \"" + name + "\"", "", "limit", NearMiss.hint(name, NAMES));
      }
      if (value < 1) {
        throw new InputException(name + "=" + value + " must be at least 1", "", "limit", "");
      }
    });
    return new Limits(least(spec.core().neurons(), tighter, "neurons"), least(spec.core().axons(), tighter, "axons"),
        least(spec.core().synapses().words(), tighter, "synapse_words"), least(spec.core().fanoutEntries(), tighter, "fanout_entries"),
        least(spec.core().setWords(), tighter, "set_words"), least(spec.host().outputs(), tighter, "outputs"),
        least(spec.tiles(), tighter, "cores"));
  }

  private static int least(int capacity, Map<String, Integer> tighter, String name) {
    return Math.min(capacity, tighter.getOrDefault(name, capacity));
  }
}
