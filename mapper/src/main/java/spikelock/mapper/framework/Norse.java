package spikelock.mapper.framework;

import java.util.List;
import java.util.Set;
import spikelock.mapper.network.Framework;
import spikelock.mapper.network.Gain;
import spikelock.mapper.network.InitialV;
import spikelock.mapper.network.NeuronModel.Kind;
import spikelock.mapper.network.NeuronModel.Nir;
import spikelock.mapper.network.NeuronRule;
import spikelock.mapper.network.Reset;

/**
 * Norse 1.1.0. Its exporter multiplies every time constant with a dt of 1 ms unless it is told {@code dt=1.0}; a file of such time constants
 * runs right with a timestep of 1e-6 s. Cells that it leaves out, with all behind them, are read as those are that it writes: LICell and
 * LIFRecurrentCell as LIFCell.
 */
final class Norse {
  private static final NeuronRule BASE = NeuronRule.NIR.withGain(Gain.NO_R);
  private static final Mending START = (nir, dt) -> InitialV.LEAK.set(nir);
  private static final String LOST = "r = 1; v_reset and reset_method are not written (0 in the file)";
  private static final String BOX = "v starts at v_leak; v = v + dt/tau (v_leak - v + x)";
  private static final String CELL = "v starts at v_leak; I = I + x; v = v + dt/tau_mem (v_leak - v + I); I = I - dt/tau_syn I";
  private static final String TO = "; spike where v > threshold, v = v_reset there";
  private static final String BY = "; spike where v > threshold, v = v - threshold there";
  private static final String FROM = "; spike where v > threshold, v = 0 there";
  private static final String IMPORTED_BOX = "LIFBoxCell; r and v_reset are ignored";
  private static final String IMPORTED_CUBA =
      "I and v start at v_leak; I = I + dt/tau_syn (v_leak - I + w_in x); v = v + dt/tau_mem (v_leak - v + r I); v_reset is ignored";
  private static final String IMPORTED_IF = "IAFCell; r and v_reset are ignored";

  static final List<Row> ROWS = List.of(
      new Row(Framework.NORSE, "LIFBoxCell", "", Set.of(Kind.LIF), new Row.Words("tau = 1/tau_mem_inv, v_leak, v_threshold, " + LOST, BOX + TO,
          IMPORTED_BOX), Sign.vResetIsZero(), BASE, START),
      new Row(Framework.NORSE, "LIFBoxCell", "reset_method=reset_subtract", Set.of(Kind.LIF), new Row.Words(
          "tau = 1/tau_mem_inv, v_leak, v_threshold, " + LOST, BOX + BY, IMPORTED_BOX), Sign.vResetIsZero(), BASE.withReset(Reset.SUBTRACT), START),
      new Row(Framework.NORSE, "from_nir", "LIF", Set.of(Kind.LIF), new Row.Words("", BOX + FROM, IMPORTED_BOX),
          Sign.any("r and v_reset are ignored"), BASE.withReset(Reset.ZERO), START),
      new Row(Framework.NORSE, "LIBoxCell", "", Set.of(Kind.LI), new Row.Words("tau = 1/tau_mem_inv, r = 1, v_leak", BOX, "left out"),
          Sign.any("r is ignored"), BASE, START),
      new Row(Framework.NORSE, "LIFCell", "", Set.of(Kind.CUBA_LIF), new Row.Words(
          "tau_mem = 1/tau_mem_inv, tau_syn = 1/tau_syn_inv, v_leak, v_threshold, w_in = 1, " + LOST, CELL + TO, IMPORTED_CUBA),
          Sign.wInIsOne().and(Sign.rIsOne()), BASE.withGain(Gain.CURRENT_AS_IT_IS), START),
      new Row(Framework.NORSE, "from_nir", "CubaLIF", Set.of(Kind.CUBA_LIF), new Row.Words("", IMPORTED_CUBA, IMPORTED_CUBA),
          Sign.any("v_reset is ignored, the current leaks to v_leak"), BASE.withReset(Reset.ZERO), Norse::leakyCurrent),
      new Row(Framework.NORSE, "LICell", "", Set.of(Kind.CUBA_LI), new Row.Words("left out", CELL, "left out"), Sign.wInIsOne().and(Sign.rIsOne()),
          BASE.withGain(Gain.CURRENT_AS_IT_IS), START),
      new Row(Framework.NORSE, "IAFCell", "", Set.of(Kind.IF), new Row.Words("v_threshold, r = 1; v_reset is not written (0 in the file)",
          "v starts at v_reset; v = v + x" + TO, IMPORTED_IF), Sign.any("r and v_reset are ignored"),
          BASE.withGain(Gain.AS_IT_IS).withReset(Reset.ZERO)));

  private Norse() {}

  /** With J = I - v_leak, the current counts from where it leaks to, and what that adds to the potential is a part of what it leaks to. */
  private static Nir leakyCurrent(Nir nir, double dt) {
    int most = Math.max(nir.vLeak().length, nir.r().length);
    double[] leak = new double[most];
    for (int i = 0; i < most; i++) {
      leak[i] = Nir.at(nir.vLeak(), i) * (1 + Nir.at(nir.r(), i));
    }
    return InitialV.LEAK.set(nir).toBuilder().vLeak(leak).build();
  }
}
