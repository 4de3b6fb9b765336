package spikelock.toolchain.command.options;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import spikelock.emulator.error.InputException;
import spikelock.emulator.image.ChipImage;
import spikelock.toolchain.console.Common;
import spikelock.toolchain.console.Heading;
import spikelock.toolchain.console.Session;
import spikelock.toolchain.console.Under;
import spikelock.toolchain.fpga.FpgaTools;
import spikelock.toolchain.netlist.GateLevel;
import spikelock.toolchain.netlist.Stage;
import spikelock.toolchain.targets.TargetKind;
import spikelock.toolchain.targets.Targets;

/** For targets that were built for a board: which board, and which build. */
@Under(Heading.RUNNING)
public final class GateOptions {
  @Common
  @Option(names = "--board", paramLabel = "BOARD", description = {
      "For netlist and bitstream: a bundled board or a board's file.", "A network is mapped on the board's chip."})
  private String board = "";

  @Option(names = "--overlay", paramLabel = "NAME", description = "Which of the board's chips (see build). Default: the first that the network fits on.")
  private String overlay = "";

  @Option(names = "--build", paramLabel = "DIR", description =
      "For netlist and bitstream: the folder that build -o wrote. Default: it is built, and kept in the cache folder.")
  private Path build;

  /**
   * A target, and the image for it.
   *
   * @param gates what of a board it is, where it is of one
   */
  public record Chosen(TargetKind kind, ChipImage image, Optional<GateLevel> gates) {}

  /** Checks that there is a board exactly where one is needed. */
  public void check(Optional<Stage> stage) {
    if (stage.isPresent() && board.isEmpty()) {
      throw new InputException("is needed for " + stage.get().text(), "", "--board", "name the board that it was built for, such as hx8k-breakout");
    }
    if (stage.isEmpty()) {
      String given = build != null ? "--build" : !board.isEmpty() ? "--board" : !overlay.isEmpty() ? "--overlay" : "";
      if (!given.isEmpty()) {
        throw new InputException("goes with netlist and bitstream only", "", given, "leave it out, or ask for one of them");
      }
    }
  }

  /** Maps, and builds what is not built yet. */
  public Chosen choose(TargetKind kind, Session session, Subject subject, NetworkOptions network) {
    check(kind.stage());
    if (kind.stage().isEmpty()) {
      return new Chosen(kind, subject.image(session, network), Optional.empty());
    }
    BoardOptions.OnBoard made = BoardOptions.image(board, overlay, session, subject, network);
    GateLevel gates = GateLevel.of(kind.stage().get(), made.project(), Optional.ofNullable(build), new FpgaTools(), session::note);
    return new Chosen(Targets.of(gates), made.image(), Optional.of(gates));
  }
}
