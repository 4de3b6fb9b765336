package spikelock.toolchain.targets;

import java.util.function.Supplier;
import spikelock.emulator.engine.Emulator;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.platform.Target;
import spikelock.toolchain.rtl.RtlOptions;

/** The emulator. */
final class EmulatorKind implements TargetKind {
  @Override
  public String name() {
    return Targets.EMULATOR;
  }

  @Override
  public String title() {
    return "the emulator";
  }

  @Override
  public String doing() {
    return "emulating";
  }

  @Override
  public boolean runsSideBySide() {
    return true;
  }

  @Override
  public Supplier<? extends Target> opener(ChipImage image, RtlOptions options) {
    return Emulator.sharing(image);
  }
}
