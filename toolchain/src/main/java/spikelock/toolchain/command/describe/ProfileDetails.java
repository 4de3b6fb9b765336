package spikelock.toolchain.command.describe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import spikelock.emulator.chip.Technology;
import spikelock.emulator.cost.Constant;
import spikelock.emulator.cost.CostProfile;
import spikelock.emulator.cost.Profiles;
import spikelock.emulator.cost.Term;
import spikelock.toolchain.console.Means;
import spikelock.toolchain.console.TextTable;

/** A cost profile and all its constants. */
@Means("of a cost profile")
public record ProfileDetails(
    @Means("the profile's name") String profile,
    @Means("one line on what it models") String title,
    @Means("chips that it prices; with technologies empty too, any") List<String> chips,
    @Means("technologies of our own chips that it prices") List<String> technologies,
    @Means("where the time of a timestep comes from: cycles, messages, timestep or none") String timing,
    @Means("how near an estimate is to the chip") String fidelity,
    @Means("at which its constants hold, where they do not say otherwise") String operatingPoint,
    @Means("what it leaves out, a line each") List<String> notes,
    @Means("every constant") List<ProfileConstant> constants) {

  /** A constant of a profile. */
  public record ProfileConstant(
      String name,
      @Means("of what it is the cost") String meaning,
      @Means("in baseUnit") double value,
      double low,
      double high,
      String baseUnit,
      @Means("number and unit as the file has them") String written,
      @Means("measured, fitted, published or assumed") String confidence,
      @Means("who says so, and where") String source,
      @Means("voltage, clock, operating point") String validity,
      @Means("events a second at which it was measured with static power in it; null where there is none") OptionalDouble includesStaticAt) {}

  /** Reads a profile by name or file. */
  public static ProfileDetails of(String nameOrPath) {
    return of(Profiles.read(nameOrPath));
  }

  /** A profile that was read. */
  public static ProfileDetails of(CostProfile profile) {
    List<ProfileConstant> constants = new ArrayList<>();
    profile.constants().forEach((path, constant) -> {
      Term term = Term.of(path).orElseThrow();
      constants.add(new ProfileConstant(path, term.meaning(), constant.value(), constant.low(), constant.high(), term.dimension().base(), constant.written(),
          constant.confidence().text(), constant.source(), constant.validity(), constant.includesStatic()));
    });
    return new ProfileDetails(profile.name(), profile.title(), profile.chips(), profile.technologies().stream().map(Technology::text).toList(),
        profile.timing().name().toLowerCase(Locale.ROOT), profile.timing().fidelity(), profile.operatingPoint(), profile.notes(), constants);
  }

  /** A table of the constants, then their sources by number. */
  public String text(CostProfile read) {
    StringBuilder text = new StringBuilder(TextTable.printable(profile + ": " + title)).append('\n');
    line(text, "prices", prices());
    line(text, "time", fidelity);
    line(text, "holds at", operatingPoint);
    notes.forEach(note -> line(text, "note", note));
    List<String> sources = new ArrayList<>();
    TextTable table = new TextTable("constant", "value", "band", "confidence", "source", "holds at");
    for (ProfileConstant constant : constants) {
      Constant whole = read.constant(constant.name).orElseThrow();
      table.row(constant.name, constant.written, whole.band(), constant.confidence, "[" + number(sources, constant.source) + "]", held(constant));
    }
    text.append('\n').append(table).append("\n\n");
    for (int i = 0; i < sources.size(); i++) {
      text.append(String.format(Locale.ROOT, "%5s %s%n", "[" + (i + 1) + "]", TextTable.printable(sources.get(i))));
    }
    return text.toString().stripTrailing();
  }

  private static void line(StringBuilder text, String title, String what) {
    if (!what.isEmpty()) {
      text.append(String.format(Locale.ROOT, "  %-9s %s%n", title, TextTable.printable(what)));
    }
  }

  private static int number(List<String> sources, String source) {
    if (!sources.contains(source)) {
      sources.add(source);
    }
    return sources.indexOf(source) + 1;
  }

  private String held(ProfileConstant constant) {
    String at = constant.validity.equals(operatingPoint) ? "" : constant.validity;
    return constant.includesStaticAt.isEmpty() ? at
        : String.format(Locale.ROOT, "%sstatic power in it, at %.4g events/s", at.isEmpty() ? "" : at + "; ", constant.includesStaticAt.getAsDouble());
  }

  /** The chips it is made for, for people. */
  public String prices() {
    List<String> all = new ArrayList<>(chips);
    technologies.forEach(technology -> all.add("chips with timing: " + technology));
    return all.isEmpty() ? "any chip" : String.join(", ", all);
  }
}
