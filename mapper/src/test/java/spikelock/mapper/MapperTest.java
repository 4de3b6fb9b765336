package spikelock.mapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spikelock.emulator.chip.ChipField;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.DatapathChoice;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NdArray;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.ImageFile;
import spikelock.emulator.stimulus.DenseStimulus;
import spikelock.mapper.fixed.FixedNetworkFile;
import spikelock.mapper.fixed.ReferenceRun;
import spikelock.mapper.network.Connectivity;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.network.Population;
import spikelock.mapper.network.Projection;

/** The whole back end: Law 4, the recorded RND workload, the image's own reference, speed and memory. */
class MapperTest {

  @Test
  void anyPartitionAndPlacementGivesTheSameSpikes() {
    long seed = Long.getLong("spikelock.seed", new Random().nextLong());
    System.out.println("MapperTest seed " + seed + " (repeat with -Dspikelock.seed=" + seed + ")");
    Random random = new Random(seed);
    ChipSpec chip = Chips.mesh(4, 4).with(ChipField.SET_WORDS, 16384);
    Network network = new Nets().input("in", 12).nir("hidden", 40, NeuronModel.Kind.CUBA_LIF, 0.01, 0.2, 0.02)
        .nir("second", 25, NeuronModel.Kind.CUBA_LIF, 0.02, 0.2, 0.02).nir("out", 7, NeuronModel.Kind.CUBA_LIF, 0.01, 0.1, 0.01)
        .dense("in", "hidden", 0, gaussian(random, 480)).dense("hidden", "hidden", 1, gaussian(random, 1600))
        .dense("hidden", "second", 0, gaussian(random, 1000)).dense("second", "out", 0, gaussian(random, 175))
        .build("out", "hidden");
    String wanted = spikes(Mapper.map(network, chip, MapOptions.DEFAULT).image(), seed);
    assertThat(wanted.chars().filter(c -> c == '1').count()).as("spikes, seed %d", seed).isGreaterThan(200);
    List<Integer> cores = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      MappedNetwork mapped = Mapper.map(network, chip,
          MapOptions.DEFAULT.withLimits(Map.of("neurons", 8 + random.nextInt(60))).withShuffle(random.nextLong()));
      cores.add(mapped.report().cores());
      assertThat(spikes(mapped.image(), seed)).as("mapping %d, seed %d", i, seed).isEqualTo(wanted);
    }
    assertThat(cores.stream().distinct().count()).as("different numbers of cores in %s", cores).isGreaterThan(4);
  }

  private static float[] gaussian(Random random, int count) {
    float[] weights = new float[count];
    for (int i = 0; i < count; i++) {
      weights[i] = (float) (random.nextGaussian() + 0.2);
    }
    return weights;
  }

  private static String spikes(ChipImage image, long seed) {
    TableChip chip = new TableChip(image);
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    for (int t = 0; t < 60; t++) {
      int[] active = random.ints(0, 12).limit(4).distinct().sorted().toArray();
      for (boolean output : chip.step(active, active.length)) {
        text.append(output ? '1' : '0');
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static Network rnd(Map<String, NdArray> file) {
    int neurons = file.get("bias").size();
    int[] start = new int[neurons + 1];
    Arrays.setAll(start, i -> 100 * i);
    int[] target = file.get("target").ints();
    int[] bias = Arrays.stream(file.get("bias").ints()).map(b -> 64 * b).toArray();
    int[] v0 = Arrays.stream(file.get("v0").ints()).map(v -> 64 * v).toArray();
    Nets nets = new Nets().input("none", 1);
    nets.add("cells", neurons, new NeuronModel.Native("IF", Map.of("bias", bias, "threshold", new int[] {64 * 3300}),
        Map.of("v", v0)));
    nets.project("cells", "cells", 1,
        new Connectivity.Sparse(neurons, neurons, start, target, file.get("weight").floats(), new short[0]));
    return nets.build();
  }

  @Test
  void theRandomWorkloadSpikesByItsRuleAsIntegersAndInTheTables() {
    for (int neurons : new int[] {1024, 10240}) {
      RandomWorkload workload = RandomWorkload.of(neurons, neurons);
      MappedNetwork mapped = Mapper.map(rnd(workload.arrays()), Chips.loihi(4, 4), MapOptions.DEFAULT);
      assertThat(mapped.report().cores()).isEqualTo(neurons / 1024);
      assertThat(mapped.report().synapsesUnrolled()).isEqualTo(100L * neurons);
      TableChip chip = new TableChip(mapped.image());
      DenseStimulus silence = new DenseStimulus(1, 100, 1, new byte[100]);
      byte[] spikes = (byte[]) ReferenceRun.of(FixedNetworkFile.read(mapped.image()), silence, List.of("cells.spikes"))
          .probes().get("cells.spikes").data();
      RandomWorkload.Run run = workload.run(100);
      assertThat(spikes).as("RND %d", neurons).isEqualTo(run.spikes()).contains(1);
      for (int t = 0; t < 100 && neurons == 1024; t++) {
        chip.step(new int[0], 0);
        for (int n = 0; n < neurons; n += 17) {
          assertThat(chip.state(mapped.image().populations().get(1), n, 0)).isEqualTo(64 * run.v()[t * neurons + n]);
        }
      }
    }
  }

  @Test
  void tenMillionSynapsesTakeSixteenBytesEach() {
    int neurons = 100_000;
    ChipSpec chip = Chips.loihi(16, 16).with(ChipField.AXONS, 65536).with(ChipField.FANOUT_ENTRIES, 65536);
    long before = used();
    MappedNetwork mapped = Mapper.map(local(neurons), chip, MapOptions.DEFAULT);
    long bytes = used() - before;
    System.out.printf("10 M synapses: %.1f bytes a synapse, %d cores%n", bytes / 1e7, mapped.report().cores());
    assertThat(mapped.report().synapsesUnrolled()).isGreaterThan(9_900_000);
    assertThat(bytes).isLessThan(160_000_000L + 100_000_000L);
    assertThat(mapped.image().cores()).hasSize(256);
  }

  /** Every neuron reaches 100 of the 4,000 that follow it. */
  private static Network local(int neurons) {
    SplittableRandom random = new SplittableRandom(1);
    int[] start = new int[neurons + 1];
    Arrays.setAll(start, i -> 100 * i);
    int[] target = new int[100 * neurons];
    float[] weight = new float[100 * neurons];
    for (int i = 0; i < target.length; i++) {
      target[i] = (i / 100 + random.nextInt(4000)) % neurons;
      weight[i] = random.nextInt(255) - 127;
    }
    return new Nets().layer("cells", neurons, 100)
        .project("cells", "cells", 1, new Connectivity.Sparse(neurons, neurons, start, target, weight, new short[0])).build();
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  @Test
  void sameInputSameImage() {
    Random random = new Random(3);
    ChipSpec chip = Chips.mesh(2, 2);
    Network network = RandomNetworks.network(random, chip, false);

    ChipImage first = Mapper.map(network, chip, MapOptions.DEFAULT).image();
    ChipImage second = Mapper.map(network, chip, MapOptions.DEFAULT).image();

    assertThat(second).usingRecursiveComparison().isEqualTo(first);
  }

  @Test
  void anImageFileAloneRunsTheReference(@TempDir Path folder) {
    Random random = new Random(8);
    ChipSpec chip = Chips.mesh(2, 2);
    for (int i = 0; i < 10; i++) {
      MappedNetwork mapped = Mapper.map(RandomNetworks.network(random, chip, i % 2 == 0), chip, MapOptions.DEFAULT);
      ImageFile.write(folder.resolve("image.slk"), mapped.image());
      ChipImage back = ImageFile.read(folder.resolve("image.slk"));
      int channels = mapped.fixed().channels();
      byte[] spikes = new byte[50 * channels];
      for (int s = 0; s < spikes.length; s++) {
        spikes[s] = (byte) random.nextInt(2);
      }
      DenseStimulus stimulus = new DenseStimulus(2, 25, channels, spikes);
      List<String> probes = List.of("layer0.spikes", "layer0.v");

      assertThat(ReferenceRun.of(FixedNetworkFile.read(back), stimulus, probes))
          .isEqualTo(ReferenceRun.of(mapped.fixed(), stimulus, probes));
      assertThat(FixedNetworkFile.describe(FixedNetworkFile.read(back))).isEqualTo(FixedNetworkFile.describe(mapped.fixed()));
    }
  }

  @Test
  void unknownProbesHaveANearMiss() {
    Network network = new Nets().input("in", 1).layer("a.b", 2, 5).dense("in", "a.b", 0, 7).build("a.b");
    MappedNetwork mapped = Mapper.map(network, Chips.mesh(1, 1), MapOptions.DEFAULT);
    DenseStimulus stimulus = new DenseStimulus(1, 3, 1, new byte[3]);

    assertThat(ReferenceRun.of(mapped.fixed(), stimulus, List.of("a.b.v")).probes().get("a.b.v").shape()).containsExactly(1, 3, 2);
    assertThatThrownBy(() -> ReferenceRun.of(mapped.fixed(), stimulus, List.of("a.b.spike")))
        .isInstanceOfSatisfying(InputException.class, e -> assertThat(e.hint()).contains("a.b.spikes"));
    assertThatThrownBy(() -> ReferenceRun.of(mapped.fixed(), new DenseStimulus(1, 3, 2, new byte[6]), List.of()))
        .hasMessageContaining("2 channels");
  }

  @Test
  void unusedCoresTakeTheDatapathOfTheUsed() {
    Network network = new Nets().input("in", 1).nir("out", 2, NeuronModel.Kind.LIF, 0.01, 1, 0).dense("in", "out", 0, 1)
        .build("out");

    ChipImage image = Mapper.map(network, Chips.mesh(2, 2), MapOptions.DEFAULT).image();

    assertThat(image.spec().datapaths().stream().distinct().toList()).hasSize(1);
    assertThat(image.spec().datapaths().getFirst())
        .isEqualTo(new DatapathChoice("LIF", Map.of(), List.of(), List.of(), false));
    assertThat(image.description()).containsKeys("dt_s", "reset", "integrator", "scales", "lags", "reasons", "repairs");
  }

  @Test
  void damagedAttachmentsAreRefusedOrHarmless() {
    Network network = new Nets().input("in", 4).nir("out", 3, NeuronModel.Kind.CUBA_LIF, 0.01, 1, 0).dense("in", "out", 0, 7)
        .build("out");
    ChipImage image = Mapper.map(network, Chips.mesh(1, 1), MapOptions.DEFAULT).image();
    int refused = 0;
    for (String name : image.attachments().keySet()) {
      for (Object other : new Object[] {NdArray.of(new int[] {-7}), NdArray.of(new int[99]), "text",
          NdArray.of(new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE, 5}), new NdArray(new int[] {1}, new double[] {0.5})}) {
        Map<String, Object> attachments = new HashMap<>(image.attachments());
        attachments.put(name, other);
        ChipImage damaged = new ChipImage(image.spec(), image.datapathTexts(), image.cores(), image.inputs(),
            image.populations(), image.description(), attachments);
        Throwable thrown = catchThrowable(() -> ReferenceRun.of(FixedNetworkFile.read(damaged),
            new DenseStimulus(1, 3, 4, new byte[12]), List.of()));
        assertThat(thrown == null || thrown instanceof InputException).as("%s: %s", name, thrown).isTrue();
        refused += thrown == null ? 0 : 1;
      }
    }
    assertThat(refused).isGreaterThan(4 * image.attachments().size() - 10);
  }

  @Test
  void populationsWithoutNeuronsAndProjectionsIntoInputsAreRefused() {
    Network empty = new Nets().input("in", 4).build();
    assertThatThrownBy(() -> Mapper.map(empty, Chips.mesh(1, 1), MapOptions.DEFAULT)).isInstanceOf(InputException.class);
    Network backwards = new Nets().input("in", 4).layer("out", 4, 1).dense("out", "in", 1, 1).build("out");
    assertThatThrownBy(() -> Mapper.map(backwards, Chips.mesh(1, 1), MapOptions.DEFAULT)).hasMessageContaining("input");
    assertThat(new Population("x", new int[] {2, 3}, new NeuronModel.Input()).size()).isEqualTo(6);
    assertThat(List.of(new Projection("p", 0, 0, 0, new Connectivity.Diagonal(new float[0]), 0, new float[0], false))).hasSize(1);
  }
}
