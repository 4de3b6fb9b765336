package spikelock.mapper.lava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static spikelock.mapper.Frugal.frugally;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spikelock.emulator.chip.Chips;
import spikelock.emulator.error.InputException;
import spikelock.emulator.stimulus.DenseStimulus;
import spikelock.mapper.MapOptions;
import spikelock.mapper.MappedNetwork;
import spikelock.mapper.Mapper;
import spikelock.mapper.NetworkReader;
import spikelock.mapper.fixed.ReferenceRun;
import spikelock.mapper.network.Connectivity;
import spikelock.mapper.network.DelayMode;
import spikelock.mapper.network.Framework;
import spikelock.mapper.network.InitialV;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.network.Reset;
import spikelock.mapper.network.RunOptions;
import spikelock.mapper.reference.FloatReference;
import spikelock.mapper.reference.SampleResult;

/** lava-dl networks: every kind of layer against its arithmetic written out, and whatever else a file can hold. */
class LavaNetFileTest {
  @TempDir Path folder;

  private static Map<String, Object> fields(Object... pairs) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      fields.put((String) pairs[i], pairs[i + 1]);
    }
    return fields;
  }

  private static Map<String, Object> neuron(int iDecay, int vDecay, int vth) {
    return fields("type", "CUBA", "iDecay", iDecay, "vDecay", vDecay, "vThMant", vth, "refDelay", 1);
  }

  private Path write(List<Map<String, Object>> layers) {
    Path file = folder.resolve("made.net");
    try (WritableHdfFile hdf = HdfFile.write(file)) {
      WritableGroup group = hdf.putGroup("layer");
      for (int i = 0; i < layers.size(); i++) {
        put(group.putGroup(Integer.toString(i)), layers.get(i));
      }
    }
    return file;
  }

  private static void put(WritableGroup group, Map<String, Object> fields) {
    fields.forEach((name, value) -> {
      if (value instanceof Map<?, ?> inner) {
        Map<String, Object> named = new LinkedHashMap<>();
        inner.forEach((k, v) -> named.put((String) k, v));
        put(group.putGroup(name), named);
      } else {
        group.putDataset(name, value);
      }
    });
  }

  private static Network read(Path file) {
    return NetworkReader.read(file, RunOptions.NONE).network();
  }

  private static final Map<String, Object> DENSE = fields("type", new String[] {"dense"}, "shape", new long[] {2}, "weight",
      new float[][] {{100, -8, 3}, {-256, 254, 2}}, "bias", new float[] {-3, 5}, "neuron", neuron(1024, 300, 40));

  @Test
  void aDenseLayerIsLoihisEquations() {
    Network network = read(write(List.of(DENSE)));
    byte[] spikes = new byte[3 * 300];
    Random random = new Random(5);
    for (int i = 0; i < spikes.length; i++) {
      spikes[i] = (byte) (random.nextInt(4) == 0 ? 1 : 0);
    }
    DenseStimulus stimulus = new DenseStimulus(1, 300, 3, spikes);

    SampleResult floats = new FloatReference(network, List.of()).run(stimulus, 0);
    MappedNetwork mapped = Mapper.map(network, Chips.read("core-1"), MapOptions.DEFAULT);
    byte[] integers = (byte[]) ReferenceRun.of(mapped.fixed(), stimulus, List.of()).outputs().get("dense0").data();

    int[][] weights = {{100, -8, 3}, {-256, 254, 2}};
    int[] bias = {-3, 5};
    long[] u = new long[2];
    long[] v = new long[2];
    for (int t = 0; t < 300; t++) {
      for (int n = 0; n < 2; n++) {
        long sum = 0;
        for (int k = 0; k < 3; k++) {
          sum += weights[n][k] * spikes[3 * t + k];
        }
        u[n] = decayed(u[n], 1024) + (sum << 6);
        u[n] = u[n] << 40 >> 40;
        v[n] = Math.max(-(1 << 23) + 1, Math.min((1 << 23) - 1, decayed(v[n], 300) + u[n] + (bias[n] << 6)));
        int spike = v[n] > 40 << 6 ? 1 : 0;
        v[n] = spike == 1 ? 0 : v[n];
        assertThat((int) floats.outputs().getFirst()[2 * t + n]).as("timestep %d neuron %d", t, n).isEqualTo(spike);
      }
    }
    assertThat(floats.spikes()).isGreaterThan(50);
    assertThat(integers).isEqualTo(floats.outputs().getFirst());
  }

  private static long decayed(long x, int d) {
    return Long.signum(x) * (Math.abs(x) * (4096 - d) >> 12);
  }

  @Test
  void layersBecomePopulationsAHopApart() {
    Map<String, Object> neuron = neuron(4096, 128, 10);
    Network network = read(write(List.of(
        fields("type", new String[] {"input"}, "shape", new long[] {1, 4, 4}, "weight", new float[] {36}, "bias", new float[] {34}, "neuron", neuron),
        fields("type", new String[] {"conv"}, "shape", new long[] {2, 3, 3}, "weight", new float[][][][][] {
            {{{{1}, {2}}, {{3}, {4}}}}, {{{{-1}, {-2}}, {{-3}, {-4}}}}}, "stride", new int[] {1, 1}, "delay", new float[] {0, 2}, "neuron", neuron),
        fields("type", new String[] {"pool"}, "shape", new long[] {2, 2, 2}, "weight", new float[][][][][] {{{{{5}, {5}}, {{5}, {5}}}}},
            "kernelSize", new int[] {2, 2}, "neuron", neuron),
        fields("type", new String[] {"flatten"}, "shape", new long[] {8, 1, 1}),
        fields("type", new String[] {"dense"}, "shape", new long[] {2}, "weight", new float[2][8], "neuron", neuron),
        fields("type", new String[] {"average"}, "shape", new long[] {1, 1, 1}))));

    assertThat(network.populations().stream().map(p -> p.name())).containsExactly("input", "input0", "conv1", "pool2", "dense4", "average5");
    assertThat(network.projections().stream().map(p -> p.delay())).containsExactly(0, 1, 1, 1, 0);
    NeuronModel.Native first = (NeuronModel.Native) network.populations().get(1).model();
    assertThat(first.parameters().get("bias_mant")).containsExactly(34);
    assertThat(synapses(network, 0, 3)).containsExactly("3:36.0+0");
    // cross-correlation: the pixel (1, 1) is seen by four windows, each through its own weight
    assertThat(synapses(network, 1, 5)).containsExactlyInAnyOrder("0:4.0+0", "1:3.0+0", "3:2.0+0", "4:1.0+0", "9:-4.0+0", "10:-3.0+0",
        "12:-2.0+0", "13:-1.0+0");
    // the second channel's spikes leave two timesteps later
    assertThat(synapses(network, 2, 4)).containsExactlyInAnyOrder("0:5.0+0", "1:5.0+0", "2:5.0+0", "3:5.0+0");
    assertThat(synapses(network, 2, 9)).containsExactly("4:5.0+2");
    assertThat(synapses(network, 4, 0)).containsExactly("0:0.5+0");
    assertThat(Mapper.map(network, Chips.read("mesh-4x4"), MapOptions.DEFAULT).report().neurons()).isEqualTo(16 + 18 + 8 + 2 + 1);
    assertThat(NetworkReader.read(folder.resolve("made.net"), RunOptions.NONE.withDelayMode(DelayMode.LAYER_SYNC)).network().projections())
        .allMatch(p -> p.delay() == 0);
  }

  @Test
  void biasesOfTheCurrentDelaysAndLoopsBecomeNeuronsAndPaths() {
    Map<String, Object> slow = neuron(1024, 128, 10);
    Network network = read(write(List.of(
        fields("type", "input", "shape", new int[] {2}, "weight", new float[] {36}, "bias", new float[] {34}, "neuron", slow),
        fields("type", "dense_rec", "shape", new int[] {2}, "weight", new float[][] {{1, 2}, {3, 4}}, "weight_rec", new float[][] {{5, 6}, {7, 8}},
            "neuron", with(slow, "iDecay", new int[] {7, 9}), "delay", new float[] {0.9f, 2.9f}))));

    assertThat(network.populations().stream().map(p -> p.name())).containsExactly("input", "input0", "input0.bias", "dense_rec1", "dense_rec1.late");
    assertThat(network.outputs()).containsExactly(new Network.Output("dense_rec1", 4));
    assertThat(network.repairs()).hasSize(2).anyMatch(r -> r.contains("'input0.bias', spikes in every timestep"))
        .anyMatch(r -> r.contains("carried out by 2 neurons more, 'dense_rec1.late'"));
    assertThat(((NeuronModel.Native) network.populations().get(3).model()).parameters().get("i_decay")).containsExactly(7, 9);
    assertThat(network.projections().stream().map(p -> p.source() + ">" + p.target() + " after " + p.delay())).containsExactly("0>1 after 0", "2>1 after 0",
        "1>3 after 1", "3>3 after 1", "3>4 after 0");
    assertThat(synapses(network, 1, 0)).containsExactly("0:34.0+0", "1:34.0+0");
    assertThat(synapses(network, 3, 0)).containsExactly("0:5.0+0", "1:7.0+0");
    assertThat(synapses(network, 4, 0)).containsExactly("0:1.0+0");
    assertThat(synapses(network, 4, 1)).containsExactly("1:1.0+2");
  }

  private static List<String> synapses(Network network, int projection, int source) {
    List<String> found = new java.util.ArrayList<>();
    Connectivity connectivity = network.projections().get(projection).connectivity();
    connectivity.forEach(source, (to, weight, delay) -> {
      if (weight != 0) {
        found.add(to + ":" + weight + "+" + delay);
      }
    });
    return found;
  }

  private static Map<String, Object> with(Map<String, Object> layer, String field, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(layer);
    changed.put(field, value);
    return changed;
  }

  private static Map<String, Object> without(Map<String, Object> layer, String field) {
    Map<String, Object> changed = new LinkedHashMap<>(layer);
    changed.remove(field);
    return changed;
  }

  private void assertRefused(String message, List<Map<String, Object>> layers) {
    assertThatThrownBy(() -> read(write(layers))).isInstanceOf(InputException.class).hasMessageContaining(message)
        .satisfies(e -> assertThat(((InputException) e).describe()).contains("made.net").doesNotContain("\n"));
  }

  @Test
  void everyDefectIsNamed() {
    assertRefused("the type \"convT\" is not read", List.of(with(DENSE, "type", "convT")));
    assertRefused("is not a word", List.of(with(DENSE, "type", 3)));
    assertRefused("has no field \"type\"", List.of(without(DENSE, "type")));
    assertRefused("has no field \"weight\"", List.of(without(DENSE, "weight")));
    assertRefused("field \"weight\" is a group", List.of(with(DENSE, "weight", fields("real", new float[] {1}))));
    assertRefused("the layer has 5 neurons and 3 inputs", List.of(with(DENSE, "shape", new int[] {5})));
    assertRefused("too many axes or values", List.of(with(DENSE, "shape", new int[] {4096, 4096, 4096})));
    assertRefused("field \"weight\" is NaN", List.of(with(DENSE, "weight", new float[][] {{Float.NaN, 0, 0}, {0, 0, 0}})));
    assertRefused("has no field \"neuron/vThMant\"", List.of(with(DENSE, "neuron", fields("type", "CUBA", "iDecay", 1, "vDecay", 1))));
    assertRefused("of the type \"SDNN\" (sigma-delta)", List.of(with(DENSE, "neuron", with(neuron(1, 1, 1), "type", "SDNN"))));
    assertRefused("of the type \"RF_PHASE\" (resonate and fire)", List.of(with(DENSE, "neuron", with(neuron(1, 1, 1), "type", "RF_PHASE"))));
    assertRefused("divides the current by 2^-2", List.of(with(DENSE, "neuron", with(neuron(1, 1, 1), "weight_exp", new float[] {-2}))));
    assertRefused("recurrent weights, which only the type dense_rec has", List.of(with(DENSE, "weight_rec", new float[2][2])));
    assertRefused("has no field \"weight_rec\"", List.of(with(DENSE, "type", "dense_rec")));
    assertRefused("field \"weight_rec\" has the shape [3, 2]", List.of(with(with(DENSE, "type", "dense_rec"), "weight_rec", new float[3][2])));
    assertRefused("has no neurons to feed back", List.of(without(with(with(DENSE, "type", "dense_rec"), "weight_rec", new float[2][2]), "neuron")));
    assertRefused("follows 'dense0', which does not spike", List.of(with(DENSE, "neuron", neuron(1, 1, 262_143)), with(DENSE, "weight", new float[2][2])));
    assertRefused("\"neuron/iDecay\" has 3 values for 2 neurons", List.of(with(DENSE, "neuron", with(neuron(1, 1, 1), "iDecay", new int[] {1, 2, 3}))));
    assertRefused("weight exponent 2", List.of(with(DENSE, "neuron", with(neuron(1, 1, 1), "wgtExp", 2))));
    assertRefused("graded spikes", List.of(with(DENSE, "neuron", with(neuron(1, 1, 1), "gradedSpike", 1))));
    assertRefused("must be 0..131071", List.of(with(DENSE, "neuron", neuron(1, 1, 131_072))));
    assertRefused("must be 0..4096", List.of(with(DENSE, "neuron", neuron(4097, 1, 1))));
    assertRefused("has a bias of 9000", List.of(with(DENSE, "bias", new float[] {9000, 0})));
    assertRefused("3 values for 2 neurons", List.of(with(DENSE, "bias", new float[] {1, 2, 3})));
    assertRefused("3 values for 2 neurons", List.of(with(DENSE, "delay", new float[] {1, 2, 3})));
    assertRefused("number of inputs is not known", List.of(fields("type", "flatten", "shape", new int[] {3})));
    assertRefused("is not the first layer", List.of(DENSE, fields("type", "input", "shape", new int[] {3})));
    assertRefused("the network has no neurons", List.of(fields("type", "input", "shape", new int[] {3})));
    assertRefused("2 neurons, which does not come out even", List.of(DENSE, fields("type", "average", "shape", new int[] {5})));
    Map<String, Object> image = fields("type", "input", "shape", new int[] {1, 4, 4});
    Map<String, Object> conv = fields("type", "conv", "shape", new int[] {1, 3, 3}, "weight", new float[1][1][2][2], "neuron", neuron(1, 1, 1));
    assertThat(read(write(List.of(image, conv))).neurons()).isEqualTo(9);
    assertRefused("gives the shape [1, 3, 3] by its kernel, but says [1, 2, 2]", List.of(image, with(conv, "shape", new int[] {1, 2, 2})));
    assertRefused("gets 1 channels", List.of(image, with(conv, "weight", new float[1][3][2][2])));
    assertRefused("does not fit into the shape", List.of(image, with(conv, "weight", new float[1][1][5][5])));
    assertRefused("field \"stride\" is 0", List.of(image, with(conv, "stride", new int[] {0, 1})));
    assertRefused("needs an input of the shape (channels, height, width)", List.of(DENSE, conv));
  }

  @Test
  void weightsTheChipCannotHoldAreRefusedByMapping() {
    assertTooWide("the weight 1024 to dense0[1] does not fit 8 bits with a row exponent of at most 3", 100, 1024);
    assertTooWide("the weight 1001 to dense0[1] does not fit 8 bits: with the row exponent 3 that it needs, it must be a multiple of 8", 96, 1001);
    assertTooWide("the weight 7 to dense0[0] does not fit 8 bits: beside 254 from the same source, with the row exponent 1, it must be a multiple "
        + "of 2", 7, 254);
  }

  private void assertTooWide(String message, float first, float second) {
    Network wide = read(write(List.of(with(DENSE, "weight", new float[][] {{first, 0, 0}, {second, 0, 0}}))));

    assertThatThrownBy(() -> Mapper.map(wide, Chips.read("core-1"), MapOptions.DEFAULT)).isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void optionsThatItsIntegersLeaveNoRoomForAreRefused() {
    Path file = write(List.of(DENSE));

    assertThatThrownBy(() -> NetworkReader.read(file, RunOptions.like(Framework.NORSE))).isInstanceOf(InputException.class)
        .hasMessageContaining("which Norse does not compute in");
    assertThatThrownBy(() -> NetworkReader.read(file, RunOptions.NONE.withReset(Reset.SUBTRACT))).isInstanceOf(InputException.class)
        .hasMessageContaining("nothing to choose but dt and the delay mode");
    assertThatThrownBy(() -> NetworkReader.read(file, RunOptions.NONE.withInitialV(InitialV.at(0.5)))).isInstanceOf(InputException.class)
        .hasMessageContaining("nothing to choose but dt and the delay mode").satisfies(e -> assertThat(((InputException) e).hint()).contains("--initial-v"));
  }

  @Test
  void damagedFilesAreRefusedInOneLine() throws IOException {
    long seed = Long.getLong("spikelock.seed", new Random().nextLong());
    System.out.println("LavaNetFileTest seed " + seed + " (repeat with -Dspikelock.seed=" + seed + ")");
    Random random = new Random(seed);
    byte[] sound = Files.readAllBytes(write(List.of(DENSE, with(DENSE, "weight", new float[2][2]))));
    Path file = folder.resolve("damaged.net");
    int refused = 0;
    for (int i = 0; i < 400; i++) {
      byte[] bytes = i % 4 == 0 ? Arrays.copyOf(sound, random.nextInt(sound.length)) : sound.clone();
      for (int flips = i % 4 == 0 ? 0 : 1 + random.nextInt(6); flips > 0; flips--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      Files.write(file, bytes);
      int trial = i;
      refused += frugally(() -> {
        try {
          read(file);
          return 0;
        } catch (InputException e) {
          assertThat(e.describe()).as("trial %d, seed %d", trial, seed).contains("damaged.net").doesNotContain("\n");
          return 1;
        }
      }, "trial " + trial + ", seed " + seed);
    }
    assertThat(refused).isGreaterThan(100);
  }
}
