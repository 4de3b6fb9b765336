package spikelock.emulator.chip;

/**
 * The bits of a packet, highest first: cfg, host, y, x, then the low part. A spike's low part is {delay, axon, payload}, an output's
 * {its number, payload}, a configuration packet's {op (3), data (16)}. Without payload bits a packet stands for a payload of 1.
 */
public final class PacketFormat {
  /** Configuration operations ({@code config_port.v}). */
  public enum Op {
    SET_REGION,
    SET_ADDRESS,
    WRITE,
    READ,
    RESET_STATE
  }

  private static final Op[] OPS = Op.values();

  private final int xBits;
  private final int yBits;
  private final int delayBits;
  private final int axonBits;
  private final int payloadBits;
  private final int width;

  public PacketFormat(ChipSpec spec) {
    this.xBits = Math.max(1, ChipSpec.log2Ceil(spec.mesh().width()));
    this.yBits = Math.max(1, ChipSpec.log2Ceil(spec.mesh().height()));
    this.delayBits = ChipSpec.log2(spec.core().delaySlots());
    this.axonBits = ChipSpec.log2(spec.core().axons());
    this.payloadBits = spec.packet().payloadBits();
    this.width = spec.mesh().width();
  }

  public int xBits() {
    return xBits;
  }

  public int yBits() {
    return yBits;
  }

  /** Bits of the low part. */
  public int lowBits() {
    return Math.max(19, delayBits + axonBits + payloadBits);
  }

  /** Bits of a flit. */
  public int flitBits() {
    return 2 + yBits + xBits + lowBits();
  }

  /** Bits of a fan-out entry: {last, host, y, x, delay, axon}. */
  public int entryBits() {
    return 2 + yBits + xBits + delayBits + axonBits;
  }

  /** A spike packet to an axon of a tile, with the low bits of {@code payload}. */
  public long spike(int tile, int delay, int axon, int payload) {
    return place(false, false, tile, low((long) delay << axonBits | axon, payload));
  }

  /** A configuration packet to a tile. */
  public long configuration(int tile, Op op, int data) {
    return place(true, false, tile, ((long) op.ordinal() << 16) | (data & 0xffff));
  }

  /** A fan-out entry that sends a spike to an axon of a tile. */
  public long entry(boolean last, int tile, int delay, int axon) {
    return entry(last, false, tile, ((long) delay << axonBits) | axon);
  }

  /** A fan-out entry that sends a spike to an output of the chip, by way of tile 0. */
  public long outputEntry(boolean last, int output) {
    return entry(last, true, 0, output);
  }

  /** The packet that a fan-out entry becomes when a spike with this payload goes there. */
  public long flitOf(long entry, int payload) {
    return place(false, isHost(entry), tileOf(entry), low(entry & (1L << (delayBits + axonBits)) - 1, payload));
  }

  /** The payload of a packet, 1 where packets have none. */
  public int payloadOf(long flit) {
    return payloadBits == 0 ? 1 : (int) flit << 32 - payloadBits >> 32 - payloadBits;
  }

  /** Whether a packet configures, else it is a spike or an output. */
  public boolean isConfiguration(long flit) {
    return (flit >>> flitBits() - 1 & 1) != 0;
  }

  /** What a configuration packet does. */
  public Op opOf(long flit) {
    return OPS[(int) (flit >>> 16) & 7];
  }

  /** The 16 bits that a configuration packet carries. */
  public int dataOf(long flit) {
    return (int) flit & 0xffff;
  }

  /** The tile that a packet goes to. */
  public int tileOfFlit(long flit) {
    return tileOf(entryOf(flit));
  }

  private long low(long address, int payload) {
    return address << payloadBits | payload & (1 << payloadBits) - 1;
  }

  /** A fan-out entry, not the last of its list, that becomes a packet. */
  public long entryOf(long flit) {
    int lowUsed = delayBits + axonBits;
    long address = flit >>> lowBits() & (1L << (1 + yBits + xBits)) - 1;
    return address << lowUsed | flit >>> payloadBits & (1L << lowUsed) - 1;
  }

  /** Whether a fan-out entry ends its list. */
  public boolean isLast(long entry) {
    return (entry >>> (entryBits() - 1) & 1) != 0;
  }

  /** Whether a fan-out entry goes to the host. */
  public boolean isHost(long entry) {
    return (entry >>> (entryBits() - 2) & 1) != 0;
  }

  /** Destination tile of a fan-out entry. */
  public int tileOf(long entry) {
    int x = (int) (entry >>> (delayBits + axonBits)) & ((1 << xBits) - 1);
    int y = (int) (entry >>> (delayBits + axonBits + xBits)) & ((1 << yBits) - 1);
    return y * width + x;
  }

  /** Delay of a fan-out entry that is a spike. */
  public int delayOf(long entry) {
    return (int) (entry >>> axonBits) & ((1 << delayBits) - 1);
  }

  /** Destination axon of a fan-out entry that is a spike. */
  public int axonOf(long entry) {
    return (int) entry & ((1 << axonBits) - 1);
  }

  /** Output number of a fan-out entry that goes to the host. */
  public int outputOf(long entry) {
    return (int) entry & ((1 << (delayBits + axonBits)) - 1);
  }

  private long entry(boolean last, boolean host, int tile, long low) {
    int lowUsed = delayBits + axonBits;
    return (last ? 1L << (entryBits() - 1) : 0) | (host ? 1L << (entryBits() - 2) : 0)
        | address(tile) << lowUsed | low;
  }

  private long place(boolean cfg, boolean host, int tile, long low) {
    return (cfg ? 1L << (flitBits() - 1) : 0) | (host ? 1L << (flitBits() - 2) : 0) | address(tile) << lowBits() | low;
  }

  private long address(int tile) {
    return ((long) (tile / width) << xBits) | (tile % width);
  }
}
