package spikelock.emulator.engine.function;

import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.PlacedCores;

/** What the functional engine makes of an image's tables before the first timestep; engines on several threads may run the same. */
public final class Programs {
  private final CoreProgram[] cores;
  private final DirectRows direct;

  private Programs(CoreProgram[] cores, DirectRows direct) {
    this.cores = cores;
    this.direct = direct;
  }

  public static Programs of(ChipImage image, PlacedCores placed) {
    CoreProgram[] cores = CoreProgram.of(image, placed);
    return new Programs(cores, DirectRows.link(image.spec(), cores, image.inputs()));
  }

  /** [tiles] an array of the caller's own. */
  CoreProgram[] cores() {
    return cores.clone();
  }

  DirectRows direct() {
    return direct;
  }
}
