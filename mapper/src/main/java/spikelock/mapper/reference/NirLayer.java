package spikelock.mapper.reference;

import java.util.List;
import spikelock.emulator.error.InputException;
import spikelock.mapper.network.Gain;
import spikelock.mapper.network.Integrator;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.network.NeuronModel.Kind;
import spikelock.mapper.network.NeuronModel.Nir;
import spikelock.mapper.network.Reset;
import spikelock.mapper.network.RunSettings;

/** NIR neurons in doubles: forward Euler or the exact solution with the input held over dt, reset at the end of the timestep. */
final class NirLayer implements Layer {
  /** What the record of an output can hold. */
  private static final int MOST_SPIKES = Byte.MAX_VALUE;

  private final Nir model;
  private final Kind kind;
  private final Reset reset;
  private final boolean euler;
  private final Gain gain;
  private final boolean multiSpike;
  private final boolean clamp;
  /** How far potential and current move towards their goal in a timestep, and the exact solution's mixed factor. */
  private final double[] moveV;
  private final double[] moveU;
  private final double[] mixed;
  /** What remains of the adaptation after a timestep. */
  private final double[] keepA;
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
    this.reset = settings.reset(kind);
    this.euler = settings.integrator() == Integrator.EULER;
    this.gain = settings.dialect().gain();
    this.multiSpike = settings.dialect().multiSpike() && kind.resets();
    this.clamp = settings.dialect().clamp() && kind == Kind.IF;
    this.moveV = new double[neurons];
    this.moveU = new double[neurons];
    this.mixed = new double[neurons];
    this.keepA = new double[neurons];
    this.v = new double[neurons];
    this.u = new double[neurons];
    this.a = new double[neurons];
    this.resting = new int[neurons];
    this.sent = new int[neurons];
    for (int i = 0; i < neurons; i++) {
      double mem = settings.dt() / Nir.at(model.tauMem(), i);
      double syn = settings.dt() / Nir.at(model.tauSyn(), i);
      double adapt = settings.dt() / Nir.at(model.adaptation().tau(), i);
      moveV[i] = euler ? mem : -Math.expm1(-mem);
      moveU[i] = euler ? syn : -Math.expm1(-syn);
      keepA[i] = euler ? 1 - adapt : Math.exp(-adapt);
      mixed[i] = Math.abs(mem - syn) < 1e-9 * mem ? mem * Math.exp(-syn) : (moveV[i] - moveU[i]) / (1 - syn / mem);
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
      boolean early = (reset == Reset.SUBTRACT_GUARDED || reset == Reset.SUBTRACT_LATE) && kind.resets() && before > threshold;
      if (early) {
        driven -= drop;
      }
      sent[i] = kind.spikes() ? spikes(i, driven, threshold) : 0;
      double after = after(i, driven, drop, sent[i], early);
      v[i] = clamp ? Math.max(after, -threshold) : after;
      if (sent[i] > 0) {
        fired[count++] = i;
        a[i] += sent[i] * Nir.at(model.adaptation().beta(), i);
        resting[i] = Nir.at(model.refractory(), i);
      }
    }
    return count;
  }

  private int spikes(int i, double driven, double threshold) {
    if (!multiSpike) {
      return driven > threshold ? 1 : 0;
    }
    double spikes = threshold > 0 ? Math.floor(Math.max(0, driven) / threshold) : Double.NaN;
    if (!(spikes <= MOST_SPIKES)) {
      throw new InputException("neuron " + i + " with the potential " + driven + " and the threshold " + threshold
          + " would send more than " + MOST_SPIKES + " spikes in one timestep", "", "multi_spike", "use --spikes single");
    }
    return (int) spikes;
  }

  /** The potential before threshold and reset; the synaptic current moves on even while the neuron rests. */
  private double integrate(int i, double x) {
    double r = gain == Gain.NIR || gain == Gain.NO_R && (kind.cuba() || !kind.leaks()) ? Nir.at(model.r(), i) : 1;
    double leak = Nir.at(model.vLeak(), i);
    return switch (kind) {
      case THRESHOLD, READOUT -> x;
      case I, IF -> v[i] + r * x;
      case LI, LIF, ALIF -> gain == Gain.ONE ? leak + (v[i] - leak) * (1 - moveV[i]) + x
          : euler ? v[i] + moveV[i] * (leak - v[i] + r * x)
          : leak + r * x + (v[i] - leak - r * x) * (1 - moveV[i]);
      case CUBA_LI, CUBA_LIF -> {
        double drive = Nir.at(model.wIn(), i) * x;
        double current = u[i];
        u[i] = gain == Gain.ONE ? (current + x) * (1 - moveU[i]) : current + moveU[i] * (drive - current);
        yield gain == Gain.ONE || gain == Gain.NO_MEMBRANE ? leak + (v[i] - leak) * (1 - moveV[i]) + u[i]
            : euler ? v[i] + moveV[i] * (leak - v[i] + r * u[i])
            : leak + (1 - moveV[i]) * (v[i] - leak) + r * (moveV[i] * drive + mixed[i] * (current - drive));
      }
    };
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
      case SUBTRACT_LATE -> driven;
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
