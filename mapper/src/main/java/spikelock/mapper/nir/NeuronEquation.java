package spikelock.mapper.nir;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import spikelock.mapper.network.Dialect;
import spikelock.mapper.network.Gain;
import spikelock.mapper.network.Integrator;
import spikelock.mapper.network.NeuronModel.Kind;
import spikelock.mapper.network.NeuronModel.Nir;
import spikelock.mapper.network.Reset;
import spikelock.mapper.network.RunSettings;

/** The equations of a NIR neuron in discrete time, as the reference computes them, and their numbers. */
final class NeuronEquation {
  private final Nir nir;
  private final int size;
  private final double dt;
  private final boolean exact;
  private final Dialect dialect;
  final List<String> equation = new ArrayList<>();
  final List<String> where = new ArrayList<>();

  NeuronEquation(Nir nir, int size, RunSettings settings) {
    this.nir = nir;
    this.size = size;
    this.dt = settings.dt();
    this.exact = settings.integrator() == Integrator.EXACT;
    this.dialect = settings.dialect();
    switch (nir.kind()) {
      case THRESHOLD -> equation.add("z[t] = 1 if x[t] > v_threshold, else 0");
      case READOUT -> equation.add("v[t] = x[t]");
      case I, IF -> {
        equation.add("v[t] = v[t-1] + g x[t]");
        boolean ignored = dialect.gain() == Gain.ONE || dialect.gain() == Gain.NO_MEMBRANE;
        where.add(ignored ? "g = 1: r is left out (--gain " + RunSettings.word(dialect.gain()) + ")"
            : "g = " + range(i -> Nir.at(nir.r(), i)) + " per timestep, the gain r of the node in timesteps");
      }
      case LI, LIF -> leaky("x[t]", "r");
      case CUBA_LI, CUBA_LIF -> cuba();
      case ALIF -> throw new IllegalArgumentException("NIR has no " + nir.kind().label());
    }
    if (nir.kind().spikes()) {
      spikes(settings.reset(nir.kind()));
    }
  }

  private String range(IntToDoubleFunction value) {
    return Range.of(IntStream.range(0, size).mapToDouble(value).toArray());
  }

  /** What remains of a value after a timestep. */
  private double kept(double tau) {
    return exact ? Math.exp(-dt / tau) : 1 - dt / tau;
  }

  private String decay(String symbol, String tauName, double[] tau) {
    DoubleUnaryOperator kept = this::kept;
    return symbol + " = " + (exact ? "exp(-dt/" + tauName + ")" : "1 - dt/" + tauName) + " = "
        + range(i -> kept.applyAsDouble(Nir.at(tau, i))) + "; " + tauName + " = " + range(i -> Nir.at(tau, i)) + " s, dt = "
        + Range.number(dt) + " s";
  }

  private void leaky(String input, String gain) {
    equation.add("v[t] = a v[t-1] + b " + input + " + c");
    where.add(decay("a", nir.kind().cuba() ? "tau_mem" : "tau", nir.tauMem()));
    boolean asItIs = dialect.gain() == Gain.ONE || dialect.gain() == Gain.NO_MEMBRANE && nir.kind().cuba();
    boolean ignored = dialect.gain() == Gain.NO_MEMBRANE || dialect.gain() == Gain.NO_R && !nir.kind().cuba();
    String why = " (--gain " + RunSettings.word(dialect.gain()) + ")";
    where.add(asItIs ? "b = 1: the input is added as it is" + why
        : ignored ? "b = 1 - a = " + range(i -> 1 - kept(Nir.at(nir.tauMem(), i))) + ": r is left out" + why
        : "b = (1 - a) " + gain + " = " + range(i -> (1 - kept(Nir.at(nir.tauMem(), i))) * Nir.at(nir.r(), i)));
    where.add("c = (1 - a) v_leak = " + range(i -> (1 - kept(Nir.at(nir.tauMem(), i))) * Nir.at(nir.vLeak(), i)));
  }

  private void cuba() {
    boolean added = dialect.gain() == Gain.ONE;
    equation.add(added ? "I[t] = s (I[t-1] + x[t])" : "I[t] = s I[t-1] + w x[t]");
    if (exact && !added && dialect.gain() != Gain.NO_MEMBRANE) {
      equation.add("v[t] = v_leak + a (v[t-1] - v_leak) + r ((1 - a) w_in x[t] + k (I[t-1] - w_in x[t]))");
      where.add(decay("a", "tau_mem", nir.tauMem()));
      where.add("r = " + range(i -> Nir.at(nir.r(), i)) + ", v_leak = " + range(i -> Nir.at(nir.vLeak(), i)) + ", w_in = "
          + range(i -> Nir.at(nir.wIn(), i)));
      where.add("k = tau_syn (s - a)/(tau_syn - tau_mem), or s dt/tau where both are equal");
    } else {
      leaky("I[t]", "r");
    }
    where.add(decay("s", "tau_syn", nir.tauSyn()));
    if (added) {
      return;
    }
    where.add("w = (1 - s) w_in = " + range(i -> (1 - kept(Nir.at(nir.tauSyn(), i))) * Nir.at(nir.wIn(), i)));
  }

  private void spikes(Reset reset) {
    if (nir.kind() != Kind.THRESHOLD) {
      equation.add(dialect.multiSpike() ? "z[t] = floor(v[t] / v_threshold), at least 0" : "z[t] = 1 if v[t] > v_threshold, else 0");
      equation.add(switch (reset) {
        case ZERO -> "v[t] = 0 if z[t]";
        case VALUE -> "v[t] = v_reset if z[t]";
        case SUBTRACT -> dialect.multiSpike() ? "v[t] = v[t] - z[t] (v_threshold - v_reset)" : "v[t] = v[t] - (v_threshold - v_reset) if z[t]";
        case SUBTRACT_LATE -> "v[t+1] = v[t+1] - (v_threshold - v_reset) if z[t], after its decay and before its comparison";
        case SUBTRACT_GUARDED -> "v[t] = v[t] - (v_threshold - v_reset) if z[t]; and before that already if v[t-1] > v_threshold";
      });
      if (dialect.clamp() && nir.kind() == Kind.IF) {
        equation.add("v[t] = max(v[t], -v_threshold)");
      }
      where.add("v_threshold = " + range(i -> Nir.at(nir.vThreshold(), i)) + ", v_reset = " + range(i -> Nir.at(nir.vReset(), i))
          + (reset == Reset.ZERO ? " (not used: --reset zero)" : ""));
    } else {
      where.add("v_threshold = " + range(i -> Nir.at(nir.vThreshold(), i)));
    }
  }
}
