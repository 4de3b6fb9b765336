package spikelock.mapper.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
import spikelock.mapper.train.model.UnitKind;
import spikelock.mapper.train.model.Wiring;

/** Parameters as the network that they mean: what is mapped, and what a file of it is read back as. */
public final class TrainedNetwork {
  private static final double[] ZERO = {0};
  private static final double[] ONE = {1};

  private TrainedNetwork() {}

  /** The network in floats. Thresholds are 1 and every unit has a gain of 1: an input of 1 moves the potential by 1. */
  public static Network of(Parameters parameters, float[] values) {
    NetworkPlan plan = parameters.plan();
    List<Population> populations = new ArrayList<>();
    populations.add(new Population("input", plan.inputShape(), new NeuronModel.Input()));
    List<Projection> projections = new ArrayList<>();
    float[][][] weights = Snapshot.plain(parameters, values);
    for (int l = 0; l < plan.layers().size(); l++) {
      LayerPlan layer = plan.layers().get(l);
      populations.add(new Population(layer.name(), layer.shape(), model(parameters, l, values)));
      List<Wiring> paths = parameters.layers().get(l).paths();
      for (int p = 0; p < paths.size(); p++) {
        Wiring path = paths.get(p);
        String source = path.source() == PathPlan.INPUT ? "input" : plan.layers().get(path.source()).name();
        projections.add(new Projection(source + "->" + layer.name(), path.source() + 1, l + 1, 0, connectivity(path, weights[l][p]),
            path.recurrent() ? 1 : 0, p == 0 ? bias(parameters.layers().get(l), values) : new float[0], path.recurrent()));
      }
    }
    RunSettings settings = new RunSettings(plan.dt(), plan.subtract() ? Reset.SUBTRACT : Reset.ZERO, Integrator.EULER, true,
        Map.of("dt_s", "trained with it", "reset", "trained with it"));
    return new Network(plan.name(), populations, projections, List.of(new Network.Output("output", populations.size() - 1)), settings, List.of());
  }

  private static float[] bias(Parameters.Layer layer, float[] values) {
    float[] bias = new float[layer.bias().length];
    for (int n = 0; n < bias.length; n++) {
      bias[n] = values[layer.bias()[n]];
    }
    return bias;
  }

  private static Connectivity connectivity(Wiring path, float[] weight) {
    if (path.full()) {
      float[] turned = new float[weight.length];
      for (int s = 0; s < path.sources(); s++) {
        for (int t = 0; t < path.targets(); t++) {
          turned[t * path.sources() + s] = weight[s * path.targets() + t];
        }
      }
      return new Connectivity.Dense(path.sources(), path.targets(), turned);
    }
    return new Connectivity.Sparse(path.sources(), path.targets(), path.rowStart(), path.target(), weight, new short[0]);
  }

  private static NeuronModel model(Parameters parameters, int l, float[] values) {
    LayerPlan layer = parameters.plan().layers().get(l);
    Decays decays = Decays.of(parameters, l, values);
    NeuronModel.Kind kind = switch (layer.unit().kind()) {
      case IF -> NeuronModel.Kind.IF;
      case LIF -> NeuronModel.Kind.LIF;
      case CUBA_LIF -> NeuronModel.Kind.CUBA_LIF;
      case LI -> NeuronModel.Kind.LI;
      case CUBA_LI -> NeuronModel.Kind.CUBA_LI;
      default -> NeuronModel.Kind.READOUT;
    };
    double dt = parameters.plan().dt();
    double[] membrane = kind == NeuronModel.Kind.IF || kind == NeuronModel.Kind.READOUT ? ONE : decays.tau(decays.membrane(), dt);
    double[] r = kind == NeuronModel.Kind.IF || kind == NeuronModel.Kind.READOUT ? ONE : decays.gain(decays.membrane());
    boolean filters = layer.unit().kind() == UnitKind.CUBA_LIF || layer.unit().kind() == UnitKind.CUBA_LI;
    return new NeuronModel.Nir(kind, membrane, filters ? decays.tau(decays.synapse(), dt) : ONE, r, filters ? decays.gain(decays.synapse()) : ONE,
        ZERO, kind.spikes() ? ONE : ZERO, ZERO, ZERO, new int[] {0}, ZERO, ZERO);
  }
}
