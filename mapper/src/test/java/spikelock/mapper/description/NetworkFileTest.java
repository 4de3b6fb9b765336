package spikelock.mapper.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.ArrayFile;
import spikelock.emulator.files.NdArray;
import spikelock.emulator.files.Npy;
import spikelock.emulator.stimulus.DenseStimulus;
import spikelock.mapper.NetworkReader;
import spikelock.mapper.RandomWorkload;
import spikelock.mapper.Recorded;
import spikelock.mapper.network.Connectivity;
import spikelock.mapper.network.DelayMode;
import spikelock.mapper.network.Gain;
import spikelock.mapper.network.InitialV;
import spikelock.mapper.network.Integrator;
import spikelock.mapper.network.MinV;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.network.NeuronRule;
import spikelock.mapper.network.Projection;
import spikelock.mapper.network.Reset;
import spikelock.mapper.network.RunOptions;
import spikelock.mapper.network.SpikeAt;
import spikelock.mapper.nir.NirFile;
import spikelock.mapper.reference.FloatReference;
import spikelock.mapper.reference.Probe;
import spikelock.mapper.reference.SampleResult;
import spikelock.mapper.source.SourceFile;

class NetworkFileTest {
  private static final String SMALL = """
      format: spikelock/network
      version: 1
      name: small
      populations:
        - {name: in, input: true, size: 2}
        - {name: hidden, shape: [3, 1], neuron: LIF, tau_mem_s: [1e-2, 2e-2, 3e-2], unit_gain: true, v_threshold: 1.5, refractory: 2}
        - {name: out, size: 3, datapath: cuba, parameters: {threshold: 64, bias: [0, 1, 2]}, initial: {v: {file: side.npz, array: v0, times: 64}}}
      projections:
        - {from: in, to: hidden, weights: [[1, 0], [0, 1], [1, 1]], bias: 0.25}
        - {from: hidden, to: out, one_to_one: 2}
        - {from: hidden, to: hidden, all_to_all: -0.5, delay: 3, name: inhibition}
        - {from: in, to: out, file: side.npz, edges: {source: s, target: t, weight: w, delay: d}}
        - {from: hidden, to: out, file: side.npz, matrix: m}
        - {from: out, to: out, list: [[2, 0, 1], [0, 1, -1], [2, 0, 1]]}
      outputs: [out]
      run: {dt_s: 1e-3, reset: zero, integrator: euler}
      chip: core-1
      input: side.npz
      classes: [a, b, c]
      """;

  private static final String UNITS = """
      format: spikelock/network
      version: 1
      name: units
      populations:
        - {name: in, input: true, size: 2}
        - {name: alif, size: 2, neuron: ALIF, tau_mem_s: 2e-2, tau_adapt_s: [0.1, 0.2], beta: 1.5, initial_a: 0.25, unit_gain: true, v_threshold: 1}
        - {name: sum, size: 2, neuron: Readout, bias: [1, 2]}
        - {name: relu, size: 2, neuron: ReLU}
        - {name: leaky, size: 2, neuron: LeakyReLU, negative_slope: 0.2, bias: [0, 1]}
        - {name: usual, size: 2, neuron: LeakyReLU}
        - {name: sigmoid, size: 2, neuron: Sigmoid, bias: 0.5}
        - {name: tanh, size: 2, neuron: Tanh}
        - {name: softmax, size: 2, neuron: Softmax, bias: [0.1, -0.1]}
      projections:
        - {from: in, to: alif, all_to_all: 1}
        - {from: alif, to: alif, all_to_all: -1}
        - {from: alif, to: relu, one_to_one: 1}
        - {from: relu, to: leaky, one_to_one: 1}
        - {from: leaky, to: sigmoid, one_to_one: 1}
        - {from: sigmoid, to: tanh, one_to_one: 1}
        - {from: tanh, to: softmax, one_to_one: 1, delay: 0}
        - {from: usual, to: softmax, one_to_one: 1, delay: 3}
      outputs: [softmax, sum]
      run: {dt_s: 1e-3, reset: subtract}
      """;

  @TempDir Path folder;

  private Path small() throws IOException {
    Map<String, NdArray> side = new LinkedHashMap<>();
    side.put("s", NdArray.of(new int[] {1, 0, 1, 0, 1}));
    side.put("t", NdArray.of(new int[] {0, 2, 1, 2, 0}));
    side.put("w", NdArray.of(new float[] {1, 2, 3, 4, 5}, 5));
    side.put("d", NdArray.of(new int[] {4, 5, 4, 9, 4}));
    side.put("m", NdArray.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 3, 3));
    side.put("v0", NdArray.of(new int[] {1, 2, 3}));
    ArrayFile.write(folder.resolve("side.npz"), side);
    return Files.writeString(folder.resolve("small.yaml"), SMALL);
  }

  @Test
  void readsEveryFormOfConnection() throws IOException {
    NetworkDescription description = NetworkFile.read(SourceFile.of(small()), RunOptions.NONE);

    Network network = description.network();
    assertThat(network.name()).isEqualTo("small");
    assertThat(network.inputs()).isEqualTo(2);
    assertThat(network.neurons()).isEqualTo(6);
    assertThat(network.outputs()).containsExactly(new Network.Output("out", 2));
    assertThat(description.chip()).contains("core-1");
    assertThat(description.classes()).containsExactly("a", "b", "c");
    NeuronModel.Nir hidden = (NeuronModel.Nir) network.populations().get(1).model();
    assertThat(hidden.r()).containsExactly(10, 20, 30);
    assertThat(hidden.vThreshold()).containsExactly(1.5);
    NeuronModel.Native out = (NeuronModel.Native) network.populations().get(2).model();
    assertThat(out.initial().get("v")).containsExactly(64, 128, 192);
    assertThat(network.projections()).extracting(Projection::delay).containsExactly(0, 1, 3, 4, 1, 1);
    Connectivity.Sparse edges = (Connectivity.Sparse) network.projections().get(3).connectivity();
    assertThat(edges.rowStart()).containsExactly(0, 2, 5);
    assertThat(edges.target()).containsExactly(2, 2, 0, 1, 0);
    assertThat(edges.weight()).containsExactly(2, 4, 1, 3, 5);
    assertThat(edges.delay()).containsExactly((short) 1, (short) 5, (short) 0, (short) 0, (short) 0);
    assertThat(network.projections().getLast().connectivity().synapses()).isEqualTo(3);
    assertThat(network.projections().getFirst().bias()).containsExactly(0.25f, 0.25f, 0.25f);
  }

  @Test
  void whatIsWrittenReadsBackTheSame() throws IOException {
    List<Network> networks = new ArrayList<>(List.of(NetworkFile.read(SourceFile.of(small()), RunOptions.NONE).network()));
    for (String sample : List.of("letters", "zoo/recurrent.no-w_in", "zoo/nested_recurrent_metadata", "zoo/scale_threshold", "zoo/i_if",
        "zoo/cubalif_f64_vleak_vreset_uncompressed")) {
      networks.add(NirFile.read(Recorded.file(sample + ".nir"), RunOptions.NONE));
    }
    networks.forEach(this::requireRoundTrip);
  }

  private void requireRoundTrip(Network network) {
    Path file = folder.resolve("again.yaml");
    NetworkWriter.write(file, network);

    Network again = NetworkFile.read(SourceFile.of(file), RunOptions.NONE).network();

    assertThat(again).usingRecursiveComparison().ignoringFields("repairs", "settings.reasons").isEqualTo(network);
  }

  @Test
  void unitsThatNirLacksReadBackTheSame() throws IOException {
    requireRoundTrip(units());
  }

  private Network units() throws IOException {
    return NetworkFile.read(SourceFile.of(Files.writeString(folder.resolve("units.yaml"), UNITS)), RunOptions.NONE).network();
  }

  @Test
  void readsUnitsThatNirLacks() throws IOException {
    Network network = units();

    NeuronModel.Nir alif = (NeuronModel.Nir) network.populations().get(1).model();
    assertThat(alif.kind()).isEqualTo(NeuronModel.Kind.ALIF);
    assertThat(alif.r()).containsExactly(20);
    assertThat(alif.adaptation().tau()).containsExactly(0.1, 0.2);
    assertThat(alif.adaptation().beta()).containsExactly(1.5);
    assertThat(alif.adaptation().initial()).containsExactly(0.25);
    NeuronModel.Artificial leaky = (NeuronModel.Artificial) network.populations().get(4).model();
    assertThat(leaky.negativeSlope()).isEqualTo(0.2);
    assertThat(leaky.bias()).containsExactly(0, 1);
    assertThat(((NeuronModel.Artificial) network.populations().get(5).model()).negativeSlope()).isEqualTo(0.01);
    assertThat(network.projections()).extracting(Projection::delay).as("a spike takes a timestep, a value none")
        .containsExactly(0, 1, 1, 0, 0, 0, 0, 3);
  }

  @Test
  void unitsTakeTheirOwnFieldsOnly() throws IOException {
    for (String[] wrong : new String[][] {{"neuron: ReLU", "neuron: ReLU, negative_slope: 0.1", "negative_slope"},
        {"neuron: Tanh", "neuron: Tanh, v_threshold: 1", "v_threshold"}, {"neuron: Sigmoid", "neuron: Sigmod", "Sigmoid"},
        {"beta: 1.5, ", "", "beta"}, {"tau_adapt_s: [0.1, 0.2]", "tau_adapt_s: 0", "tau_adapt_s"},
        {"tau_adapt_s: [0.1, 0.2]", "tau_adapt_s: 1e-4", "shorter than dt"}, {"neuron: ALIF", "neuron: LIF", "tau_adapt_s"}}) {
      Path file = Files.writeString(folder.resolve("wrong.yaml"), UNITS.replace(wrong[0], wrong[1]));

      assertThatThrownBy(() -> NetworkFile.read(SourceFile.of(file), RunOptions.NONE)).as(wrong[1])
          .isInstanceOfSatisfying(InputException.class, e -> assertThat(e.getMessage() + e.where() + e.hint()).contains(wrong[2]));
    }
  }

  @Test
  void aHopDelaysSpikesButNoValues() throws IOException {
    Network network = NetworkFile.read(SourceFile.of(Files.writeString(folder.resolve("hop.yaml"), UNITS)),
        RunOptions.NONE.withDelayMode(DelayMode.HOP)).network();

    assertThat(network.projections()).extracting(Projection::delay).containsExactly(0, 1, 1, 0, 0, 0, 0, 3);
  }

  @Test
  void aFileWithoutEndingIsKnownByItsContents() throws IOException {
    Path file = Files.copy(small(), folder.resolve("nameless"));

    assertThat(NetworkReader.read(file, RunOptions.NONE).network().name()).isEqualTo("small");
  }

  @Test
  void theUsersSettingsWin() throws IOException {
    RunOptions options = RunOptions.of(2e-3, Reset.SUBTRACT).withIntegrator(Integrator.EXACT);

    Network network = NetworkFile.read(SourceFile.of(small()), options).network();

    assertThat(network.settings().dt()).isEqualTo(2e-3);
    assertThat(network.settings().reset()).isEqualTo(Reset.SUBTRACT);
    assertThat(network.settings().integrator()).isEqualTo(Integrator.EXACT);
    assertThat(network.settings().reasons()).containsEntry("dt", "given").containsEntry("loop_bias_at_zero", "the default of the format");
  }

  @Test
  void delaysArriveWhenTheySay() throws IOException {
    String text = """
        format: spikelock/network
        version: 1
        populations:
          - {name: in, input: true, size: 1}
          - {name: a, size: 1, neuron: Threshold, v_threshold: 0.5}
          - {name: b, size: 2, neuron: Threshold, v_threshold: 0.5}
        projections:
          - {from: in, to: a, all_to_all: 1, delay: 2}
          - {from: a, to: b, list: [[0, 0, 1, 1], [0, 1, 1, 4]]}
        outputs: {late: b}
        """;
    Network network = NetworkFile.read(SourceFile.of(Files.writeString(folder.resolve("delay.yaml"), text)), RunOptions.NONE).network();

    byte[] input = new byte[10];
    input[1] = 1;
    SampleResult result = new FloatReference(network, List.of(Probe.parse("a.spikes", network))).run(new DenseStimulus(1, 10, 1, input), 0);

    assertThat(result.probes().getFirst()).containsExactly(0, 0, 0, 1, 0, 0, 0, 0, 0, 0);
    byte[] expected = new byte[20];
    expected[4 * 2] = 1;
    expected[7 * 2 + 1] = 1;
    assertThat(result.outputs().getFirst()).isEqualTo(expected);
  }

  @Test
  void bothForcesOfANativeDatapathRunInIntegers() throws IOException {
    String text = """
        format: spikelock/network
        version: 1
        populations:
          - {name: in, input: true, size: 1}
          - {name: n, size: 1, datapath: IF, parameters: {threshold: 640, reset: 0}, initial: {v: 64}}
        projections:
          - {from: in, to: n, all_to_all: 3}
        outputs: [n]
        """;
    Network network = NetworkFile.read(SourceFile.of(Files.writeString(folder.resolve("native.yaml"), text)), RunOptions.NONE).network();

    SampleResult result = new FloatReference(network, List.of(Probe.parse("n.v", network)))
        .run(new DenseStimulus(1, 5, 1, new byte[] {1, 0, 1, 1, 1}), 0);

    assertThat(result.probes().getFirst()).containsExactly(256, 256, 448, 640, 0);
    assertThat(result.outputs().getFirst()).containsExactly(0, 0, 0, 0, 1);
  }

  @Test
  void aLoopWithoutDelayIsNamed() throws IOException {
    String text = """
        format: spikelock/network
        version: 1
        populations:
          - {name: a, size: 1, neuron: IF, v_threshold: 1}
          - {name: b, size: 1, neuron: IF, v_threshold: 1}
        projections:
          - {from: a, to: b, one_to_one: 1, delay: 0}
          - {from: b, to: a, one_to_one: 1, delay: 0}
        outputs: [b]
        """;
    Path file = Files.writeString(folder.resolve("loop.yaml"), text);

    assertThatThrownBy(() -> NetworkFile.read(SourceFile.of(file), RunOptions.NONE)).isInstanceOf(InputException.class)
        .hasMessageMatching("the loop (a -> b -> a|b -> a -> b) has no delay");
  }

  @Test
  void theRandomWorkloadSpikesByItsRule() throws IOException {
    for (int neurons : new int[] {1024, 10240}) {
      RandomWorkload workload = RandomWorkload.of(neurons, neurons);
      ArrayFile.write(folder.resolve("rnd.npz"), workload.arrays());
      Path file = Files.writeString(folder.resolve("rnd.yaml"), """
          format: spikelock/network
          version: 1
          populations:
            - {name: n, size: %d, neuron: IF, v_threshold: 3300, bias: {file: rnd.npz, array: bias}, initial_v: {file: rnd.npz, array: v0}}
          projections:
            - {from: n, to: n, file: rnd.npz, fan_out: {target: target, weight: weight}}
          outputs: [n]
          run: {dt_s: 1e-3, reset: zero}
          """.formatted(neurons));
      Network network = NetworkFile.read(SourceFile.of(file), RunOptions.NONE).network();

      byte[] spikes = new FloatReference(network, List.of()).run(new DenseStimulus(1, 100, 0, new byte[0]), 0).outputs().getFirst();

      assertThat(spikes).isEqualTo(workload.run(100).spikes()).contains(1);
    }
  }

  @Test
  void tenMillionEdgesLoad() throws IOException {
    int neurons = 100_000;
    int edges = 10_000_000;
    int[] source = new int[edges];
    int[] target = new int[edges];
    byte[] weight = new byte[edges];
    for (int e = 0; e < edges; e++) {
      source[e] = (int) ((e * 7919L) % neurons);
      target[e] = (int) ((e * 104_729L) % neurons);
      weight[e] = (byte) e;
    }
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("edges.npz")))) {
      zip.setLevel(Deflater.NO_COMPRESSION); // as numpy.savez
      for (var array : Map.of("source", NdArray.of(source), "target", NdArray.of(target), "weight", NdArray.of(weight, edges)).entrySet()) {
        ArrayFile.writeEntry(zip, array.getKey() + ".npy", out -> Npy.write(out, array.getValue()));
      }
    }
    Path file = Files.writeString(folder.resolve("big.yaml"), """
        format: spikelock/network
        version: 1
        populations: [{name: n, size: 100000, neuron: IF, v_threshold: 1}]
        projections: [{from: n, to: n, file: edges.npz, edges: {}}]
        outputs: [n]
        """);

    Network network = NetworkFile.read(SourceFile.of(file), RunOptions.NONE).network();

    Connectivity.Sparse sparse = (Connectivity.Sparse) network.projections().getFirst().connectivity();
    assertThat(sparse.synapses()).isEqualTo(edges);
    assertThat(sparse.rowStart()[neurons]).isEqualTo(edges);
    assertThat(sparse.delay()).isEmpty();
  }

  @Test
  void aBundledNetworkBringsItsSideFiles() {
    SourceFile file = SourceFile.resource(getClass().getClassLoader(), "spikelock/mapper/description/bundled.yaml");

    NetworkDescription description = NetworkFile.read(file, RunOptions.NONE);

    assertThat(description.network().name()).isEqualTo("bundled");
    assertThat(description.input().orElseThrow().label()).isEqualTo("bundled:spikelock/mapper/description/bundled.csv");
    assertThatThrownBy(() -> file.sibling("../x")).isInstanceOf(InputException.class);
  }

  @Test
  void aPopulationHasARuleOfItsOwnThatIsWrittenAgain() throws IOException {
    String text = """
        format: spikelock/network
        version: 1
        populations:
          - {name: in, input: true, size: 1}
          - {name: a, size: 1, neuron: LIF, tau_mem_s: 2e-3, v_threshold: 1, rule: {reset: none, spike_at: reached, min_v: -0.5, gain: as-it-is}}
          - {name: b, size: 1, neuron: LIF, tau_mem_s: 2e-3, v_threshold: 1}
        projections: [{from: in, to: a, weights: [[1]]}, {from: in, to: b, weights: [[1]]}]
        outputs: [a, b]
        run: {dt_s: 1e-3, multi_spike: true, clamp: true, gain: as-it-is}
        """;
    Network network = NetworkFile.read(SourceFile.of(Files.writeString(folder.resolve("rule.yaml"), text)), RunOptions.NONE).network();

    NeuronRule own = network.settings().rule((NeuronModel.Nir) network.populations().get(1).model());
    assertThat(own).isEqualTo(new NeuronRule(Integrator.EULER, Gain.AS_IT_IS, Reset.NONE, SpikeAt.REACHED, NeuronRule.MANY_SPIKES, MinV.at(-0.5)));
    assertThat(network.settings().rule((NeuronModel.Nir) network.populations().get(2).model()).minV()).as("as older files say it")
        .isEqualTo(MinV.MINUS_THRESHOLD);
    NetworkWriter.write(folder.resolve("again.yaml"), network);
    Network again = NetworkFile.read(SourceFile.of(folder.resolve("again.yaml")), RunOptions.NONE).network();
    assertThat(again.settings().rule((NeuronModel.Nir) again.populations().get(1).model())).isEqualTo(own);
    assertThat(again.settings().values()).isEqualTo(network.settings().values());
  }

  /** What the user says wins over what the file says of all populations, or of one. */
  @Test
  void optionsWinOverAPopulationsOwnWord() throws IOException {
    SourceFile file = SourceFile.of(Files.writeString(folder.resolve("own.yaml"), """
        format: spikelock/network
        version: 1
        populations:
          - {name: a, size: 1, neuron: LIF, tau_mem_s: 2e-3, v_threshold: 1, v_leak: 0.25, initial_v: 0.5, rule: {reset: none, spike_at: reached}}
          - {name: b, size: 1, neuron: IF, v_threshold: 1, initial_v: 0.5}
        outputs: [a, b]
        """));

    Network plain = NetworkFile.read(file, RunOptions.NONE).network();
    Network told = NetworkFile.read(file, RunOptions.NONE.withReset(Reset.SUBTRACT).withInitialV(InitialV.LEAK)).network();

    NeuronModel.Nir before = (NeuronModel.Nir) plain.populations().get(0).model();
    NeuronModel.Nir after = (NeuronModel.Nir) told.populations().get(0).model();
    assertThat(plain.settings().rule(before).reset()).isEqualTo(Reset.NONE);
    assertThat(told.settings().rule(after).reset()).isEqualTo(Reset.SUBTRACT);
    assertThat(told.settings().rule(after).spikeAt()).as("what nobody says stays").isEqualTo(SpikeAt.REACHED);
    assertThat(before.initialV()).containsExactly(0.5);
    assertThat(after.initialV()).containsExactly(0.25);
    assertThat(((NeuronModel.Nir) told.populations().get(1).model()).initialV()).containsExactly(0);
    assertThat(told.settings().reasons()).containsEntry("initial_v", "given: leak");
  }

  @Test
  void aRuleThatContradictsItselfIsRefused() throws IOException {
    for (Map.Entry<String, String> each : Map.of("{reset: gone}", "reset", "{most_spikes: 3, reset: zero-late}", "do not go with the reset zero-late",
        "{min_v: low}", "min_v", "{most_spikes: 0}", "most_spikes", "{resets: zero}", "resets").entrySet()) {
      String text = """
          format: spikelock/network
          version: 1
          populations: [{name: a, size: 1, neuron: IF, v_threshold: 1, rule: %s}]
          outputs: [a]
          """.formatted(each.getKey());
      SourceFile file = SourceFile.of(Files.writeString(folder.resolve("bad.yaml"), text));
      assertThatThrownBy(() -> NetworkFile.read(file, RunOptions.NONE)).as(each.getKey()).isInstanceOf(InputException.class)
          .satisfies(e -> assertThat(((InputException) e).describe()).contains(each.getValue()));
    }
  }
}
