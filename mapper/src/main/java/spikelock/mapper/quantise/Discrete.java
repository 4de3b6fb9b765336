package spikelock.mapper.quantise;

import java.util.Optional;
import spikelock.mapper.network.Adaptation;
import spikelock.mapper.network.Gain;
import spikelock.mapper.network.Integrator;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.network.Reset;
import spikelock.mapper.network.RunSettings;

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
 * @param reset potential after a spike, or what is subtracted
 * @param rule what a spike does with {@code reset}
 * @param floor the potential never stays below it; minus infinity for none
 * @param refractory timesteps
 * @param initialV potential at the first timestep
 * @param initialU current at the first timestep, in the potential's units
 * @param rise of the threshold
 */
record Discrete(double decayU, double decayV, double gain, double currentGain, double biasU, double biasV, double threshold,
    double reset, int rule, double floor, int refractory, double initialV, double initialU, Rise rise) {

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

  /**
   * Neuron {@code i}.
   *
   * @param input constant that arrives in every timestep beside the spikes: the projections' biases
   * @param late the part of {@code input} that does not act in the first timestep yet
   */
  static Discrete of(NeuronModel.Nir nir, int i, RunSettings settings, double input, double late) {
    double dt = settings.dt();
    boolean exact = settings.integrator() == Integrator.EXACT;
    Gain rule = settings.dialect().gain();
    double r = NeuronModel.Nir.at(nir.r(), i);
    double decayV = 1;
    double gain = 1;
    double leakGain = 0;
    if (nir.kind().leaks()) {
      decayV = decay(dt, NeuronModel.Nir.at(nir.tauMem(), i), exact);
      leakGain = 1 - decayV;
      boolean asItIs = rule == Gain.ONE || rule == Gain.NO_MEMBRANE && nir.kind().cuba();
      boolean ignored = rule == Gain.NO_MEMBRANE || rule == Gain.NO_R && !nir.kind().cuba();
      gain = asItIs ? 1 : ignored ? leakGain : r * leakGain;
    } else if (nir.kind() == NeuronModel.Kind.THRESHOLD || nir.kind() == NeuronModel.Kind.READOUT) {
      decayV = 0;
    } else if (rule == Gain.NIR || rule == Gain.NO_R) {
      gain = r;
    }
    double currentGain = gain;
    double decayU = 0;
    if (nir.kind().cuba()) {
      decayU = decay(dt, NeuronModel.Nir.at(nir.tauSyn(), i), exact);
      gain *= rule == Gain.ONE ? decayU : NeuronModel.Nir.at(nir.wIn(), i) * (1 - decayU);
    }
    double constant = gain * (NeuronModel.Nir.at(nir.bias(), i) + input);
    double biasV = leakGain == 0 ? 0 : leakGain * NeuronModel.Nir.at(nir.vLeak(), i);
    double threshold = nir.kind().spikes() ? NeuronModel.Nir.at(nir.vThreshold(), i) : Double.POSITIVE_INFINITY;
    double reset = 0;
    int does = SET;
    if (nir.kind().resets()) {
      double to = NeuronModel.Nir.at(nir.vReset(), i);
      Reset form = settings.reset(nir.kind());
      reset = form == Reset.ZERO ? 0 : form == Reset.VALUE ? to : threshold - to;
      does = switch (form) {
        case ZERO, VALUE -> SET;
        case SUBTRACT -> SUBTRACT;
        case SUBTRACT_GUARDED -> GUARDED;
        case SUBTRACT_LATE -> LATE;
      };
    }
    boolean clamped = settings.dialect().clamp() && nir.kind() == NeuronModel.Kind.IF;
    double initialU = nir.kind().cuba() ? currentGain * NeuronModel.Nir.at(nir.initialU(), i) : 0;
    double initialV = NeuronModel.Nir.at(nir.initialV(), i);
    // What must not act yet in the first timestep is taken out of the state that this timestep starts from.
    if (late != 0 && nir.kind().cuba() && decayU > 0) {
      initialU -= gain * late / decayU;
    } else if (late != 0 && !nir.kind().cuba() && decayV > 0) {
      initialV -= gain * late / decayV;
    }
    return new Discrete(decayU, decayV, gain, currentGain, nir.kind().cuba() ? constant : 0,
        nir.kind().cuba() ? biasV : biasV + constant, threshold, reset, does, clamped ? -threshold : Double.NEGATIVE_INFINITY, NeuronModel.Nir.at(nir.refractory(), i),
        initialV, initialU, nir.kind().adapts() ? rise(nir.adaptation(), i, dt, exact) : Rise.NONE);
  }

  /** Whether the neurons of this kind need more than {@code cuba} has: another form of subtraction, or a floor. */
  static boolean needsResets(NeuronModel.Kind kind, RunSettings settings) {
    Reset form = settings.reset(kind);
    return kind.resets() && (form == Reset.SUBTRACT_GUARDED || form == Reset.SUBTRACT_LATE
        || settings.dialect().clamp() && kind == NeuronModel.Kind.IF);
  }

  private static Rise rise(Adaptation adaptation, int i, double dt, boolean exact) {
    return new Rise(decay(dt, NeuronModel.Nir.at(adaptation.tau(), i), exact),
        NeuronModel.Nir.at(adaptation.beta(), i), NeuronModel.Nir.at(adaptation.initial(), i));
  }

  /** Why a time constant and dt make no stable timestep. */
  record Untimely(String message, String hint) {}

  /** The first time constant of a population that makes no stable timestep; {@link #of} may be asked where there is none. */
  static Optional<Untimely> untimely(NeuronModel.Nir nir, RunSettings settings) {
    Optional<Untimely> leak = nir.kind().leaks() ? untimely(settings, nir.tauMem(), "tau_mem") : Optional.empty();
    Optional<Untimely> current = nir.kind().cuba() ? untimely(settings, nir.tauSyn(), "tau_syn") : Optional.empty();
    Optional<Untimely> rise = nir.kind().adapts() ? untimely(settings, nir.adaptation().tau(), "tau_adapt") : Optional.empty();
    return leak.or(() -> current).or(() -> rise);
  }

  private static Optional<Untimely> untimely(RunSettings settings, double[] taus, String field) {
    double dt = settings.dt();
    for (double tau : taus) {
      if (!(tau > 0)) {
        return Optional.of(new Untimely(field + " is " + tau + " s: a factor above 1 per timestep, and the chip's factors end at 1",
            "run it with --target reference, or train with time constants above 0"));
      }
      if (settings.integrator() != Integrator.EXACT && dt > tau * (1 + 1e-6)) {
        return Optional.of(new Untimely(field + " " + tau + " s is shorter than dt " + dt + " s", "use --integrator exact or a smaller dt"));
      }
    }
    return Optional.empty();
  }

  private static double decay(double dt, double tau, boolean exact) {
    if (exact) {
      return Math.exp(-dt / tau);
    }
    return Math.max(0, 1 - dt / tau); // a tau of exactly dt is sound; files round it to 32 bits
  }
}
