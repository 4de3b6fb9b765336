package spikelock.toolchain.random;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import spikelock.emulator.chip.ChipSpec;

/**
 * Writes random networks straight into the tables of one chip, so that every form a table can take is reached. Two of every
 * seven seeds in a row are made to fill the routers' FIFOs.
 */
public final class RandomImages {
  private static final int TURNS = 7; // has no factor in common with the number of chips that seeds are dealt to

  private final ChipTables chip;

  /** For a chip with bundled datapaths. */
  public RandomImages(ChipSpec spec) {
    this(spec, Map.of());
  }

  /**
   * For any chip.
   *
   * @param texts text of every {@code .neuron} file that the chip names, by the name it uses
   * @throws spikelock.emulator.error.InputException when a datapath does not fit the chip
   */
  public RandomImages(ChipSpec spec, Map<String, String> texts) {
    this.chip = ChipTables.of(spec, texts);
  }

  /** The chip. */
  public ChipSpec spec() {
    return chip.spec();
  }

  ChipTables tables() {
    return chip;
  }

  /** The case of a seed: the same one on every machine. */
  public RandomCase generate(long seed) {
    return new Making(chip, new SplittableRandom(seed + ((long) chip.spec().name().hashCode() << 32)), Math.floorMod(seed, TURNS)).make(seed);
  }

  /** One case under way. */
  private static final class Making {
    private final ChipTables chip;
    private final ChipSpec spec;
    private final RandomGenerator random;
    private final boolean quiet;
    private final boolean saturating;
    private final TrafficPattern pattern;
    private int nextOutput;

    Making(ChipTables chip, RandomGenerator random, int turn) {
      this.chip = chip;
      this.spec = chip.spec();
      this.random = random;
      this.pattern = spec.tiles() == 1 || turn > 1 ? TrafficPattern.any(random)
          : turn == 0 ? TrafficPattern.CROSSFIRE_EVEN : TrafficPattern.CROSSFIRE_ODD;
      this.quiet = !pattern.isCrossfire() && random.nextInt(20) == 0;
      this.saturating = pattern.isCrossfire() || (!quiet && random.nextInt(5) == 0);
    }

    RandomCase make(long seed) {
      List<Draft.Core> cores = new ArrayList<>();
      List<RowMaker> rows = new ArrayList<>();
      int sure = random.nextInt(spec.tiles()); // this one has neurons, and they fire by themselves
      for (int tile = 0; tile < spec.tiles(); tile++) {
        NeuronMaker maker = new NeuronMaker(random, chip, tile);
        List<NeuronMaker.Temper> tempers = tempers(tile == sure);
        int neurons = tile == sure ? Math.max(1, occupancy()) : occupancy();
        List<Draft.ParameterSet> sets = neurons == 0 ? List.of() : maker.sets("core" + tile, neurons, pattern.isCrossfire() ? 1 : 6, tempers);
        RowMaker row = new RowMaker(random, chip.plan(tile),
            Math.max(1, neurons << chip.inputsLog2(tile)));
        rows.add(row);
        cores.add(new Draft.Core(maker.coreParameters(tempers.getFirst()), sets, Collections.emptySortedMap(), row.synapses()));
      }
      FanoutMaker fanout = new FanoutMaker(random, spec, pattern, rows);
      List<List<Send.Spike>> channels = fanout.channels(pattern.isCrossfire() || random.nextInt(2) == 0 ? random.nextInt(6)
          : random.nextInt(40), 1 + random.nextInt(6), spec.core().axons() * (1 + random.nextInt(4)) / 8);
      cores = connect(cores, fanout);
      for (int tile = 0; tile < spec.tiles(); tile++) {
        cores.set(tile, cores.get(tile).withAxons(fanout.axons(tile)));
      }
      Draft draft = new Draft(chip, cores, channels, spikes(channels.size(), 4 + random.nextInt(20)));
      return finished(draft, seed, intended());
    }

    private Set<Kind> intended() {
      Set<Kind> kinds = EnumSet.of(pattern.kind());
      if (saturating) {
        kinds.add(Kind.SATURATING_TRAFFIC);
      }
      if (quiet) {
        kinds.add(Kind.QUIET);
      }
      return kinds;
    }

    private List<NeuronMaker.Temper> tempers(boolean sure) {
      if (quiet) {
        return List.of(NeuronMaker.Temper.DRIVEN);
      }
      if (pattern.isCrossfire()) {
        return List.of(NeuronMaker.Temper.SURE);
      }
      if (saturating) {
        return List.of(NeuronMaker.Temper.SURE, NeuronMaker.Temper.SURE, NeuronMaker.Temper.SELF_FIRING);
      }
      if (sure) {
        return List.of(NeuronMaker.Temper.SURE, NeuronMaker.Temper.SELF_FIRING, NeuronMaker.Temper.DRIVEN,
            NeuronMaker.Temper.DRIVEN, NeuronMaker.Temper.ANY);
      }
      return switch (random.nextInt(4)) {
        case 0 -> List.of(NeuronMaker.Temper.ANY, NeuronMaker.Temper.DRIVEN);
        case 1 -> List.of(NeuronMaker.Temper.SELF_FIRING, NeuronMaker.Temper.DRIVEN);
        default -> List.of(NeuronMaker.Temper.DRIVEN);
      };
    }

    private int occupancy() {
      if (pattern.isCrossfire()) {
        return spec.core().neurons();
      }
      return switch (random.nextInt(10)) {
        case 0 -> 0;
        case 1, 2, 3 -> spec.core().neurons();
        case 4 -> 1;
        default -> 1 + random.nextInt(spec.core().neurons());
      };
    }

    /** Gives every neuron its fan-out list, in a random order of the neurons as axons run out. */
    private List<Draft.Core> connect(List<Draft.Core> cores, FanoutMaker fanout) {
      List<int[]> order = new ArrayList<>();
      int[] left = new int[spec.tiles()];
      List<List<List<Send>>> sends = new ArrayList<>();
      boolean[][] output = new boolean[spec.tiles()][];
      for (int tile = 0; tile < spec.tiles(); tile++) {
        left[tile] = spec.core().fanoutEntries();
        List<Draft.ParameterSet> sets = cores.get(tile).sets();
        output[tile] = new boolean[sets.size()];
        for (int set = 0; set < sets.size(); set++) {
          int size = sets.get(set).neurons().size();
          output[tile][set] = !pattern.isCrossfire() && random.nextInt(saturating ? 2 : 3) == 0 && reserveOutputs(size, left, tile);
        }
        sends.add(new ArrayList<>());
        for (int n = 0; n < cores.get(tile).neurons(); n++) {
          sends.get(tile).add(List.of());
          order.add(new int[] {tile, n});
        }
      }
      for (int i = order.size() - 1; i > 0; i--) {
        Collections.swap(order, i, random.nextInt(i + 1));
      }
      if (pattern.isCrossfire()) {
        order.sort(Comparator.comparing(place -> pattern.isCrossfireTarget(spec, place[0])));
      }
      int longest = longest(order.size());
      for (int[] place : order) {
        int wanted = saturating ? longest : random.nextInt(longest + 1);
        double part = (double) place[1] / cores.get(place[0]).neurons();
        List<Send> list = fanout.sends(place[0], part, Math.min(wanted, left[place[0]]));
        left[place[0]] -= list.size();
        sends.get(place[0]).set(place[1], list);
      }
      nextOutput = 0;
      List<Draft.Core> connected = new ArrayList<>();
      for (int tile = 0; tile < spec.tiles(); tile++) {
        connected.add(withSends(cores.get(tile), sends.get(tile), output[tile]));
      }
      return connected;
    }

    private boolean reserveOutputs(int size, int[] left, int tile) {
      if (nextOutput + size > spec.host().outputs() || left[tile] < size) {
        return false;
      }
      nextOutput += size;
      left[tile] -= size;
      return true;
    }

    private int longest(int neurons) {
      if (pattern.isCrossfire()) {
        return Math.max(1, spec.core().axons() / spec.core().neurons() / 2);
      }
      int share = Math.max(2, 2 * spec.core().axons() * spec.tiles() / Math.max(1, neurons));
      return switch (random.nextInt(saturating ? 2 : 4)) {
        case 0 -> share;
        case 1 -> 16 + random.nextInt(16);
        case 2 -> 1 + random.nextInt(3);
        default -> 1 + random.nextInt(share);
      };
    }

    private Draft.Core withSends(Draft.Core core, List<List<Send>> sends, boolean[] output) {
      List<Draft.ParameterSet> sets = new ArrayList<>();
      int slot = 0;
      for (int s = 0; s < output.length; s++) {
        Draft.ParameterSet set = core.sets().get(s);
        List<Draft.Neuron> neurons = new ArrayList<>();
        for (Draft.Neuron neuron : set.neurons()) {
          List<Send> list = new ArrayList<>(sends.get(slot++));
          if (output[s]) {
            list.add(random.nextInt(list.size() + 1), new Send.Output());
          }
          neurons.add(neuron.withSends(list));
        }
        sets.add(new Draft.ParameterSet(set.population(), output[s] ? nextOutput : -1, set.start(), set.parameters(),
            set.initial(), neurons));
        nextOutput += output[s] ? neurons.size() : 0;
      }
      return core.withSets(sets);
    }

    private List<List<Draft.Sent>> spikes(int channels, int timesteps) {
      int percent = new int[] {0, 5, 30, 60, 95, 100}[random.nextInt(6)];
      boolean bursts = random.nextInt(4) == 0;
      int payloads = random.nextInt(5);
      List<List<Draft.Sent>> spikes = new ArrayList<>();
      for (int timestep = 0; timestep < timesteps; timestep++) {
        int now = bursts ? random.nextInt(100) < percent ? 100 : 0 : percent;
        List<Draft.Sent> active = new ArrayList<>();
        for (int channel = 0; channel < channels; channel++) {
          if (random.nextInt(100) < now) {
            active.add(new Draft.Sent(channel, spec.packet().payloadBits() == 0 ? 1 : payload(payloads)));
          }
        }
        spikes.add(active);
      }
      return spikes;
    }

    private int payload(int style) {
      int greatest = (1 << spec.packet().payloadBits() - 1) - 1;
      int value = switch (style) {
        case 0 -> 1;
        case 1 -> random.nextBoolean() ? greatest : -greatest - 1;
        case 2 -> random.nextInt(-2, 2);
        case 3 -> random.nextInt(1, Math.min(greatest, 4) + 1);
        default -> random.nextInt(-greatest - 1, greatest + 1);
      };
      return value == 0 ? 1 : value;
    }
  }

  /** The case of a draft. */
  static RandomCase finished(Draft draft, long seed, Set<Kind> intended) {
    Set<Kind> kinds = KindFinder.find(draft);
    kinds.addAll(intended);
    return new RandomCase(Assembler.image(draft, seed), Assembler.stimulus(draft), seed, kinds);
  }
}
