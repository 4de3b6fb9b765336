package spikelock.mapper.quantise;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.network.Projection;

/**
 * Potentials that are sent as payloads: what a payload of 1 is worth. The finest unit is the one with which what a potential reaches fills
 * the payload's bits. Since a target's weights are multiplied with the unit, a finer one leaves fewer steps to weights where the
 * target's scale cannot grow with it (its threshold, the sums that arrive, or spikes beside the potentials hold it): then a coarser one is taken,
 * with which payloads and weights lose alike.
 */
final class Potentials {
  /** Standard deviation of what rounding to whole numbers adds. */
  private static final double ROUNDING = Math.sqrt(1.0 / 12);
  /** The rms of weights, relative to the greatest, and of potentials relative to what they reach, where nothing says it. */
  private static final double USUAL_WEIGHT = 0.4;
  private static final double USUAL_POTENTIAL = 0.15;
  /** The most bits that the datapath can drop of a potential. */
  private static final int MOST_SHIFT = 32;

  private final Network network;
  private final int bits;
  private final Map<String, Reach> measured;
  private final PotentialReach reach;
  /** [populations] by how many bits the unit is coarser than the finest. */
  private final int[] coarser;
  /** [populations][1 or neurons] units, for those that send potentials. */
  private final double[][] unit;
  private final int[] shift;
  /** [populations] the greatest magnitude of a payload. */
  private final int[] greatest;

  /**
   * Finds what is sent, and how finely.
   *
   * @param bits of a payload
   * @param ceiling by population, the greatest scale it can have, however fine the weights of potentials are
   */
  Potentials(Network network, Discrete[][] neurons, int[] greatestPayload, int bits, RowSteps steps, Map<String, Reach> measured, CeilingsOf ceiling) {
    this.network = network;
    this.bits = bits;
    this.measured = measured;
    this.reach = new PotentialReach(network, neurons, greatestPayload, measured);
    int count = network.populations().size();
    this.coarser = new int[count];
    this.unit = new double[count][0];
    this.shift = new int[count];
    this.greatest = new int[count];
    Arrays.fill(greatest, 1 << bits - 1);
    IntToDoubleFunction ceilings = ceiling.given(reach);
    for (int p = 0; p < count; p++) {
      if (areSent(network, p)) {
        coarser[p] = coarser(p, neurons, steps, ceilings);
        unit[p] = new double[] {2 * finest(p) * (1 << coarser[p])}; // at most this, until the population's own scale is known
      }
    }
  }

  /** Answers with ceilings of scales once it is known what potentials reach. */
  interface CeilingsOf {
    IntToDoubleFunction given(PotentialReach reach);
  }

  /** Whether a population's potential goes to another, or back to itself. */
  static boolean areSent(Network network, int population) {
    return network.populations().get(population).model() instanceof NeuronModel.Nir nir && !nir.kind().spikes()
        && network.projections().stream().anyMatch(p -> p.source() == population && p.connectivity().synapses() > 0);
  }

  private int limit() {
    return (1 << bits - 1) - 1;
  }

  private double reach(int population) {
    return DoubleStream.of(reach.of(population)).max().orElse(0);
  }

  /** The least unit with which all of the reach can be sent. */
  private double finest(int population) {
    double most = reach(population);
    return (most == 0 ? 1 : most) / limit();
  }

  /**
   * Weights that a potential is multiplied with.
   *
   * @param greatest magnitude, in the target's units
   * @param alike whether all that are not 0 have that magnitude, so that any whole number holds them exactly
   */
  private record Use(int target, double greatest, boolean alike) {

    static Use of(Projection projection, Discrete[] target) {
      double[] range = {Double.POSITIVE_INFINITY, 0};
      for (int source = 0; source < projection.connectivity().sources(); source++) {
        projection.connectivity().forEach(source, (to, weight, delay) -> {
          double effective = Math.abs(weight * target[to].gain());
          range[0] = effective == 0 ? range[0] : Math.min(range[0], effective);
          range[1] = Math.max(range[1], effective);
        });
      }
      return new Use(projection.target(), range[1], range[1] <= range[0] * (1 + 1e-6));
    }

    /** The relative error of the weights when they are multiplied with a unit and the greatest scale that the target can have. */
    double error(double unit, RowSteps steps, IntToDoubleFunction ceilings) {
      double steepest = Math.min(steps.limit() * (double) (1 << steps.greatestExponent()), greatest * unit * ceilings.applyAsDouble(target));
      return greatest == 0 || alike && steepest >= 1 ? 0 : ROUNDING / (USUAL_WEIGHT * steepest);
    }
  }

  private int coarser(int population, Discrete[][] neurons, RowSteps steps, IntToDoubleFunction ceilings) {
    List<Use> uses = network.projections().stream().filter(p -> p.source() == population).map(p -> Use.of(p, neurons[p.target()])).toList();
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    double usual = usual(population);
    for (int more = 0; more < bits - 1; more++) {
      double unitThen = finest(population) * (1 << more);
      double worst = uses.stream().mapToDouble(use -> use.error(unitThen, steps, ceilings)).max().orElse(0);
      double error = Math.hypot(worst, ROUNDING * unitThen / usual);
      if (error < least) {
        least = error;
        best = more;
      }
    }
    return best;
  }

  /** The rms of a population's potentials. */
  private double usual(int population) {
    Reach known = measured.get(network.populations().get(population).name());
    double usual = known == null ? USUAL_POTENTIAL * reach(population) : known.rms();
    return usual == 0 ? 1 : usual;
  }

  /**
   * Fixes a population's units.
   *
   * @param scales [1 or neurons] of its weights
   * @param point fraction bits of its potential
   */
  void settle(int population, double[] scales, int point) {
    double[] reaches = reach.of(population);
    double raw = 0;
    for (int n = 0; n < reaches.length; n++) {
      raw = Math.max(raw, reaches[n] * Math.scalb(NeuronModel.Nir.at(scales, n), point));
    }
    int least = 1;
    while (least < MOST_SHIFT && Math.scalb(raw, -least) > limit()) {
      least++;
    }
    int dropped = Math.min(MOST_SHIFT, least + coarser[population]);
    shift[population] = dropped;
    unit[population] = Arrays.stream(scales).map(scale -> Math.scalb(1 / scale, dropped - point)).toArray();
  }

  boolean isSettled(int population) {
    return shift[population] > 0;
  }

  /** The parameter {@code payload_shift} of a population that was settled, if it sends its potential. */
  OptionalInt shift(int population) {
    return areSent(network, population) ? OptionalInt.of(shift[population] - 1) : OptionalInt.empty();
  }

  /**
   * Says what the integers of a settled population can reach.
   *
   * @param raw the greatest magnitude of a raw potential
   */
  void bound(int population, double raw) {
    greatest[population] = (int) Math.min(greatest[population], Math.floor(Math.scalb(raw, -shift[population])) + 1);
  }

  /** What a population that sends its potential sends; of one that is not settled yet, at most. */
  Sent sent(int population) {
    return new Sent(greatest[population], unit[population], reach.of(population));
  }

  Optional<PayloadReport> report(int population) {
    if (!areSent(network, population)) {
      return Optional.empty();
    }
    double[] units = unit[population];
    double[] reaches = reach.of(population);
    double error = 0;
    for (int n = 0; n < reaches.length; n++) {
      error = Math.max(error, reaches[n] == 0 ? 0 : NeuronModel.Nir.at(units, n) / 2 / reaches[n]);
    }
    double least = DoubleStream.of(units).min().orElseThrow();
    double most = DoubleStream.of(units).max().orElseThrow();
    Reach known = measured.get(network.populations().get(population).name());
    OptionalDouble noise = known == null || known.rms() == 0 ? OptionalDouble.empty()
        : OptionalDouble.of(20 * Math.log10(known.rms() / (ROUNDING * most)));
    return Optional.of(new PayloadReport(bits, least, most, least * limit(), reach(population), reach.basis(population), error, noise));
  }
}
