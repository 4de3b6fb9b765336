package spikelock.emulator.chip;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import spikelock.emulator.error.InputException;

/**
 * Every size of a chip; each is a parameter of the Verilog, and one of {@link ChipField}.
 *
 * @param name what the chip is called
 * @param clock what turns cycles into seconds
 * @param datapaths the datapath of every tile, in tile order
 */
public record ChipSpec(
    String name,
    MeshSizes mesh,
    CoreSizes core,
    PacketSizes packet,
    HostSizes host,
    CounterSizes counters,
    Clock clock,
    List<DatapathChoice> datapaths) {

  private static final int LONGEST_NAME = 100;

  /**
   * Checks what the parts have not checked.
   *
   * @throws InputException naming the field that is out of range and what it may be
   */
  public ChipSpec {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(packet, "packet");
    Objects.requireNonNull(counters, "counters");
    Objects.requireNonNull(clock, "clock");
    datapaths = List.copyOf(datapaths);
    if (datapaths.size() != mesh.tiles()) {
      throw new InputException("names " + datapaths.size() + " cores, the mesh has " + mesh.tiles(), "", "datapaths", "");
    }
    if (log2Ceil(host.outputs()) > log2(core.delaySlots()) + log2(core.axons())) {
      throw new InputException("is " + host.outputs() + ", more than a packet can name", "", ChipField.OUTPUTS.field(), "");
    }
  }

  /**
   * A chip of these sizes.
   *
   * @param size gives each field its value
   * @throws InputException naming the field that is out of range and what it may be
   */
  static ChipSpec of(String name, ToIntFunction<ChipField> size, Counters counters, Clock clock, List<DatapathChoice> datapaths) {
    return new ChipSpec(name,
        new MeshSizes(size.applyAsInt(ChipField.MESH_WIDTH), size.applyAsInt(ChipField.MESH_HEIGHT), size.applyAsInt(ChipField.FIFO_DEPTH),
            new CoresPerTile(size.applyAsInt(ChipField.CORES_PER_TILE_WIDTH), size.applyAsInt(ChipField.CORES_PER_TILE_HEIGHT))),
        new CoreSizes(size.applyAsInt(ChipField.NEURONS), size.applyAsInt(ChipField.AXONS), size.applyAsInt(ChipField.DELAY_SLOTS),
            new SynapseSizes(size.applyAsInt(ChipField.SYNAPSE_WORDS), size.applyAsInt(ChipField.WORD_BITS),
                size.applyAsInt(ChipField.WEIGHT_BITS), size.applyAsInt(ChipField.EXPONENT_BITS), size.applyAsInt(ChipField.LANES)),
            size.applyAsInt(ChipField.ACCUMULATOR_BITS), size.applyAsInt(ChipField.SET_WORDS), size.applyAsInt(ChipField.FANOUT_ENTRIES)),
        new PacketSizes(size.applyAsInt(ChipField.PAYLOAD_BITS)),
        new HostSizes(size.applyAsInt(ChipField.INPUT_BUFFER), size.applyAsInt(ChipField.OUTPUTS)),
        new CounterSizes(counters, size.applyAsInt(ChipField.COUNTER_BITS)), clock, datapaths);
  }

  /** Tiles of the mesh. */
  public int tiles() {
    return mesh.tiles();
  }

  /** Bits of an axon scheduler's word: for sixteen axons whether each is due, then the payload of each. */
  public int schedulerBits() {
    return 16 * (1 + packet.payloadBits());
  }

  /** 16-bit words that hold the outputs of a step: sixteen output bits each, or one payload. */
  public int outputWords() {
    return packet.payloadBits() > 0 ? host.outputs() : (host.outputs() + 15) / 16;
  }

  /** Bits of the port that chooses an output word. */
  public int outputAddressBits() {
    return Math.max(8, log2Ceil(outputWords()));
  }

  /** The same chip with other datapaths. */
  public ChipSpec withDatapaths(List<DatapathChoice> choices) {
    return new ChipSpec(name, mesh, core, packet, host, counters, clock, choices);
  }

  /** The same chip with another clock. */
  public ChipSpec with(Clock other) {
    return new ChipSpec(name, mesh, core, packet, host, counters, other, datapaths);
  }

  /** The same chip with other counters. */
  public ChipSpec with(Counters kind) {
    return new ChipSpec(name, mesh, core, packet, host, new CounterSizes(kind, counters.bits()), clock, datapaths);
  }

  /**
   * The same chip with one size changed; with another mesh, the cores take the datapaths in turn.
   *
   * @throws InputException when the field may not be that, here or at all
   */
  public ChipSpec with(ChipField field, int value) {
    MeshSizes other = new MeshSizes(field == ChipField.MESH_WIDTH ? value : mesh.width(),
        field == ChipField.MESH_HEIGHT ? value : mesh.height(), mesh.fifoDepth());
    List<DatapathChoice> choices = IntStream.range(0, other.tiles()).mapToObj(tile -> datapaths.get(tile % datapaths.size())).toList();
    return of(name, each -> each == field ? value : each.of(this), counters.kind(), clock, choices);
  }

  /** Why this chip has no room for weights of so many bits; nothing when it has. */
  public Optional<InputException> noRoomForWeights(int bits) {
    return core.noRoomForWeights(bits);
  }

  /**
   * The same chip with weights of another width, called {@code NAME-wBITS}; the chip itself when it has that width.
   *
   * @throws InputException when a word has no room for them, or the accumulators are too narrow
   */
  public ChipSpec withWeightBits(int bits) {
    return bits == core.synapses().weightBits() ? this : with(ChipField.WEIGHT_BITS, bits).suffixed("-w" + bits);
  }

  /**
   * The same chip with payloads of another width, called {@code NAME-pBITS}; the chip itself when it has that width.
   *
   * @param bits 0 for plain spikes, or 2..16
   */
  public ChipSpec withPayloadBits(int bits) {
    return bits == packet.payloadBits() ? this : with(ChipField.PAYLOAD_BITS, bits).suffixed("-p" + bits);
  }

  private ChipSpec suffixed(String suffix) {
    return called(name.substring(0, Math.min(name.length(), LONGEST_NAME - 4)) + suffix);
  }

  /** The same chip by another name. */
  public ChipSpec called(String other) {
    return new ChipSpec(other, mesh, core, packet, host, counters, clock, datapaths);
  }

  /** log2 of a power of two. */
  public static int log2(int powerOfTwo) {
    return Integer.numberOfTrailingZeros(powerOfTwo);
  }

  /** Bits needed to name {@code count} things: 0 for one. */
  public static int log2Ceil(int count) {
    return 32 - Integer.numberOfLeadingZeros(count - 1);
  }
}
