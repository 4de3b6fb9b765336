package spikelock.mapper.framework;

import java.util.List;
import java.util.Set;
import spikelock.mapper.network.Framework;
import spikelock.mapper.network.Gain;
import spikelock.mapper.network.NeuronModel.Kind;
import spikelock.mapper.network.NeuronRule;
import spikelock.mapper.network.Reset;

/**
 * snnTorch 1.0.0. Leaky and RLeaky are one kind of node, and so are Synaptic and RSynaptic: what recurrent weights add is a part of x. Only
 * a delayed reset to zero tells Leaky from RLeaky: Leaky keeps the input of the timestep in which it resets, as one that resets at once.
 */
final class SnnTorch {
  private static final NeuronRule BASE = NeuronRule.NIR.withGain(Gain.AS_IT_IS);
  private static final String LIF = "tau = dt/(1 - beta), r = tau/dt, v_leak = 0, v_threshold = threshold; the reset is not written";
  private static final String CUBA = "tau_mem = dt/(1 - beta), tau_syn = dt/(1 - alpha), r = tau_mem/dt, w_in = tau_syn/dt; the reset is not written";

  static final List<Row> ROWS = List.of(
      leaky("reset_mechanism=\"zero\"", Reset.ZERO, "v = beta v + x; spike where v > threshold, v = 0 there"),
      leaky("reset_mechanism=\"subtract\", reset_delay=True", Reset.SUBTRACT_LATE,
          "r = [v > threshold]; v = beta v + x - r threshold; spike where v > threshold"),
      leaky("reset_mechanism=\"subtract\", reset_delay=False", Reset.SUBTRACT_GUARDED,
          "r = [v > threshold]; v = beta v + x - r threshold; spike where v > threshold; v = v - (spike - r) threshold"),
      leaky("RLeaky", "reset_mechanism=\"zero\", reset_delay=True", Reset.ZERO_LATE,
          "r = [v > threshold]; v = beta v + x, but 0 where r; spike where v > threshold"),
      leaky("reset_mechanism=\"none\"", Reset.NONE, "v = beta v + x; spike where v > threshold"),
      synaptic("reset_mechanism=\"zero\", reset_delay=False", Reset.ZERO, "I = alpha I + x; v = beta v + I; spike where v > threshold, v = 0 there"),
      synaptic("reset_mechanism=\"subtract\", reset_delay=True", Reset.SUBTRACT_LATE,
          "r = [v > threshold]; I = alpha I + x; v = beta v + I - r threshold; spike where v > threshold"),
      synaptic("reset_mechanism=\"subtract\", reset_delay=False", Reset.SUBTRACT_GUARDED,
          "as with reset_delay=True, then v = v - (spike - r) threshold"),
      synaptic("reset_mechanism=\"zero\", reset_delay=True", Reset.ZERO_LATE,
          "r = [v > threshold]; I = alpha I + x; v = beta v + I, but 0 where r; spike where v > threshold"),
      synaptic("reset_mechanism=\"none\"", Reset.NONE, "I = alpha I + x; v = beta v + I; spike where v > threshold"));

  private SnnTorch() {}

  private static Row leaky(String switches, Reset reset, String computes) {
    return leaky("Leaky, RLeaky", switches, reset, computes);
  }

  private static Row leaky(String neuron, String switches, Reset reset, String computes) {
    return new Row(Framework.SNNTORCH, neuron, switches, Set.of(Kind.LIF), new Row.Words(LIF, computes, "Leaky, reset_mechanism=\"zero\""),
        Sign.rUndoesTau().telling(), BASE.withReset(reset), Mending.CLAMPED);
  }

  private static Row synaptic(String switches, Reset reset, String computes) {
    return new Row(Framework.SNNTORCH, "Synaptic, RSynaptic", switches, Set.of(Kind.CUBA_LIF),
        new Row.Words(CUBA, computes, "Synaptic, reset_mechanism=\"zero\""),
        Sign.rUndoesTau().and(Sign.wInUndoesTau()).telling(), BASE.withReset(reset), Mending.CLAMPED);
  }
}
