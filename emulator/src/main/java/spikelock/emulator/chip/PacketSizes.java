package spikelock.emulator.chip;

/**
 * What a packet carries beyond its address, whose widths follow from the mesh and the cores ({@link PacketFormat}).
 *
 * @param payloadBits bits of the payload, signed; 0 where packets are plain spikes
 */
public record PacketSizes(int payloadBits) {

  public PacketSizes {
    ChipField.PAYLOAD_BITS.check(payloadBits);
  }

  /** A value as a packet's payload: its low {@code payload_bits} bits, signed; 1 where packets have none. */
  public int payload(int value) {
    return payloadBits == 0 ? 1 : value << 32 - payloadBits >> 32 - payloadBits;
  }
}
