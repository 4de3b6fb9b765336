package spikelock.emulator.image;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.DatapathShape;
import spikelock.emulator.chip.MemoryPlan;
import spikelock.emulator.chip.Region;
import spikelock.emulator.datapath.Field;
import spikelock.emulator.datapath.PlacedDatapath;
import spikelock.emulator.datapath.Type;

/**
 * The table memories of one core as raw 16-bit units, which can be read and overwritten, and the {@link CoreImage} they stand
 * for: the inverse of {@link MemoryImage}.
 */
public final class CoreMemories {
  private static final List<Region> TABLES =
      List.of(Region.CONTROL, Region.AXON, Region.SYNAPSE, Region.NEURON, Region.SET, Region.FANOUT_INDEX, Region.FANOUT);

  private final MemoryPlan plan;
  private final List<Type> state;
  private final List<Type> coreTypes;
  private final List<Type> setTypes;
  private final List<Type> neuronTypes;
  private final Map<Region, int[]> units = new EnumMap<>(Region.class);

  /** The memories after an image was loaded into zeroed ones. */
  public CoreMemories(MemoryPlan plan, PlacedDatapath placed, CoreImage core) {
    this.plan = plan;
    this.state = placed.datapath().states().stream().map(Field::type).toList();
    this.coreTypes = types(placed, placed.coreParameters());
    this.setTypes = types(placed, placed.setParameters());
    this.neuronTypes = types(placed, placed.neuronParameters());
    MemoryImage packed = new MemoryImage(plan, core);
    for (Region region : TABLES) {
      units.put(region, Arrays.copyOf(packed.units(region), plan.words(region) * plan.units(region)));
    }
  }

  private static List<Type> types(PlacedDatapath placed, List<Integer> parameters) {
    return parameters.stream().map(p -> placed.datapath().parameters().get(p).type()).toList();
  }

  /** Whether a region is one of the tables. */
  public static boolean isTable(Region region) {
    return TABLES.contains(region);
  }

  /** A copy of some words' units. */
  public int[] read(Region region, int firstWord, int words) {
    int unitsOfWord = plan.units(region);
    return Arrays.copyOfRange(units.get(region), firstWord * unitsOfWord, (firstWord + words) * unitsOfWord);
  }

  /** Overwrites words; bits beyond the memory's width are dropped. */
  public void write(Region region, int firstWord, int[] values) {
    int unitsOfWord = plan.units(region);
    int[] all = units.get(region);
    int bits = plan.bits(region);
    for (int i = 0; i < values.length; i++) {
      int unit = i % unitsOfWord;
      int width = Math.min(16, bits - 16 * unit);
      all[firstWord * unitsOfWord + i] = values[i] & ((1 << width) - 1);
    }
  }

  /** The tables these memories hold. Set records end where the occupied sets do. */
  public CoreImage image() {
    ChipSpec spec = plan.spec();
    DatapathShape shape = plan.shape();
    int index = plan.accumulatorIndexBits();
    int[][] axons = new int[5][spec.core().axons()];
    for (int axon = 0; axon < spec.core().axons(); axon++) {
      Bits word = new Bits(read(Region.AXON, axon, 1));
      axons[4][axon] = word.takeUnsigned(spec.core().synapses().exponentBits());
      axons[3][axon] = word.takeUnsigned(index);
      axons[2][axon] = word.takeUnsigned(index + 1);
      axons[1][axon] = word.takeUnsigned(ChipSpec.log2(spec.core().synapses().words()));
      axons[0][axon] = word.takeUnsigned(1);
    }
    int[] synapses = new int[spec.core().synapses().words()];
    for (int i = 0; i < synapses.length; i++) {
      synapses[i] = (int) new Bits(read(Region.SYNAPSE, i, 1)).take(spec.core().synapses().wordBits());
    }
    int[] control = units.get(Region.CONTROL);
    int[] core = fields(Arrays.copyOfRange(control, Region.FIRST_PARAMETER, control.length), coreTypes);
    int sets = Math.min(control[Region.SETS_USED], spec.core().setWords() / shape.setUnits());
    int[] count = new int[sets];
    int[] start = new int[sets];
    int[][] setParameters = new int[shape.setWidths().size()][sets];
    int[][] setInitial = new int[shape.neuronInitialState() ? 0 : shape.stateWidths().size()][sets];
    int neurons = 0;
    for (int set = 0; set < sets; set++) {
      Bits record = new Bits(read(Region.SET, set * shape.setUnits(), shape.setUnits()));
      count[set] = Math.min(record.takeUnsigned(16), spec.core().neurons() - neurons);
      start[set] = record.takeUnsigned(16);
      scatter(record, setTypes, setParameters, set);
      if (!shape.neuronInitialState()) {
        scatter(record, state, setInitial, set);
      }
      neurons += count[set];
    }
    int[][] neuronParameters = new int[shape.neuronWidths().size()][neurons];
    int[][] neuronInitial = new int[shape.neuronInitialState() ? shape.stateWidths().size() : 0][neurons];
    int[] fanoutStart = new int[neurons];
    for (int n = 0; n < neurons; n++) {
      if (shape.neuronMemoryBits() > 0) {
        Bits word = new Bits(read(Region.NEURON, n, 1));
        scatter(word, neuronTypes, neuronParameters, n);
        if (shape.neuronInitialState()) {
          scatter(word, state, neuronInitial, n);
        }
      }
      Bits entry = new Bits(read(Region.FANOUT_INDEX, n, 1));
      boolean some = entry.takeUnsigned(1) == 1;
      int first = entry.takeUnsigned(ChipSpec.log2(spec.core().fanoutEntries()));
      fanoutStart[n] = some ? first : -1;
    }
    long[] fanout = new long[spec.core().fanoutEntries()];
    for (int i = 0; i < fanout.length; i++) {
      int[] word = read(Region.FANOUT, i, 1);
      for (int unit = word.length - 1; unit >= 0; unit--) {
        fanout[i] = fanout[i] << 16 | word[unit];
      }
    }
    return new CoreImage(axons[0], axons[1], axons[2], axons[3], axons[4], synapses, core, count, start, setParameters,
        setInitial, neuronParameters, neuronInitial, fanoutStart, fanout);
  }

  private static int[] fields(int[] from, List<Type> types) {
    int[][] values = new int[types.size()][1];
    scatter(new Bits(from), types, values, 0);
    return Arrays.stream(values).mapToInt(v -> v[0]).toArray();
  }

  private static void scatter(Bits word, List<Type> types, int[][] fields, int at) {
    for (int field = 0; field < types.size(); field++) {
      fields[field][at] = word.take(types.get(field));
    }
  }

  /** A word's units from its fields, first field lowest. */
  public static int[] pack(int[][] fields, List<Type> types, int at) {
    Bits word = new Bits(types.stream().mapToInt(Type::bits).sum());
    for (int field = 0; field < types.size(); field++) {
      word.put(fields[field][at], types.get(field).bits());
    }
    return word.units();
  }

  /** The fields of a word, first field lowest, into column {@code at}. */
  public static void unpack(int[] units, List<Type> types, int[][] fields, int at) {
    scatter(new Bits(units), types, fields, at);
  }
}
