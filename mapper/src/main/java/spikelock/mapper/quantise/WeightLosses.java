package spikelock.mapper.quantise;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import spikelock.mapper.network.NeuronModel;

/** Adds up, synapse by synapse, what rounding does to the weights into each neuron of a population. */
final class WeightLosses {
  private final double[] squaredError;
  private final double[] squaredWeights;
  private final double[] error;
  private final double[] amount;
  private final int[] synapses;
  private final int[] lost;
  private final int[] cutOff;

  WeightLosses(int neurons) {
    squaredError = new double[neurons];
    squaredWeights = new double[neurons];
    error = new double[neurons];
    amount = new double[neurons];
    synapses = new int[neurons];
    lost = new int[neurons];
    cutOff = new int[neurons];
  }

  /**
   * Adds a synapse; one whose weight is 0 is none.
   *
   * @param exact weight, in any unit that all of the neuron's have in common
   * @param off what was added to it by rounding
   * @param becameZero whether nothing is left
   * @param didNotFit whether it was cut off
   */
  void add(int neuron, double exact, double off, boolean becameZero, boolean didNotFit) {
    if (exact == 0) {
      return;
    }
    synapses[neuron]++;
    lost[neuron] += becameZero ? 1 : 0;
    cutOff[neuron] += didNotFit ? 1 : 0;
    squaredError[neuron] += off * off;
    squaredWeights[neuron] += exact * exact;
    error[neuron] += Math.abs(exact + off) - Math.abs(exact); // with signs, lost weights that cancel each other would not be seen
    amount[neuron] += Math.abs(exact);
  }

  /** @param scale [1 or neurons] what the weights were multiplied with */
  WeightLoss loss(double[] scale) {
    List<NeuronLoss> worst = IntStream.range(0, synapses.length).filter(n -> squaredError[n] > 0).boxed()
        .sorted(Comparator.comparingDouble((Integer n) -> -relative(n)).thenComparing(n -> n)).limit(WeightLoss.MOST)
        .map(n -> new NeuronLoss(n, NeuronModel.Nir.at(scale, n), synapses[n], lost[n], cutOff[n], error[n] / amount[n], relative(n))).toList();
    return new WeightLoss(sum(synapses), sum(lost), sum(cutOff), worst);
  }

  private double relative(int neuron) {
    return Math.sqrt(squaredError[neuron] / squaredWeights[neuron]);
  }

  private static long sum(int[] counts) {
    return IntStream.of(counts).asLongStream().sum();
  }
}
