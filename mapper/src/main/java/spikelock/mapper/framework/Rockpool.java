package spikelock.mapper.framework;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import spikelock.mapper.network.Framework;
import spikelock.mapper.network.Gain;
import spikelock.mapper.network.Integrator;
import spikelock.mapper.network.NeuronModel.Kind;
import spikelock.mapper.network.NeuronModel.Nir;
import spikelock.mapper.network.NeuronRule;
import spikelock.mapper.network.Reset;
import spikelock.mapper.network.SpikeAt;

/**
 * Rockpool 3.1.0. Its exporter writes r = tau exp(-dt/tau)/dt, which holds dt, and leaves out biases, the weights of {@code has_rec} and
 * {@code max_spikes_per_dt}. Its importer takes dt = tau/(1 + r), so that it does not reproduce its own files.
 */
final class Rockpool {
  private static final NeuronRule BASE = NeuronRule.NIR.withIntegrator(Integrator.EXACT).withReset(Reset.SUBTRACT).withSpikeAt(SpikeAt.REACHED)
      .withMostSpikes(NeuronRule.MANY_SPIKES).withGain(Gain.ONE);
  private static final Row.Words CUBA = new Row.Words(
      "tau_mem, tau_syn in s, r = tau_mem exp(-dt/tau_mem)/dt, w_in = 1, v_leak = 0, v_threshold; bias, w_rec and max_spikes_per_dt are not written",
      "I = s (I + x); v = a v + I, a = exp(-dt/tau_mem), s = exp(-dt/tau_syn); floor(v/threshold) spikes, subtracted",
      "LIFTorch with dt = tau_mem/(1 + r) and the bias v_leak");
  private static final Row.Words LIF = new Row.Words("tau in s, r = tau exp(-dt/tau)/dt, v_leak = 0, v_threshold; bias and max_spikes_per_dt are not written",
      "v = a v + x, a = exp(-dt/tau); floor(v/threshold) spikes, subtracted", "fails");

  static final List<Row> ROWS = List.of(
      new Row(Framework.ROCKPOOL, "LIFTorch", "", Set.of(Kind.CUBA_LIF), CUBA, exported(), BASE),
      new Row(Framework.ROCKPOOL, "LIFTorch", "max_spikes_per_dt=1", Set.of(Kind.CUBA_LIF), CUBA, exported(), BASE.withMostSpikes(1)),
      new Row(Framework.ROCKPOOL, "LIFNeuronTorch", "", Set.of(Kind.LIF), LIF, exported(), BASE),
      new Row(Framework.ROCKPOOL, "LIFNeuronTorch", "max_spikes_per_dt=1", Set.of(Kind.LIF), LIF, exported(), BASE.withMostSpikes(1)),
      new Row(Framework.ROCKPOOL, "ExpSynTorch", "", Set.of(Kind.LI), new Row.Words("tau in s, r = tau exp(-dt/tau)/dt, v_leak = 0",
          "I = s (I + x), s = exp(-dt/tau); I is the output", "ExpSynTorch with a tau of whole seconds"), exported(), BASE.withGain(Gain.BEFORE_DECAY)),
      new Row(Framework.ROCKPOOL, "LIFTorch", "imported", Set.of(Kind.CUBA_LIF), new Row.Words("", "as LIFTorch with the bias v_leak; w_in is ignored",
          "LIFTorch with dt = tau_mem/(1 + r) and the bias v_leak"), imported(), BASE,
          Rockpool::withBias));

  private Rockpool() {}

  /** What is added to a potential in every timestep, as the leak potential that adds it. */
  private static Nir withBias(Nir nir, double dt) {
    double[] leak = new double[Math.max(nir.vLeak().length, nir.tauMem().length)];
    for (int i = 0; i < leak.length; i++) {
      leak[i] = Nir.at(nir.vLeak(), i) / -Math.expm1(-dt / Nir.at(nir.tauMem(), i));
    }
    return nir.toBuilder().vLeak(leak).build();
  }

  /** All neurons were written with the same dt, nothing leaks to anywhere but 0, and w_in is 1. */
  private static Sign exported() {
    return new Sign() {
      @Override
      public Optional<String> of(Nir nir, int neurons, double dt) {
        return Sign.all(neurons, i -> dtOf(nir, (int) i) / dt - 1) && isPlain(nir, neurons) ? Optional.of("r = tau exp(-dt/tau)/dt") : Optional.empty();
      }

      @Override
      public OptionalDouble dt(Nir nir, int neurons) {
        double first = dtOf(nir, 0);
        return first > 0 && Sign.all(neurons, i -> dtOf(nir, (int) i) / first - 1) && isPlain(nir, neurons)
            ? OptionalDouble.of(mean(nir, neurons)) : OptionalDouble.empty();
      }

      @Override
      public boolean isTelling() {
        return true;
      }
    };
  }

  private static boolean isPlain(Nir nir, int neurons) {
    return Sign.all(neurons, i -> Nir.at(nir.vLeak(), (int) i)) && (!nir.kind().cuba() || Sign.all(neurons, i -> Nir.at(nir.wIn(), (int) i) - 1));
  }

  private static double mean(Nir nir, int neurons) {
    double sum = 0;
    for (int i = 0; i < neurons; i++) {
      sum += dtOf(nir, i);
    }
    return sum / neurons;
  }

  /** dt of r = tau exp(-dt/tau)/dt: y exp(y) = 1/r for y = dt/tau (Lambert's W), by Newton's method. */
  private static double dtOf(Nir nir, int i) {
    double wanted = 1 / Nir.at(nir.r(), i);
    if (!(wanted > 0) || Double.isInfinite(wanted)) {
      return 0;
    }
    double y = Math.log1p(wanted);
    for (int step = 0; step < 50; step++) {
      double e = Math.exp(y);
      y -= (y * e - wanted) / (e * (y + 1));
    }
    return y * Nir.at(nir.tauMem(), i);
  }

  /** Whatever another framework wrote; the dt of its importer, which has one for each node. */
  private static Sign imported() {
    return new Sign() {
      @Override
      public Optional<String> of(Nir nir, int neurons, double dt) {
        return Optional.of("every CubaLIF");
      }

      @Override
      public OptionalDouble dt(Nir nir, int neurons) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < neurons; i++) {
          least = Math.min(least, Nir.at(nir.tauMem(), i) / (1 + Nir.at(nir.r(), i)));
        }
        return least > 0 && Double.isFinite(least) ? OptionalDouble.of(least) : OptionalDouble.empty();
      }
    };
  }
}
