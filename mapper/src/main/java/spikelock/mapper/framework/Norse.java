package spikelock.mapper.framework;

import java.util.List;
import java.util.Set;
import spikelock.mapper.network.Framework;
import spikelock.mapper.network.Gain;
import spikelock.mapper.network.InitialV;
import spikelock.mapper.network.NeuronModel.Kind;
import spikelock.mapper.network.NeuronRule;

/** Norse 1.1.0. */
final class Norse {
  private static final NeuronRule BASE = NeuronRule.NIR.withGain(Gain.NO_R);

  private static final Mending START = (nir, dt) -> InitialV.LEAK.set(nir);

  static final List<Row> ROWS = List.of(
      new Row(Framework.NORSE, "LIFBoxCell", "", Set.of(Kind.LIF, Kind.LI), new Row.Words("tau = 1/tau_mem_inv, r = 1, v_leak, v_threshold, v_reset",
          "v = v + dt/tau (v_leak - v + x); spike where v > threshold, v = v_reset there", "LIFBoxCell; r is ignored"), Sign.any("r is ignored"), BASE, START),
      new Row(Framework.NORSE, "LIFCell", "", Set.of(Kind.CUBA_LIF), new Row.Words("tau_mem, tau_syn, r = 1, w_in = 1, v_leak, v_threshold, v_reset",
          "I = I + x; v = v + dt/tau_mem (v_leak - v + I); I = I - dt/tau_syn I; spike where v > threshold, v = v_reset there",
          "LIFCell"), Sign.wInIsOne(), BASE.withGain(Gain.CURRENT_AS_IT_IS), START),
      new Row(Framework.NORSE, "LIFCell", "imported", Set.of(Kind.CUBA_LIF), new Row.Words("", "as NIR says", "LIFCell"),
          Sign.any("every CubaLIF"), BASE));

  private Norse() {}
}
