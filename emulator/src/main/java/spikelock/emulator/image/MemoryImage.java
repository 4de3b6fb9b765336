package spikelock.emulator.image;

import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.DatapathShape;
import spikelock.emulator.chip.MemoryPlan;
import spikelock.emulator.chip.Region;

/**
 * The contents of one tile's memories as the configuration packets write them: for each region the 16-bit units of its used
 * words, word after word, lowest unit first.
 */
public final class MemoryImage {
  private final MemoryPlan plan;
  private final CoreImage core;

  public MemoryImage(MemoryPlan plan, CoreImage core) {
    this.plan = plan;
    this.core = core;
  }

  /**
   * The units of a region's used words, from word 0; empty for what is not loaded (working memories, state, which
   * RESET-STATE sets, and counters).
   */
  public int[] units(Region region) {
    return switch (region) {
      case CONTROL -> control();
      case AXON -> axons();
      case SYNAPSE -> synapses();
      case NEURON -> neurons();
      case SET -> sets();
      case FANOUT_INDEX -> fanoutIndex();
      case FANOUT -> fanout();
      case SCHEDULER, ACCUMULATOR, STATE, COUNTERS -> new int[0];
    };
  }

  private int[] control() {
    DatapathShape shape = plan.shape();
    int[] units = new int[Region.FIRST_PARAMETER + shape.coreUnits()];
    units[Region.SETS_USED] = core.setCount().length;
    int[] packed = new Bits(shape.coreBits()).put(core.coreParameters(), shape.coreWidths()).units();
    System.arraycopy(packed, 0, units, Region.FIRST_PARAMETER, shape.coreUnits());
    return units;
  }

  /** Every axon is written, so that what was in the table before cannot act. */
  private int[] axons() {
    int bits = plan.axonEntryBits();
    int index = plan.accumulatorIndexBits();
    int[] units = new int[plan.spec().core().axons() * plan.units(Region.AXON)];
    for (int axon = 0; axon < core.axonFormat().length; axon++) {
      Bits word = new Bits(bits)
          .put(core.axonExponent()[axon], plan.spec().core().synapses().exponentBits())
          .put(core.axonTarget()[axon], index)
          .put(core.axonLength()[axon], index + 1)
          .put(core.axonBase()[axon], ChipSpec.log2(plan.spec().core().synapses().words()))
          .put(core.axonFormat()[axon], 1);
      copy(word, units, axon);
    }
    return units;
  }

  private int[] synapses() {
    int bits = plan.spec().core().synapses().wordBits();
    int[] units = new int[core.synapses().length * plan.units(Region.SYNAPSE)];
    for (int i = 0; i < core.synapses().length; i++) {
      copy(new Bits(bits).put(core.synapses()[i], bits), units, i);
    }
    return units;
  }

  private int[] neurons() {
    DatapathShape shape = plan.shape();
    if (shape.neuronMemoryBits() == 0) {
      return new int[0];
    }
    int neurons = core.neurons();
    int[] units = new int[neurons * plan.units(Region.NEURON)];
    for (int n = 0; n < neurons; n++) {
      Bits word = new Bits(shape.neuronMemoryBits());
      word.put(column(core.neuronParameters(), n), shape.neuronWidths());
      if (shape.neuronInitialState()) {
        word.put(column(core.neuronInitial(), n), shape.stateWidths());
      }
      copy(word, units, n);
    }
    return units;
  }

  private int[] sets() {
    DatapathShape shape = plan.shape();
    int stride = shape.setUnits();
    int[] units = new int[core.setCount().length * stride];
    for (int set = 0; set < core.setCount().length; set++) {
      Bits record = new Bits(16 * stride).put(core.setCount()[set], 16).put(core.setStart()[set], 16);
      record.put(column(core.setParameters(), set), shape.setWidths());
      if (!shape.neuronInitialState()) {
        record.put(column(core.setInitial(), set), shape.stateWidths());
      }
      System.arraycopy(record.units(), 0, units, set * stride, stride);
    }
    return units;
  }

  private int[] fanoutIndex() {
    int startBits = ChipSpec.log2(plan.spec().core().fanoutEntries());
    int neurons = core.neurons();
    int[] units = new int[neurons * plan.units(Region.FANOUT_INDEX)];
    for (int n = 0; n < neurons; n++) {
      int start = core.fanoutStart()[n];
      copy(new Bits(1 + startBits).put(start >= 0 ? 1 : 0, 1).put(Math.max(start, 0), startBits), units, n);
    }
    return units;
  }

  private int[] fanout() {
    int bits = plan.packets().entryBits();
    int[] units = new int[core.fanout().length * plan.units(Region.FANOUT)];
    for (int i = 0; i < core.fanout().length; i++) {
      copy(new Bits(bits).put(core.fanout()[i], bits), units, i);
    }
    return units;
  }

  private static int[] column(int[][] fields, int index) {
    int[] values = new int[fields.length];
    for (int field = 0; field < fields.length; field++) {
      values[field] = fields[field][index];
    }
    return values;
  }

  private static void copy(Bits word, int[] units, int index) {
    int[] from = word.units();
    System.arraycopy(from, 0, units, index * from.length, from.length);
  }
}
