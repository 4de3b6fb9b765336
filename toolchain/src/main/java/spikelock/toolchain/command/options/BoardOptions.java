package spikelock.toolchain.command.options;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;
import spikelock.boards.Board;
import spikelock.boards.Boards;
import spikelock.boards.Overlay;
import spikelock.boards.project.BoardProject;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.error.InputException;
import spikelock.emulator.image.ChipImage;
import spikelock.mapper.MappedNetwork;
import spikelock.mapper.description.NetworkDescription;
import spikelock.mapper.fit.Fit;
import spikelock.mapper.fit.Fitting;
import spikelock.toolchain.console.Common;
import spikelock.toolchain.console.Heading;
import spikelock.toolchain.console.Session;
import spikelock.toolchain.console.Under;

/** The board that something is for, and which of its chips. */
@Under(Heading.MAPPING)
public final class BoardOptions {
  @Common(1)
  @Option(names = "--board", paramLabel = "BOARD", required = true, description = "A bundled board (see boards) or a board's file.")
  private String board = "";

  @Common(1)
  @Option(names = "--overlay", paramLabel = "NAME", description = {"Which of the board's chips (see boards show BOARD).",
      "Default: the first that the network fits on; an image is its own."})
  private String overlay = "";

  /**
   * Something on a board.
   *
   * @param overlay name of the board's chip that it is; empty where an image has a chip of its own
   */
  public record OnBoard(Board board, String overlay, ChipImage image) {
    /** The chip's files. */
    public BoardProject project() {
      return BoardProject.of(board, image.spec(), image.datapathTexts());
    }
  }

  /** An image as it is, a network mapped on the board's chip. */
  public OnBoard image(Session session, Subject subject, NetworkOptions network) {
    return image(board, overlay, session, subject, network);
  }

  /** The same on a board, or one of its chips, that is named elsewhere. */
  static OnBoard image(String board, String overlay, Session session, Subject subject, NetworkOptions network) {
    Board read = Boards.read(board);
    if (subject.loaded().isPresent()) {
      return ofImage(read, overlay, subject.loaded().get());
    }
    if (network.chipName().isPresent()) {
      throw new InputException("the chip is the board's", "", "--chip", "choose among its chips with --overlay, or map onto another chip first and give the image");
    }
    NetworkDescription description = subject.description().orElseThrow();
    subject.noteReading(session);
    List<Overlay> tried = overlay.isEmpty() ? read.overlays() : List.of(read.overlay(overlay));
    List<Fitting<MappedNetwork>> fittings = new ArrayList<>();
    for (Overlay chip : tried) {
      fittings.add(network.fitOn(description.network(), chip.spec(), chip.texts()));
      if (fittings.getLast() instanceof Fit<MappedNetwork>(MappedNetwork mapped)) {
        return new OnBoard(read, chip.name(), mapped.image());
      }
    }
    try {
      return new OnBoard(read, "", fittings.getFirst().require().image());
    } catch (InputException e) {
      throw new InputException("does not fit on " + read.name() + (tried.size() > 1 ? " with any of its " + tried.size() + " chips; with the first, "
          + tried.getFirst().name() : " as " + tried.getFirst().name()) + ": " + e.getMessage(), subject.name(), e.where(), e.hint());
    }
  }

  private static OnBoard ofImage(Board read, String overlay, ChipImage image) {
    String name = read.overlays().stream().filter(o -> isSame(o.spec(), o.texts(), image)).map(Overlay::name).findFirst().orElse("");
    if (!overlay.isEmpty() && !overlay.equals(read.overlay(overlay).name().equals(name) ? name : "")) {
      throw new InputException("the image was mapped onto another chip than " + overlay, "", "--overlay", "leave it out to build the image's own chip, or give the network");
    }
    return new OnBoard(read, name, image);
  }

  /** Whether an image's chip has the same Verilog: all but its name and the frequency of its clock. */
  private static boolean isSame(ChipSpec chip, Map<String, String> texts, ChipImage image) {
    ChipSpec other = image.spec();
    return chip.clock().technology() == other.clock().technology() && chip.equals(other.called(chip.name()).with(chip.clock())) && texts.equals(image.datapathTexts());
  }
}
