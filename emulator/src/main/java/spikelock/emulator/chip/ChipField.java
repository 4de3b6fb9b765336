package spikelock.emulator.chip;

import java.util.OptionalInt;
import java.util.function.ToIntFunction;

/**
 * The whole-number sizes of a chip in the order of a chip file: the one table of their names, limits and defaults. Reading, checking and the
 * tests at the limits all go over it; {@code emulator/CHIP.md} says what each means.
 */
public enum ChipField {
  MESH_WIDTH("mesh.width", new Limit.Range(1, 64), spec -> spec.mesh().width()),
  MESH_HEIGHT("mesh.height", new Limit.Range(1, 64), spec -> spec.mesh().height()),
  CORES_PER_TILE_WIDTH("cores_per_tile.width", new Limit.Range(1, 16), spec -> spec.mesh().coresPerTile().width(), 1),
  CORES_PER_TILE_HEIGHT("cores_per_tile.height", new Limit.Range(1, 16), spec -> spec.mesh().coresPerTile().height(), 1),
  NEURONS("neurons", new Limit.PowerOfTwo(16, 4096), spec -> spec.core().neurons()),
  AXONS("axons", new Limit.PowerOfTwo(32, 65536), spec -> spec.core().axons()),
  SYNAPSE_WORDS("synapse_words", new Limit.PowerOfTwo(16, 1 << 20), spec -> spec.core().synapses().words()),
  WORD_BITS("word_bits", Limit.OneOf.of(16, 32), spec -> spec.core().synapses().wordBits(), 16),
  WEIGHT_BITS("weight_bits", new Limit.Range(2, 16), spec -> spec.core().synapses().weightBits(), 8),
  EXPONENT_BITS("exponent_bits", Limit.OneOf.of(0, 2), spec -> spec.core().synapses().exponentBits(), 0),
  LANES("lanes", Limit.OneOf.of(1, 2, 4), spec -> spec.core().synapses().lanes(), 1),
  ACCUMULATOR_BITS("accumulator_bits", new Limit.Range(8, 32), spec -> spec.core().accumulatorBits(), 24),
  DELAY_SLOTS("delay_slots", new Limit.PowerOfTwo(2, 64), spec -> spec.core().delaySlots(), 16),
  PAYLOAD_BITS("payload_bits", new Limit.NoneOr("spikes only", new Limit.Range(2, 16)), spec -> spec.packet().payloadBits(), 0),
  FANOUT_ENTRIES("fanout_entries", new Limit.PowerOfTwo(16, 65536), spec -> spec.core().fanoutEntries()),
  FIFO_DEPTH("fifo_depth", Limit.OneOf.of(2, 4), spec -> spec.mesh().fifoDepth(), 2),
  INPUT_BUFFER("input_buffer", new Limit.PowerOfTwo(16, 65536), spec -> spec.host().inputBuffer(), 1024),
  OUTPUTS("outputs", new Limit.Range(1, 4096), spec -> spec.host().outputs(), 256),
  SET_WORDS("set_words", new Limit.PowerOfTwo(16, 16384), spec -> spec.core().setWords(), 1024),
  COUNTER_BITS("counter_bits", new Limit.Range(8, 30), spec -> spec.counters().bits(), 24);

  private final String field;
  private final Limit limit;
  private final ToIntFunction<ChipSpec> value;
  private final OptionalInt otherwise;

  ChipField(String field, Limit limit, ToIntFunction<ChipSpec> value) {
    this(field, limit, value, OptionalInt.empty());
  }

  ChipField(String field, Limit limit, ToIntFunction<ChipSpec> value, int otherwise) {
    this(field, limit, value, OptionalInt.of(otherwise));
  }

  ChipField(String field, Limit limit, ToIntFunction<ChipSpec> value, OptionalInt otherwise) {
    this.field = field;
    this.limit = limit;
    this.value = value;
    this.otherwise = otherwise;
  }

  /** Its name in a chip file; before the name of one that stands in a section stand the section's and a dot. */
  public String field() {
    return field;
  }

  /** What it may be, whatever the other fields are; {@link ChipSpec} has the rules among fields. */
  public Limit limit() {
    return limit;
  }

  /** What it is in a chip file that does not say; empty where it must be given. */
  public OptionalInt otherwise() {
    return otherwise;
  }

  /** What it is on a chip. */
  public int of(ChipSpec spec) {
    return value.applyAsInt(spec);
  }

  /** Refuses a value that is not allowed, naming this field. */
  void check(int candidate) {
    limit.check(field, candidate);
  }
}
