package spikelock.mapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spikelock.emulator.chip.ChipField;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.error.InputException;
import spikelock.emulator.image.ImageCheck;
import spikelock.emulator.stimulus.DenseStimulus;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.Reset;
import spikelock.mapper.network.RunOptions;
import spikelock.mapper.nir.NirWriter;
import spikelock.mapper.reference.FloatReference;
import spikelock.mapper.reference.Probe;

/** Convolutions, pools and what may lie between: against sums over windows as PyTorch documents them, and on the chip. */
class ConvolutionTest {
  private static final long SEED = Long.getLong("spikelock.seed", new Random().nextLong());

  @TempDir
  Path folder;

  private final Random random = new Random(SEED);

  /** An image [channels, height, width] on its way through a random chain, and the NIR nodes of that chain. */
  private static final class Chain {
    final Map<String, Object> nodes = new java.util.TreeMap<>();
    final List<String> names = new ArrayList<>();
    int[] shape;
    double[] values;

    void add(String name, Map<String, Object> node, int[] newShape, double[] newValues) {
      nodes.put(name, node);
      names.add(name);
      shape = newShape;
      values = newValues;
    }
  }

  @Test
  void chainsAreSumsOverWindows() {
    System.out.println("ConvolutionTest seed " + SEED + " (repeat with -Dspikelock.seed=" + SEED + ")");
    for (int n = 0; n < 120; n++) {
      int[] shape = {1 + random.nextInt(4), 3 + random.nextInt(6), 3 + random.nextInt(6)};
      byte[] image = new byte[product(shape)];
      for (int i = 0; i < image.length; i++) {
        image[i] = (byte) random.nextInt(3);
      }
      Chain chain = new Chain();
      chain.shape = shape;
      chain.values = new double[image.length];
      Arrays.setAll(chain.values, i -> image[i]);
      int steps = 1 + random.nextInt(4);
      for (int step = 0; step < steps; step++) {
        step(chain, "s" + step);
      }
      chain.nodes.put("in", NirWriter.input(Arrays.stream(shape).asLongStream().toArray()));
      chain.nodes.put("out", NirWriter.output(chain.values.length));
      Network network = read(chain.nodes, "in", chain.names, "out");

      FloatReference reference = new FloatReference(network, List.of(Probe.parse("out.v", network)));
      double[] answer = reference.run(new DenseStimulus(1, 1, image.length, image), 0).probes().getFirst();

      assertThat(answer).as("%s of %s, network %d, seed %d", chain.nodes.keySet(), Arrays.toString(shape), n, SEED)
          .hasSize(chain.values.length);
      for (int i = 0; i < answer.length; i++) {
        assertThat(answer[i]).as("value %d, network %d, seed %d", i, n, SEED)
            .isCloseTo(chain.values[i], within(1e-4 * Math.max(1, Math.abs(chain.values[i]))));
      }
    }
  }

  /** Stacks of spiking convolutions: the image's tables are the integer network, and run as it does, lags apart. */
  @Test
  void stacksAreTheSameOnTheChip() {
    System.out.println("ConvolutionTest seed " + SEED + " (repeat with -Dspikelock.seed=" + SEED + ")");
    long stored = 0;
    long unrolled = 0;
    int several = 0;
    int delayed = 0;
    for (int n = 0; n < 30; n++) {
      int[] shape = {1 + random.nextInt(3), 6 + random.nextInt(5), 6 + random.nextInt(5)};
      Chain chain = new Chain();
      chain.shape = shape;
      chain.values = new double[product(shape)];
      int layers = 1 + random.nextInt(3);
      for (int layer = 0; layer < layers; layer++) {
        if (layer > 0 && random.nextInt(3) == 0) {
          pool(chain, "pool" + layer);
        }
        if (random.nextInt(3) == 0) {
          double[] delay = random.ints(chain.values.length, 0, 5).mapToDouble(d -> d * 1e-3).toArray();
          chain.add("delay" + layer, NirWriter.node("Delay", "delay", delay), chain.shape, chain.values);
          delayed++;
        }
        convolution(chain, "conv" + layer, 3 + random.nextInt(6));
        double[] ones = new double[chain.values.length];
        Arrays.fill(ones, 1);
        chain.add("if" + layer, NirWriter.node("IF", "r", ones, "v_threshold", ones), chain.shape, chain.values);
      }
      chain.nodes.put("in", NirWriter.input(Arrays.stream(shape).asLongStream().toArray()));
      chain.nodes.put("out", NirWriter.output(chain.values.length));
      Network network = read(chain.nodes, "in", chain.names, "out");
      ChipSpec spec = Chips.mesh(4, 4).with(ChipField.OUTPUTS, 4096).with(ChipField.EXPONENT_BITS, 2 * random.nextInt(2))
          .with(ChipField.LANES, 1 << random.nextInt(2));
      MapOptions options = MapOptions.DEFAULT.withLimits(Map.of("neurons", 64 + random.nextInt(192)));
      MappedNetwork mapped;
      try {
        mapped = Mapper.map(network, spec, n % 3 == 2 ? options.withShuffle(random.nextLong()) : options);
      } catch (InputException tooSmall) {
        assertThat(tooSmall.describe()).as("network %d, seed %d", n, SEED).contains("short");
        continue;
      }

      ImageCheck.check(mapped.image());
      ImageTablesTest.checkSynapses(mapped, SEED + " network " + n);
      ImageTablesTest.checkRun(mapped, random, new EnumMap<>(ImageTablesTest.Seen.class), SEED + " network " + n);
      stored += mapped.report().synapsesStored();
      unrolled += mapped.report().synapsesUnrolled();
      several += mapped.report().cores() > 1 ? 1 : 0;
    }
    System.out.println("ConvolutionTest stored " + stored + " of " + unrolled + " synapses, " + several + " on several cores");
    assertThat(several).as("networks on several cores, seed %d", SEED).isGreaterThan(8);
    assertThat(delayed).isGreaterThan(4);
    assertThat(2 * stored).isLessThan(unrolled);
  }

  private Network read(Map<String, Object> nodes, String in, List<String> names, String out) {
    List<String> way = new ArrayList<>(names);
    way.addFirst(in);
    way.addLast(out);
    StringBuilder edges = new StringBuilder();
    for (int i = 0; i + 1 < way.size(); i++) {
      edges.append(i == 0 ? "" : " ").append(way.get(i)).append('>').append(way.get(i + 1));
    }
    Object[] all = nodes.entrySet().stream().flatMap(e -> java.util.stream.Stream.of(e.getKey(), e.getValue())).toArray();
    Path file = NirWriter.write(folder.resolve("net" + random.nextInt(1 << 30) + ".nir"), NirWriter.graph(edges.toString(), all));
    return NetworkReader.read(file, RunOptions.of(1e-3, Reset.ZERO)).network();
  }

  private void step(Chain chain, String name) {
    switch (random.nextInt(5)) {
      case 0, 1 -> convolution(chain, name, 1 + random.nextInt(5));
      case 2 -> {
        if (chain.shape[0] == 1 && chain.shape[1] == 1) {
          convolution(chain, name, 2); // a matrix gave no image to pool
        } else {
          pool(chain, name);
        }
      }
      case 3 -> {
        double[] scale = random.doubles(chain.values.length, -1, 1).toArray();
        double[] values = chain.values.clone();
        for (int i = 0; i < values.length; i++) {
          values[i] *= scale[i];
        }
        chain.add(name, NirWriter.node("Scale", "scale", scale), chain.shape, values);
      }
      default -> {
        // Flatten and a matrix, then an image again that is one row high
        chain.add(name + "f", NirWriter.node("Flatten", "start_dim", 0L, "end_dim", -1L), new int[] {chain.values.length}, chain.values);
        int outputs = 1 + random.nextInt(6);
        double[][] weight = new double[outputs][];
        double[] values = new double[outputs];
        for (int o = 0; o < outputs; o++) {
          weight[o] = random.doubles(chain.values.length, -1, 1).toArray();
          for (int i = 0; i < chain.values.length; i++) {
            values[o] += (float) weight[o][i] * chain.values[i];
          }
        }
        chain.add(name, NirWriter.node("Linear", "weight", weight), new int[] {1, 1, outputs}, values);
      }
    }
  }

  private void convolution(Chain chain, String name, int outChannels) {
    int[] in = chain.shape;
    boolean flat = in[0] == 1 && in[1] == 1; // what a matrix gave has no height
    int groups = in[0] % 2 == 0 && random.nextInt(3) == 0 ? 2 : 1;
    int channels = groups * Math.max(1, outChannels / groups);
    boolean same = random.nextInt(4) == 0;
    int[] kernel = {flat ? 1 : 1 + random.nextInt(Math.min(3, in[1])), 1 + random.nextInt(Math.min(3, in[2]))};
    int[] stride = {same ? 1 : 1 + random.nextInt(2), same ? 1 : 1 + random.nextInt(2)};
    int[] padding = {flat ? 0 : random.nextInt(3), random.nextInt(3)};
    int[] dilation = {1, in[2] >= 2 * kernel[1] ? 1 + random.nextInt(2) : 1};
    int[] before = new int[2];
    int[] out = {channels, 0, 0};
    for (int a = 0; a < 2; a++) {
      int reach = dilation[a] * (kernel[a] - 1);
      before[a] = same ? reach / 2 : padding[a];
      out[a + 1] = same ? in[a + 1] : (in[a + 1] + 2 * padding[a] - reach - 1) / stride[a] + 1;
    }
    double[][][][] weight = new double[channels][in[0] / groups][kernel[0]][kernel[1]];
    double[] bias = random.doubles(channels, -0.3, 0.5).toArray();
    double[] values = new double[product(out)];
    for (int o = 0; o < channels; o++) {
      for (int c = 0; c < in[0] / groups; c++) {
        for (int k = 0; k < kernel[0]; k++) {
          weight[o][c][k] = random.doubles(kernel[1], -0.6, 0.8).toArray();
        }
      }
      for (int y = 0; y < out[1]; y++) {
        for (int x = 0; x < out[2]; x++) {
          double sum = bias[o];
          for (int c = 0; c < in[0] / groups; c++) {
            for (int k = 0; k < kernel[0]; k++) {
              for (int l = 0; l < kernel[1]; l++) {
                int channel = o / (channels / groups) * (in[0] / groups) + c;
                sum += weight[o][c][k][l] * value(chain, channel, y * stride[0] + k * dilation[0] - before[0],
                    x * stride[1] + l * dilation[1] - before[1]);
              }
            }
          }
          values[(o * out[1] + y) * out[2] + x] = sum;
        }
      }
    }
    Map<String, Object> node = NirWriter.node("Conv2d", "weight", weight, "bias", bias, "groups", (long) groups, "stride",
        new long[] {stride[0], stride[1]}, "dilation", new long[] {dilation[0], dilation[1]}, "padding",
        same ? "same" : new long[] {padding[0], padding[1]});
    if (random.nextBoolean() || flat) {
      node.put("input_shape", new long[] {in[1], in[2]});
    }
    chain.add(name, node, out, values);
  }

  private void pool(Chain chain, String name) {
    int[] in = chain.shape;
    int[] kernel = {1 + random.nextInt(Math.min(3, in[1])), 1 + random.nextInt(Math.min(3, in[2]))};
    int[] stride = {1 + random.nextInt(3), 1 + random.nextInt(3)};
    int[] padding = {random.nextInt(1 + kernel[0] / 2), random.nextInt(1 + kernel[1] / 2)};
    boolean mean = random.nextBoolean();
    int[] out = {in[0], (in[1] + 2 * padding[0] - kernel[0]) / stride[0] + 1, (in[2] + 2 * padding[1] - kernel[1]) / stride[1] + 1};
    double[] values = new double[product(out)];
    for (int c = 0; c < out[0]; c++) {
      for (int y = 0; y < out[1]; y++) {
        for (int x = 0; x < out[2]; x++) {
          double sum = 0;
          for (int k = 0; k < kernel[0]; k++) {
            for (int l = 0; l < kernel[1]; l++) {
              sum += value(chain, c, y * stride[0] + k - padding[0], x * stride[1] + l - padding[1]);
            }
          }
          values[(c * out[1] + y) * out[2] + x] = mean ? sum / (kernel[0] * kernel[1]) : sum;
        }
      }
    }
    chain.add(name, NirWriter.node(mean ? "AvgPool2d" : "SumPool2d", "kernel_size", new long[] {kernel[0], kernel[1]}, "stride",
        new long[] {stride[0], stride[1]}, "padding", new long[] {padding[0], padding[1]}), out, values);
  }

  private static double value(Chain chain, int channel, int y, int x) {
    return y < 0 || y >= chain.shape[1] || x < 0 || x >= chain.shape[2] ? 0
        : chain.values[(channel * chain.shape[1] + y) * chain.shape[2] + x];
  }

  private static int product(int[] shape) {
    return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
  }
}
