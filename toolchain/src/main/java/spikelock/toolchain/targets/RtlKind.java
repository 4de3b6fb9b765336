package spikelock.toolchain.targets;

import java.util.function.Supplier;
import spikelock.emulator.error.InputException;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.platform.Target;
import spikelock.toolchain.rtl.RtlOptions;
import spikelock.toolchain.rtl.RtlTarget;

/** The Verilog under Verilator. */
final class RtlKind implements TargetKind {
  private static final int MOST_TILES = 256;

  @Override
  public String name() {
    return Targets.RTL;
  }

  @Override
  public String title() {
    return "the chip's Verilog, simulated by Verilator";
  }

  @Override
  public String doing() {
    return "simulating";
  }

  @Override
  public boolean runsSideBySide() {
    return false;
  }

  /** Refuses a mesh whose Verilog no machine compiles: g++ takes minutes for 16 tiles and memory for each. */
  @Override
  public Supplier<? extends Target> opener(ChipImage image, RtlOptions options) {
    int tiles = image.spec().tiles();
    if (tiles > MOST_TILES) {
      throw new InputException(image.spec().name() + " has " + tiles + " tiles; the Verilog of more than " + MOST_TILES + " cannot be compiled for simulation", "",
          "mesh", "map on a chip with a smaller mesh: spikes are the same on any (--chip mesh-8x8), and the emulator counts the cycles of this one");
    }
    return () -> RtlTarget.open(image, options);
  }
}
