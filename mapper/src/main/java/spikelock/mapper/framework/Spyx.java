package spikelock.mapper.framework;

import java.util.List;
import java.util.Set;
import spikelock.mapper.network.Framework;
import spikelock.mapper.network.Gain;
import spikelock.mapper.network.NeuronModel.Kind;
import spikelock.mapper.network.NeuronRule;
import spikelock.mapper.network.Reset;

/**
 * Spyx 1.0.0. Its classes test the potential of the timestep before, so that what they send, and what it records, comes one timestep later
 * than here; PSU_LIF does not. ALIF and LI are left out of the file with a printed warning.
 */
final class Spyx {
  private static final NeuronRule BASE = NeuronRule.NIR.withGain(Gain.AS_IT_IS);
  private static final String Z = "z = [v > threshold] of the timestep before; ";
  private static final String NESTED = "; where recurrent (x then is x + R z), the input of the nested graph leads to the recurrent weights only";
  private static final String ANY_LIF = "LIF, RLIF; r is ignored";
  private static final String ANY_CUBA = "CuBaLIF, RCuBaLIF; r and w_in are ignored";

  static final List<Row> ROWS = List.of(
      row("IF, RIF", Kind.IF, new Row.Words("r = 1, v_threshold" + NESTED, Z + "v = v + x - z threshold", "IF, RIF; r is ignored"),
          Sign.any("r is ignored"), Reset.SUBTRACT),
      row("LIF, RLIF", Kind.LIF, new Row.Words("tau = dt/(1 - beta), r = beta, v_leak = 0, v_threshold" + NESTED,
          Z + "v = beta v + x - z threshold", ANY_LIF), Sign.rIsDecay().telling(), Reset.SUBTRACT_LATE),
      new Row(Framework.SPYX, "from_nir", "LIF", Set.of(Kind.LIF), new Row.Words("", "as LIF", ANY_LIF), Sign.any("r is ignored"),
          BASE.withReset(Reset.SUBTRACT_LATE), Mending.CLAMPED),
      row("CuBaLIF, RCuBaLIF", Kind.CUBA_LIF, new Row.Words(
          "tau_mem = dt/(1 - beta), tau_syn = dt/(1 - alpha), r = beta, w_in = 1, v_leak = 0, v_threshold" + NESTED,
          Z + "v = v - z threshold; I = alpha I + x; v = beta v + I", ANY_CUBA), Sign.rIsDecay().telling(), Reset.SUBTRACT),
      new Row(Framework.SPYX, "from_nir", "CubaLIF", Set.of(Kind.CUBA_LIF), new Row.Words("", "as CuBaLIF", ANY_CUBA),
          Sign.any("r and w_in are ignored"), BASE.withReset(Reset.SUBTRACT), Mending.CLAMPED),
      new Row(Framework.SPYX, "PSU_LIF", "", Set.of(Kind.LI, Kind.THRESHOLD), new Row.Words(
          "an LI of tau = dt/(1 - beta), r = 1, v_leak = 0, and a Threshold behind it",
          "v = beta v + x; spike where v > threshold, sent at once", "PSU_LIF; an LI without a Threshold is refused"), Sign.rIsOne(),
          BASE.withReset(Reset.NONE), Mending.CLAMPED));

  private Spyx() {}

  private static Row row(String neuron, Kind kind, Row.Words words, Sign sign, Reset reset) {
    return new Row(Framework.SPYX, neuron, "", Set.of(kind), words, sign, BASE.withReset(reset), Mending.CLAMPED);
  }
}
