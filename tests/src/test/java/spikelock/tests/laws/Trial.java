package spikelock.tests.laws;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.files.NdArray;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.run.Probe;
import spikelock.emulator.stimulus.DenseStimulus;
import spikelock.emulator.stimulus.Stimulus;
import spikelock.mapper.MapOptions;
import spikelock.mapper.MappedNetwork;
import spikelock.mapper.Mapper;
import spikelock.mapper.network.Network;
import spikelock.mapper.quantise.Calibration;

/**
 * One drawn network with something to run on.
 *
 * @param name for messages: the chip, the depth and the seed that draws it again
 */
record Trial(String name, ChipSpec spec, Network network, Stimulus stimulus) {
  static final int SAMPLES = 3;
  static final int TIMESTEPS = 40;

  /** The seed of this run: {@code -Dspikelock.seed}, else a fresh one; printed. */
  static long seed(Class<?> test) {
    long seed = Long.getLong("spikelock.seed", new Random().nextLong());
    System.out.println(test.getSimpleName() + " seed " + seed + " (repeat with -Dspikelock.seed=" + seed + ")");
    return seed;
  }

  static Trial draw(ChipSpec spec, int depth, long seed) {
    Random random = new Random(seed);
    Network network = LayeredNetworks.draw(random, spec, depth);
    byte[] spikes = new byte[SAMPLES * TIMESTEPS * network.inputs()];
    for (int i = 0; i < spikes.length; i++) {
      spikes[i] = (byte) (random.nextInt(6) == 0 ? 1 : 0);
    }
    return new Trial(spec.name() + ", depth " + depth + ", network seed " + seed, spec, network,
        new DenseStimulus(SAMPLES, TIMESTEPS, network.inputs(), spikes));
  }

  /** As many trials as there are depths on each chip. */
  static List<Trial> draw(List<ChipSpec> chips, int rounds, long seed) {
    Random random = new Random(seed);
    List<Trial> trials = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      for (ChipSpec chip : chips) {
        for (int depth = LayeredNetworks.LEAST_DEPTH; depth <= LayeredNetworks.MOST_DEPTH; depth++) {
          trials.add(draw(chip, depth, random.nextLong()));
        }
      }
    }
    return trials;
  }

  MappedNetwork map() {
    return Mapper.map(network, spec, options());
  }

  /** With payloads that are fitted to the samples: what is proven of deep networks leaves few steps to what is reached. */
  MapOptions options() {
    return MapOptions.DEFAULT.withReaches(Calibration.of(network, stimulus));
  }

  /** Silence of the same length. */
  Stimulus silence() {
    return new DenseStimulus(1, TIMESTEPS, network.inputs(), new byte[TIMESTEPS * network.inputs()]);
  }

  /** The spikes of every population, and of its state only what is called {@code v}. */
  static List<Probe> probes(ChipImage image) {
    List<Probe> probes = new ArrayList<>();
    image.populations().stream().filter(p -> p.tile().length > 0).forEach(p -> {
      probes.add(Probe.parse(image, p.name() + ".spikes"));
      probes.add(Probe.parse(image, p.name() + ".v"));
    });
    return probes;
  }

  static List<String> names(List<Probe> probes) {
    return probes.stream().map(Probe::name).toList();
  }

  /** Where two recordings differ: nothing when they are equal in every value. */
  static String difference(Map<String, NdArray> expected, Map<String, NdArray> actual) {
    if (!expected.keySet().equals(actual.keySet())) {
      return "arrays " + actual.keySet() + " instead of " + expected.keySet();
    }
    return expected.keySet().stream().map(name -> difference(name, expected.get(name), actual.get(name))).filter(line -> !line.isEmpty())
        .collect(Collectors.joining("; "));
  }

  private static String difference(String name, NdArray expected, NdArray actual) {
    double[] left = values(expected);
    double[] right = values(actual);
    int at = Arrays.mismatch(left, right);
    if (at < 0) {
      return "";
    }
    int neurons = expected.shape()[2];
    int timesteps = expected.shape()[1];
    long count = IntStream.range(0, Math.min(left.length, right.length)).filter(i -> left[i] != right[i]).count();
    return name + ": " + count + " of " + left.length + " values differ, the first in sample " + at / neurons / timesteps + ", timestep "
        + at / neurons % timesteps + ", neuron " + at % neurons + ": " + left[at] + " became " + right[at];
  }

  /** Spikes, payloads and raw potentials are whole numbers, potentials of outputs are not. */
  private static double[] values(NdArray array) {
    return IntStream.range(0, array.size()).mapToDouble(array::at).toArray();
  }

  /** How often something was sent. */
  static long spikes(NdArray array) {
    long count = 0;
    for (int sent : array.ints()) {
      count += sent == 0 ? 0 : 1;
    }
    return count;
  }
}
