package spikelock.mapper.reference;

import java.util.List;
import spikelock.emulator.error.InputException;
import spikelock.mapper.network.Factors;
import spikelock.mapper.network.Gain;
import spikelock.mapper.network.Integrator;
import spikelock.mapper.network.NeuronModel.Kind;
import spikelock.mapper.network.NeuronModel.Nir;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.network.NeuronRule;
import spikelock.mapper.network.Reset;
import spikelock.mapper.network.RunSettings;
import spikelock.mapper.network.SpikeAt;

/** NIR neurons in doubles, as their {@link NeuronRule} says. */
final class NirLayer implements Layer {
  private final Nir model;
  private final Kind kind;
  private final NeuronRule rule;
  private final Reset reset;
  private final boolean floored;
  private final Factors[] factors;
  /** The exact solution's mixed factor, where a current drives the potential while it decays. */
  private final double[] mixed;
  private final double[] v;
  private final double[] u;
  /** How far the threshold is raised. */
  private final double[] a;
  private final int[] resting;
  /** Spikes of the last timestep. */
  private final int[] sent;

  NirLayer(Nir model, int neurons, RunSettings settings) {
    this.model = model;
    this.kind = model.kind();
    this.rule = settings.rule(model);
    this.reset = rule.reset();
    this.floored = rule.minV().holds(kind);
    this.factors = new Factors[neurons];
    this.mixed = new double[neurons];
    this.v = new double[neurons];
    this.u = new double[neurons];
    this.a = new double[neurons];
    this.resting = new int[neurons];
    this.sent = new int[neurons];
    for (int i = 0; i < neurons; i++) {
      factors[i] = Factors.of(model, i, rule, settings.dt());
      double mem = settings.dt() / Nir.at(model.tauMem(), i);
      double syn = settings.dt() / Nir.at(model.tauSyn(), i);
      mixed[i] = Math.abs(mem - syn) < 1e-9 * mem ? mem * Math.exp(-syn) : (factors[i].keepU() - factors[i].keepV()) / (1 - syn / mem);
    }
    reset();
  }

  @Override
  public void reset() {
    for (int i = 0; i < v.length; i++) {
      v[i] = Nir.at(model.initialV(), i);
      u[i] = Nir.at(model.initialU(), i);
      a[i] = Nir.at(model.adaptation().initial(), i);
      resting[i] = 0;
      sent[i] = 0;
    }
  }

  @Override
  public int step(double[] input, int[] fired) {
    int count = 0;
    for (int i = 0; i < v.length; i++) {
      double before = v[i];
      double driven = integrate(i, input[i] + Nir.at(model.bias(), i));
      a[i] *= factors[i].keepA();
      sent[i] = 0;
      if (resting[i] > 0) {
        resting[i]--;
        continue;
      }
      double base = Nir.at(model.vThreshold(), i);
      double threshold = base + a[i];
      double drop = base - Nir.at(model.vReset(), i);
      boolean early = (reset == Reset.SUBTRACT_GUARDED || reset.isLate()) && kind.resets() && fires(before, threshold);
      if (early) {
        driven = reset == Reset.ZERO_LATE ? 0 : driven - drop;
      }
      sent[i] = kind.spikes() ? spikes(i, driven, threshold) : 0;
      double after = after(i, driven, drop, sent[i], early);
      v[i] = floored ? Math.max(after, rule.minV().of(base)) : after;
      if (sent[i] > 0) {
        fired[count++] = i;
        a[i] += sent[i] * Nir.at(model.adaptation().beta(), i);
        resting[i] = Nir.at(model.refractory(), i);
      }
    }
    return count;
  }

  private boolean fires(double potential, double threshold) {
    return rule.spikeAt() == SpikeAt.REACHED ? potential >= threshold : potential > threshold;
  }

  private int spikes(int i, double driven, double threshold) {
    if (!rule.multiSpike() || !kind.resets()) {
      return fires(driven, threshold) ? 1 : 0;
    }
    double spikes = threshold > 0 ? Math.floor(Math.max(0, driven / threshold)) : Double.NaN;
    if (rule.spikeAt() == SpikeAt.ABOVE && spikes > 0 && spikes * threshold == driven) {
      spikes--;
    }
    if (rule.mostSpikes() < NeuronRule.MANY_SPIKES) {
      return (int) Math.min(spikes, rule.mostSpikes());
    }
    if (!(spikes <= NeuronRule.MANY_SPIKES)) {
      throw new InputException("neuron " + i + " with the potential " + driven + " and the threshold " + threshold
          + " would send more than " + NeuronRule.MANY_SPIKES + " spikes in one timestep", "", "most_spikes", "use --spikes single");
    }
    return (int) spikes;
  }

  /** The potential before threshold and reset; the synaptic current moves on even while the neuron rests. */
  private double integrate(int i, double x) {
    Factors f = factors[i];
    return switch (kind) {
      case THRESHOLD, READOUT -> x;
      case I, IF -> v[i] + f.membrane() * x;
      case LI, LIF, ALIF -> leaky(i, x);
      case CUBA_LI, CUBA_LIF -> {
        double current = u[i];
        u[i] = current(i, x);
        boolean follows = rule.gain().current() == Gain.Current.OF_NODE && rule.gain().membrane(kind) == Gain.Membrane.OF_NODE;
        yield rule.integrator() == Integrator.EXACT && follows ? exact(i, current, Nir.at(model.wIn(), i) * x) : leaky(i, u[i]);
      }
    };
  }

  /** The synaptic current after this timestep's input. */
  private double current(int i, double x) {
    Factors f = factors[i];
    return rule.gain().current() == Gain.Current.DECAYED ? f.keepU() * (u[i] + x) : f.keepU() * u[i] + f.current() * x;
  }

  /** A potential that leaks and is driven by {@code drive}. */
  private double leaky(int i, double drive) {
    Factors f = factors[i];
    double leak = Nir.at(model.vLeak(), i);
    Gain.Membrane membrane = rule.gain().membrane(kind);
    if (membrane == Gain.Membrane.DECAYED) {
      return f.keepV() * (v[i] - leak + drive) + leak;
    }
    if (membrane == Gain.Membrane.AS_IT_IS || rule.integrator() == Integrator.EXACT || f.membrane() == 1) {
      return f.keepV() * (v[i] - leak) + leak + f.membrane() * drive;
    }
    // forward Euler as frameworks write it: v + dt/tau ((v_leak - v) + r x)
    double r = membrane == Gain.Membrane.OF_NODE ? Nir.at(model.r(), i) : 1;
    return v[i] + f.moveV() * (leak - v[i] + r * drive);
  }

  /** The exact solution for a current that decays within the timestep while {@code drive} is held. */
  private double exact(int i, double current, double drive) {
    double leak = Nir.at(model.vLeak(), i);
    double keep = factors[i].keepV();
    return leak + keep * (v[i] - leak) + Nir.at(model.r(), i) * ((1 - keep) * drive + mixed[i] * (current - drive));
  }

  private double after(int i, double driven, double drop, int spikes, boolean early) {
    if (kind == Kind.THRESHOLD || kind == Kind.READOUT) {
      return driven;
    }
    return switch (reset) {
      case ZERO -> spikes > 0 ? 0 : driven;
      case VALUE -> spikes > 0 ? Nir.at(model.vReset(), i) : driven;
      case SUBTRACT -> driven - spikes * drop;
      case SUBTRACT_GUARDED -> driven - (spikes - (early ? 1 : 0)) * drop;
      case SUBTRACT_LATE, ZERO_LATE, NONE -> driven;
    };
  }

  @Override
  public int spikes(int neuron) {
    return sent[neuron];
  }

  @Override
  public boolean isGraded() {
    return !kind.spikes();
  }

  @Override
  public double value(String field, int neuron) {
    return switch (field) {
      case "u" -> u[neuron];
      case "a" -> a[neuron];
      default -> v[neuron];
    };
  }

  @Override
  public List<String> fields() {
    return kind.cuba() ? List.of("v", "u") : kind.adapts() ? List.of("v", "a") : List.of("v");
  }
}
