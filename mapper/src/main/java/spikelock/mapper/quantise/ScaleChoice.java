package spikelock.mapper.quantise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.datapath.Field;
import spikelock.emulator.error.InputException;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.network.Projection;

/**
 * What weights, thresholds, resets and biases are multiplied with before they are rounded, for any stretch of a population's neurons: as
 * large as the weights' width and exponents allow, smaller where a threshold or state would use more than a quarter of its field. Where
 * all weights of the stretch are whole multiples of a step, and the width holds them, the scale is one at which they stay exact.
 */
final class ScaleChoice {
  /** The part of the potential's range that thresholds, resets and biases may use; the rest is headroom. */
  private static final double STATE_SHARE = 0.25;
  /** The part of all inputs that is taken to spike at once, for the range that a potential needs. */
  private static final double ACTIVITY = 0.25;
  /** Timesteps over which a potential that does not leak is taken to integrate. */
  private static final double LONGEST_MEMORY = 256;
  /** How much of the weights' width a potential without a threshold may cost. */
  private static final double LEAST_SHARE = 0.125;
  /** The least magnitude of the strongest weight that a current's range may cost: what weights of 8 bits have. */
  private static final double LEAST_WEIGHT = 127;
  /** How far from a whole number of raw units a parameter is taken to be one. */
  private static final double WHOLE = 1e-3;
  /** How many exact scales are tried for one at which parameters are exact too. */
  private static final int TRIES = 128;

  private final String population;
  private final Discrete[] neurons;
  private final double[] gain;
  private final Field potential;
  private final double current;
  private final RowSteps steps;
  private final double accumulator;
  private final WeightRule.Scale rule;
  private final boolean exact;
  private final List<Arriving> arriving = new ArrayList<>();
  // By neuron; sums are of amounts.
  private final double[] greatest;
  private final double[] sums; // of what spikes bring, now and then
  private final double[] steady; // of what potentials bring, in every timestep
  private final double[] most; // with the greatest payloads
  private final double[] fanIn;
  private double[] step = new double[0];

  /**
   * A projection into the population.
   *
   * @param units [1 or sources] what a payload of 1 is worth
   */
  private record Arriving(Projection projection, double[] units) {}

  /**
   * A stretch's scale.
   *
   * @param isExact whether all weights stay what they are
   * @param notes what was given up for it
   */
  record Scale(double value, boolean isExact, List<String> notes) {}

  /**
   * @param gain [1 or neurons] what a weight is multiplied with before the scale
   * @param current the greatest synaptic current, in units of a weight
   * @param exact whether to look for a scale at which weights stay exact
   */
  ScaleChoice(String population, Discrete[] neurons, double[] gain, Field potential, double current, ChipSpec spec, int weightBits,
      WeightRule.Scale rule, boolean exact) {
    this.population = population;
    this.neurons = neurons;
    this.gain = gain;
    this.potential = potential;
    this.current = current;
    this.steps = new RowSteps(weightBits, spec.core().synapses().exponentBits());
    this.accumulator = Math.scalb(1.0, spec.core().accumulatorBits() - 1) - 1;
    this.rule = rule;
    this.exact = exact && rule == WeightRule.Scale.FREE;
    this.greatest = new double[neurons.length];
    this.sums = new double[neurons.length];
    this.steady = new double[neurons.length];
    this.most = new double[neurons.length];
    this.fanIn = new double[neurons.length];
  }

  /**
   * Takes in the weights of a projection.
   *
   * @param carries what its source sends
   * @throws InputException when one is no number
   */
  void add(Projection projection, Sent carries) {
    arriving.add(new Arriving(projection, carries.unit()));
    if (carries.isPotential()) {
      addSteady(projection, carries.reach());
    }
    for (int source = 0; source < projection.connectivity().sources(); source++) {
      double unit = NeuronModel.Nir.at(carries.unit(), source);
      projection.connectivity().forEach(source, (target, weight, delay) -> {
        double effective = effective(target, weight) * unit;
        if (!Double.isFinite(effective)) {
          throw new InputException("a weight to " + population + "[" + target + "] is " + weight, "",
              "projection " + projection.name(), "");
        }
        greatest[target] = Math.max(greatest[target], effective);
        sums[target] += carries.isPotential() ? 0 : effective;
        most[target] += effective * carries.greatest();
        fanIn[target] += weight == 0 ? 0 : carries.greatest(); // what is 0 stays exact
      });
    }
  }

  /**
   * Takes in what potentials bring, but not the weights that bring it.
   *
   * @param reach [sources] the greatest magnitudes of the potentials
   */
  void addSteady(Projection projection, double[] reach) {
    for (int source = 0; source < reach.length; source++) {
      double potential = reach[source];
      projection.connectivity().forEach(source, (target, weight, delay) -> steady[target] += effective(target, weight) * potential);
    }
  }

  private double effective(int target, float weight) {
    return Math.abs(weight * NeuronModel.Nir.at(gain, target));
  }

  /** The scale of all neurons together. */
  Scale all() {
    return of(0, neurons.length);
  }

  /** The greatest scale at which thresholds and sums fit, however fine the weights of potentials would be. */
  double ceiling() {
    Range range = range(0, neurons.length);
    double strongest = Arrays.stream(greatest).max().orElse(0);
    double weights = strongest == 0 ? Double.POSITIVE_INFINITY : steps.limit() * (double) (1 << steps.greatestExponent()) / strongest;
    double potentials = range.spikes ? Double.POSITIVE_INFINITY : full() / range.reach;
    return Math.min(Math.min(range.allowed, weights), Math.min(potentials, range.current / range.currentReach));
  }

  /**
   * What neurons have to hold, in the network's own units.
   *
   * @param allowed the greatest scale with which thresholds, resets and biases leave enough room
   * @param reach the greatest potential that is reckoned with
   * @param current the greatest synaptic current that the datapath and, of potentials, the accumulator hold, in units of a weight
   * @param currentReach the greatest that is reckoned with
   * @param spikes whether they have a threshold
   * @param takesPotentials whether what arrives comes in every timestep
   */
  private record Range(double allowed, double reach, double current, double currentReach, boolean spikes, boolean takesPotentials) {}

  private Range range(int from, int to) {
    double parameters = 0;
    double reach = 0;
    double currentReach = 0;
    boolean potentials = false;
    boolean spikes = !Double.isInfinite(neurons[from].threshold());
    for (int n = from; n < to; n++) {
      Discrete d = neurons[n];
      parameters = Math.max(parameters, parameters(d));
      potentials |= steady[n] > 0;
      // a read-out's current is its answer: whatever can arrive must fit
      currentReach = Math.max(currentReach, ((spikes ? ACTIVITY : 1) * sums[n] + steady[n] + Math.abs(d.biasU())) * memory(d.decayU()));
      double drive = (ACTIVITY * sums[n] + steady[n] + Math.abs(d.biasU())) * memory(d.decayU()) + Math.abs(d.biasV());
      reach = Math.max(reach, drive * memory(d.decayV()));
    }
    return new Range(parameters == 0 ? Double.POSITIVE_INFINITY : STATE_SHARE * full() / parameters, reach,
        potentials ? Math.min(current, accumulator) : current, currentReach, spikes, potentials);
  }

  private double full() {
    return Math.scalb((double) potential.max(), -potential.type().point());
  }

  /** The scale of the neurons {@code from..to-1}. */
  Scale of(int from, int to) {
    Range range = range(from, to);
    double full = full();
    double strongest = 0;
    for (int n = from; n < to; n++) {
      strongest = Math.max(strongest, greatest[n]);
    }
    if (strongest == 0) {
      return new Scale(rule.round(Double.isInfinite(range.allowed) ? 1 : Math.min(range.allowed, Math.scalb(1.0, 20))), true, List.of());
    }
    List<String> notes = new ArrayList<>();
    double wanted = weightScale(from, to, strongest, full / range.reach);
    if (wanted * range.currentReach > range.current) {
      wanted = Math.min(wanted, Math.max(range.takesPotentials ? 0 : LEAST_WEIGHT / strongest, range.current / range.currentReach));
    }
    if (!range.spikes && wanted * range.currentReach > range.current) {
      notes.add(String.format(Locale.ROOT, "the synaptic current saturates beyond %.4g, and %.4g can arrive", range.current / wanted, range.currentReach));
    }
    if (!range.spikes && wanted * range.reach > full) {
      double least = range.takesPotentials ? 0 : LEAST_SHARE * steps.limit() / strongest;
      wanted = Math.min(wanted, Math.max(least, full / range.reach));
      notes.add(String.format(Locale.ROOT, "the potential saturates beyond %.4g; to hold that much the weights are rounded more coarsely",
          full / wanted));
    }
    if (range.allowed < wanted) {
      notes.add(String.format(Locale.ROOT, "the scale is %.3g of what the weights allow, so that thresholds, biases and adaptations fit",
          range.allowed / wanted));
    }
    double free = Math.min(wanted, range.allowed);
    double kept = exact ? exact(from, to, strongest, free) : 0;
    return kept > 0 ? new Scale(kept, true, notes) : new Scale(rule.round(free), false, notes);
  }

  /** The greatest magnitude among what shares the potential's range. */
  private double parameters(Discrete d) {
    double parameters = 0;
    // the adaptation of a neuron that spikes in every timestep may use all of its range
    for (double value : new double[] {d.threshold(), d.reset(), d.biasU(), d.biasV(), d.initialV(), d.initialU(),
        d.rise().initial(), STATE_SHARE * d.rise().beta() * memory(d.rise().decay())}) {
      if (Double.isNaN(value)) {
        throw new InputException("has a parameter that is not a number", "", population, "");
      }
      parameters = Double.isInfinite(value) ? parameters : Math.max(parameters, Math.abs(value));
    }
    return parameters;
  }

  private static double memory(double decay) {
    return Math.min(LONGEST_MEMORY, 1 / (1 - decay));
  }

  /**
   * The largest scale whose sums provably stay in the accumulator and that is at most {@code reachable}, but at least the one
   * that fills the weights' width.
   */
  private double weightScale(int from, int to, double strongest, double reachable) {
    for (int exponent = steps.greatestExponent(); exponent > 0; exponent--) {
      double scale = steps.limit() * (double) (1 << exponent) / strongest;
      boolean safe = scale <= reachable;
      for (int n = from; n < to && safe; n++) {
        safe = most[n] * scale + 0.5 * fanIn[n] * (1 << exponent) <= accumulator;
      }
      if (safe) {
        return scale;
      }
    }
    return steps.limit() / strongest;
  }

  // ---- exact scales ----

  /** The greatest scale up to {@code free} at which every weight is a whole number that its row can hold; 0 where there is none. */
  private double exact(int from, int to, double strongest, double free) {
    double found = step(from, to, strongest);
    if (found <= 0) {
      return 0;
    }
    double multiples = Math.rint(strongest / found);
    double exactStep = strongest / multiples;
    double best = 0;
    for (int exponent = 0; exponent <= steps.greatestExponent(); exponent++) {
      double multiple = Math.min(Math.floor(steps.limit() / multiples), Math.floor(free * (1 + 1e-9) * exactStep / (1 << exponent)));
      for (double tried = multiple; tried >= 1 && tried > Math.max(multiple / 2, multiple - TRIES); tried--) {
        if (areWhole(from, to, tried * (1 << exponent) / exactStep)) {
          multiple = tried;
          break;
        }
      }
      best = multiple >= 1 ? Math.max(best, multiple * (1 << exponent) / exactStep) : best;
    }
    return best;
  }

  /** Whether thresholds, resets and biases are whole raw units at a scale. */
  private boolean areWhole(int from, int to, double scale) {
    double unit = Math.scalb(scale, potential.type().point());
    for (int n = from; n < to; n++) {
      Discrete d = neurons[n];
      if (!isWhole(d.threshold() * unit) || !isWhole(d.reset() * unit) || !isWhole(d.biasU() * unit) || !isWhole(d.biasV() * unit)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isWhole(double raw) {
    return Double.isInfinite(raw) || Math.abs(raw - Math.rint(raw)) <= WHOLE;
  }

  private double step(int from, int to, double strongest) {
    if (step.length == 0) {
      step = new double[neurons.length];
      arriving.forEach(this::addSteps);
    }
    double found = Grid.ANY;
    for (int n = from; n < to && found != Grid.NONE; n++) {
      found = Grid.common(found, step[n], strongest, steps.limit());
    }
    return found;
  }

  private void addSteps(Arriving from) {
    int limit = steps.limit();
    for (int source = 0; source < from.projection.connectivity().sources(); source++) {
      double unit = NeuronModel.Nir.at(from.units, source);
      from.projection.connectivity().forEach(source, (target, weight, delay) -> {
        if (step[target] != Grid.NONE && weight != 0) {
          step[target] = Grid.common(step[target], effective(target, weight) * unit, greatest[target], limit);
        }
      });
    }
  }

  // ---- many scales ----

  /** Scales of stretches of so many neurons each. */
  Scale[] each(int stretch) {
    Scale[] each = new Scale[(neurons.length + stretch - 1) / stretch];
    Arrays.setAll(each, i -> of(i * stretch, Math.min(neurons.length, (i + 1) * stretch)));
    return each;
  }
}
