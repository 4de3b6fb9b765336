package spikelock.toolchain.command.verb;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import spikelock.toolchain.command.answer.ChipsAnswer;
import spikelock.toolchain.command.describe.ChipDetails;
import spikelock.toolchain.console.Answer;
import spikelock.toolchain.console.Session;
import spikelock.toolchain.console.Verb;

/** {@code chips}: the bundled chips, or everything about one chip. */
@Command(name = "chips", description = "the bundled chips, or all sizes and memories of one")
final class ChipsVerb extends Verb {
  @Parameters(index = "0", arity = "0..1", paramLabel = "NAME|FILE", description = "A bundled chip or a chip definition; without it all bundled chips.")
  private String chip = "";

  @Override
  public Group group() {
    return Group.LOOK;
  }

  @Override
  public List<String> examples() {
    return List.of("chips", "chips mesh-4x4", "chips mesh-4x4 > my-chip.yaml   (the start of a chip of your own)", "chips hx8k-1 --json");
  }

  @Override
  public List<Class<? extends Record>> answers() {
    return List.of(ChipsAnswer.class, ChipDetails.class);
  }

  @Override
  public Answer run(Session session) {
    if (chip.isEmpty()) {
      ChipsAnswer all = ChipsAnswer.bundled();
      return Answer.done(all, all.text());
    }
    ChipDetails one = ChipDetails.of(chip);
    return Answer.done(one, one.text());
  }
}
