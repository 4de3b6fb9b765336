package spikelock.mapper.nir;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import spikelock.mapper.framework.FrameworkTable;
import spikelock.mapper.network.Choice;
import spikelock.mapper.network.Dialect;
import spikelock.mapper.network.Framework;
import spikelock.mapper.network.Integrator;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.network.NeuronModel.Kind;
import spikelock.mapper.network.NeuronRule;
import spikelock.mapper.network.Population;
import spikelock.mapper.network.RunOptions;
import spikelock.mapper.network.RunSettings;
import spikelock.mapper.network.TimeConstants;

/** What NIR leaves open: dt, reset and integrator, from the user, the file, or a rule; each with its reason. */
final class Settings {
  private static final double USUAL_DT = 1e-4;
  private static final String METADATA = "from the file's metadata";

  private Settings() {}

  /**
   * Decides.
   *
   * @param said what the file's metadata says
   * @throws spikelock.emulator.error.InputException when what was asked for contradicts itself
   */
  static RunSettings of(List<Population> populations, RunOptions options, FileHints said) {
    Choice choice = new Choice(options, said.asOptions(), METADATA);
    Dialect dialect = choice.dialect("NIR's own");
    double dt = dt(populations, options, said.dt(), choice);
    String fast = TimeConstants.shorterThan(dt, populations).orElse("");
    NeuronRule rule = choice.rule(NeuronRule.NIR.withIntegrator(fast.isEmpty() ? Integrator.EULER : Integrator.EXACT), Map.of(
        "", "NIR's own", "reset", "NIR's own: to v_reset", "spike_at", "as NIR says",
        "integrator", fast.isEmpty() ? "the usual one of NIR frameworks" : "exact because " + fast));
    boolean loopBias = choice.of("loop_bias_at_zero", RunOptions::loopBiasAtZero, Framework::loopBiasAtZero, true, "as snnTorch does");
    options.initialV().ifPresent(start -> choice.because("initial_v", "given: " + start));
    RunSettings settings = new RunSettings(dt, rule, loopBias, dialect, choice.reasons());
    Choice.check(rule);
    return settings;
  }

  /** The same neurons, of integrators with the gain of their input per timestep as r. */
  static NeuronModel.Nir withGain(NeuronModel.Nir nir, double dt) {
    boolean integrator = nir.kind() == Kind.I || nir.kind() == Kind.IF;
    return integrator ? nir.toBuilder().r(integratorGain(nir.r(), dt)).build() : nir;
  }

  /** The gain of an integrator's input per timestep: r dt where a framework wrote 1/dt, else r itself. */
  private static double[] integratorGain(double[] r, double dt) {
    boolean perSecond = true;
    for (double value : r) {
      perSecond &= Math.abs(value * dt - 1) < 0.01;
    }
    double[] gain = r.clone();
    for (int i = 0; i < gain.length && perSecond; i++) {
      gain[i] = rounded(r[i] * dt);
    }
    return gain;
  }

  private static double dt(List<Population> populations, RunOptions options, OptionalDouble said, Choice choice) {
    if (options.dt().isPresent()) {
      choice.because("dt", "given");
      return options.dt().getAsDouble();
    }
    if (said.isPresent()) {
      choice.because("dt", METADATA);
      return said.getAsDouble();
    }
    OptionalDouble written = options.like().map(framework -> written(framework, populations, FrameworkTable::dt)).orElse(OptionalDouble.empty());
    if (written.isPresent()) {
      choice.because("dt", "inferred: what " + options.like().get() + " wrote into the fields of the neurons");
      return rounded(written.getAsDouble());
    }
    for (Framework framework : options.like().isPresent() ? List.<Framework>of() : List.of(Framework.values())) {
      OptionalDouble told = written(framework, populations, FrameworkTable::toldDt);
      if (told.isPresent() && isNoChance(told.getAsDouble())) {
        double dt = rounded(told.getAsDouble());
        choice.because("dt", "inferred: " + dt + " s is what " + framework + " would have written into the fields of the neurons");
        return dt;
      }
    }
    List<Double> hints = new ArrayList<>();
    for (Population population : populations) {
      if (population.model() instanceof NeuronModel.Nir model) {
        hints(model, population.size(), hints);
      }
    }
    if (!hints.isEmpty() && hints.stream().allMatch(h -> Math.abs(h / hints.getFirst() - 1) < 1e-3)) {
      double dt = rounded(hints.getFirst());
      choice.because("dt", "inferred: with " + dt + " s the gain of every neuron's input is 1 per timestep");
      return dt;
    }
    if (options.like().isPresent()) {
      choice.because("dt", options.like().get() + "'s default: the file does not say");
      return options.like().get().dt();
    }
    choice.because("dt", "assumed: the file does not say; give --dt if the network was trained with another");
    return USUAL_DT;
  }

  /** How a framework's classes say with which timestep a node was written. */
  @FunctionalInterface
  private interface Written {
    OptionalDouble dt(Framework framework, NeuronModel.Nir nir, int neurons);
  }

  /** The timestep that every node says a framework wrote it with. */
  private static OptionalDouble written(Framework framework, List<Population> populations, Written classes) {
    double dt = 0;
    for (Population population : populations) {
      if (population.model() instanceof NeuronModel.Nir model) {
        OptionalDouble its = classes.dt(framework, model, population.size());
        if (its.isEmpty() || dt != 0 && Math.abs(its.getAsDouble() / dt - 1) > 1e-4) {
          return OptionalDouble.empty();
        }
        dt = its.getAsDouble();
      }
    }
    return dt == 0 ? OptionalDouble.empty() : OptionalDouble.of(dt);
  }

  /** People choose timesteps of three digits; what does not come from them hardly ever is so close to one. */
  private static boolean isNoChance(double dt) {
    return Math.abs(new java.math.BigDecimal(dt).round(new java.math.MathContext(3)).doubleValue() / dt - 1) < 2e-6;
  }

  /** The dt at which each gain of a model would be 1; none when that is no plausible timestep. */
  private static void hints(NeuronModel.Nir model, int size, List<Double> hints) {
    for (int i = 0; i < size; i++) {
      double r = NeuronModel.Nir.at(model.r(), i);
      double tau = NeuronModel.Nir.at(model.tauMem(), i);
      if (model.kind().leaks()) {
        hints.add(r > 1.5 ? tau / r : -1);
      }
      if (model.kind().cuba()) {
        double wIn = NeuronModel.Nir.at(model.wIn(), i);
        hints.add(wIn > 1.5 ? NeuronModel.Nir.at(model.tauSyn(), i) / wIn : -1);
      }
      if ((model.kind() == Kind.I || model.kind() == Kind.IF) && r >= 10) {
        hints.add(1 / r);
      }
    }
    if (hints.contains(-1.0)) {
      hints.add(Double.NaN);
    }
  }

  /** Six digits, which is what a 32-bit float in the file can tell. */
  private static double rounded(double value) {
    return new java.math.BigDecimal(value).round(new java.math.MathContext(6)).doubleValue();
  }
}
