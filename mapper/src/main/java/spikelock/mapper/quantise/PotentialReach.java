package spikelock.mapper.quantise;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import spikelock.mapper.network.EvaluationOrder;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.network.Projection;

/**
 * How far potentials can go, from layer to layer: the sum of all that can arrive in a timestep, in every timestep, behind a filter that
 * forgets. Inputs and neurons that spike send 1. Potentials that go round a loop may have no bound.
 */
final class PotentialReach {
  /** Timesteps of the greatest input that a potential that does not leak is taken to keep. */
  private static final double LONGEST_MEMORY = 64;
  /** The greatest decay that the chip does not round to 1. */
  private static final double GREATEST_DECAY = 1 - 0.5 / 4096;
  /** How often a loop is gone round; and how often where that comes to no end. */
  private static final int ROUNDS = 64;
  private static final int FEW_ROUNDS = 2;
  /** The growth of a round below which a bound is found; and the part that it may still be short of. */
  private static final double SETTLED = 1e-4;
  private static final double SHORT = 1e-2;

  private final Network network;
  private final Discrete[][] neurons;
  private final int[] greatestPayload;
  /** [populations][neurons], empty for those that send no potential. */
  private final double[][] reach;
  private final PayloadReport.Basis[] basis;

  /**
   * Finds all of them.
   *
   * @param neurons [populations] of NIR's neurons
   * @param greatestPayload [populations] the greatest magnitude of what one of the others sends
   * @param measured by population, what was found in samples instead
   */
  PotentialReach(Network network, Discrete[][] neurons, int[] greatestPayload, Map<String, Reach> measured) {
    this.network = network;
    this.neurons = neurons;
    this.greatestPayload = greatestPayload;
    int count = network.populations().size();
    this.reach = new double[count][0];
    this.basis = new PayloadReport.Basis[count];
    int[] senders = IntStream.of(EvaluationOrder.of(network)).filter(p -> Potentials.areSent(network, p)).toArray();
    for (int p : senders) {
      Reach known = measured.get(network.populations().get(p).name());
      reach[p] = known == null ? new double[network.populations().get(p).size()] : known.greatest();
      basis[p] = known == null ? PayloadReport.Basis.PROVEN : PayloadReport.Basis.CALIBRATED;
    }
    settle(IntStream.of(senders).filter(p -> basis[p] == PayloadReport.Basis.PROVEN).toArray());
  }

  double[] of(int population) {
    return reach[population];
  }

  PayloadReport.Basis basis(int population) {
    return basis[population];
  }

  private void settle(int[] senders) {
    double[][] few = new double[reach.length][0];
    for (int round = 0; round < ROUNDS; round++) {
      boolean grew = false;
      for (int p : senders) {
        double[] before = reach[p];
        reach[p] = bounds(p);
        double growth = growth(before, reach[p]);
        grew |= growth > SETTLED;
        few[p] = round < FEW_ROUNDS ? reach[p] : few[p];
        if (round == ROUNDS - 1 && growth > SHORT) {
          basis[p] = PayloadReport.Basis.ASSUMED;
          reach[p] = few[p];
        }
      }
      if (!grew || round == 0 && !hasLoop(senders)) {
        return;
      }
    }
  }

  private static double growth(double[] before, double[] after) {
    double most = 0;
    for (int n = 0; n < after.length; n++) {
      most = Math.max(most, after[n] == 0 ? 0 : (after[n] - before[n]) / after[n]);
    }
    return most;
  }

  /** Whether potentials lead to a population that comes no later in the order. */
  private boolean hasLoop(int[] senders) {
    List<Integer> order = IntStream.of(senders).boxed().toList();
    return network.projections().stream().anyMatch(p -> order.contains(p.source()) && order.contains(p.target())
        && order.indexOf(p.source()) >= order.indexOf(p.target()));
  }

  /** The greatest magnitudes that the neurons of a population reach, given what others do. */
  private double[] bounds(int population) {
    Discrete[] own = neurons[population];
    double[] up = new double[own.length];
    double[] down = new double[own.length];
    for (Projection projection : network.projections()) {
      if (projection.target() == population) {
        add(projection, own, up, down);
      }
    }
    double[] bounds = new double[own.length];
    for (int n = 0; n < own.length; n++) {
      Discrete d = own[n];
      double current = Math.max(Math.abs(d.initialU()), (Math.max(up[n], down[n]) + Math.abs(d.biasU())) * memory(population, d.decayU()));
      bounds[n] = Math.max(Math.abs(d.initialV()), (current + Math.abs(d.biasV())) * memory(population, d.decayV()));
    }
    return bounds;
  }

  private void add(Projection projection, Discrete[] own, double[] up, double[] down) {
    double[] potentials = reach[projection.source()];
    boolean both = potentials.length > 0 || network.populations().get(projection.source()).model() instanceof NeuronModel.Native;
    for (int source = 0; source < projection.connectivity().sources(); source++) {
      double amount = potentials.length > 0 ? potentials[source] : greatestPayload[projection.source()];
      projection.connectivity().forEach(source, (target, weight, delay) -> {
        double arrives = weight * own[target].gain() * amount;
        up[target] += both ? Math.abs(arrives) : Math.max(0, arrives);
        down[target] += both ? Math.abs(arrives) : Math.max(0, -arrives);
      });
    }
  }

  private double memory(int population, double decay) {
    if (decay <= GREATEST_DECAY) {
      return 1 / (1 - decay);
    }
    basis[population] = PayloadReport.Basis.ASSUMED;
    return LONGEST_MEMORY;
  }
}
