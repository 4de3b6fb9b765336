package spikelock.mapper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.engine.Emulator;
import spikelock.emulator.error.InputException;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.CoreImage;
import spikelock.emulator.image.ImageCheck;
import spikelock.emulator.image.Population;
import spikelock.emulator.platform.StepRecord;
import spikelock.mapper.fixed.FixedNetwork;
import spikelock.mapper.fixed.FixedNetworkFile;
import spikelock.mapper.fixed.FixedProjection;
import spikelock.mapper.fixed.IntegerReference;
import spikelock.mapper.network.Network;
import spikelock.mapper.retime.Retiming;

/** What is in an image's tables is the integer network, nothing else: read back, and run. */
class ImageTablesTest {
  private static final int NETWORKS = 300;
  private static final int TIMESTEPS = 40;

  enum Seen { SPARSE, DENSE, SHARED_ROW, LANES_2, LANES_4, EXPONENT, SEVERAL_CORES, TWO_INPUTS, LAG, NEURON_PLACED, SHUFFLED,
    FLOATS, STRETCHES, SPIKES, QUIET }

  @Test
  void tablesAreTheNetwork() {
    long seed = Long.getLong("spikelock.seed", new Random().nextLong());
    System.out.println("ImageTablesTest seed " + seed + " (repeat with -Dspikelock.seed=" + seed + ")");
    Random random = new Random(seed);
    Map<Seen, Integer> seen = new EnumMap<>(Seen.class);
    TreeSet<Integer> weightBits = new TreeSet<>();
    int mapped = 0;
    for (int n = 0; n < NETWORKS; n++) {
      ChipSpec spec = Chips.random(random);
      Network network = RandomNetworks.network(random, spec, n % 2 == 0);
      MapOptions options = MapOptions.DEFAULT;
      if (n % 3 > 0) {
        options = options.withLimits(Map.of("neurons", 5 + random.nextInt(20)));
      }
      if (n % 4 == 3) {
        options = options.withShuffle(random.nextLong());
        seen.merge(Seen.SHUFFLED, 1, Integer::sum);
      }
      MappedNetwork result;
      try {
        result = Mapper.map(network, spec, options);
      } catch (InputException tooSmall) {
        assertThat(tooSmall.describe()).as("seed %d network %d", seed, n).contains("short");
        continue;
      }
      mapped++;
      weightBits.add(spec.core().synapses().weightBits());
      seen.merge(n % 2 == 0 ? Seen.EXPONENT : Seen.FLOATS, n % 2 == 0 ? spec.core().synapses().exponentBits() / 2 : 1, Integer::sum);
      ImageCheck.check(result.image());
      checkSynapses(result, seed + " network " + n);
      checkRun(result, random, seen, seed + " network " + n);
      count(result, seen);
    }
    System.out.println("ImageTablesTest mapped " + mapped + " of " + NETWORKS + ", saw " + seen);
    assertThat(mapped).as("networks that fitted, seed %d", seed).isGreaterThan(NETWORKS / 2);
    assertThat(weightBits).as("seed %d", seed).hasSizeGreaterThan(12);
    for (Seen kind : Seen.values()) {
      assertThat(seen.getOrDefault(kind, 0)).as("%s, seed %d", kind, seed).isGreaterThan(kind == Seen.QUIET ? -1 : 4);
    }
    assertThat(seen.get(Seen.SPIKES)).as("networks that spike, seed %d", seed).isGreaterThan(mapped / 2);
  }

  static void checkSynapses(MappedNetwork result, String about) {
    FixedNetwork network = result.fixed();
    ChipImage image = result.image();
    Map<Integer, int[]> neuronAt = new HashMap<>(); // tile and slot to population and index
    for (int p = 0; p < image.populations().size(); p++) {
      Population population = image.populations().get(p);
      for (int i = 0; i < population.tile().length; i++) {
        assertThat(neuronAt.put(population.tile()[i] << 16 | population.slot()[i], new int[] {p, i})).isNull();
      }
    }
    Map<String, Long> sums = new HashMap<>();
    Map<String, Long> greatest = new HashMap<>();
    List<String> wanted = new ArrayList<>();
    for (FixedProjection p : network.projections()) {
      for (int row = 0; row < p.rows(); row++) {
        for (int i = p.rowStart()[row]; i < p.rowStart()[row + 1]; i++) {
          long sum = sums.merge(p.target() + " " + p.synapseTarget()[i] + " " + p.input(),
              (long) Math.abs(p.weight()[i] << p.rowExponent()[row]), Long::sum);
          greatest.merge(network.populations().get(p.target()).name(), sum, Long::max);
          wanted.add(text(p.source(), p.rowSource()[row], p.target(), p.synapseTarget()[i], p.input(),
              p.weight()[i] << p.rowExponent()[row], Retiming.chipDelay(network, p, p.rowDelay()[row])));
        }
      }
    }
    List<String> found = new ArrayList<>();
    TableChip chip = new TableChip(image);
    for (int p = 0; p < image.populations().size(); p++) {
      Population population = image.populations().get(p);
      for (int i = 0; i < population.size(); i++) {
        int from = p;
        int index = i;
        TableChip.Visitor visitor = (tile, slot, input, weight, delay) -> {
          int[] to = neuronAt.get(tile << 16 | slot);
          found.add(text(from, index, to[0], to[1], input, weight, delay));
        };
        if (population.firstInput() >= 0) {
          chip.synapsesOfChannel(population.firstInput() + i, visitor);
        } else {
          chip.synapsesOf(population.tile()[i], population.slot()[i], visitor);
        }
      }
    }
    Collections.sort(wanted);
    Collections.sort(found);
    assertThat(found).as("seed %s", about).isEqualTo(wanted);
    result.report().quantisation().forEach(q -> {
      assertThat(q.greatestSum()).as("%s, seed %s", q.name(), about).isEqualTo(greatest.getOrDefault(q.name(), 0L));
      assertThat(q.overflowProven()).isEqualTo(q.greatestSum() < 1L << (image.spec().core().accumulatorBits() - 1));
    });
    assertThat(result.report().synapsesUnrolled()).isEqualTo(wanted.size());
  }

  private static String text(int from, int index, int to, int target, int input, int weight, int delay) {
    return from + "[" + index + "] -> " + to + "[" + target + "]." + input + " w " + weight + " d " + delay;
  }

  /** The tables, run, against the layer-synchronous reference: outputs and every state field, lags apart. */
  static void checkRun(MappedNetwork result, Random random, Map<Seen, Integer> seen, String about) {
    ChipImage image = result.image();
    TableChip chip = new TableChip(image);
    Emulator emulator = Emulator.functional(image);
    StepRecord record = new StepRecord(image.spec());
    IntegerReference reference = new IntegerReference(FixedNetworkFile.read(image));
    int channels = image.inputs().channels();
    int lag = image.populations().stream().mapToInt(Population::lag).max().orElse(0);
    List<int[]> input = new ArrayList<>();
    List<boolean[]> outputs = new ArrayList<>();
    Map<Integer, List<String>> states = new TreeMap<>();
    for (int t = 0; t < TIMESTEPS; t++) {
      input.add(random.ints(0, channels).limit(channels / 2).distinct().sorted().toArray());
    }
    for (int t = 0; t < TIMESTEPS + lag; t++) {
      int[] active = t < TIMESTEPS ? input.get(t) : new int[0];
      outputs.add(chip.step(active, active.length));
      emulator.step(active, active.length, record);
      for (int output = 0; output < outputs.get(t).length; output++) {
        assertThat(record.spiked(output)).as("emulator, timestep %d, output %d, seed %s", t, output, about)
            .isEqualTo(outputs.get(t)[output]);
      }
      for (int p = 0; p < image.populations().size(); p++) {
        if (image.populations().get(p).firstInput() < 0) {
          states.computeIfAbsent(p, k -> new ArrayList<>()).add(stateText(chip, image.populations().get(p),
              reference.fields(p).size()));
        }
      }
    }
    int spikes = 0;
    for (int t = 0; t < TIMESTEPS; t++) {
      reference.step(input.get(t), spikes(input.get(t)), input.get(t).length);
      for (int p = 0; p < image.populations().size(); p++) {
        Population population = image.populations().get(p);
        if (population.firstInput() >= 0) {
          continue;
        }
        byte[] fired = reference.spikes(p);
        StringBuilder state = new StringBuilder();
        for (int i = 0; i < population.size(); i++) {
          if (population.firstOutput() >= 0) {
            assertThat(outputs.get(t + population.lag())[population.firstOutput() + i])
                .as("%s[%d] at timestep %d, seed %s", population.name(), i, t, about).isEqualTo(fired[i] == 1);
          }
          spikes += fired[i];
          for (int f = 0; f < reference.fields(p).size(); f++) {
            state.append(reference.state(p, i, f)).append(' ');
          }
        }
        assertThat(states.get(p).get(t + population.lag())).as("%s at timestep %d, seed %s", population.name(), t, about)
            .isEqualTo(state.toString());
      }
    }
    seen.merge(spikes > TIMESTEPS ? Seen.SPIKES : Seen.QUIET, 1, Integer::sum);
  }

  private static String stateText(TableChip chip, Population population, int fields) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < population.size(); i++) {
      for (int f = 0; f < fields; f++) {
        text.append(chip.state(population, i, f)).append(' ');
      }
    }
    return text.toString();
  }

  private static void count(MappedNetwork result, Map<Seen, Integer> seen) {
    ChipSpec spec = result.image().spec();
    seen.merge(Seen.LANES_2, spec.core().synapses().lanes() == 2 ? 1 : 0, Integer::sum);
    seen.merge(Seen.LANES_4, spec.core().synapses().lanes() == 4 ? 1 : 0, Integer::sum);
    seen.merge(Seen.SEVERAL_CORES, result.report().cores() > 1 ? 1 : 0, Integer::sum);
    seen.merge(Seen.LAG, result.report().lags().values().stream().anyMatch(l -> l > 0) ? 1 : 0, Integer::sum);
    seen.merge(Seen.TWO_INPUTS, spec.datapaths().stream().anyMatch(d -> d.model().equals("adaptive")) ? 1 : 0, Integer::sum);
    seen.merge(Seen.NEURON_PLACED, spec.datapaths().stream().anyMatch(d -> !d.neuronParameters().isEmpty()) ? 1 : 0,
        Integer::sum);
    long stored = result.report().synapsesStored();
    seen.merge(Seen.SHARED_ROW, stored < result.report().synapsesUnrolled() ? 1 : 0, Integer::sum);
    for (CoreImage core : result.image().cores()) {
      for (int axon = 0; axon < core.axonFormat().length; axon++) {
        seen.merge(core.axonFormat()[axon] == 0 ? Seen.SPARSE : Seen.DENSE, 1, Integer::sum);
      }
      // More axons than lines means that a row was cut into stretches; seen most where a word has one bit for the offset.
      seen.merge(Seen.STRETCHES, spec.core().synapses().wordBits() == spec.core().synapses().weightBits() + 1 && core.axonFormat().length > 0 ? 1 : 0, Integer::sum);
    }
  }

  private static int[] spikes(int[] active) {
    int[] values = new int[active.length];
    Arrays.fill(values, 1);
    return values;
  }
}
