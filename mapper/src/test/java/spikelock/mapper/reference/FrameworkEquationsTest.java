package spikelock.mapper.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spikelock.emulator.chip.Chips;
import spikelock.emulator.error.InputException;
import spikelock.emulator.stimulus.DenseStimulus;
import spikelock.mapper.MapOptions;
import spikelock.mapper.MappedNetwork;
import spikelock.mapper.Mapper;
import spikelock.mapper.fixed.ReferenceRun;
import spikelock.mapper.network.Connectivity;
import spikelock.mapper.network.DelayMode;
import spikelock.mapper.network.Dialect;
import spikelock.mapper.network.Framework;
import spikelock.mapper.network.Gain;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.network.NeuronModel.Kind;
import spikelock.mapper.network.NeuronRule;
import spikelock.mapper.network.Population;
import spikelock.mapper.network.Projection;
import spikelock.mapper.network.Reset;
import spikelock.mapper.network.RunOptions;
import spikelock.mapper.network.RunSettings;
import spikelock.mapper.network.SpikeAt;
import spikelock.mapper.network.TimeUnit;
import spikelock.mapper.nir.NirFile;
import spikelock.mapper.nir.NirWriter;
import spikelock.mapper.source.SourceFile;

/** Each framework's own step, written out (nir.md 6.4), against the reference with its switches, and against the chip's integers. */
class FrameworkEquationsTest {
  private static final int TIMESTEPS = 200;
  private static final double THRESHOLD = 40.37;
  private static final double DECAY = 0.5;
  private static final double R = 4;
  private static final double W_IN = 4;
  /** Of the two channels. The greater is what 8 bits hold, so that the chip's scale is a power of two and nothing is rounded. */
  private static final float[] WEIGHTS = {127, -50};

  @TempDir Path folder;

  /** A framework's neuron. */
  private interface Neuron {
    /** One timestep with the input x; answers the spikes. */
    int step(double x);

    double v();
  }

  private static DenseStimulus stimulus() {
    byte[] spikes = new byte[2 * TIMESTEPS];
    for (int t = 0; t < TIMESTEPS; t++) {
      spikes[2 * t] = (byte) (t % 3 == 0 || t % 7 < 3 ? 1 : 0);
      spikes[2 * t + 1] = (byte) (t % 5 == 2 || t > 140 && t < 160 ? 1 : 0);
    }
    return new DenseStimulus(1, TIMESTEPS, 2, spikes);
  }

  private static Network network(Kind kind, Framework like, Reset reset, boolean multiSpike, double gain) {
    NeuronModel.Nir model = new NeuronModel.Nir(kind, new double[] {2e-3}, new double[] {2e-3}, new double[] {R}, new double[] {W_IN},
        new double[] {0}, new double[] {THRESHOLD}, new double[] {0}, new double[] {0}, new int[] {0}, new double[] {0}, new double[] {0});
    // a decay of 1/2 either way: Euler with tau = 2 dt, the exact form with tau = dt / ln 2
    NeuronModel.Nir timed = like == Framework.SINABS ? new NeuronModel.Nir(kind, new double[] {1e-3 / Math.log(2)},
        new double[] {1e-3 / Math.log(2)}, model.r(), model.wIn(), model.vLeak(), model.vThreshold(), model.vReset(), model.bias(),
        model.refractory(), model.initialV(), model.initialU()) : model;
    Dialect dialect = new Dialect(Optional.of(like), like.delayMode(), TimeUnit.S);
    NeuronRule rule = like.rule().withReset(reset).withMostSpikes(multiSpike ? NeuronRule.MANY_SPIKES : 1).withSpikeAt(multiSpike ? SpikeAt.REACHED : SpikeAt.ABOVE);
    float[] weights = {(float) (WEIGHTS[0] / gain), (float) (WEIGHTS[1] / gain)};
    return new Network("one", List.of(new Population("in", new int[] {2}, new NeuronModel.Input()), new Population("n", new int[] {1}, timed)),
        List.of(new Projection("in-n", 0, 1, 0, new Connectivity.Dense(2, 1, weights), 0, new float[0], false)),
        List.of(new Network.Output("n", 1)), new RunSettings(1e-3, rule, true, dialect, Map.of()), List.of());
  }

  private static void assertSame(Network network, Neuron neuron, double gain, int shift) {
    DenseStimulus stimulus = stimulus();
    SampleResult result = new FloatReference(network, List.of(Probe.parse("n.v", network))).run(stimulus, 0);
    int[] active = new int[2];
    int[] values = new int[2];
    int spikes = 0;
    for (int t = 0; t < TIMESTEPS; t++) {
      double x = 0;
      for (int k = 0; k < stimulus.active(0, t, active, values); k++) {
        x += WEIGHTS[active[k]] / gain;
      }
      int sent = neuron.step(x);
      assertThat(result.probes().getFirst()[t]).as("v at timestep %d", t).isCloseTo(neuron.v(), within(1e-9));
      if (t >= shift) {
        assertThat((int) result.outputs().getFirst()[t - shift]).as("spikes at timestep %d", t - shift).isEqualTo(sent);
      }
      spikes += sent;
    }
    assertThat(spikes).isGreaterThan(20);
    if (!network.settings().rule().multiSpike()) {
      MappedNetwork mapped = Mapper.map(network, Chips.read("core-1"), MapOptions.DEFAULT);
      byte[] onChip = (byte[]) ReferenceRun.of(mapped.fixed(), stimulus, List.of()).outputs().get("n").data();
      assertThat(onChip).isEqualTo(result.outputs().getFirst());
    }
  }

  @Test
  void snnTorchSubtractsOnceForANeuronThatStaysAbove() {
    double gain = R * DECAY;
    assertSame(network(Kind.LIF, Framework.SNNTORCH, Reset.SUBTRACT_GUARDED, false, gain), new Neuron() {
      private double v;

      @Override
      public int step(double x) {
        int rst = v > THRESHOLD ? 1 : 0;
        double next = DECAY * v + gain * x - rst * THRESHOLD;
        int z = next > THRESHOLD ? 1 : 0;
        v = next - (z - rst) * THRESHOLD;
        return z;
      }

      @Override
      public double v() {
        return v;
      }
    }, gain, 0);
  }

  @Test
  void spyxLetsLifSubtractAfterTheDecayAndSpikeOneTimestepLate() {
    double gain = 1;
    assertSame(network(Kind.LIF, Framework.SPYX, Reset.SUBTRACT_LATE, false, gain), new Neuron() {
      private double v;

      @Override
      public int step(double x) {
        int z = v > THRESHOLD ? 1 : 0;
        v = DECAY * v + gain * x - z * THRESHOLD;
        return z;
      }

      @Override
      public double v() {
        return v;
      }
    }, gain, 1);
  }

  @Test
  void spyxLetsCubaSubtractBeforeTheDecay() {
    double gain = 1;
    assertSame(network(Kind.CUBA_LIF, Framework.SPYX, Reset.SUBTRACT, false, gain), new Neuron() {
      private double v;
      private double current;

      @Override
      public int step(double x) {
        int z = v > THRESHOLD ? 1 : 0;
        v -= z * THRESHOLD;
        current = DECAY * current + gain * x;
        v = DECAY * v + current;
        return z;
      }

      @Override
      public double v() {
        return v > THRESHOLD ? v - THRESHOLD : v; // the reference subtracts at the end of the timestep
      }
    }, gain, 1);
  }

  /** {@code Synaptic} with {@code reset_delay=True}, as RSynaptic always: as late as its Leaky. */
  @Test
  void snnTorchLetsCubaSubtractAfterTheDecay() {
    double gain = W_IN * DECAY * R * DECAY;
    assertSame(network(Kind.CUBA_LIF, Framework.SNNTORCH, Reset.SUBTRACT_LATE, false, gain), new Neuron() {
      private double v;
      private double current;

      @Override
      public int step(double x) {
        int rst = v > THRESHOLD ? 1 : 0;
        current = DECAY * current + gain * x;
        v = DECAY * v + current - rst * THRESHOLD;
        return v > THRESHOLD ? 1 : 0;
      }

      @Override
      public double v() {
        return v;
      }
    }, gain, 0);
  }

  @Test
  void norseTakesNoResistanceOfLif() {
    double gain = DECAY;
    assertSame(network(Kind.LIF, Framework.NORSE, Reset.VALUE, false, gain), new Neuron() {
      private double v;

      @Override
      public int step(double x) {
        v += 0.5 * (-v + x);
        int z = v > THRESHOLD ? 1 : 0;
        v = z == 1 ? 0 : v;
        return z;
      }

      @Override
      public double v() {
        return v;
      }
    }, gain, 0);
  }

  /** @param many whether several spikes leave in a timestep */
  private static Neuron sinabs(Kind kind, boolean many) {
    return new Neuron() {
      private double v;
      private double current;

      @Override
      public int step(double x) {
        current = kind == Kind.CUBA_LIF ? DECAY * (current + x) : x;
        v = (kind == Kind.IF ? 1 : DECAY) * v + current;
        int n = many ? (int) Math.floor(Math.max(0, v) / THRESHOLD) : v > THRESHOLD ? 1 : 0;
        v -= n * THRESHOLD;
        v = kind == Kind.IF ? Math.max(v, -THRESHOLD) : v;
        return n;
      }

      @Override
      public double v() {
        return v;
      }
    };
  }

  @Test
  void sinabsAddsTheInputAsItIs() {
    for (Kind kind : List.of(Kind.IF, Kind.LIF, Kind.CUBA_LIF)) {
      double gain = kind == Kind.CUBA_LIF ? DECAY : 1;
      for (boolean many : List.of(false, true)) {
        Network network = network(kind, Framework.SINABS, Reset.SUBTRACT, many, gain);
        assertSame(network, sinabs(kind, many), gain, 0);
      }
    }
  }

  @Test
  void severalSpikesInATimestepAreForTheReferenceAlone() {
    Network strong = network(Kind.IF, Framework.SINABS, Reset.SUBTRACT, true, 0.1);

    byte[] sent = new FloatReference(strong, List.of()).run(stimulus(), 0).outputs().getFirst();

    assertThat(sent[0]).isEqualTo((byte) Math.floor(1270 / THRESHOLD));
    assertThatThrownBy(() -> Mapper.map(strong, Chips.read("core-1"), MapOptions.DEFAULT)).isInstanceOf(InputException.class)
        .hasMessageContaining("several spikes in a timestep (as sinabs does)");
  }

  private Network lifs(RunOptions options, double... tau) {
    Map<String, Object> lif = NirWriter.lif(tau);
    return NirFile.read(SourceFile.of(NirWriter.write(folder.resolve("lif.nir"), NirWriter.graph("in>a a>b b>c c>out", "in",
        NirWriter.input(tau.length), "a", lif, "b", lif, "c", lif, "out", NirWriter.output(tau.length)))), options);
  }

  @Test
  void timeConstantsCountInWhatTheUserSays() {
    RunOptions dt = RunOptions.NONE.withDt(1e-3);

    assertThat(tau(lifs(dt, 20))).isEqualTo(20);
    assertThat(tau(lifs(dt.withTimeUnit(TimeUnit.MS), 20))).isEqualTo(0.02);
    assertThat(tau(lifs(dt.withTimeUnit(TimeUnit.STEP), 20))).isEqualTo(0.02);
    assertThat(lifs(dt, 20).repairs()).anyMatch(line -> line.contains("--time-unit ms"));
    assertThat(lifs(dt.withTimeUnit(TimeUnit.MS), 20).repairs()).noneMatch(line -> line.contains("--time-unit"));
    Network sinabs = lifs(RunOptions.like(Framework.SINABS), 20);
    assertThat(tau(sinabs) / sinabs.settings().dt()).isEqualTo(20);
  }

  private static double tau(Network network) {
    return ((NeuronModel.Nir) network.populations().get(1).model()).tauMem()[0];
  }

  @Test
  void oneTimestepForEachHopShiftsAChain() {
    byte[] spikes = new byte[30];
    java.util.Arrays.fill(spikes, (byte) 1);
    DenseStimulus constant = new DenseStimulus(1, 30, 1, spikes);
    RunOptions options = RunOptions.of(1e-3, Reset.SUBTRACT).withGain(Gain.ONE);
    Network sync = lifs(options, 1);
    Network hop = lifs(options.withDelayMode(DelayMode.HOP), 1);

    byte[] at = new FloatReference(sync, List.of()).run(constant, 0).outputs().getFirst();
    byte[] later = new FloatReference(hop, List.of()).run(constant, 0).outputs().getFirst();

    assertThat(java.util.Arrays.copyOfRange(later, 2, 30)).isEqualTo(java.util.Arrays.copyOf(at, 28));
    assertThat(at).contains((byte) 1);
  }

  @Test
  void everyChoiceIsOverriddenByItsOwnOptionAndSaysWhy() {
    RunSettings spyx = lifs(RunOptions.like(Framework.SPYX).withReset(Reset.ZERO), 20).settings();

    assertThat(spyx.reset()).isEqualTo(Reset.ZERO);
    assertThat(spyx.rule().gain()).isEqualTo(Gain.AS_IT_IS);
    assertThat(spyx.dt()).isEqualTo(1);
    assertThat(spyx.reasons()).containsEntry("reset", "given").containsEntry("gain", "as Spyx does")
        .containsEntry("dt", "Spyx's default: the file does not say").hasEntrySatisfying("like", why -> assertThat(why).contains("1 timestep later"));
    assertThat(spyx.values().keySet()).containsExactly("dt_s", "reset", "integrator", "gain", "spike_at", "most_spikes", "min_v",
        "loop_bias_at_zero", "like", "delay_mode", "time_unit");
    assertThatThrownBy(() -> lifs(RunOptions.like(Framework.SPYX).withMostSpikes(4), 20)).isInstanceOf(InputException.class)
        .hasMessageContaining("do not go with the reset subtract-late");
  }
}
