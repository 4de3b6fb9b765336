package spikelock.toolchain.command.answer;

import java.util.ArrayList;
import java.util.List;
import spikelock.boards.Board;
import spikelock.boards.Boards;
import spikelock.boards.Overlay;
import spikelock.boards.Verified;
import spikelock.toolchain.console.Means;
import spikelock.toolchain.console.TextTable;

/** What {@code boards} says without a name. */
@Means("without a name")
public record BoardsAnswer(@Means("per bundled board") List<BoardLine> boards) {

  /** A bundled board. */
  public record BoardLine(
      String name,
      String title,
      String part,
      String family,
      @Means("look-up tables; on iCE40 logic cells") int logic,
      @Means("of 4 kb on iCE40, else of 18 kb") int blockRams,
      @Means("of 16K x 16") int largeRams,
      int dsps,
      @Means("MHz of the chip") double clockMhz,
      int baud,
      @Means("chips that it can be") List<String> overlays,
      @Means("how far it was followed: synth, pnr, bitstream-cosim, hardware") List<String> verified) {

    static BoardLine of(Board board) {
      return new BoardLine(board.name(), board.title(), board.part().name(), board.part().family().text(), board.part().logic(), board.part().blockRams(),
          board.part().largeRams(), board.part().dsps(), board.clockPlan().mhz(), board.uart().baud(), board.overlays().stream().map(Overlay::name).toList(),
          levels(board.verified()));
    }
  }

  public static BoardsAnswer bundled() {
    return new BoardsAnswer(Boards.names().stream().map(name -> BoardLine.of(Boards.read(name))).toList());
  }

  /** The levels that were reached, by their names. */
  static List<String> levels(Verified verified) {
    List<String> levels = new ArrayList<>();
    if (verified.synth()) {
      levels.add("synth");
    }
    if (verified.pnr()) {
      levels.add("pnr");
    }
    if (verified.bitstreamCosim()) {
      levels.add("bitstream-cosim");
    }
    if (verified.hardware()) {
      levels.add("hardware");
    }
    return levels;
  }

  public String text() {
    TextTable table = new TextTable("board", "part", "logic", "block RAMs", "large RAMs", "multipliers", "clock", "chips", "verified", "");
    for (BoardLine board : boards) {
      table.row(board.name, board.part, board.logic, board.blockRams, board.largeRams, board.dsps, BuildAnswer.number(board.clockMhz) + " MHz",
          String.join(", ", board.overlays), board.verified.isEmpty() ? "nothing yet" : String.join(", ", board.verified), board.title);
    }
    return table + "\n\nspikelock boards show NAME shows everything about one, boards fit NETWORK which of them can hold it. No board was ever attached here:"
        + " nothing is verified on hardware.";
  }
}
