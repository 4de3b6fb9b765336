package spikelock.emulator.chip;

import java.util.ArrayList;
import java.util.List;

/**
 * Every memory of one tile: the table that image packing, Verilog parameters, read-back, mapper capacities and the
 * block-RAM test share.
 */
public final class MemoryPlan {

  /**
   * One memory.
   *
   * @param name instance in the Verilog, or what it holds
   * @param region the region it is reached by; null for working memories that are never addressed
   * @param words how many words
   * @param bits width of a word
   * @param registers whether it is flip-flops by design, so not a block RAM
   */
  public record Memory(String name, Region region, int words, int bits, boolean registers) {
    /** 16-bit units of a word. */
    public int units() {
      return Math.max(1, (bits + 15) / 16);
    }

    /** Address bits of the unit field. */
    public int unitBits() {
      return ChipSpec.log2Ceil(units());
    }
  }

  /** A due buffer of so few words is flip-flops: two block RAMs for it would be a sixteenth of an HX8K ({@code axon_scheduler.v}). */
  private static final int DUE_REGISTERS = 8;

  private final ChipSpec spec;
  private final DatapathShape shape;
  private final PacketFormat packets;
  private final List<Memory> memories = new ArrayList<>();

  public MemoryPlan(ChipSpec spec, DatapathShape shape) {
    this.spec = spec;
    this.shape = shape;
    this.packets = new PacketFormat(spec);
    int banks = 1 << banksLog2();
    add("control", Region.CONTROL, Region.FIRST_PARAMETER + shape.coreUnits(), 16, true);
    add("scheduler", Region.SCHEDULER, spec.core().delaySlots() * spec.core().axonWords(), spec.schedulerBits(), false);
    add("due", null, spec.core().axonWords(), spec.schedulerBits() + ChipSpec.log2(spec.core().axonWords()),
        spec.core().axonWords() <= DUE_REGISTERS);
    add("axons", Region.AXON, spec.core().axons(), axonEntryBits(), false);
    add("synapses", Region.SYNAPSE, spec.core().synapses().words(), spec.core().synapses().wordBits(), false);
    for (int bank = 0; bank < banks; bank++) {
      add("accumulators[" + bank + "]", Region.ACCUMULATOR, accumulators() / banks, spec.core().accumulatorBits(), false);
    }
    add("states", Region.STATE, spec.core().neurons(), shape.stateBits(), false);
    if (shape.neuronMemoryBits() > 0) {
      add("neurons", Region.NEURON, spec.core().neurons(), shape.neuronMemoryBits(), false);
    }
    add("sets", Region.SET, spec.core().setWords(), 16, false);
    add("queue", null, spec.core().neurons(), ChipSpec.log2(spec.core().neurons()) + shape.payloadBits(), false);
    add("index", Region.FANOUT_INDEX, spec.core().neurons(), 1 + ChipSpec.log2(spec.core().fanoutEntries()), false);
    add("entries", Region.FANOUT, spec.core().fanoutEntries(), packets.entryBits(), false);
    add("counters", Region.COUNTERS, spec.counters().kind().entries(), 32, true);
  }

  private void add(String name, Region region, int words, int bits, boolean registers) {
    memories.add(new Memory(name, region, words, bits, registers));
  }

  public ChipSpec spec() {
    return spec;
  }

  public DatapathShape shape() {
    return shape;
  }

  public PacketFormat packets() {
    return packets;
  }

  /** All memories of the tile, working memories included. */
  public List<Memory> memories() {
    return List.copyOf(memories);
  }

  /** Words of a region as configuration packets address them (banks joined). */
  public int words(Region region) {
    return memories.stream().filter(m -> m.region() == region).mapToInt(Memory::words).sum();
  }

  /** Width of a region's word in bits; 0 when the tile has no such memory. */
  public int bits(Region region) {
    return memories.stream().filter(m -> m.region() == region).mapToInt(Memory::bits).findFirst().orElse(0);
  }

  /** 16-bit units of a region's word. */
  public int units(Region region) {
    return Math.max(1, (bits(region) + 15) / 16);
  }

  /** Accumulators of the core. */
  public int accumulators() {
    return spec.core().neurons() << shape.inputsLog2();
  }

  /** log2 of the banks the accumulators are split in. */
  public int banksLog2() {
    return Math.max(ChipSpec.log2(spec.core().synapses().lanes()), shape.inputsLog2());
  }

  /** Width of an accumulator's number. */
  public int accumulatorIndexBits() {
    return ChipSpec.log2(accumulators());
  }

  /** Width of the offset in a sparse row's word. */
  public int offsetBits() {
    return Math.min(accumulatorIndexBits(), spec.core().synapses().wordBits() - spec.core().synapses().weightBits());
  }

  /** Width of an axon table entry. */
  public int axonEntryBits() {
    return 2 + ChipSpec.log2(spec.core().synapses().words()) + 2 * accumulatorIndexBits() + 1 + spec.core().synapses().exponentBits();
  }

  /** Units of the widest word, which the configuration port stages. */
  public int stageUnits() {
    return memories.stream().filter(m -> m.region() != null).mapToInt(Memory::units).max().orElse(1);
  }
}
