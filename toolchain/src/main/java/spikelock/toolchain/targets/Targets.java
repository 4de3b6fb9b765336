package spikelock.toolchain.targets;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NearMiss;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.platform.Target;
import spikelock.toolchain.netlist.GateLevel;
import spikelock.toolchain.netlist.Stage;
import spikelock.toolchain.rtl.RtlOptions;

/** Every target by its name. A port to a board is one more kind in this list. */
public final class Targets {
  /** The emulator: what others are compared with. */
  public static final String EMULATOR = "emulator";

  /** The Verilog under Verilator. */
  public static final String RTL = "rtl";

  /** A network as it is, in floats, or an image's network in integers. */
  public static final String REFERENCE = "reference";

  private static final List<TargetKind> KINDS = List.of(new EmulatorKind(), new RtlKind(),
      new GateKind(Stage.NETLIST, Optional.empty()), new GateKind(Stage.BITSTREAM, Optional.empty()));

  private Targets() {}

  /**
   * The target of a name, or nothing for {@link #REFERENCE}, which is no target: it runs networks.
   *
   * @param option where the name was given
   * @throws InputException when there is none: what there is, and the near miss
   */
  public static Optional<TargetKind> orReference(String option, String name) {
    return name.equals(REFERENCE) ? Optional.empty() : Optional.of(among(KINDS, option, name, REFERENCE));
  }

  /**
   * The target of a name with which the emulator can be compared.
   *
   * @throws InputException as {@link #orReference}
   */
  public static TargetKind against(String option, String name) {
    return among(KINDS.stream().filter(kind -> !kind.name().equals(EMULATOR)).toList(), option, name);
  }

  /** A stage of a board's build. */
  public static TargetKind of(GateLevel gates) {
    return new GateKind(gates.stage(), Optional.of(gates));
  }

  /** @param others names that may stand there, too */
  private static TargetKind among(List<TargetKind> kinds, String option, String name, String... others) {
    return kinds.stream().filter(kind -> kind.name().equals(name)).findFirst().orElseThrow(() -> {
      List<String> known = Stream.concat(kinds.stream().map(TargetKind::name), Arrays.stream(others)).sorted().toList();
      return new InputException("\"" + name + "\" is not one of " + String.join(", ", known), "", option, NearMiss.hint(name, known));
    });
  }

  /**
   * Opens a target and loads the image.
   *
   * @param options for targets that are simulated Verilog
   * @throws InputException when there is no such target, when a design is not that of the image's chip
   * @throws spikelock.emulator.error.ToolException when a tool that the target needs is missing or fails
   */
  public static Target open(String name, ChipImage image, RtlOptions options) {
    return among(KINDS, "", name).opener(image, options).get();
  }
}
