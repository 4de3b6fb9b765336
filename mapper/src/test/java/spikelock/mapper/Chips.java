package spikelock.mapper;

import java.util.Collections;
import java.util.Random;
import spikelock.emulator.chip.Clock;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.CoreSizes;
import spikelock.emulator.chip.CounterSizes;
import spikelock.emulator.chip.Counters;
import spikelock.emulator.chip.DatapathChoice;
import spikelock.emulator.chip.HostSizes;
import spikelock.emulator.chip.MeshSizes;
import spikelock.emulator.chip.PacketSizes;
import spikelock.emulator.chip.SynapseSizes;

/** Chips for tests. */
public final class Chips {
  private Chips() {}

  /** The sizes of {@code mesh-2x2} and its relatives. */
  public static ChipSpec mesh(int width, int height) {
    return chip("mesh-" + width + "x" + height, new MeshSizes(width, height, 2),
        new CoreSizes(256, 1024, 16, new SynapseSizes(32768, 16, 8, 0, 1), 24, 4096, 1024), new HostSizes(256, 256));
  }

  /** {@code loihi-sized}. */
  public static ChipSpec loihi(int width, int height) {
    return chip("loihi-sized", new MeshSizes(width, height, 4),
        new CoreSizes(1024, 16384, 16, new SynapseSizes(1 << 17, 32, 8, 0, 4), 24, 16384, 16384), new HostSizes(1024, 1024));
  }

  /** Every width, lane count and exponent there is, on small cores so that networks spread. */
  public static ChipSpec random(Random random) {
    int wordBits = random.nextBoolean() ? 16 : 32;
    int weightBits = Math.min(2 + random.nextInt(15), wordBits - 1);
    int exponentBits = random.nextBoolean() ? 2 : 0;
    int perWord = Integer.highestOneBit(wordBits / weightBits);
    int lanes = Math.min(perWord, 1 << random.nextInt(3));
    int accumulatorBits = Math.min(32, Math.max(18 + random.nextInt(15), weightBits + (1 << exponentBits)));
    int width = 1 + random.nextInt(4);
    int height = 1 + random.nextInt(4);
    return chip("random", new MeshSizes(width, height, 2), new CoreSizes(32 << random.nextInt(3), 2048, 16,
        new SynapseSizes(1 << 15, wordBits, weightBits, exponentBits, lanes), accumulatorBits, 16384, 4096), new HostSizes(64, 256));
  }

  private static ChipSpec chip(String name, MeshSizes mesh, CoreSizes core, HostSizes host) {
    return new ChipSpec(name, mesh, core, new PacketSizes(0), host, new CounterSizes(Counters.BASIC, 24), Clock.assumed(50),
        Collections.nCopies(mesh.tiles(), DatapathChoice.AUTO));
  }
}
