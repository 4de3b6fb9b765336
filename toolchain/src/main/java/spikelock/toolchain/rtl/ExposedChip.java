package spikelock.toolchain.rtl;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Counter;
import spikelock.emulator.chip.Counters;
import spikelock.emulator.chip.DebugCounter;
import spikelock.emulator.chip.MemoryPlan;
import spikelock.emulator.chip.Region;
import spikelock.emulator.image.PlacedCores;
import spikelock.toolchain.verilator.PortScript;
import spikelock.toolchain.verilator.VerilatedModel;
import spikelock.toolchain.verilator.VerilatorBuild;

/**
 * The short cut past the chip's ports: where its memories are in the hierarchy, and how their words become the 16-bit units that
 * configuration packets carry. Knows {@code hdl/rtl} by its instance names.
 */
final class ExposedChip {
  private static final Region[] MEMORIES = {Region.SCHEDULER, Region.AXON, Region.SYNAPSE, Region.STATE, Region.NEURON, Region.SET,
      Region.FANOUT_INDEX, Region.FANOUT};

  private final ChipSpec spec;
  private final PlacedCores cores;
  private final List<Map<Region, Integer>> memory = new ArrayList<>(); // by tile: number of the exposed memory, or of bank 0
  private final int[] control;
  private int counters = -1;
  private int debugCounters = -1;
  private int outputs = -1; // the marks; behind them what words are valid and, with payloads, the values
  private int count;

  ExposedChip(ChipSpec spec, PlacedCores cores) {
    this.spec = spec;
    this.cores = cores;
    this.control = new int[spec.tiles()];
  }

  /** A tile's place in the hierarchy. */
  static String tile(ChipSpec spec, int tile) {
    return "chip.mesh.row[" + tile / spec.mesh().width() + "].column[" + tile % spec.mesh().width() + "].tile";
  }

  /** How many memories and groups of registers the build was asked for. */
  int count() {
    return count;
  }

  /** Asks the build for everything. */
  void expose(VerilatorBuild build) {
    List<String> counterNames = new ArrayList<>();
    List<String> debugNames = new ArrayList<>();
    for (int tile = 0; tile < spec.tiles(); tile++) {
      String core = tile(spec, tile) + ".core.kind_" + cores.kind(tile) + ".sized.core";
      exposeTile(build, tile, core);
      for (int counter = 0; counter < Counter.COUNT; counter++) {
        counterNames.add(counterName(tile, counter));
      }
      for (int counter = 0; counter < DebugCounter.COUNT; counter++) {
        debugNames.add(counterName(tile, Counter.COUNT + counter));
      }
    }
    if (spec.counters().kind() != Counters.NONE) {
      build.optionalRegisters(counterNames);
      counters = count++;
    }
    if (hasDebugCounters()) {
      build.optionalRegisters(debugNames);
      debugCounters = count++;
    }
    outputs = count;
    build.optionalMemory("chip.mesh.host.outputs.marks.words.mem");
    build.optionalRegisters(List.of("chip.mesh.host.outputs.marks.held"));
    count += 2;
    if (spec.packet().payloadBits() > 0) {
      build.optionalMemory("chip.mesh.host.outputs.payloads.values.mem");
      count++;
    }
  }

  private void exposeTile(VerilatorBuild build, int tile, String core) {
    MemoryPlan plan = cores.plan(tile);
    Map<Region, Integer> numbers = new EnumMap<>(Region.class);
    for (Region region : MEMORIES) {
      if (plan.words(region) > 0) {
        build.optionalMemory(core + path(region));
        numbers.put(region, count++);
      }
    }
    numbers.put(Region.ACCUMULATOR, count);
    for (int bank = 0; bank < 1 << plan.banksLog2(); bank++) {
      build.optionalMemory(core + ".sums.bank[" + bank + "].words.mem");
      count++;
    }
    List<String> registers = new ArrayList<>(List.of(core + ".control.sets_used", core + ".control.age", core + ".control.now"));
    if (plan.shape().coreBits() > 0) {
      registers.add(core + ".control.core_placed.params");
    }
    build.optionalRegisters(registers);
    control[tile] = count++;
    memory.add(numbers);
  }

  private static String path(Region region) {
    return switch (region) {
      case SCHEDULER -> ".scheduler.scheduler.mem";
      case AXON -> ".walk.axons.mem";
      case SYNAPSE -> ".walk.synapses.mem";
      case STATE -> ".sweep.states.mem";
      case NEURON -> ".sweep.per_neuron.words.mem";
      case SET -> ".sweep.sets.mem";
      case FANOUT_INDEX -> ".out.index.mem";
      case FANOUT -> ".out.entries.mem";
      case CONTROL, ACCUMULATOR, COUNTERS -> throw new IllegalArgumentException(region + " is no single memory");
    };
  }

  /** Whether the design has everything that was asked for, in the sizes of the chip. */
  boolean isComplete(VerilatedModel model) {
    for (int number = 0; number < count; number++) {
      if (model.memoryWords(number) == 0) {
        return false;
      }
    }
    for (int tile = 0; tile < spec.tiles(); tile++) {
      for (Map.Entry<Region, Integer> entry : memory.get(tile).entrySet()) {
        int banks = entry.getKey() == Region.ACCUMULATOR ? 1 << cores.plan(tile).banksLog2() : 1;
        if (model.memoryWords(entry.getValue()) * banks != cores.plan(tile).words(entry.getKey())) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether a region can be written directly; CONTROL is registers that the hardware also writes, COUNTERS are read only. */
  boolean isWritable(Region region) {
    return region != Region.CONTROL && region != Region.COUNTERS;
  }

  private String counterName(int tile, int counter) {
    return tile(spec, tile) + ".counters.some.counter[" + counter + "].kept.count";
  }

  /** Whether the chip counts what formulas replace. */
  boolean hasDebugCounters() {
    return spec.counters().kind() == Counters.DEBUG;
  }

  /** Appends reading the debug counters of all tiles; returns how many results it gives, 0 on a chip without. */
  int peekDebugCounters(PortScript script) {
    if (debugCounters < 0) {
      return 0;
    }
    script.peek(debugCounters, 0, spec.tiles() * DebugCounter.COUNT);
    return spec.tiles() * DebugCounter.COUNT;
  }

  /** Takes some of what {@link #peekDebugCounters} gave; returns where the next results begin. */
  int takeDebugCounters(int[] results, int from, DebugCounter first, DebugCounter last, int[] into) {
    if (debugCounters < 0) {
      return from;
    }
    for (int tile = 0; tile < spec.tiles(); tile++) {
      for (int i = tile * DebugCounter.COUNT + first.ordinal(); i <= tile * DebugCounter.COUNT + last.ordinal(); i++) {
        into[i] = counter(results[from + i]);
      }
    }
    return from + spec.tiles() * DebugCounter.COUNT;
  }

  /** Appends reading the counters of all tiles; returns how many results it gives. */
  int peekCounters(PortScript script) {
    if (counters < 0) {
      return 0;
    }
    script.peek(counters, 0, spec.tiles() * Counter.COUNT);
    return spec.tiles() * Counter.COUNT;
  }

  /** Takes what {@link #peekCounters} gave, as configuration packets show it; returns where the next results begin. */
  int takeCounters(int[] results, int from, int[] into, int to) {
    int count = counters < 0 ? 0 : spec.tiles() * Counter.COUNT;
    for (int i = 0; i < count; i++) {
      into[to + i] = counter(results[from + i]);
    }
    return from + count;
  }

  /** 16-bit words of marks, one bit an output ({@code outputs.v}). */
  private int markWords() {
    return 1 << Math.max(5, ChipSpec.log2Ceil(spec.host().outputs())) - 4;
  }

  /**
   * Appends reading the outputs; returns how many results it gives: one for every 16 marks and for every 32 valid bits, and with payloads
   * one for every value.
   */
  int peekOutputs(PortScript script) {
    script.peek(outputs, 0, markWords()).peek(outputs + 1, 0, 1);
    int values = spec.packet().payloadBits() > 0 ? spec.host().outputs() : 0;
    if (values > 0) {
      script.peek(outputs + 2, 0, values);
    }
    return markWords() + (markWords() + 31) / 32 + values;
  }

  /** Takes what {@link #peekOutputs} gave, as the port shows it; returns where the next results begin. */
  int takeOutputs(int[] results, int from, int[] into, int to) {
    int valid = from + markWords();
    int values = valid + (markWords() + 31) / 32;
    int words = spec.outputWords();
    if (spec.packet().payloadBits() == 0) {
      for (int word = 0; word < words; word++) {
        into[to + word] = marks(results, from, valid, word);
      }
      return values;
    }
    for (int output = 0; output < words; output++) {
      boolean there = (marks(results, from, valid, output / 16) >>> output % 16 & 1) != 0;
      into[to + output] = there ? spec.packet().payload(results[values + output]) & 0xffff : 0;
    }
    return values + words;
  }

  private static int marks(int[] results, int from, int valid, int word) {
    return (results[valid + word / 32] >>> word % 32 & 1) == 0 ? 0 : results[from + word] & 0xffff;
  }

  /** A counter register as configuration packets show it: one that is full holds more than any count. */
  private int counter(int held) {
    return spec.counters().shown(held);
  }

  int[] peek(VerilatedModel model, int tile, Region region, int firstWord, int words) {
    MemoryPlan plan = cores.plan(tile);
    return switch (region) {
      case CONTROL -> peekControl(model, tile, firstWord, words);
      case COUNTERS -> peekCounters(model, tile, firstWord, words);
      case ACCUMULATOR -> {
        int banks = 1 << plan.banksLog2();
        int[] units = new int[words * plan.units(region)];
        int firstRow = firstWord / banks;
        int rows = (firstWord + words + banks - 1) / banks - firstRow;
        for (int bank = 0; bank < banks; bank++) {
          int[] of = peekMemory(model, memory.get(tile).get(region) + bank, firstRow, rows, plan.bits(region));
          int each = plan.units(region);
          for (int row = 0; row < rows; row++) {
            int word = (firstRow + row) * banks + bank - firstWord;
            if (word >= 0 && word < words) {
              System.arraycopy(of, row * each, units, word * each, each);
            }
          }
        }
        yield units;
      }
      default -> peekMemory(model, memory.get(tile).get(region), firstWord, words, plan.bits(region));
    };
  }

  private int[] peekMemory(VerilatedModel model, int number, int first, int words, int bits) {
    int limbs = (bits + 31) / 32;
    model.reserveResults(words * limbs);
    int[] results = model.run(new PortScript().peek(number, first, words));
    int units = (bits + 15) / 16;
    int[] all = new int[words * units];
    for (int word = 0; word < words; word++) {
      for (int unit = 0; unit < units; unit++) {
        all[word * units + unit] = results[word * limbs + unit / 2] >>> 16 * (unit & 1) & 0xffff;
      }
    }
    return all;
  }

  private int[] peekControl(VerilatedModel model, int tile, int firstWord, int words) {
    int units = cores.plan(tile).shape().coreUnits();
    int[] all = new int[Region.FIRST_PARAMETER + units];
    int[] results = model.run(new PortScript().peek(control[tile], 0, units > 0 ? 4 : 3));
    System.arraycopy(results, 0, all, 0, Region.FIRST_PARAMETER);
    for (int unit = 0; unit < units; unit++) {
      all[Region.FIRST_PARAMETER + unit] = results[3 + unit / 2] >>> 16 * (unit & 1) & 0xffff;
    }
    return java.util.Arrays.copyOfRange(all, firstWord, firstWord + words);
  }

  private int[] peekCounters(VerilatedModel model, int tile, int firstWord, int words) {
    int[] results = model.run(new PortScript().peek(counters, tile * Counter.COUNT + firstWord, words));
    int[] units = new int[2 * words];
    for (int word = 0; word < words; word++) {
      int value = counter(results[word]);
      units[2 * word] = value & 0xffff;
      units[2 * word + 1] = value >>> 16;
    }
    return units;
  }

  /** Appends writing words of a region that {@link #isWritable}. */
  void poke(PortScript script, int tile, Region region, int firstWord, int[] units) {
    MemoryPlan plan = cores.plan(tile);
    int each = plan.units(region);
    int words = units.length / each;
    int limbs = (plan.bits(region) + 31) / 32;
    int[] values = new int[words * limbs];
    for (int word = 0; word < words; word++) {
      for (int unit = 0; unit < each; unit++) {
        int within = Math.min(16, plan.bits(region) - 16 * unit); // bits beyond the word do not exist in the chip
        values[word * limbs + unit / 2] |= (units[word * each + unit] & (1 << within) - 1) << 16 * (unit & 1);
      }
    }
    int number = memory.get(tile).get(region);
    if (region != Region.ACCUMULATOR) {
      script.poke(number, firstWord, words, values);
      return;
    }
    int banks = 1 << plan.banksLog2();
    for (int word = 0; word < words; word++) {
      int accumulator = firstWord + word;
      script.poke(number + accumulator % banks, accumulator / banks, 1, new int[] {values[word]});
    }
  }
}
