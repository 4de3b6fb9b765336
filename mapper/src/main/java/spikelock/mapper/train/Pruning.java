package spikelock.mapper.train;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import spikelock.mapper.train.model.Parameters;
import spikelock.mapper.train.model.PathPlan;
import spikelock.mapper.train.model.Wiring;

/**
 * The part of the regulariser on synaptic operations that acts on weights. A weight costs as many operations as its source sends spikes,
 * unless it is 0. That cost is replaced by the nearest convex one, |w| over the path's mean |w|, and taken off by a proximal step
 * (soft threshold, as in ISTA: Beck and Teboulle 2009): weights that are worth less than they cost become exactly 0, and what is 0 is in
 * no row of the chip.
 */
final class Pruning {
  private final Parameters parameters;
  private final double synapses;
  private final float[] cost;

  Pruning(Parameters parameters) {
    this.parameters = parameters;
    this.synapses = parameters.layers().stream().flatMap(l -> l.paths().stream()).mapToDouble(Wiring::synapses).sum();
    this.cost = new float[parameters.count()];
  }

  /**
   * Makes weights smaller.
   *
   * @param sent [1 + layers][neurons] how many entries each input channel (first) and neuron sent
   * @param timesteps in which they did
   * @param weight of the regulariser
   * @param reach how far a step moves a parameter for each unit of its slope
   */
  void shrink(float[] values, long[][] sent, long timesteps, double weight, IntToDoubleFunction reach) {
    for (int l = 0; l < parameters.layers().size(); l++) {
      List<Wiring> paths = parameters.layers().get(l).paths();
      for (Wiring path : paths) {
        long[] entries = sent[path.source() == PathPlan.INPUT ? 0 : path.source() + 1];
        double mean = 0;
        for (int i = path.first(); i < path.first() + path.parameters(); i++) {
          mean += Math.abs(values[i]);
          cost[i] = 0;
        }
        mean /= path.parameters();
        if (mean == 0) {
          continue;
        }
        double unit = weight / (synapses * timesteps * mean);
        for (int s = 0; s < path.sources(); s++) {
          float each = (float) (unit * entries[s]);
          for (int k = path.rowStart()[s]; k < path.rowStart()[s + 1]; k++) {
            cost[path.parameterOf(k)] += each;
          }
        }
        for (int i = path.first(); i < path.first() + path.parameters(); i++) {
          float left = (float) (Math.abs(values[i]) - cost[i] * reach.applyAsDouble(i));
          values[i] = left > 0 ? Math.copySign(left, values[i]) : 0;
        }
      }
    }
  }
}
