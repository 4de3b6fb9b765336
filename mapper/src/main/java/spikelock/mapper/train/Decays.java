package spikelock.mapper.train;

import java.util.Arrays;
import spikelock.mapper.train.model.Decay;
import spikelock.mapper.train.model.LayerPlan;
import spikelock.mapper.train.model.Parameters;

/**
 * A layer's decay factors, [1 or neurons] each.
 *
 * @param membrane of the potential
 * @param synapse of the synaptic current
 * @param adaptation of the threshold's rise
 */
record Decays(double[] membrane, double[] synapse, double[] adaptation) {

  static Decays of(Parameters parameters, int layer, float[] values) {
    LayerPlan plan = parameters.plan().layers().get(layer);
    Parameters.Layer where = parameters.layers().get(layer);
    return new Decays(factors(plan.unit().membrane(), where.membrane(), plan.size(), values),
        factors(plan.unit().synapse(), where.synapse(), plan.size(), values),
        factors(plan.unit().adaptation(), where.adaptation(), plan.size(), values));
  }

  private static double[] factors(Decay decay, int first, int size, float[] values) {
    if (first < 0) {
      return new double[] {decay.initial()};
    }
    double[] factors = new double[decay.learn() == Decay.Learn.NEURON ? size : 1];
    Arrays.setAll(factors, i -> Parameters.factor(values[first + i]));
    return factors;
  }

  /** Time constants in s, by Euler's rule. */
  double[] tau(double[] factors, double dt) {
    return Arrays.stream(factors).map(f -> dt / (1 - f)).toArray();
  }

  /** The gain with which an input of 1 moves the state by 1. */
  double[] gain(double[] factors) {
    return Arrays.stream(factors).map(f -> 1 / (1 - f)).toArray();
  }
}
