package spikelock.toolchain.command.verb;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import spikelock.emulator.cost.CostProfile;
import spikelock.emulator.cost.Profiles;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NearMiss;
import spikelock.toolchain.command.answer.ProfilesAnswer;
import spikelock.toolchain.command.describe.ProfileDetails;
import spikelock.toolchain.console.Answer;
import spikelock.toolchain.console.Session;
import spikelock.toolchain.console.Verb;

/** {@code profiles}: the bundled cost profiles, or every constant of one. */
@Command(name = "profiles", customSynopsis = "spikelock profiles [show NAME|FILE] [options]",
    description = "the bundled cost profiles, or every constant of one with its source")
final class ProfilesVerb extends Verb {
  private static final String SHOW = "show";

  @Parameters(arity = "0..2", paramLabel = "show NAME|FILE", description = "A bundled profile or a profile's file; without it all bundled profiles.")
  private List<String> words = new ArrayList<>();

  @Override
  public Group group() {
    return Group.LOOK;
  }

  @Override
  public List<String> examples() {
    return List.of("profiles", "profiles show loihi-davies2018", "profiles show my-chip.yaml", "profiles show odin --json");
  }

  @Override
  public List<Class<? extends Record>> answers() {
    return List.of(ProfilesAnswer.class, ProfileDetails.class);
  }

  @Override
  public Answer run(Session session) {
    if (words.isEmpty()) {
      ProfilesAnswer all = ProfilesAnswer.bundled();
      return Answer.done(all, all.text());
    }
    CostProfile read = Profiles.read(name());
    ProfileDetails one = ProfileDetails.of(read);
    return Answer.done(one, one.text(read));
  }

  private String name() {
    if (words.size() == 1 && !words.getFirst().equals(SHOW)) {
      return words.getFirst();
    }
    if (!words.getFirst().equals(SHOW)) {
      throw new InputException("\"" + words.getFirst() + "\" is no word of profiles", "", "", NearMiss.hint(words.getFirst(), List.of(SHOW)));
    }
    if (words.size() > 2) {
      throw new InputException("show takes one profile, here are " + (words.size() - 1), "", "", "");
    }
    if (words.size() == 1) {
      throw new InputException("show needs a profile", "", "", "one of " + String.join(", ", Profiles.names()) + ", or a file");
    }
    return words.getLast();
  }
}
