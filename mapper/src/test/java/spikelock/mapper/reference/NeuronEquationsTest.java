package spikelock.mapper.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spikelock.emulator.stimulus.DenseStimulus;
import spikelock.mapper.network.Adaptation;
import spikelock.mapper.network.Connectivity;
import spikelock.mapper.network.Integrator;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.network.NeuronModel.Kind;
import spikelock.mapper.network.Population;
import spikelock.mapper.network.Projection;
import spikelock.mapper.network.Reset;
import spikelock.mapper.network.RunSettings;

/** The equations of nir.md 6.2 and 6.3 on one neuron. */
class NeuronEquationsTest {
  private static NeuronModel.Nir model(Kind kind, double tauMem, double tauSyn, double r, double wIn, double leak, double threshold,
      double vReset, double bias, int refractory) {
    return new NeuronModel.Nir(kind, new double[] {tauMem}, new double[] {tauSyn}, new double[] {r}, new double[] {wIn},
        new double[] {leak}, new double[] {threshold}, new double[] {vReset}, new double[] {bias}, new int[] {refractory},
        new double[] {0.25}, new double[] {0.5});
  }

  private static SampleResult run(NeuronModel.Nir model, double dt, Reset reset, Integrator integrator, int timesteps) {
    Network network = new Network("one", List.of(new Population("n", new int[] {1}, model)), List.of(),
        List.of(new Network.Output("n", 0)), new RunSettings(dt, reset, integrator, true, Map.of()), List.of());
    Probe v = new Probe(0, "v", "n.v");
    List<Probe> probes = model.kind().adapts() ? List.of(v, new Probe(0, "a", "n.a")) : List.of(v);
    return new FloatReference(network, probes).run(new DenseStimulus(1, timesteps, 0, new byte[0]), 0);
  }

  /** With a constant input the exact solution does not depend on dt, and Euler approaches it. */
  @ParameterizedTest
  @CsvSource({"LI, 1e-2, 1", "CUBA_LI, 1e-2, 4e-3", "CUBA_LI, 4e-3, 1e-2", "CUBA_LI, 1e-2, 1e-2"})
  void theExactSolutionIsWhatEulerApproaches(Kind kind, double tauMem, double tauSyn) {
    NeuronModel.Nir model = model(kind, tauMem, tauSyn, 2, 3, 0.1, 0, 0, 0.7, 0);

    double[] fine = run(model, 1e-7, Reset.VALUE, Integrator.EULER, 200_000).probes().getFirst();
    double[] coarse = run(model, 1e-3, Reset.VALUE, Integrator.EXACT, 20).probes().getFirst();

    for (int t = 0; t < 20; t++) {
      assertThat(coarse[t]).as("after %d ms", t + 1).isCloseTo(fine[(t + 1) * 10_000 - 1], within(1e-4));
    }
  }

  @Test
  void resetsDoWhatTheySay() {
    NeuronModel.Nir model = model(Kind.IF, 1, 1, 1, 1, 0, 1, -0.5, 0.4, 0);

    assertThat(run(model, 1e-3, Reset.ZERO, Integrator.EULER, 3).probes().getFirst()).containsExactly(new double[] {0.65, 0, 0.4}, within(1e-12));
    assertThat(run(model, 1e-3, Reset.VALUE, Integrator.EULER, 3).probes().getFirst()).containsExactly(new double[] {0.65, -0.5, -0.1}, within(1e-12));
    assertThat(run(model, 1e-3, Reset.SUBTRACT, Integrator.EULER, 3).probes().getFirst()).containsExactly(new double[] {0.65, -0.45, -0.05}, within(1e-12));
  }

  @Test
  void theThresholdItselfIsNotEnough() {
    NeuronModel.Nir model = model(Kind.IF, 1, 1, 1, 1, 0, 0.5, 0, 0.25, 0);

    assertThat(run(model, 1e-3, Reset.ZERO, Integrator.EULER, 3).outputs().getFirst()).containsExactly(0, 1, 0);
  }

  @Test
  void aRefractoryNeuronStaysWhereTheResetLeftIt() {
    NeuronModel.Nir model = model(Kind.IF, 1, 1, 1, 1, 0, 1, -1, 1, 2);

    SampleResult result = run(model, 1e-3, Reset.VALUE, Integrator.EULER, 7);

    assertThat(result.outputs().getFirst()).containsExactly(1, 0, 0, 0, 0, 1, 0);
    assertThat(result.probes().getFirst()).containsExactly(-1, -1, -1, 0, 1, -1, -1);
  }

  /** dt/tau_mem 1/2, r 2: v += (x 2 - v)/2. dt/tau_adapt 1/4: a keeps 3/4. */
  @Test
  void everySpikeRaisesTheThresholdOfAnAdaptiveNeuron() {
    NeuronModel.Nir model = NeuronModel.Nir.of(Kind.ALIF).tauMem(2e-3).r(2).bias(1).vThreshold(0.75)
        .adaptation(new Adaptation(new double[] {4e-3}, new double[] {1}, new double[] {0.25})).build();

    SampleResult zero = run(model, 1e-3, Reset.ZERO, Integrator.EULER, 6);
    SampleResult subtract = run(model, 1e-3, Reset.SUBTRACT, Integrator.EULER, 3);
    SampleResult guarded = run(model, 1e-3, Reset.SUBTRACT_GUARDED, Integrator.EULER, 3);

    // faded a: 0.1875, 0.890625, 0.66796875, 0.5009765625 ...; v is compared with 0.75 + a
    assertThat(zero.outputs().getFirst()).containsExactly(1, 0, 1, 0, 0, 1);
    assertThat(zero.probes().get(0)).containsExactly(0, 1, 0, 1, 1.5, 0);
    assertThat(zero.probes().get(1)).startsWith(1.1875, 0.890625, 1.66796875, 1.2509765625);
    assertThat(subtract.outputs().getFirst()).containsExactly(1, 0, 1);
    assertThat(subtract.probes().getFirst()).containsExactly(0.25, 1.125, 0.8125);
    assertThat(guarded.probes().getFirst()).isEqualTo(subtract.probes().getFirst());
  }

  @Test
  void theThresholdFadesWhileTheNeuronRestsAndByItsExactSolution() {
    NeuronModel.Nir model = NeuronModel.Nir.of(Kind.ALIF).tauMem(1e-3).bias(1).vThreshold(0.25).vReset(-1).refractory(2)
        .adaptation(1e-3 / Math.log(2), 1).build();

    SampleResult result = run(model, 1e-3, Reset.VALUE, Integrator.EXACT, 4);

    assertThat(result.outputs().getFirst()).containsExactly(1, 0, 0, 0);
    assertThat(result.probes().get(1)).containsExactly(new double[] {1, 0.5, 0.25, 0.125}, within(1e-12));
  }

  @Test
  void neuronsWithoutSpikesSendTheirPotential() {
    NeuronModel.Nir integrator = model(Kind.I, 1, 1, 1, 1, 0, 0, 0, 1, 0);
    NeuronModel.Nir reader = model(Kind.THRESHOLD, 1, 1, 1, 1, 0, 4, 0, 0, 0);
    Network network = new Network("two", List.of(new Population("i", new int[] {1}, integrator),
        new Population("t", new int[] {1}, reader)), List.of(new Projection("w", 0, 1, 0, new Connectivity.Diagonal(new float[] {2}), 0,
            new float[0], false)), List.of(new Network.Output("t", 1)), new RunSettings(1e-3, Reset.ZERO, Integrator.EULER, true, Map.of()),
        List.of());

    SampleResult result = new FloatReference(network, List.of(new Probe(1, "v", "t.v"))).run(new DenseStimulus(1, 3, 0, new byte[0]), 0);

    assertThat(result.probes().getFirst()).containsExactly(2.5, 4.5, 6.5);
    assertThat(result.outputs().getFirst()).containsExactly(0, 1, 1);
  }
}
