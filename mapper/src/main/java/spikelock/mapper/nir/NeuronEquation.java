package spikelock.mapper.nir;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import spikelock.mapper.network.Factors;
import spikelock.mapper.network.Gain;
import spikelock.mapper.network.Integrator;
import spikelock.mapper.network.NeuronModel.Kind;
import spikelock.mapper.network.NeuronModel.Nir;
import spikelock.mapper.network.NeuronRule;
import spikelock.mapper.network.Reset;
import spikelock.mapper.network.RunSettings;
import spikelock.mapper.network.SpikeAt;

/** The equations of a NIR neuron in discrete time, as the reference computes them, and their numbers. */
final class NeuronEquation {
  private final Nir nir;
  private final int size;
  private final double dt;
  private final NeuronRule rule;
  private final boolean exact;
  private final Factors[] factors;
  final List<String> equation = new ArrayList<>();
  final List<String> where = new ArrayList<>();

  NeuronEquation(Nir nir, int size, RunSettings settings) {
    this.nir = nir;
    this.size = size;
    this.dt = settings.dt();
    this.rule = settings.rule(nir);
    this.exact = rule.integrator() == Integrator.EXACT;
    this.factors = Factors.of(nir, size, rule, dt);
    switch (nir.kind()) {
      case THRESHOLD -> equation.add("z[t] = 1 if x[t] " + above() + " v_threshold, else 0");
      case READOUT -> equation.add("v[t] = x[t]");
      case I, IF -> {
        equation.add("v[t] = v[t-1] + g x[t]");
        where.add(membrane() != Gain.Membrane.OF_NODE ? "g = 1: r is left out" + gain()
            : "g = " + range(i -> factors[i].membrane()) + " per timestep, the gain r of the node in timesteps");
      }
      case LI, LIF -> leaky("x[t]");
      case CUBA_LI, CUBA_LIF -> cuba();
      case ALIF -> throw new IllegalArgumentException("NIR has no " + nir.kind().label());
    }
    if (nir.kind().spikes()) {
      spikes();
    }
    if (nir.kind() != Kind.THRESHOLD && nir.kind() != Kind.READOUT && IntStream.range(0, size).anyMatch(i -> Nir.at(nir.initialV(), i) != 0)) {
      where.add("v[0] = " + range(i -> Nir.at(nir.initialV(), i)));
    }
  }

  private Gain.Membrane membrane() {
    return rule.gain().membrane(nir.kind());
  }

  private String gain() {
    return " (--gain " + RunSettings.word(rule.gain()) + ")";
  }

  private String above() {
    return rule.spikeAt() == SpikeAt.REACHED ? ">=" : ">";
  }

  private String range(IntToDoubleFunction value) {
    return Range.of(IntStream.range(0, size).mapToDouble(value).toArray());
  }

  private String decay(String symbol, String tauName, double[] tau, IntToDoubleFunction kept) {
    return symbol + " = " + (exact ? "exp(-dt/" + tauName + ")" : "1 - dt/" + tauName) + " = " + range(kept) + "; " + tauName + " = "
        + range(i -> Nir.at(tau, i)) + " s, dt = " + Range.number(dt) + " s";
  }

  private void leaky(String input) {
    equation.add("v[t] = a v[t-1] + b " + input + " + c");
    where.add(decay("a", nir.kind().cuba() ? "tau_mem" : "tau", nir.tauMem(), i -> factors[i].keepV()));
    where.add(switch (membrane()) {
      case AS_IT_IS -> "b = 1: the input is added as it is" + gain();
      case WITHOUT_R -> "b = 1 - a = " + range(i -> factors[i].membrane()) + ": r is left out" + gain();
      case DECAYED -> "b = a = " + range(i -> factors[i].membrane()) + ": the input is added before it decays" + gain();
      case OF_NODE -> "b = (1 - a) r = " + range(i -> factors[i].membrane());
    });
    where.add("c = (1 - a) v_leak = " + range(i -> (1 - factors[i].keepV()) * Nir.at(nir.vLeak(), i)));
  }

  private void cuba() {
    Gain.Current current = rule.gain().current();
    equation.add(switch (current) {
      case DECAYED -> "I[t] = s (I[t-1] + x[t])";
      case AS_IT_IS -> "I[t] = s I[t-1] + x[t]";
      case OF_NODE -> "I[t] = s I[t-1] + w x[t]";
    });
    if (rule.followsCurrent(nir.kind())) {
      equation.add("v[t] = v_leak + a (v[t-1] - v_leak) + r ((1 - a) w_in x[t] + k (I[t-1] - w_in x[t]))");
      where.add(decay("a", "tau_mem", nir.tauMem(), i -> factors[i].keepV()));
      where.add("r = " + range(i -> Nir.at(nir.r(), i)) + ", v_leak = " + range(i -> Nir.at(nir.vLeak(), i)) + ", w_in = "
          + range(i -> Nir.at(nir.wIn(), i)));
      where.add("k = tau_syn (s - a)/(tau_syn - tau_mem), or s dt/tau where both are equal");
    } else {
      leaky("I[t]");
    }
    where.add(decay("s", "tau_syn", nir.tauSyn(), i -> factors[i].keepU()));
    where.add(current == Gain.Current.OF_NODE ? "w = (1 - s) w_in = " + range(i -> factors[i].current()) : "w_in is left out" + gain());
  }

  private void spikes() {
    if (nir.kind() != Kind.THRESHOLD) {
      String most = rule.mostSpikes() < NeuronRule.MANY_SPIKES ? ", at most " + rule.mostSpikes() : "";
      equation.add(rule.multiSpike() ? "z[t] = floor(v[t] / v_threshold), at least 0" + most
          : "z[t] = 1 if v[t] " + above() + " v_threshold, else 0");
      equation.add(switch (rule.reset()) {
        case ZERO -> "v[t] = 0 if z[t]";
        case VALUE -> "v[t] = v_reset if z[t]";
        case SUBTRACT -> rule.multiSpike() ? "v[t] = v[t] - z[t] (v_threshold - v_reset)" : "v[t] = v[t] - (v_threshold - v_reset) if z[t]";
        case SUBTRACT_LATE -> "v[t+1] = v[t+1] - (v_threshold - v_reset) if z[t], after its decay and before its comparison";
        case SUBTRACT_GUARDED -> "v[t] = v[t] - (v_threshold - v_reset) if z[t]; and before that already if v[t-1] " + above() + " v_threshold";
        case ZERO_LATE -> "v[t+1] = 0 if z[t]: what arrives in that timestep is lost";
        case NONE -> "a spike leaves the potential as it is";
      });
      if (rule.minV().holds(nir.kind())) {
        equation.add("v[t] = max(v[t], " + (rule.minV().minusThreshold() ? "-v_threshold" : rule.minV()) + ")");
      }
      where.add("v_threshold = " + range(i -> Nir.at(nir.vThreshold(), i)) + ", v_reset = " + range(i -> Nir.at(nir.vReset(), i))
          + (rule.reset() == Reset.VALUE || rule.reset().subtracts() ? "" : " (not used: --reset " + RunSettings.word(rule.reset()) + ")"));
    } else {
      where.add("v_threshold = " + range(i -> Nir.at(nir.vThreshold(), i)));
    }
  }
}
