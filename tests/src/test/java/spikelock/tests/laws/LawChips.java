package spikelock.tests.laws;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import spikelock.emulator.chip.Clock;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Chips;
import spikelock.emulator.chip.CoreSizes;
import spikelock.emulator.chip.CounterSizes;
import spikelock.emulator.chip.Counters;
import spikelock.emulator.chip.DatapathChoice;
import spikelock.emulator.chip.HostSizes;
import spikelock.emulator.chip.MeshSizes;
import spikelock.emulator.chip.PacketSizes;
import spikelock.emulator.chip.SynapseSizes;

/** The chips that the Laws are tried on. */
final class LawChips {
  /** Bundled ones that differ in more than the mesh. */
  static final List<ChipSpec> BUNDLED =
      Stream.of("core-1", "mesh-2x2", "mesh-4x4", "loihi-sized", "up5k-1", "hx8k-1").map(Chips::read).toList();

  /** Every word width, lane count and exponent there is, on small cores of which a network needs several; some with payloads. */
  static final List<ChipSpec> SPECIAL = List.of(
      chip("w16-l1-e2", 5, 1, 32, 16, 5, 2, 1), chip("w16-l2", 2, 3, 32, 16, 8, 0, 2), chip("w16-l4-e2", 2, 2, 32, 16, 3, 2, 4),
      chip("w32-l1", 4, 4, 16, 32, 16, 0, 1), chip("w32-l2-e2", 2, 2, 64, 32, 7, 2, 2), chip("w32-l4-e2", 3, 3, 32, 32, 8, 2, 4),
      chip("w16-l2", 3, 3, 32, 16, 8, 0, 2).withPayloadBits(8), chip("w32-l1-e2", 4, 4, 32, 32, 16, 2, 1).withPayloadBits(16),
      chip("w16-l1-e2", 3, 3, 64, 16, 6, 2, 1).withPayloadBits(5));

  private LawChips() {}

  private static ChipSpec chip(String name, int width, int height, int neurons, int wordBits, int weightBits, int exponentBits, int lanes) {
    return new ChipSpec(name, new MeshSizes(width, height, 2),
        new CoreSizes(neurons, 512, 16, new SynapseSizes(4096, wordBits, weightBits, exponentBits, lanes), 24, 4096, 1024), new PacketSizes(0),
        new HostSizes(32, 256), new CounterSizes(Counters.BASIC, 24), Clock.assumed(50), Collections.nCopies(width * height, DatapathChoice.AUTO));
  }
}
