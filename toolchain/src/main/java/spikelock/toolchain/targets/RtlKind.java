package spikelock.toolchain.targets;

import java.util.function.Supplier;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.platform.Target;
import spikelock.toolchain.rtl.RtlOptions;
import spikelock.toolchain.rtl.RtlTarget;

/** The Verilog under Verilator. */
final class RtlKind implements TargetKind {
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

  @Override
  public Supplier<? extends Target> opener(ChipImage image, RtlOptions options) {
    return () -> RtlTarget.open(image, options);
  }
}
