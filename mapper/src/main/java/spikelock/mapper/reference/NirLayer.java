package spikelock.mapper.reference;

import java.util.Arrays;
import java.util.List;
import spikelock.emulator.error.InputException;
import spikelock.mapper.network.Factors;
import spikelock.mapper.network.Gain;
import spikelock.mapper.network.Integrator;
import spikelock.mapper.network.NeuronModel.Kind;
import spikelock.mapper.network.NeuronModel.Nir;
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
  private final boolean reached;
  private final boolean multiSpike;
  private final Gain.Membrane byMembrane;
  private final boolean beforeDecay;
  private final boolean exact;
  private final boolean follows;
  /** As in {@link Factors}, by neuron. */
  private final double[] keepV;
  private final double[] moveV;
  private final double[] keepU;
  private final double[] keepA;
  private final double[] byCurrent;
  private final double[] drive;
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
    this.reached = rule.spikeAt() == SpikeAt.REACHED;
    this.multiSpike = rule.multiSpike() && kind.resets();
    this.byMembrane = rule.gain().membrane(kind);
    this.beforeDecay = rule.gain().current() == Gain.Current.DECAYED;
    this.exact = rule.integrator() == Integrator.EXACT;
    this.follows = rule.followsCurrent(kind);
    Factors[] factors = Factors.of(model, neurons, rule, settings.dt());
    this.keepV = Arrays.stream(factors).mapToDouble(Factors::keepV).toArray();
    this.moveV = Arrays.stream(factors).mapToDouble(Factors::moveV).toArray();
    this.keepU = Arrays.stream(factors).mapToDouble(Factors::keepU).toArray();
    this.keepA = Arrays.stream(factors).mapToDouble(Factors::keepA).toArray();
    this.byCurrent = Arrays.stream(factors).mapToDouble(Factors::current).toArray();
    this.drive = Arrays.stream(factors).mapToDouble(Factors::membrane).toArray();
    this.mixed = new double[neurons];
    this.v = new double[neurons];
    this.u = new double[neurons];
    this.a = new double[neurons];
    this.resting = new int[neurons];
    this.sent = new int[neurons];
    for (int i = 0; i < neurons; i++) {
      double mem = settings.dt() / Nir.at(model.tauMem(), i);
      double syn = settings.dt() / Nir.at(model.tauSyn(), i);
      mixed[i] = Math.abs(mem - syn) < 1e-9 * mem ? mem * Math.exp(-syn) : (keepU[i] - keepV[i]) / (1 - syn / mem);
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
      a[i] *= keepA[i];
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
    return reached ? potential >= threshold : potential > threshold;
  }

  private int spikes(int i, double driven, double threshold) {
    if (!multiSpike) {
      return fires(driven, threshold) ? 1 : 0;
    }
    double spikes = threshold > 0 ? Math.floor(Math.max(0, driven / threshold)) : Double.NaN;
    if (!reached && spikes > 0 && spikes * threshold == driven) {
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
    return switch (kind) {
      case THRESHOLD, READOUT -> x;
      case I, IF -> v[i] + drive[i] * x;
      case LI, LIF, ALIF -> leaky(i, x);
      case CUBA_LI, CUBA_LIF -> {
        double current = u[i];
        u[i] = beforeDecay ? keepU[i] * (current + x) : keepU[i] * current + byCurrent[i] * x;
        yield follows ? exact(i, current, Nir.at(model.wIn(), i) * x) : leaky(i, u[i]);
      }
    };
  }

  /** A potential that leaks and is driven by a current, or by the input where there is none. */
  private double leaky(int i, double current) {
    double leak = Nir.at(model.vLeak(), i);
    if (byMembrane == Gain.Membrane.DECAYED) {
      return keepV[i] * (v[i] - leak + current) + leak;
    }
    if (byMembrane == Gain.Membrane.AS_IT_IS || exact || drive[i] == 1) {
      return keepV[i] * (v[i] - leak) + leak + drive[i] * current;
    }
    // forward Euler as frameworks write it: v + dt/tau ((v_leak - v) + r x)
    double r = byMembrane == Gain.Membrane.OF_NODE ? Nir.at(model.r(), i) : 1;
    return v[i] + moveV[i] * (leak - v[i] + r * current);
  }

  /** The exact solution for a current that decays within the timestep while {@code input} is held. */
  private double exact(int i, double current, double input) {
    double leak = Nir.at(model.vLeak(), i);
    return leak + keepV[i] * (v[i] - leak) + Nir.at(model.r(), i) * ((1 - keepV[i]) * input + mixed[i] * (current - input));
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
