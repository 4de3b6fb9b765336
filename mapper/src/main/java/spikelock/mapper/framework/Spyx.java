package spikelock.mapper.framework;

import java.util.List;
import java.util.Set;
import spikelock.mapper.network.Framework;
import spikelock.mapper.network.Gain;
import spikelock.mapper.network.NeuronModel.Kind;
import spikelock.mapper.network.NeuronRule;
import spikelock.mapper.network.Reset;

/** Spyx 1.0.0. Its classes test the potential of the timestep before: what it records comes one timestep later than here. */
final class Spyx {
  private static final NeuronRule BASE = NeuronRule.NIR.withGain(Gain.AS_IT_IS);

  static final List<Row> ROWS = List.of(
      new Row(Framework.SPYX, "IF", "", Set.of(Kind.IF), new Row.Words("r = 1, v_threshold", "z = [v > threshold]; v = v + x - z threshold",
          "IF; r is ignored"), Sign.any("every IF"), BASE.withReset(Reset.SUBTRACT)),
      new Row(Framework.SPYX, "LIF", "", Set.of(Kind.LIF), new Row.Words("tau = dt/(1 - beta), r = beta, v_leak = 0, v_threshold",
          "z = [v > threshold]; v = beta v + x - z threshold", "LIF; r is ignored"), Sign.any("every LIF: r is ignored"),
          BASE.withReset(Reset.SUBTRACT_LATE)),
      new Row(Framework.SPYX, "CuBaLIF", "", Set.of(Kind.CUBA_LIF), new Row.Words(
          "tau_mem = dt/(1 - beta), tau_syn = dt/(1 - alpha), r = 1, w_in = 1, v_threshold",
          "z = [v > threshold]; v = v - z threshold; I = alpha I + x; v = beta v + I", "CuBaLIF; r and w_in are ignored"),
          Sign.any("every CubaLIF: r and w_in are ignored"), BASE.withReset(Reset.SUBTRACT)));

  private Spyx() {}
}
