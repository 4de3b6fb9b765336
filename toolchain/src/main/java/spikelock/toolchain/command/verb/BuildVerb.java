package spikelock.toolchain.command.verb;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import spikelock.emulator.error.InputException;
import spikelock.emulator.image.ImageFile;
import spikelock.toolchain.command.answer.BuildAnswer;
import spikelock.toolchain.command.options.BoardOptions;
import spikelock.toolchain.command.options.NetworkOptions;
import spikelock.toolchain.command.options.Subject;
import spikelock.toolchain.console.Answer;
import spikelock.toolchain.console.Common;
import spikelock.toolchain.console.Heading;
import spikelock.toolchain.console.Session;
import spikelock.toolchain.console.Under;
import spikelock.toolchain.console.Verb;
import spikelock.toolchain.fpga.BoardBuild;
import spikelock.toolchain.fpga.BuildReport;
import spikelock.toolchain.fpga.FpgaTools;

/** {@code build}: a chip on a board, from its Verilog to the bitstream. */
@Command(name = "build", customSynopsis = "spikelock build IMAGE|NETWORK --board BOARD -o DIR [options]",
    description = "synthesise, place and route the chip for a board: gives a bitstream")
final class BuildVerb extends Verb {
  private static final int MOST_SEEDS = 100;

  @Parameters(index = "0", paramLabel = "IMAGE|NETWORK", description = "An image (.slk), whose chip is built as it is, or a network, which is mapped on the board's chip.")
  private String file = "";

  @Common
  @Under(Heading.OUTPUT)
  @Option(names = {"-o", "--output"}, paramLabel = "DIR", required = true, description = "A new or empty folder.")
  private Path output;

  @Common
  @Under(Heading.RUNNING)
  @Option(names = "--seeds", paramLabel = "N", description = "Place and route with seeds 1 to N and keep the fastest. Default: 1.")
  private int seeds = 1;

  @Mixin private final BoardOptions board = new BoardOptions();
  @Mixin private final NetworkOptions network = new NetworkOptions();

  @Override
  public Group group() {
    return Group.NETWORK;
  }

  @Override
  public List<String> examples() {
    return List.of("build orientation --board hx8k-breakout -o hx8k", "build orientation --board icebreaker --seeds 3 -o up5k --json",
        "build braille.slk --board my-board.yaml -o my-board");
  }

  @Override
  public List<Class<? extends Record>> answers() {
    return List.of(BuildAnswer.class);
  }

  @Override
  public Answer run(Session session) {
    if (seeds < 1 || seeds > MOST_SEEDS) {
      throw new InputException("is " + seeds + ", must be 1.." + MOST_SEEDS, "", "--seeds", "");
    }
    Subject subject = Subject.open(file, network);
    BoardOptions.OnBoard made = board.image(session, subject, network);
    Path folder = session.outputs().folder(output);
    BuildReport report = new BoardBuild(made.project(), new FpgaTools(), folder, session::note).run(made.overlay(), seeds);
    report.unexpectedWarnings().forEach(line -> session.note("warning of a tool: " + line));
    BuildAnswer answer = new BuildAnswer(output.toString(), ImageFile.hash(made.image()), report.isClosed(), report);
    if (report.routed().isPresent() && !report.isClosed()) {
      BuildReport.ClockUse slow = report.routed().get().clocks().stream().filter(clock -> !clock.closed()).findFirst().orElseThrow();
      return Answer.checkFailed(answer, answer.text(), String.format(Locale.ROOT, "the clock %s reaches %.1f MHz, the board's is %.1f: from %s to %s",
          slow.net(), slow.achievedMhz(), slow.constraintMhz(), report.routed().get().criticalPath().from(), report.routed().get().criticalPath().to()));
    }
    return Answer.done(answer, answer.text());
  }
}
