package spikelock.toolchain.targets;

import java.util.Optional;
import java.util.function.Supplier;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.platform.Target;
import spikelock.toolchain.netlist.Stage;
import spikelock.toolchain.rtl.RtlOptions;

/** A kind of target that people can name. */
public interface TargetKind {
  /** As people write it, in lower case. */
  String name();

  /** What it is, for people: {@code the emulator}. */
  String title();

  /** What it does with timesteps, for progress: {@code emulating}. */
  String doing();

  /** Whether several of them may run samples side by side. */
  boolean runsSideBySide();

  /** What of a board's build it is; then it is opened as {@link Targets#of}. Nothing when it needs no board. */
  default Optional<Stage> stage() {
    return Optional.empty();
  }

  /**
   * A way to open targets with an image loaded, one each time it is asked; what they can share they share.
   *
   * @param options for targets that are simulated Verilog
   */
  Supplier<? extends Target> opener(ChipImage image, RtlOptions options);
}
