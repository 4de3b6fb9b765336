package spikelock.toolchain.validate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import spikelock.emulator.files.YamlMap;

/**
 * A network of populations between which synapses are drawn with replacement: so many that two neurons are connected with a published
 * probability, K = ln(1 - p) / ln(1 - 1 / (N N')) (Potjans and Diesmann 2014, equation 1).
 *
 * @param populations their names
 * @param neurons of each
 * @param probability that a neuron of the row's population has a synapse from one of the column's
 * @param rateHz mean firing rate of each
 * @param externalSynapses onto a neuron of each from outside
 * @param externalRateHz mean rate of what arrives there
 */
public record RandomNetwork(List<String> populations, double[] neurons, double[][] probability, double[] rateHz, double[] externalSynapses,
    double externalRateHz) {
  /** What is known of it. */
  static final List<String> NUMBERS =
      List.of("neurons", "synapses", "spikes_per_second", "recurrent_events_per_second", "external_events_per_second");

  /** One of a case file. */
  static RandomNetwork read(YamlMap map) {
    List<String> names = map.texts("populations");
    int count = names.size();
    double[] neurons = positive(map, "neurons", count);
    double[][] probability = map.rows("connection_probability");
    if (probability.length != count || java.util.Arrays.stream(probability).anyMatch(row -> row.length != count)) {
      throw map.error("connection_probability", "must have " + count + " rows of " + count + " numbers, one a population", "rows are targets, columns sources");
    }
    for (double[] row : probability) {
      for (double p : row) {
        if (!(p >= 0 && p < 1)) {
          throw map.error("connection_probability", "has " + p + ", must be at least 0 and below 1", "");
        }
      }
    }
    RandomNetwork network = new RandomNetwork(names, neurons, probability, positive(map, "rate_hz", count), positive(map, "external_synapses", count),
        map.number("external_rate_hz"));
    map.text("source");
    map.rejectUnknown();
    return network;
  }

  private static double[] positive(YamlMap map, String field, int count) {
    double[] numbers = map.numbers(field);
    if (numbers.length != count) {
      throw map.error(field, "has " + numbers.length + " numbers, must have one a population (" + count + ")", "");
    }
    for (double number : numbers) {
      if (number < 0) {
        throw map.error(field, "has " + number + ", must not be negative", "");
      }
    }
    return numbers;
  }

  /** Synapses from one population onto another; not rounded, as the total alone is. */
  private double synapses(int target, int source) {
    return Math.log1p(-probability[target][source]) / Math.log1p(-1 / (neurons[target] * neurons[source]));
  }

  /** All numbers that are known of it, by name. */
  Map<String, Double> numbers() {
    double all = 0;
    double synapses = 0;
    double spikes = 0;
    double recurrent = 0;
    double external = 0;
    for (int target = 0; target < populations.size(); target++) {
      all += neurons[target];
      spikes += neurons[target] * rateHz[target];
      external += neurons[target] * externalSynapses[target] * externalRateHz;
      for (int source = 0; source < populations.size(); source++) {
        synapses += synapses(target, source);
        recurrent += synapses(target, source) * rateHz[source];
      }
    }
    Map<String, Double> numbers = new LinkedHashMap<>();
    double[] values = {all, Math.rint(synapses), spikes, recurrent, external};
    for (int i = 0; i < values.length; i++) {
      numbers.put(NUMBERS.get(i), values[i]);
    }
    return numbers;
  }
}
