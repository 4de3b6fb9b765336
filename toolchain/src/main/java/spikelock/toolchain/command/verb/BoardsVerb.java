package spikelock.toolchain.command.verb;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import spikelock.boards.Board;
import spikelock.boards.Boards;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NearMiss;
import spikelock.toolchain.command.answer.BoardDetails;
import spikelock.toolchain.command.answer.BoardsAnswer;
import spikelock.toolchain.console.Answer;
import spikelock.toolchain.console.Session;
import spikelock.toolchain.console.Verb;

/** {@code boards}: the bundled boards, everything about one, whether a board's file is right. */
@Command(name = "boards", customSynopsis = {"spikelock boards [options]", "spikelock boards show|check NAME|FILE [options]"},
    description = "the bundled FPGA boards, all about one, a check of a board's file")
final class BoardsVerb extends Verb {
  private static final String SHOW = "show";
  private static final String CHECK = "check";
  private static final List<String> WORDS = List.of(SHOW, CHECK);

  @Parameters(arity = "0..2", paramLabel = "show|check NAME|FILE", description = "A bundled board or a board's file; without it all bundled boards.")
  private List<String> words = new ArrayList<>();

  @Override
  public Group group() {
    return Group.LOOK;
  }

  @Override
  public List<String> examples() {
    return List.of("boards", "boards show icebreaker", "boards check my-board.yaml", "boards show ulx3s-85f --json");
  }

  @Override
  public List<Class<? extends Record>> answers() {
    return List.of(BoardsAnswer.class, BoardDetails.class);
  }

  @Override
  public Answer run(Session session) {
    if (words.isEmpty()) {
      BoardsAnswer all = BoardsAnswer.bundled();
      return Answer.done(all, all.text());
    }
    if (!WORDS.contains(words.getFirst())) {
      boolean board = words.size() == 1 && Boards.names().contains(words.getFirst());
      throw new InputException("\"" + words.getFirst() + "\" is no word of boards", "", "", board ? "spikelock boards show " + words.getFirst()
          : NearMiss.hint(words.getFirst(), WORDS));
    }
    if (words.size() == 1) {
      throw new InputException(words.getFirst() + " needs a board", "", "", "one of " + String.join(", ", Boards.names()) + ", or a file");
    }
    Board board = Boards.read(words.get(1));
    BoardDetails details = BoardDetails.of(board);
    return Answer.done(details, words.getFirst().equals(CHECK) ? words.get(1) + " is right.\n\n" + details.text() : details.text());
  }
}
