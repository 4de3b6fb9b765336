package spikelock.mapper.train;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import spikelock.mapper.linear.Fill;
import spikelock.mapper.network.Connectivity;
import spikelock.mapper.network.Integrator;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.network.Population;
import spikelock.mapper.network.Projection;
import spikelock.mapper.network.Reset;
import spikelock.mapper.network.RunSettings;
import spikelock.mapper.train.gradient.Snapshot;
import spikelock.mapper.train.model.LayerPlan;
import spikelock.mapper.train.model.NetworkPlan;
import spikelock.mapper.train.model.Parameters;
import spikelock.mapper.train.model.PathPlan;
import spikelock.mapper.train.model.Weights;
import spikelock.mapper.train.model.Wiring;

/**
 * Parameters as the network that they mean: what is mapped, and, down to the order of projections and the kind of their connectivity,
 * what a file of it is read back as.
 */
public final class TrainedNetwork {
  private TrainedNetwork() {}

  /**
   * The network in floats, to be rounded with one scale for each population: training follows that rule at every step, and a rule that
   * changed in between would move all weights at once. Thresholds are 1 and every unit has a gain of 1: an input of 1 moves the potential by 1; but see
   * {@link TrainedUnits#threshold}.
   */
  public static Network of(Parameters parameters, float[] values) {
    NetworkPlan plan = parameters.plan();
    GraphNames names = GraphNames.of(plan);
    List<Population> populations = new ArrayList<>();
    populations.add(new Population(names.input(), plan.inputShape(), new NeuronModel.Input()));
    List<Projection> projections = new ArrayList<>();
    float[][][] weights = Snapshot.plain(parameters, values);
    for (int l = 0; l < plan.layers().size(); l++) {
      LayerPlan layer = plan.layers().get(l);
      populations.add(new Population(layer.name(), layer.shape(), TrainedUnits.of(parameters, l, values)));
      List<Wiring> paths = parameters.layers().get(l).paths();
      for (int p : bySource(paths)) {
        Wiring path = paths.get(p);
        projections.add(new Projection(projectionName(names.paths().get(l).get(p), layer.paths().get(p)), path.source() + 1, l + 1, 0,
            connectivity(layer.paths().get(p), path, weights[l][p]), path.recurrent() ? 1 : 0,
            p == 0 ? bias(parameters, l, values) : new float[0], path.recurrent()));
      }
    }
    boolean readout = populations.getLast().model() instanceof NeuronModel.Nir nir && nir.kind() == NeuronModel.Kind.READOUT;
    RunSettings settings = new RunSettings(plan.dt(), plan.subtract() ? Reset.SUBTRACT : Reset.ZERO, Integrator.EULER, true,
        Map.of("dt_s", "trained with it", "reset", "trained with it"));
    return new Network(plan.name(), populations, projections,
        List.of(new Network.Output(readout ? plan.output().name() : names.output(), populations.size() - 1)), settings, List.of(), true);
  }

  /** Numbers of the paths into a layer in the order of their projections: by source. */
  static int[] bySource(List<Wiring> paths) {
    return IntStream.range(0, paths.size()).boxed().sorted(Comparator.comparingInt(p -> paths.get(p).source())).mapToInt(p -> p).toArray();
  }

  /** A projection is called by the linear nodes that it went through. */
  private static String projectionName(String node, PathPlan path) {
    return path.pool().size() == 1 ? node : node + GraphNames.POOL + "+" + node;
  }

  /** The biases of a layer's neurons. */
  public static float[] bias(Parameters parameters, int layer, float[] values) {
    int[] number = parameters.layers().get(layer).bias();
    float[] bias = new float[number.length];
    for (int n = 0; n < bias.length; n++) {
      bias[n] = values[number[n]];
    }
    return bias;
  }

  private static Connectivity connectivity(PathPlan plan, Wiring path, float[] weight) {
    if (plan.weights() instanceof Weights.Diagonal && plan.pool().size() == 1) {
      return new Connectivity.Diagonal(weight);
    }
    int used = 0;
    for (float w : weight) {
      used += w != 0 ? 1 : 0;
    }
    return path.full() || Fill.isDense(used, path.sources(), path.targets()) ? dense(path, weight) : sparse(path, weight, used);
  }

  private static Connectivity dense(Wiring path, float[] weight) {
    float[] turned = new float[path.sources() * path.targets()];
    for (int s = 0; s < path.sources(); s++) {
      for (int k = path.rowStart()[s]; k < path.rowStart()[s + 1]; k++) {
        turned[path.targetOf(k) * path.sources() + s] = weight[k];
      }
    }
    return new Connectivity.Dense(path.sources(), path.targets(), turned);
  }

  /** Without what is 0. */
  private static Connectivity sparse(Wiring path, float[] weight, int used) {
    if (used == weight.length) {
      return new Connectivity.Sparse(path.sources(), path.targets(), path.rowStart(), path.target(), weight, new short[0]);
    }
    int[] start = new int[path.sources() + 1];
    int[] target = new int[used];
    float[] kept = new float[used];
    int next = 0;
    for (int s = 0; s < path.sources(); s++) {
      for (int k = path.rowStart()[s]; k < path.rowStart()[s + 1]; k++) {
        if (weight[k] != 0) {
          target[next] = path.target()[k];
          kept[next++] = weight[k];
        }
      }
      start[s + 1] = next;
    }
    return new Connectivity.Sparse(path.sources(), path.targets(), start, target, kept, new short[0]);
  }
}
