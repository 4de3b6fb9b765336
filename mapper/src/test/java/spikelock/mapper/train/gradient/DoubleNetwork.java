package spikelock.mapper.train.gradient;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import spikelock.mapper.train.model.Decay;
import spikelock.mapper.train.model.LayerPlan;
import spikelock.mapper.train.model.NetworkPlan;
import spikelock.mapper.train.model.Parameters;
import spikelock.mapper.train.model.PathPlan;
import spikelock.mapper.train.model.Pool;
import spikelock.mapper.train.model.Unit;
import spikelock.mapper.train.model.UnitKind;
import spikelock.mapper.train.model.Weights;

/**
 * The forward pass a second time: in doubles, over dense matrices that are laid out from the plan alone, with smooth spikes. It has no
 * noise that finite differences would see, and it tells on which side of every kink it went.
 */
final class DoubleNetwork {
  private final Parameters parameters;
  private final NetworkPlan plan;
  private final PassOptions options;
  private final float[][] cost;

  /** Where the last run went at every kink; equal for runs between which the loss is smooth. */
  private long sides;

  DoubleNetwork(Parameters parameters, PassOptions options, float[][] cost) {
    this.parameters = parameters;
    this.plan = parameters.plan();
    this.options = options;
    this.cost = cost;
  }

  long sides() {
    return sides;
  }

  private void side(int which) {
    sides = sides * 1_000_003 + which;
  }

  /** The loss of one sample, regularisers included. */
  double loss(double[] values, Sample sample, Optional<Long> dropout) {
    sides = 0;
    int layers = plan.layers().size();
    int steps = sample.timesteps();
    double[][][] weight = new double[layers][][];
    double[][] mask = masks(dropout);
    double[][][] sent = new double[layers][steps][];
    double[][][] raw = new double[layers][steps][];
    double[][][] read = new double[layers][steps][];
    for (int l = 0; l < layers; l++) {
      weight[l] = new double[plan.layers().get(l).paths().size()][];
      for (int p = 0; p < weight[l].length; p++) {
        weight[l][p] = matrix(l, p, values);
      }
    }
    double[][][] state = new double[layers][][];
    for (int l = 0; l < layers; l++) {
      state[l] = new double[3][plan.layers().get(l).size()];
    }
    for (int t = 0; t < steps; t++) {
      for (int l = 0; l < layers; l++) {
        double[] arrived = bias(l, values);
        for (int p = 0; p < weight[l].length; p++) {
          int source = plan.layers().get(l).paths().get(p).source();
          int when = source >= l ? t - 1 : t;
          if (when >= 0) {
            multiply(weight[l][p], source == PathPlan.INPUT ? input(sample, when) : sent[source][when], arrived);
          }
        }
        raw[l][t] = new double[arrived.length];
        read[l][t] = new double[arrived.length];
        sent[l][t] = new double[arrived.length];
        for (int n = 0; n < arrived.length; n++) {
          unit(l, n, arrived[n], state[l], values, raw[l][t], read[l][t]);
          sent[l][t][n] = raw[l][t][n] * mask[l][n];
        }
      }
    }
    return error(raw[layers - 1], read[layers - 1], sample) + regularisers(raw, sample);
  }

  private double[][] masks(Optional<Long> dropout) {
    SplittableRandom random = dropout.map(SplittableRandom::new).orElse(new SplittableRandom(0));
    double[][] mask = new double[plan.layers().size()][];
    for (int l = 0; l < mask.length; l++) {
      double p = plan.layers().get(l).dropout();
      mask[l] = new double[plan.layers().get(l).size()];
      for (int n = 0; n < mask[l].length; n++) {
        mask[l][n] = dropout.isEmpty() || p == 0 ? 1 : random.nextDouble() < p ? 0 : 1 / (1 - p);
      }
    }
    return mask;
  }

  private double[] input(Sample sample, int t) {
    double[] input = new double[plan.inputs()];
    for (int e = sample.start()[t]; e < sample.start()[t + 1]; e++) {
      input[sample.channel()[e]] = sample.value()[e];
    }
    return input;
  }

  private static void multiply(double[] matrix, double[] from, double[] into) {
    for (int t = 0; t < into.length; t++) {
      for (int s = 0; s < from.length; s++) {
        into[t] += matrix[t * from.length + s] * from[s];
      }
    }
  }

  // ---- what the plan lays out ----

  private Parameters.Block block(int layer, Parameters.Role role, int path) {
    return parameters.blocks().stream().filter(b -> b.layer() == layer && b.role() == role && b.path() == path).findFirst().orElseThrow();
  }

  private double[] bias(int l, double[] values) {
    LayerPlan layer = plan.layers().get(l);
    Parameters.Block block = block(l, Parameters.Role.BIAS, -1);
    double[] bias = new double[layer.size()];
    int share = bias.length / block.count();
    Arrays.setAll(bias, n -> values[block.first() + n / share]);
    return bias;
  }

  /** [targets][sources] of a path, pool and kernel multiplied out. */
  private double[] matrix(int l, int p, double[] values) {
    LayerPlan layer = plan.layers().get(l);
    PathPlan path = layer.paths().get(p);
    int first = block(l, Parameters.Role.WEIGHT, p).first();
    int[] from = plan.shapeOf(path.source());
    int sources = plan.sizeOf(path.source());
    int targets = layer.size();
    int[] shape = path.pool().size() == 1 ? from : new int[] {from[0], from[1] / path.pool().size(), from[2] / path.pool().size()};
    int pooled = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    double[] inner = new double[targets * pooled];
    switch (path.weights()) {
      case Weights.Dense dense -> {
        for (int i = 0; i < inner.length; i++) {
          inner[i] = values[first + i % pooled * targets + i / pooled];
        }
      }
      case Weights.Diagonal diagonal -> {
        for (int n = 0; n < targets; n++) {
          inner[n * pooled + n] = values[first + n];
        }
      }
      case Weights.Convolution c -> convolution(c, shape, layer.shape(), values, first, inner);
    }
    if (path.pool().size() == 1) {
      return inner;
    }
    double[] pool = pool(path.pool(), from, shape);
    double[] whole = new double[targets * sources];
    for (int t = 0; t < targets; t++) {
      for (int m = 0; m < pooled; m++) {
        for (int s = 0; s < sources; s++) {
          whole[t * sources + s] += inner[t * pooled + m] * pool[m * sources + s];
        }
      }
    }
    return whole;
  }

  private static void convolution(Weights.Convolution c, int[] in, int[] out, double[] values, int first, double[] matrix) {
    int k = c.kernel();
    int pooled = in[0] * in[1] * in[2];
    for (int o = 0; o < out[0]; o++) {
      for (int y = 0; y < out[1]; y++) {
        for (int x = 0; x < out[2]; x++) {
          for (int i = 0; i < in[0]; i++) {
            for (int ky = 0; ky < k; ky++) {
              for (int kx = 0; kx < k; kx++) {
                int row = y * c.stride() + ky - c.padding();
                int column = x * c.stride() + kx - c.padding();
                if (row >= 0 && row < in[1] && column >= 0 && column < in[2]) {
                  matrix[((o * out[1] + y) * out[2] + x) * pooled + (i * in[1] + row) * in[2] + column] =
                      values[first + ((o * in[0] + i) * k + ky) * k + kx];
                }
              }
            }
          }
        }
      }
    }
  }

  private static double[] pool(Pool pool, int[] from, int[] to) {
    int sources = from[0] * from[1] * from[2];
    double[] matrix = new double[to[0] * to[1] * to[2] * sources];
    for (int c = 0; c < to[0]; c++) {
      for (int y = 0; y < to[1] * pool.size(); y++) {
        for (int x = 0; x < to[2] * pool.size(); x++) {
          int m = (c * to[1] + y / pool.size()) * to[2] + x / pool.size();
          matrix[m * sources + (c * from[1] + y) * from[2] + x] = pool.mean() ? 1.0 / (pool.size() * pool.size()) : 1;
        }
      }
    }
    return matrix;
  }

  private double factor(int l, Parameters.Role role, Decay decay, int n, double[] values) {
    if (decay.learn() == Decay.Learn.FIXED) {
      return (float) decay.initial();
    }
    int first = block(l, role, -1).first();
    return 1 / (1 + Math.exp(-values[first + (decay.learn() == Decay.Learn.NEURON ? n : 0)]));
  }

  // ---- what the units compute ----

  /** {@code state} is {v, u, a}; {@code sent} gets what the unit sends, {@code read} what a reading of its potential sees. */
  private void unit(int l, int n, double arrived, double[][] state, double[] values, double[] sent, double[] read) {
    Unit unit = plan.layers().get(l).unit();
    UnitKind kind = unit.kind();
    if (!kind.integrates()) {
      if (kind == UnitKind.RELU || kind == UnitKind.LEAKY_RELU) {
        side(arrived > 0 ? 1 : 0);
      }
      sent[n] = switch (kind) {
        case RELU -> Math.max(0, arrived);
        case LEAKY_RELU -> arrived > 0 ? arrived : (double) UnitKind.LEAK * arrived;
        case SIGMOID -> 1 / (1 + Math.exp(-arrived));
        case TANH -> Math.tanh(arrived);
        default -> arrived;
      };
      read[n] = sent[n];
      return;
    }
    double u = arrived;
    if (kind == UnitKind.CUBA_LIF || kind == UnitKind.CUBA_LI) {
      u += factor(l, Parameters.Role.SYNAPSE, unit.synapse(), n, values) * state[1][n];
      state[1][n] = u;
    }
    double leak = kind == UnitKind.IF ? 1 : factor(l, Parameters.Role.MEMBRANE, unit.membrane(), n, values);
    double v = leak * state[0][n] + u;
    if (kind == UnitKind.LI || kind == UnitKind.CUBA_LI) {
      state[0][n] = v;
      read[n] = v;
      return;
    }
    double threshold = 1;
    if (kind == UnitKind.ALIF) {
      state[2][n] *= factor(l, Parameters.Role.ADAPTATION, unit.adaptation(), n, values);
      threshold += state[2][n];
    }
    double spike = smooth(v - threshold);
    state[0][n] = plan.subtract() ? v - spike : v * (1 - spike);
    state[2][n] += (float) unit.beta() * spike;
    sent[n] = spike;
    read[n] = state[0][n];
  }

  private double smooth(double x) {
    double k = options.surrogate().slope();
    return switch (options.surrogate().form()) {
      case FAST_SIGMOID -> {
        side(x > 0 ? 1 : 0);
        yield 0.5 + x / (1 + k * Math.abs(x));
      }
      case ARCTAN -> 0.5 + Math.atan(Math.PI / 2 * k * x) / Math.PI;
      case TRIANGLE -> {
        side((x > 0 ? 1 : 0) + (Math.abs(x) < 1 / k ? 2 : 0));
        double inside = Math.max(-1 / k, Math.min(1 / k, x));
        yield 0.5 + inside - k * inside * Math.abs(inside) / 2;
      }
    };
  }

  // ---- what is made small ----

  private double error(double[][] sent, double[][] read, Sample sample) {
    int classes = sent[0].length;
    double[] numbers = new double[classes];
    for (int n = 0; n < classes; n++) {
      int neuron = n;
      switch (options.loss()) {
        case CE_COUNT, MSE_COUNT -> numbers[n] = Arrays.stream(sent).mapToDouble(s -> s[neuron]).sum();
        case CE_LAST, MSE_LAST -> numbers[n] = read[read.length - 1][n];
        case CE_MAX, MSE_MAX -> {
          int at = 0;
          for (int t = 1; t < read.length; t++) {
            at = read[t][n] > read[at][n] ? t : at;
          }
          side(at);
          numbers[n] = read[at][n];
        }
      }
    }
    boolean counts = options.loss() == Loss.MSE_COUNT;
    return switch (options.loss()) {
      case CE_COUNT, CE_MAX, CE_LAST -> {
        double most = Arrays.stream(numbers).max().orElseThrow();
        yield most + Math.log(Arrays.stream(numbers).map(x -> Math.exp(x - most)).sum()) - numbers[sample.label()];
      }
      case MSE_COUNT, MSE_MAX, MSE_LAST -> {
        double sum = 0;
        for (int n = 0; n < classes; n++) {
          double wanted = n == sample.label() ? counts ? Loss.RIGHT : 1 : counts ? Loss.WRONG : 0;
          sum += Math.pow((counts ? numbers[n] / sample.timesteps() : numbers[n]) - wanted, 2);
        }
        yield sum / classes;
      }
    };
  }

  private double regularisers(double[][][] raw, Sample sample) {
    double synapses = parameters.layers().stream().flatMap(l -> l.paths().stream()).mapToDouble(p -> p.synapses()).sum();
    double loss = 0;
    double used = 0;
    for (int channel : sample.channel()) {
      used += cost.length == 0 ? 0 : cost[0][channel];
    }
    for (int l = 0; l < raw.length; l++) {
      if (!plan.layers().get(l).unit().kind().spikes()) {
        continue;
      }
      for (int n = 0; n < raw[l][0].length; n++) {
        int neuron = n;
        double spikes = Arrays.stream(raw[l]).mapToDouble(s -> s[neuron]).sum();
        used += cost.length == 0 ? 0 : cost[l + 1][n] * spikes;
        if (l < raw.length - 1) {
          loss += options.rateWeight() * Math.pow(spikes / sample.timesteps() - options.rate(), 2) / raw[l][0].length;
        }
      }
    }
    return loss + options.operationsWeight() * used / (synapses * sample.timesteps());
  }
}
