package spikelock.emulator.image;

import java.util.List;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.MemoryPlan;
import spikelock.emulator.datapath.Field;
import spikelock.emulator.datapath.PlacedDatapath;
import spikelock.emulator.error.InputException;

/** Whether one core's tables can be loaded; see {@link ImageCheck}. */
final class CoreCheck {
  /** Greatest timestep at which a set can start. */
  static final int MOST_START = 65535;

  private final ChipSpec spec;
  private final PlacedDatapath placed;
  private final MemoryPlan plan;
  private final CoreImage core;
  private final String tile;

  CoreCheck(ChipSpec spec, PlacedDatapath placed, MemoryPlan plan, CoreImage core, String tile) {
    this.spec = spec;
    this.placed = placed;
    this.plan = plan;
    this.core = core;
    this.tile = tile;
  }

  void check() {
    synapses();
    axons();
    sets();
    parameters();
    fanout();
  }

  private void synapses() {
    int[] words = core.synapses();
    most("synapse words", words.length, spec.core().synapses().words());
    for (int i = 0; spec.core().synapses().wordBits() < 32 && i < words.length; i++) {
      if (words[i] >>> spec.core().synapses().wordBits() != 0) {
        throw bad("synapse word " + i, "is " + words[i] + ", wider than " + spec.core().synapses().wordBits() + " bits");
      }
    }
  }

  private void axons() {
    int axons = core.axonFormat().length;
    most("axons", axons, spec.core().axons());
    for (int[] column : List.of(core.axonBase(), core.axonLength(), core.axonTarget(), core.axonExponent())) {
      length("axon tables", column.length, axons);
    }
    int accumulators = plan.accumulators();
    Rows rows = new Rows(plan);
    for (int axon = 0; axon < axons; axon++) {
      int length = core.axonLength()[axon];
      range("axon", axon, "format", core.axonFormat()[axon], 0, 1);
      range("axon", axon, "exponent", core.axonExponent()[axon], 0, (1 << spec.core().synapses().exponentBits()) - 1);
      range("axon", axon, "length", length, 0, 2 * accumulators - 1);
      // A base may be negative: the sum with an offset wraps.
      range("axon", axon, "target", core.axonTarget()[axon], -accumulators, accumulators - 1);
      range("axon", axon, "base", core.axonBase()[axon], 0, spec.core().synapses().words() - 1);
      boolean dense = core.axonFormat()[axon] == 1;
      int words = dense ? rows.denseWords(length) : length;
      if (words > 0 && core.axonBase()[axon] > core.synapses().length - words) {
        throw bad("axon " + axon, "has words " + core.axonBase()[axon] + ".." + (core.axonBase()[axon] + words - 1)
            + ", the core has " + core.synapses().length);
      }
      if (dense && (length % spec.core().synapses().lanes() != 0 || core.axonTarget()[axon] % spec.core().synapses().lanes() != 0)) {
        throw bad("axon " + axon, "is a dense row of " + length + " from accumulator " + core.axonTarget()[axon]
            + ", both must be multiples of the " + spec.core().synapses().lanes() + " lanes");
      }
    }
  }

  private void sets() {
    int sets = core.setCount().length;
    most("sets", sets, spec.core().setWords() / plan.shape().setUnits());
    length("set_start", core.setStart().length, sets);
    long neurons = 0;
    for (int set = 0; set < sets; set++) {
      range("set", set, "count", core.setCount()[set], 0, spec.core().neurons());
      range("set", set, "start", core.setStart()[set], 0, MOST_START);
      neurons += core.setCount()[set];
    }
    if (neurons > spec.core().neurons()) {
      throw bad("sets", "have " + neurons + " neurons, a core has " + spec.core().neurons());
    }
  }

  private void parameters() {
    int sets = core.setCount().length;
    int neurons = core.neurons();
    List<Field> states = placed.datapath().states();
    List<Field> none = List.of();
    boolean perNeuron = placed.shape().neuronInitialState();
    length("core_parameters", core.coreParameters().length, placed.coreParameters().size());
    for (int p = 0; p < core.coreParameters().length; p++) {
      value("core parameter", p, fields(placed.coreParameters()).get(p), core.coreParameters()[p]);
    }
    table("set", fields(placed.setParameters()), core.setParameters(), sets);
    table("set", perNeuron ? none : states, core.setInitial(), sets);
    table("neuron", fields(placed.neuronParameters()), core.neuronParameters(), neurons);
    table("neuron", perNeuron ? states : none, core.neuronInitial(), neurons);
  }

  private List<Field> fields(List<Integer> numbers) {
    return numbers.stream().map(placed.datapath().parameters()::get).toList();
  }

  private void table(String of, List<Field> fields, int[][] values, int count) {
    length(of + " tables", values.length, fields.size());
    for (int field = 0; field < values.length; field++) {
      length(of + " table of " + fields.get(field).name(), values[field].length, count);
      for (int i = 0; i < count; i++) {
        value(of, i, fields.get(field), values[field][i]);
      }
    }
  }

  private void value(String of, int index, Field field, int raw) {
    long value = field.type().signed() ? raw : field.type().bits() == 32 ? Integer.toUnsignedLong(raw) : raw;
    if (value < field.min() || value > field.max()) {
      throw bad(of + " " + index + ", " + field.name(), "is " + value + ", must be " + field.min() + ".." + field.max());
    }
  }

  private void fanout() {
    length("fanout_start", core.fanoutStart().length, core.neurons());
    long[] entries = core.fanout();
    most("fan-out entries", entries.length, spec.core().fanoutEntries());
    int bits = plan.packets().entryBits();
    for (int i = 0; i < entries.length; i++) {
      if (entries[i] >>> bits != 0) {
        throw bad("fan-out entry " + i, "is " + entries[i] + ", wider than " + bits + " bits");
      }
      destination(i, entries[i]);
    }
    if (entries.length > 0 && entries[entries.length - 1] >>> (bits - 1) == 0) {
      throw bad("fan-out entry " + (entries.length - 1), "is not the last of its list, but none follows");
    }
    for (int n = 0; n < core.fanoutStart().length; n++) {
      range("neuron", n, "fan-out start", core.fanoutStart()[n], -1, entries.length - 1);
    }
  }

  private void destination(int index, long entry) {
    int axonBits = ChipSpec.log2(spec.core().axons());
    int delayBits = ChipSpec.log2(spec.core().delaySlots());
    int low = (int) (entry & ((1L << (axonBits + delayBits)) - 1));
    int x = field(entry, axonBits + delayBits, plan.packets().xBits());
    int y = field(entry, axonBits + delayBits + plan.packets().xBits(), plan.packets().yBits());
    if (x >= spec.mesh().width() || y >= spec.mesh().height()) {
      throw bad("fan-out entry " + index, "goes to x " + x + " y " + y + ", the mesh is " + spec.mesh().width() + " x " + spec.mesh().height());
    }
    boolean host = field(entry, plan.packets().entryBits() - 2, 1) == 1;
    if (host && (low >= spec.host().outputs() || x + y > 0)) {
      throw bad("fan-out entry " + index, "goes to output " + low + " by way of x " + x + " y " + y + ", the chip has outputs 0.."
          + (spec.host().outputs() - 1) + " by way of tile 0");
    }
    if (!host && low >>> axonBits == 0) {
      throw bad("fan-out entry " + index, "has delay 0, must be 1.." + (spec.core().delaySlots() - 1));
    }
  }

  private static int field(long entry, int from, int bits) {
    return (int) (entry >>> from) & ((1 << bits) - 1);
  }

  private void most(String what, int found, int limit) {
    if (found > limit) {
      throw bad(what, "are " + found + ", the core has room for " + limit);
    }
  }

  private void length(String what, int found, int wanted) {
    if (found != wanted) {
      throw bad(what, "are " + found + ", must be " + wanted);
    }
  }

  private void range(String of, int index, String what, int value, int least, int most) {
    if (value < least || value > most) {
      throw bad(of + " " + index + ", " + what, "is " + value + ", must be " + least + ".." + most);
    }
  }

  private InputException bad(String where, String what) {
    return ImageCheck.bad(tile + ", " + where, what);
  }
}
