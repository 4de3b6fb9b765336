package spikelock.mapper.description;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import spikelock.emulator.files.YamlMap;
import spikelock.mapper.network.Framework;
import spikelock.mapper.network.Gain;
import spikelock.mapper.network.Integrator;
import spikelock.mapper.network.MinV;
import spikelock.mapper.network.NeuronRule;
import spikelock.mapper.network.Reset;
import spikelock.mapper.network.RunOptions;
import spikelock.mapper.network.RunSettings;
import spikelock.mapper.network.SpikeAt;

/** Reads the section {@code run} of a network, and the section {@code rule} of a population. */
final class SaidSettings {
  private final YamlMap map;
  private RunOptions said = RunOptions.NONE;

  private SaidSettings(YamlMap map) {
    this.map = map;
  }

  /** What {@code run} says, but for dt. */
  static RunOptions run(YamlMap map) {
    SaidSettings settings = new SaidSettings(map);
    settings.word("like", Framework.class, value -> settings.said = settings.said.withLike(value));
    if (map.has("loop_bias_at_zero")) {
      settings.said = settings.said.withLoopBiasAtZero(map.flag("loop_bias_at_zero", true));
    }
    settings.rule();
    return settings.said;
  }

  /** The rule that the neurons of a population have, where it says one; what it leaves out is the network's. */
  static NeuronRule rule(YamlMap map, NeuronRule network) {
    SaidSettings settings = new SaidSettings(map);
    settings.rule();
    map.rejectUnknown();
    return settings.said.over(network);
  }

  private void rule() {
    word("reset", Reset.class, value -> said = said.withReset(value));
    word("integrator", Integrator.class, value -> said = said.withIntegrator(value));
    word("gain", Gain.class, value -> said = said.withGain(value));
    word("spike_at", SpikeAt.class, value -> said = said.withSpikeAt(value));
    if (map.has("most_spikes")) {
      said = said.withMostSpikes(map.integer("most_spikes", 1, NeuronRule.MANY_SPIKES));
    } else if (map.flag("multi_spike", false)) { // its name until there was a number
      said = said.withMostSpikes(NeuronRule.MANY_SPIKES);
    }
    if (map.has("min_v")) {
      said = said.withMinV(minV());
    } else if (map.flag("clamp", false)) { // its name until there was a number
      said = said.withMinV(MinV.MINUS_THRESHOLD);
    }
  }

  private MinV minV() {
    String text = map.text("min_v");
    try {
      return MinV.parse(text);
    } catch (NumberFormatException e) {
      throw map.error("min_v", "is \"" + text + "\"", "say none, minus-threshold, or a number");
    }
  }

  private <E extends Enum<E>> void word(String field, Class<E> type, Consumer<E> take) {
    if (!map.has(field)) {
      return;
    }
    Map<String, E> known = new LinkedHashMap<>();
    for (E value : type.getEnumConstants()) {
      known.put(RunSettings.word(value), value);
    }
    take.accept(known.get(map.choice(field, List.copyOf(known.keySet()), "")));
  }
}
