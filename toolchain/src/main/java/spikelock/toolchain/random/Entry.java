package spikelock.toolchain.random;

import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.PacketFormat;

/**
 * A fan-out entry taken apart (the reverse of {@link PacketFormat#entry}).
 *
 * @param last whether it ends its list
 * @param host whether it goes to an output of the chip
 * @param x column it is addressed to, which may lie outside of the mesh
 * @param y row it is addressed to
 * @param tile {@code y * width + x}
 * @param delay timesteps, for a spike
 * @param axon axon, for a spike
 * @param output delay and axon together, for an output
 */
record Entry(boolean last, boolean host, int x, int y, int tile, int delay, int axon, int output) {

  static Entry of(ChipSpec spec, long entry) {
    PacketFormat packets = new PacketFormat(spec);
    int axonBits = ChipSpec.log2(spec.axons());
    int lowBits = axonBits + ChipSpec.log2(spec.delaySlots());
    int low = (int) (entry & ((1L << lowBits) - 1));
    int x = (int) (entry >>> lowBits) & ((1 << packets.xBits()) - 1);
    int y = (int) (entry >>> (lowBits + packets.xBits())) & ((1 << packets.yBits()) - 1);
    return new Entry((entry >>> (packets.entryBits() - 1) & 1) == 1, (entry >>> (packets.entryBits() - 2) & 1) == 1, x, y,
        y * spec.width() + x, low >>> axonBits, low & (spec.axons() - 1), low);
  }
}
