package spikelock.toolchain.command.answer;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import spikelock.emulator.cost.Confidence;
import spikelock.emulator.cost.Profiles;
import spikelock.toolchain.command.describe.ProfileDetails;
import spikelock.toolchain.console.Means;
import spikelock.toolchain.console.TextTable;

/** What {@code profiles} says without a name. */
@Means("without NAME")
public record ProfilesAnswer(@Means("per bundled profile") List<Profile> profiles) {

  /** A bundled profile. */
  public record Profile(
      String name,
      String title,
      @Means("chips that it prices; with technologies empty too, any") List<String> chips,
      @Means("technologies of our own chips that it prices") List<String> technologies,
      @Means("how near an estimate is to the chip") String fidelity,
      String operatingPoint,
      @Means("how many constants there are of each confidence") Map<String, Integer> constants) {}

  public static ProfilesAnswer bundled() {
    return new ProfilesAnswer(Profiles.names().stream().map(ProfileDetails::of).map(profile -> {
      Map<String, Integer> confidences = new TreeMap<>();
      profile.constants().forEach(constant -> confidences.merge(constant.confidence(), 1, Integer::sum));
      return new Profile(profile.profile(), profile.title(), profile.chips(), profile.technologies(), profile.fidelity(), profile.operatingPoint(), confidences);
    }).toList());
  }

  public String text() {
    TextTable table = new TextTable("profile", "prices", "time", "measured", "fitted", "published", "assumed", "");
    for (Profile profile : profiles) {
      table.row(profile.name, prices(profile), profile.fidelity, count(profile, Confidence.MEASURED), count(profile, Confidence.FITTED),
          count(profile, Confidence.PUBLISHED), count(profile, Confidence.ASSUMED), profile.title);
    }
    return table + "\n\nThe columns count constants. spikelock profiles show NAME shows each with its source; a file of your own may say extends: NAME.";
  }

  private static String prices(Profile profile) {
    return profile.chips.isEmpty() && profile.technologies.isEmpty() ? "any chip"
        : String.join(", ", profile.chips) + (profile.chips.isEmpty() || profile.technologies.isEmpty() ? "" : ", ") + String.join(", ", profile.technologies);
  }

  private static int count(Profile profile, Confidence confidence) {
    return profile.constants.getOrDefault(confidence.text(), 0);
  }
}
