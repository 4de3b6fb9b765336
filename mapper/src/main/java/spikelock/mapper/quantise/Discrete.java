package spikelock.mapper.quantise;

import java.util.Arrays;
import java.util.Optional;
import spikelock.mapper.network.Factors;
import spikelock.mapper.network.Integrator;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.network.NeuronRule;
import spikelock.mapper.network.Reset;
import spikelock.mapper.network.RunSettings;
import spikelock.mapper.network.SpikeAt;

/**
 * A NIR neuron in discrete time, every gain folded into its input, so that one timestep is
 * {@code u = decayU u + gain x + biasU; v = decayV v + u + biasV} with u in the potential's units.
 *
 * @param decayU what remains of the synaptic current; 0 without a synaptic filter
 * @param decayV what remains of the potential
 * @param gain of the summed input
 * @param currentGain what one unit of NIR's synaptic current is in the potential's units
 * @param biasU added to the current
 * @param biasV added to the potential
 * @param threshold spike above it
 * @param reached whether a spike comes at the threshold already
 * @param reset potential after a spike, or what is subtracted
 * @param rule what a spike does with {@code reset}
 * @param floor the potential never stays below it; minus infinity for none
 * @param refractory timesteps
 * @param initialV potential at the first timestep
 * @param initialU current at the first timestep, in the potential's units
 * @param rise of the threshold
 */
record Discrete(double decayU, double decayV, double gain, double currentGain, double biasU, double biasV, double threshold,
    boolean reached, double reset, int rule, double floor, int refractory, double initialV, double initialU, Rise rise) {

  /**
   * How the threshold adapts: {@code a' = decay a}; a spike above threshold + a'; a spike adds {@code beta} to a'.
   *
   * @param initial before the first timestep
   */
  record Rise(double decay, double beta, double initial) {
    static final Rise NONE = new Rise(0, 0, 0);
  }

  /** Values of {@code rule}, as the model {@code cuba_resets} numbers them. */
  static final int SET = 0;
  static final int SUBTRACT = 1;
  static final int GUARDED = 2;
  static final int LATE = 3;
  static final int SET_LATE = 4;

  /**
   * The neurons of a population.
   *
   * @param input [neurons] constant that arrives in every timestep beside the spikes: the projections' biases
   * @param late [neurons] the part of {@code input} that does not act in the first timestep yet
   */
  static Discrete[] of(NeuronModel.Nir nir, RunSettings settings, double[] input, double[] late) {
    NeuronRule rule = settings.rule(nir);
    Factors[] factors = Factors.of(nir, input.length, rule, settings.dt());
    Discrete[] neurons = new Discrete[input.length];
    Arrays.setAll(neurons, i -> of(nir, i, rule, factors[i], input[i], late[i]));
    return neurons;
  }

  private static Discrete of(NeuronModel.Nir nir, int i, NeuronRule how, Factors factors, double input, double late) {
    double decayU = Math.max(0, factors.keepU());
    double decayV = Math.max(0, factors.keepV());
    double leakGain = factors.moveV();
    double currentGain = factors.membrane();
    double gain = currentGain * factors.current();
    double constant = gain * (NeuronModel.Nir.at(nir.bias(), i) + input);
    double biasV = leakGain == 0 ? 0 : leakGain * NeuronModel.Nir.at(nir.vLeak(), i);
    double threshold = nir.kind().spikes() ? NeuronModel.Nir.at(nir.vThreshold(), i) : Double.POSITIVE_INFINITY;
    double reset = 0;
    int does = SET;
    if (nir.kind().resets()) {
      double to = NeuronModel.Nir.at(nir.vReset(), i);
      Reset form = how.reset();
      reset = form == Reset.VALUE ? to : form.subtracts() ? threshold - to : 0;
      does = switch (form) {
        case ZERO, VALUE -> SET;
        case SUBTRACT, NONE -> SUBTRACT;
        case SUBTRACT_GUARDED -> GUARDED;
        case SUBTRACT_LATE -> LATE;
        case ZERO_LATE -> SET_LATE;
      };
    }
    double floor = how.minV().holds(nir.kind()) ? how.minV().of(threshold) : Double.NEGATIVE_INFINITY;
    double initialU = nir.kind().cuba() ? currentGain * NeuronModel.Nir.at(nir.initialU(), i) : 0;
    double initialV = NeuronModel.Nir.at(nir.initialV(), i);
    // What must not act yet in the first timestep is taken out of the state that this timestep starts from.
    if (late != 0 && nir.kind().cuba() && decayU > 0) {
      initialU -= gain * late / decayU;
    } else if (late != 0 && !nir.kind().cuba() && decayV > 0) {
      initialV -= gain * late / decayV;
    }
    return new Discrete(decayU, decayV, gain, currentGain, nir.kind().cuba() ? constant : 0,
        nir.kind().cuba() ? biasV : biasV + constant, threshold, how.spikeAt() == SpikeAt.REACHED, reset, does, floor,
        NeuronModel.Nir.at(nir.refractory(), i), initialV, initialU, nir.kind().adapts() ? new Rise(factors.keepA(),
        NeuronModel.Nir.at(nir.adaptation().beta(), i), NeuronModel.Nir.at(nir.adaptation().initial(), i)) : Rise.NONE);
  }

  /** Whether neurons need more than {@code cuba} has: a reset of the other kinds, or a floor. */
  static boolean needsResets(NeuronModel.Nir nir, RunSettings settings) {
    NeuronRule rule = settings.rule(nir);
    return nir.kind().resets() && (rule.reset() == Reset.SUBTRACT_GUARDED || rule.reset().isLate() || rule.minV().holds(nir.kind()));
  }

  /** Why a time constant and dt make no stable timestep. */
  record Untimely(String message, String hint) {}

  /** The first time constant of a population that makes no stable timestep; {@link #of} may be asked where there is none. */
  static Optional<Untimely> untimely(NeuronModel.Nir nir, RunSettings settings) {
    boolean exact = settings.rule(nir).integrator() == Integrator.EXACT;
    Optional<Untimely> leak = nir.kind().leaks() ? untimely(settings.dt(), exact, nir.tauMem(), "tau_mem") : Optional.empty();
    Optional<Untimely> current = nir.kind().cuba() ? untimely(settings.dt(), exact, nir.tauSyn(), "tau_syn") : Optional.empty();
    Optional<Untimely> rise = nir.kind().adapts() ? untimely(settings.dt(), exact, nir.adaptation().tau(), "tau_adapt") : Optional.empty();
    return leak.or(() -> current).or(() -> rise);
  }

  private static Optional<Untimely> untimely(double dt, boolean exact, double[] taus, String field) {
    for (double tau : taus) {
      if (!(tau > 0)) {
        return Optional.of(new Untimely(field + " is " + tau + " s: a factor above 1 per timestep, and the chip's factors end at 1",
            "run it with --target reference, or train with time constants above 0"));
      }
      if (!exact && dt > tau * (1 + 1e-6)) {
        return Optional.of(new Untimely(field + " " + tau + " s is shorter than dt " + dt + " s", "use --integrator exact or a smaller dt"));
      }
    }
    return Optional.empty();
  }
}
