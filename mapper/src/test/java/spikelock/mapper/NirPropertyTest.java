package spikelock.mapper;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spikelock.emulator.error.InputException;
import spikelock.emulator.stimulus.DenseStimulus;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.nir.RandomNirGraphs;
import spikelock.mapper.nir.RandomNirGraphs.Feature;
import spikelock.mapper.nir.RandomNirGraphs.Made;
import spikelock.mapper.reference.FloatReference;
import spikelock.mapper.reference.Probe;
import spikelock.mapper.reference.SampleResult;

/** Random NIR graphs: written and read they run the same, and the chip runs the integer network of each. */
class NirPropertyTest {
  private static final int GRAPHS = 120;
  private static final int TIMESTEPS = 30;

  @TempDir Path folder;

  @Test
  void aGraphIsTheSameAfterWritingAndOnTheChip() {
    long seed = Long.getLong("spikelock.seed", new Random().nextLong());
    System.out.println("NirPropertyTest seed " + seed + " (repeat with -Dspikelock.seed=" + seed + ")");
    Random random = new Random(seed);
    Map<Feature, Integer> features = new EnumMap<>(Feature.class);
    Map<ImageTablesTest.Seen, Integer> seen = new EnumMap<>(ImageTablesTest.Seen.class);
    int mapped = 0;
    List<String> refused = new ArrayList<>();
    for (int n = 0; n < GRAPHS; n++) {
      String about = seed + " graph " + n;
      Made made = make(random, n, about);
      made.features().forEach(feature -> features.merge(feature, 1, Integer::sum));
      sameReference(made, random, about);
      MappedNetwork result;
      try {
        result = Mapper.map(made.after(), Chips.mesh(4, 4), MapOptions.DEFAULT);
      } catch (InputException e) {
        refused.add(e.describe());
        continue;
      }
      mapped++;
      ImageTablesTest.checkRun(result, random, seen, about);
    }
    System.out.println("NirPropertyTest mapped " + mapped + " of " + GRAPHS + ", saw " + features + " " + seen + " refused " + refused);
    for (Feature feature : Feature.values()) {
      assertThat(features.getOrDefault(feature, 0)).as("%s, seed %d", feature, seed).isPositive();
    }
    assertThat(mapped).as("refused %s, seed %d", refused, seed).isGreaterThan(GRAPHS * 3 / 4);
    assertThat(seen.getOrDefault(ImageTablesTest.Seen.SPIKES, 0)).as("networks that spike, seed %d", seed).isGreaterThan(mapped / 2);
  }

  private Made make(Random random, int number, String about) {
    try {
      return RandomNirGraphs.make(random, folder.resolve("g" + number + ".nir"));
    } catch (InputException | AssertionError e) {
      throw new AssertionError("seed " + about + ": " + (e instanceof InputException i ? i.describe() : e.getMessage()), e);
    }
  }

  /** Spikes, potentials and currents of every population in floats. */
  private static void sameReference(Made made, Random random, String about) {
    int channels = made.before().inputs();
    byte[] spikes = new byte[TIMESTEPS * channels];
    for (int i = 0; i < spikes.length; i++) {
      spikes[i] = (byte) (random.nextInt(3) == 0 ? 1 : 0);
    }
    DenseStimulus stimulus = new DenseStimulus(1, TIMESTEPS, channels, spikes);
    SampleResult before = run(made.before(), stimulus);
    SampleResult after = run(made.after(), stimulus);

    assertThat(after.spikes()).as(about).isEqualTo(before.spikes());
    for (int o = 0; o < before.outputs().size(); o++) {
      assertThat(after.outputs().get(o)).as(about).isEqualTo(before.outputs().get(o));
    }
    for (int p = 0; p < before.probes().size(); p++) {
      assertThat(after.probes().get(p)).as(about).isEqualTo(before.probes().get(p));
    }
  }

  private static SampleResult run(Network network, DenseStimulus stimulus) {
    List<Probe> probes = new ArrayList<>();
    for (int p = 0; p < network.populations().size(); p++) {
      if (network.populations().get(p).model() instanceof NeuronModel.Nir) {
        probes.add(new Probe(p, "v", network.populations().get(p).name() + ".v"));
      }
    }
    return new FloatReference(network, probes).run(stimulus, 0);
  }
}
