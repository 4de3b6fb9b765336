package spikelock.tests.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Chips;
import spikelock.emulator.engine.Emulator;
import spikelock.emulator.files.NdArray;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.Population;
import spikelock.emulator.run.Probe;
import spikelock.mapper.MappedNetwork;
import spikelock.mapper.Mapper;
import spikelock.toolchain.run.ChipRuns;

/** Law 4: any partition and placement gives the same spikes and potentials. */
class MappingLawTest {
  private static final int MAPPINGS = 20;
  private static final List<ChipSpec> CHIPS = List.of(Chips.read("mesh-4x4"), Chips.read("mesh-8x8"), Chips.read("mesh-4x4").withPayloadBits(8),
      Chips.read("mesh-8x8"), Chips.read("mesh-8x8").withPayloadBits(12), Chips.read("mesh-8x8").withPayloadBits(16));

  @Test
  void twentyPartitionsAndPlacementsOfEachNetworkGiveTheSameSpikes() throws Exception {
    long seed = Trial.seed(MappingLawTest.class);
    Random random = new Random(seed);
    for (int n = 0; n < CHIPS.size(); n++) {
      ChipSpec spec = CHIPS.get(n);
      Trial trial = Trial.draw(spec, Math.min(LayeredNetworks.LEAST_DEPTH + n, LayeredNetworks.MOST_DEPTH), random.nextLong());
      MappedNetwork plain = trial.map();
      Map<String, NdArray> wanted = record(trial, plain.image());
      long spikes = wanted.entrySet().stream().filter(e -> e.getKey().endsWith(".spikes")).mapToLong(e -> Trial.spikes(e.getValue())).sum();
      assertThat(spikes).as("spikes of %s", trial.name()).isGreaterThan(100);
      TreeSet<Integer> cores = new TreeSet<>();
      TreeSet<String> places = new TreeSet<>();
      for (int m = 0; m < MAPPINGS; m++) {
        int neurons = m == 0 ? 7 : 7 + random.nextInt(30);
        long shuffle = random.nextLong();
        MappedNetwork other = Mapper.map(trial.network(), spec,
            trial.options().withLimits(Map.of("neurons", neurons)).withShuffle(shuffle));
        cores.add(other.report().cores());
        places.add(places(other.image()));
        assertThat(Trial.difference(wanted, record(trial, other.image())))
            .as("neurons=%d, shuffle %d, %s", neurons, shuffle, trial.name()).isEmpty();
      }
      System.out.println(trial.name() + ": " + spikes + " spikes, the same on " + cores + " cores");
      assertThat(places).as("different mappings of %s", trial.name()).hasSize(MAPPINGS);
      assertThat(cores).as("numbers of cores of %s", trial.name()).hasSizeGreaterThan(1);
      assertThat(cores.getLast()).isGreaterThan(plain.report().cores());
    }
  }

  private static Map<String, NdArray> record(Trial trial, ChipImage image) throws InterruptedException {
    List<Probe> probes = Trial.probes(image);
    return ChipRuns.run(image, () -> Emulator.of(image), trial.stimulus(), probes, false, 1, done -> { }).arrays();
  }

  private static String places(ChipImage image) {
    StringBuilder text = new StringBuilder();
    for (Population p : image.populations()) {
      text.append(Arrays.toString(p.tile())).append(Arrays.toString(p.slot()));
    }
    return text.toString();
  }
}
