package spikelock.toolchain.estimate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import spikelock.mapper.network.Connectivity;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.Projection;

/** A network with the weakest synapses onto a population taken out. */
final class Pruning {
  private Pruning() {}

  /**
   * Prunes.
   *
   * @param share of the synapses that are not 0 already, by their weights' size; more where equal weights stand at that share, none where all do
   */
  static Network weakest(Network network, int population, double share) {
    List<Projection> projections = new ArrayList<>();
    for (Projection p : network.projections()) {
      projections.add(p.target() != population ? p
          : new Projection(p.name(), p.source(), p.target(), p.input(), weakest(p.connectivity(), share), p.delay(), p.bias(), p.loop()));
    }
    return new Network(network.name(), network.populations(), projections, network.outputs(), network.settings(), network.repairs(),
        network.oneScale());
  }

  /** Share of the synapses that are left onto the populations of which some were taken. */
  static double kept(Network before, Network after) {
    long had = 0;
    long has = 0;
    for (int p = 0; p < before.projections().size(); p++) {
      if (before.projections().get(p) != after.projections().get(p)) {
        had += used(before.projections().get(p).connectivity());
        has += used(after.projections().get(p).connectivity());
      }
    }
    return had == 0 ? 1 : (double) has / had;
  }

  private static long used(Connectivity connectivity) {
    float[] weights = switch (connectivity) {
      case Connectivity.Dense dense -> dense.weights();
      case Connectivity.Sparse sparse -> sparse.weight();
      case Connectivity.Diagonal diagonal -> diagonal.weights();
    };
    long used = 0;
    for (float weight : weights) {
      used += weight == 0 ? 0 : 1;
    }
    return used;
  }

  private static Connectivity weakest(Connectivity connectivity, double share) {
    return switch (connectivity) {
      case Connectivity.Dense dense -> new Connectivity.Dense(dense.sources(), dense.targets(), weakest(dense.weights(), share));
      case Connectivity.Sparse sparse -> new Connectivity.Sparse(sparse.sources(), sparse.targets(), sparse.rowStart(), sparse.target(),
          weakest(sparse.weight(), share), sparse.delay());
      case Connectivity.Diagonal diagonal -> diagonal; // a neuron's only synapse
    };
  }

  private static float[] weakest(float[] weights, double share) {
    float[] sizes = new float[weights.length];
    int used = 0;
    for (float weight : weights) {
      if (weight != 0) {
        sizes[used++] = Math.abs(weight);
      }
    }
    int cut = (int) (share * used);
    if (cut == 0) {
      return weights;
    }
    Arrays.sort(sizes, 0, used);
    float most = sizes[cut - 1]; // equal weights go together: a kernel's copies stay equal
    if (most == sizes[used - 1]) {
      return weights;
    }
    float[] pruned = weights.clone();
    for (int i = 0; i < pruned.length; i++) {
      pruned[i] = Math.abs(pruned[i]) <= most ? 0 : pruned[i];
    }
    return pruned;
  }
}
