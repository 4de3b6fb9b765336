package spikelock.emulator.engine.function;

import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.PlacedCores;

/** What the functional engine makes of an image's tables before the first timestep; engines on several threads may run the same. */
public final class Programs {
  private final CoreProgram[] cores;

  private Programs(CoreProgram[] cores) {
    this.cores = cores;
  }

  public static Programs of(ChipImage image, PlacedCores placed) {
    return new Programs(CoreProgram.of(image, placed));
  }

  /** [tiles] an array of the caller's own. */
  CoreProgram[] cores() {
    return cores.clone();
  }
}
