package spikelock.mapper.framework;

import java.util.List;
import java.util.Set;
import spikelock.mapper.network.Framework;
import spikelock.mapper.network.Gain;
import spikelock.mapper.network.Integrator;
import spikelock.mapper.network.MinV;
import spikelock.mapper.network.NeuronModel.Kind;
import spikelock.mapper.network.NeuronRule;
import spikelock.mapper.network.Reset;
import spikelock.mapper.network.SpikeAt;

/**
 * sinabs 3.1.3: time constants count in timesteps. Its exporter writes neither spike_fn nor reset_fn: {@code --spikes single} is SingleSpike,
 * {@code --spikes N} MaxSpike(N), {@code --reset zero} MembraneReset(). ALIF and the recurrent classes cannot be exported.
 */
final class Sinabs {
  private static final NeuronRule BASE = NeuronRule.NIR.withIntegrator(Integrator.EXACT).withReset(Reset.SUBTRACT).withSpikeAt(SpikeAt.REACHED)
      .withMostSpikes(NeuronRule.MANY_SPIKES);

  static final List<Row> ROWS = List.of(
      new Row(Framework.SINABS, "IAF", "min_v_mem=None", Set.of(Kind.IF), new Row.Words("r = 1, v_threshold; min_v_mem is not written",
          "v = v + x; floor(v/threshold) spikes, subtracted", "IAF with min_v_mem = -v_threshold"), Sign.rIsOne(), BASE.withGain(Gain.ONE)),
      new Row(Framework.SINABS, "IAF", "min_v_mem=-threshold", Set.of(Kind.IF), new Row.Words("r = 1, v_threshold; min_v_mem is not written",
          "as without, then v = max(v, min_v_mem)", "IAF with min_v_mem = -v_threshold"), Sign.any("every IF"),
          BASE.withGain(Gain.ONE).withMinV(MinV.MINUS_THRESHOLD)),
      new Row(Framework.SINABS, "LIF", "norm_input=True", Set.of(Kind.LIF), new Row.Words("tau in timesteps, r = 1, v_threshold; norm_input is not written",
          "v = a v + (1 - a) x, a = exp(-1/tau); floor(v/threshold) spikes, subtracted", "LIF with norm_input=False"), Sign.rIsOne(),
          BASE.withGain(Gain.NO_R)),
      new Row(Framework.SINABS, "LIF", "norm_input=False", Set.of(Kind.LIF), new Row.Words("tau in timesteps, r = 1, v_threshold; norm_input is not written",
          "v = a v + x, a = exp(-1/tau); floor(v/threshold) spikes, subtracted", "LIF with norm_input=False"), Sign.any("every LIF: r is ignored"),
          BASE.withGain(Gain.ONE)),
      new Row(Framework.SINABS, "LIF", "tau_syn", Set.of(Kind.CUBA_LIF), new Row.Words("never written: tau_syn is lost, a LIF comes of it",
          "I = s (I + x); v = a v + I; floor(v/threshold) spikes, subtracted", "refused"), Sign.any("every CubaLIF"), BASE.withGain(Gain.ONE)),
      new Row(Framework.SINABS, "ExpLeak", "norm_input=False", Set.of(Kind.LI), new Row.Words("tau in timesteps, r = 1", "v = a v + x",
          "ExpLeak with norm_input=False"), Sign.any("every LI"), BASE.withGain(Gain.ONE)),
      new Row(Framework.SINABS, "ExpLeak", "norm_input=True", Set.of(Kind.LI), new Row.Words("tau in timesteps, r = 1", "v = a v + (1 - a) x",
          "ExpLeak with norm_input=False"), Sign.rIsOne(), BASE.withGain(Gain.NO_R)));

  private Sinabs() {}
}
