package spikelock.mapper.framework;

import java.util.List;
import java.util.Set;
import spikelock.mapper.network.Framework;

/** lava-dl 0.6.0: its {@code .net} files hold Loihi's integers, which {@link spikelock.mapper.lava.LavaNetFile} reads; no NIR node is from it. */
final class LavaDl {
  private static final String CUBA = "u = u (4096 - iDecay)/4096 + 64 x; v = v (4096 - vDecay)/4096 + u + 64 bias, both toward zero; "
      + "spike where v > 64 vThMant, v = 0 there; a spike leaves one timestep later";

  static final List<Row> ROWS = List.of(
      block("cuba.Dense, Conv, Pool, Flatten", "", "weight, iDecay, vDecay, vThMant", CUBA, "the same"),
      block("cuba.Dense", "norm=MeanOnlyBatchNorm", "bias", CUBA, "the same, biases one timestep before the first input"),
      block("cuba.Dense", "delay=True", "delay", "as without, and whole timesteps of delay later, behind the last layer too", "the same; Conv without delays"),
      block("cuba.Dense", "shared_param=False", "iDecay and vDecay for each channel", CUBA, "the same"),
      block("cuba.Recurrent", "", "weight_rec", "as cuba.Dense, x with weight_rec times its own spikes of the timestep before; a bias goes into u",
          "the same; fails with delay=True; a bias goes into v"),
      block("cuba.Input", "", "weight, bias", "x of its neurons is weight x + bias, 64 x without", "has to be fed through biases"),
      block("cuba.Affine", "", "vThMant = 2^18 - 1", "never spikes, v is the output", "the same"),
      block("cuba.Affine", "dynamics=False", "no neuron", "the sum of what arrives is the output", "an integrator of it"),
      block("cuba.Average", "", "fails", "the mean over groups of neurons", "fails"),
      block("cuba.Dense", "norm=WgtScaleBatchNorm", "weight_exp", "u/2^weight_exp drives v (refused unless 0)", "weight_exp is ignored"),
      block("cuba.Dense", "graded_spike=True", "gradedSpike = 1", "v is sent (refused)", "gradedSpike is ignored"),
      block("alif", "", "type ALIF, thDecay, refDecay, vThStep", "th = th0 + (th - th0)(4096 - thDecay)/4096, r = r (4096 - refDecay)/4096; "
          + "spike where v >= th + r, then r += 2 th, th += 64 vThStep (refused)", "fails"),
      block("sigma_delta", "", "type SDNN, vThMant", "changes of max(0, sum + bias) that reach the threshold are sent (refused)", "Delta, SigmaDelta, Sigma"),
      block("rf, rf_iz, adrf, adrf_iz", "", "complex weights, sinDecay, cosDecay", "a rotating state (refused)", "rf and rf_iz"));

  private LavaDl() {}

  private static Row block(String name, String switches, String writes, String computes, String imports) {
    return new Row(Framework.LAVA, name, switches, Set.of(), new Row.Words(writes, computes, imports), Sign.any(""), Framework.LAVA.rule());
  }
}
