package spikelock.mapper.framework;

import java.util.List;
import java.util.Set;
import spikelock.mapper.network.Framework;
import spikelock.mapper.network.Gain;
import spikelock.mapper.network.InitialV;
import spikelock.mapper.network.NeuronModel.Kind;
import spikelock.mapper.network.NeuronRule;
import spikelock.mapper.network.Reset;
import spikelock.mapper.network.SpikeAt;

/** SpikingJelly 2.0.0. It writes no neuron that resets by subtraction; older versions did, as one that resets to 0. */
final class SpikingJelly {
  private static final NeuronRule BASE = NeuronRule.NIR.withSpikeAt(SpikeAt.REACHED);
  private static final Mending START = (nir, dt) -> InitialV.RESET.set(nir);
  private static final String SOFT = "v_reset=None";
  private static final String FIRES = "; spike where v >= threshold, ";
  private static final String TO = "v = v_reset there";
  private static final String BY = "v = v - threshold there";

  private static final String IF = "r = 1/dt, v_threshold, v_reset";
  private static final String IF_STEP = "v starts at v_reset; v = v + x" + FIRES;
  private static final String LIF = "tau = tau dt, v_leak = v_reset, v_threshold, v_reset, ";
  private static final String DECAYED = "v starts at v_reset; v = v + (x - (v - v_reset))/tau" + FIRES;
  private static final String ADDED = "v starts at v_reset; v = v - (v - v_reset)/tau + x" + FIRES;
  private static final String CUBA =
      "tau_syn = dt/(1 - c_decay), tau_mem = dt/(1 - v_decay), r = tau_mem/dt, w_in = tau_syn/dt, v_leak = 0, v_threshold, v_reset";
  private static final String CUBA_STEP = "v starts at v_reset; c = c_decay c + x; v = v_decay v + c" + FIRES;

  static final List<Row> ROWS = List.of(
      row("IFNode", "", Kind.IF, new Row.Words(IF, IF_STEP + TO, "IFNode; r must be 1/dt"), Sign.any("every IF"), BASE),
      row("IFNode", SOFT, Kind.IF, new Row.Words(IF + " = 0 (refused from 2.0.0 on)", IF_STEP + BY, "IFNode, v_reset = 0"), Sign.any("every IF"),
          BASE.withReset(Reset.SUBTRACT)),
      row("LIFNode, ParametricLIFNode", "", Kind.LIF, new Row.Words(LIF + "r = 1", DECAYED + TO, "LIFNode; v_leak must be v_reset"), Sign.rIsOne(),
          BASE.withGain(Gain.NO_R)),
      row("LIFNode, ParametricLIFNode", SOFT, Kind.LIF, new Row.Words(LIF + "r = 1; v_reset = 0 (refused from 2.0.0 on)", DECAYED + BY,
          "LIFNode, v_reset = 0"), Sign.rIsOne(), BASE.withGain(Gain.NO_R).withReset(Reset.SUBTRACT)),
      row("LIFNode, ParametricLIFNode", "decay_input=False", Kind.LIF, new Row.Words(LIF + "r = tau/dt", ADDED + TO, "LIFNode, decay_input=False"),
          Sign.rUndoesTau().telling(), BASE.withGain(Gain.AS_IT_IS)),
      row("LIFNode, ParametricLIFNode", "decay_input=False, " + SOFT, Kind.LIF, new Row.Words(LIF + "r = tau/dt; v_reset = 0 (refused from 2.0.0 on)",
          ADDED + BY, "LIFNode, decay_input=False, v_reset = 0"), Sign.rUndoesTau().telling(),
          BASE.withGain(Gain.AS_IT_IS).withReset(Reset.SUBTRACT)),
      row("CUBALIFNode", "", Kind.CUBA_LIF, new Row.Words(CUBA, CUBA_STEP + TO, "CUBALIFNode; r, w_in and v_leak must be as written"),
          Sign.rUndoesTau().and(Sign.wInUndoesTau()).telling(), BASE.withGain(Gain.AS_IT_IS)),
      row("CUBALIFNode", SOFT, Kind.CUBA_LIF, new Row.Words(CUBA + " = 0 (refused from 2.0.0 on)", CUBA_STEP + BY, "CUBALIFNode, v_reset = 0"),
          Sign.rUndoesTau().and(Sign.wInUndoesTau()).telling(), BASE.withGain(Gain.AS_IT_IS).withReset(Reset.SUBTRACT)));

  private SpikingJelly() {}

  private static Row row(String neuron, String switches, Kind kind, Row.Words words, Sign sign, NeuronRule rule) {
    return new Row(Framework.SPIKINGJELLY, neuron, switches, Set.of(kind), words, sign, rule, START);
  }
}
