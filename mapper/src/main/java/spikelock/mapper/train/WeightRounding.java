package spikelock.mapper.train;

import java.util.Arrays;
import java.util.List;
import spikelock.mapper.quantise.RowSteps;
import spikelock.mapper.quantise.WeightRule;
import spikelock.mapper.train.gradient.Snapshot;
import spikelock.mapper.train.model.Parameters;
import spikelock.mapper.train.model.PathPlan;
import spikelock.mapper.train.model.Weights;
import spikelock.mapper.train.model.Wiring;

/**
 * Rounds the weights of networks that no chip computes yet, by the rules of a chip's rows: a layer has one scale, each row (of a
 * convolution: each input channel) one power of two; biases get the layer's smallest step. Parameters are rounded, not what pools make of
 * them: a file of the rounded parameters holds what was trained. What units compute stays in floats.
 */
public final class WeightRounding {
  private final Parameters parameters;
  private final RowSteps steps;
  private final WeightRule.Scale scale;

  /**
   * @param steps bits of weights and row exponents
   * @param scale with powers of two every rounded weight is exact in a float
   */
  public WeightRounding(Parameters parameters, RowSteps steps, WeightRule.Scale scale) {
    this.parameters = parameters;
    this.steps = steps;
    this.scale = scale;
  }

  /** The rounded parameters in floats, for the passes: gradients go straight through. */
  public Snapshot snapshot(float[] values) {
    return Snapshot.floats(parameters, rounded(values));
  }

  /** The rounded parameters: those to be written. Decay factors are kept. */
  public float[] rounded(float[] values) {
    float[] rounded = values.clone();
    for (int l = 0; l < parameters.layers().size(); l++) {
      List<Wiring> paths = parameters.layers().get(l).paths();
      double greatest = 0;
      for (Wiring path : paths) {
        for (int i = path.first(); i < path.first() + path.parameters(); i++) {
          greatest = Math.max(greatest, Math.abs(values[i]));
        }
      }
      if (greatest > 0) {
        double unit = steps.scale(greatest, scale);
        for (int p = 0; p < paths.size(); p++) {
          path(l, p, unit, rounded);
        }
        for (int i : Arrays.stream(parameters.layers().get(l).bias()).distinct().toArray()) {
          rounded[i] = (float) (Math.rint(rounded[i] * unit) / unit);
        }
      }
    }
    return rounded;
  }

  private void path(int layer, int number, double unit, float[] values) {
    Wiring path = parameters.layers().get(layer).paths().get(number);
    PathPlan plan = parameters.plan().layers().get(layer).paths().get(number);
    switch (plan.weights()) {
      case Weights.Dense dense -> {
        for (int row = path.first(); row < path.first() + path.parameters(); row += path.targets()) {
          row(values, unit, row, 1, path.targets(), 0);
        }
      }
      case Weights.Diagonal diagonal -> {
        for (int row = path.first(); row < path.first() + path.parameters(); row++) {
          row(values, unit, row, 1, 1, 0);
        }
      }
      case Weights.Convolution kernel -> {
        int area = kernel.kernel() * kernel.kernel();
        int channels = path.parameters() / area / kernel.channels();
        for (int channel = 0; channel < channels; channel++) {
          row(values, unit, path.first() + channel * area, kernel.channels(), area, channels * area);
        }
      }
    }
  }

  /** Rounds {@code runs} runs of {@code length} parameters, each {@code stride} behind the one before, by one exponent. */
  private void row(float[] values, double unit, int first, int runs, int length, int stride) {
    double greatest = 0;
    for (int i = 0; i < runs * length; i++) {
      greatest = Math.max(greatest, Math.abs(values[first + i / length * stride + i % length]));
    }
    double step = (1 << steps.exponent(greatest * unit)) / unit;
    for (int i = 0; i < runs * length; i++) {
      int at = first + i / length * stride + i % length;
      values[at] = (float) (steps.round(values[at] / step) * step);
    }
  }
}
