package spikelock.toolchain.command.verb;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import spikelock.boards.Board;
import spikelock.boards.Boards;
import spikelock.boards.Overlay;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NearMiss;
import spikelock.mapper.MappedNetwork;
import spikelock.mapper.fit.Fit;
import spikelock.mapper.fit.Misfit;
import spikelock.toolchain.command.answer.BoardDetails;
import spikelock.toolchain.command.answer.BoardFitAnswer;
import spikelock.toolchain.command.answer.BoardsAnswer;
import spikelock.toolchain.command.options.NetworkOptions;
import spikelock.toolchain.command.options.Subject;
import spikelock.toolchain.console.Answer;
import spikelock.toolchain.console.Session;
import spikelock.toolchain.console.Verb;
import spikelock.toolchain.fpga.PartFit;
import spikelock.toolchain.fpga.Prediction;
import spikelock.toolchain.fpga.Resources;

/** {@code boards}: the bundled boards, everything about one, whether a board's file is right. */
@Command(name = "boards", customSynopsis = {"spikelock boards [options]", "spikelock boards show|check NAME|FILE [options]",
    "spikelock boards fit IMAGE|NETWORK [options]"},
    description = "the bundled FPGA boards, all about one, and which can hold a network")
final class BoardsVerb extends Verb {
  private static final String SHOW = "show";
  private static final String CHECK = "check";
  private static final String FIT = "fit";
  private static final List<String> WORDS = List.of(SHOW, CHECK, FIT);

  @Parameters(arity = "0..2", paramLabel = "show|check|fit WHAT", description = {"A bundled board or a board's file, or what is to fit.",
      "show and check: a board; fit: an image (.slk), whose chip is taken as it is, or a network. Without it all bundled boards."})
  private List<String> words = new ArrayList<>();

  @Mixin private final NetworkOptions network = new NetworkOptions();

  @Override
  public Group group() {
    return Group.LOOK;
  }

  @Override
  public List<String> examples() {
    return List.of("boards", "boards show icebreaker", "boards check my-board.yaml", "boards fit orientation", "boards show ulx3s-85f --json");
  }

  @Override
  public List<Class<? extends Record>> answers() {
    return List.of(BoardsAnswer.class, BoardDetails.class, BoardFitAnswer.class);
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
      throw new InputException(words.getFirst() + (words.getFirst().equals(FIT) ? " needs an image or a network" : " needs a board"), "", "", words.getFirst().equals(FIT)
          ? "such as orientation" : "one of " + String.join(", ", Boards.names()) + ", or a file");
    }
    if (words.getFirst().equals(FIT)) {
      BoardFitAnswer fits = fit(Subject.open(words.get(1), network));
      return Answer.done(fits, fits.text(words.get(1)));
    }
    Board board = Boards.read(words.get(1));
    BoardDetails details = BoardDetails.of(board);
    return Answer.done(details, words.getFirst().equals(CHECK) ? words.get(1) + " is right.\n\n" + details.text() : details.text());
  }

  private BoardFitAnswer fit(Subject subject) {
    List<BoardFitAnswer.FitLine> lines = new ArrayList<>();
    for (String name : Boards.names()) {
      Board board = Boards.read(name);
      if (subject.loaded().isPresent()) {
        lines.add(line(board, "", subject.loaded().get().spec(), subject.loaded().get().datapathTexts()));
      } else {
        for (Overlay overlay : board.overlays()) {
          lines.add(switch (network.fitOn(subject.description().orElseThrow().network(), overlay.spec(), overlay.texts())) {
            case Fit<MappedNetwork>(MappedNetwork mapped) -> line(board, overlay.name(), mapped.image().spec(), mapped.image().datapathTexts());
            case Misfit<MappedNetwork> misfit -> new BoardFitAnswer.FitLine(name, board.part().family().text(), overlay.name(), false,
                misfit.problem().getMessage(), null, Resources.of(board.part()), board.clockPlan().mhz());
          });
        }
      }
    }
    return BoardFitAnswer.of(lines);
  }

  private static BoardFitAnswer.FitLine line(Board board, String overlay, ChipSpec spec, Map<String, String> texts) {
    Prediction prediction = PartFit.predict(board, spec, texts);
    String lacks = PartFit.lacks(board, prediction);
    return new BoardFitAnswer.FitLine(board.name(), board.part().family().text(), overlay, lacks.isEmpty(), lacks, prediction,
        Resources.of(board.part()), board.clockPlan().mhz());
  }
}
