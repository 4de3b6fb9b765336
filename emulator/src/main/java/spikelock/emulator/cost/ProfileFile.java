package spikelock.emulator.cost;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import spikelock.emulator.chip.Technology;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NearMiss;
import spikelock.emulator.files.YamlFile;
import spikelock.emulator.files.YamlMap;

/** Reads cost profiles ({@code format: spikelock/profile}); {@code emulator/COST.md} describes the fields. */
public final class ProfileFile {
  /** The version of the format read here. */
  public static final int VERSION = 1;

  /** Longest file accepted, in bytes. */
  public static final int MAX_BYTES = 1 << 20;

  private static final String TIMES_BY_CYCLES = "cycles";
  private static final List<String> TIMINGS = Arrays.stream(CostProfile.Timing.values()).map(t -> t.name().toLowerCase(Locale.ROOT)).toList();
  private static final List<String> SECTIONS = List.of("power", "energy", "time", "size", "process", "primitive");
  private static final String EXTENDS = "extends";

  private ProfileFile() {}

  /**
   * Reads a profile.
   *
   * @param bundled finds what it extends, by name
   * @throws InputException naming file, field and line of what is wrong
   */
  public static CostProfile read(Path path, Function<String, CostProfile> bundled) {
    return read(YamlFile.read(path, "profile", VERSION, MAX_BYTES), bundled);
  }

  /** The same for text; {@code file} is only used in messages. */
  public static CostProfile parse(String text, String file, Function<String, CostProfile> bundled) {
    return read(YamlFile.parse(text, file, "profile", VERSION, MAX_BYTES), bundled);
  }

  private static CostProfile read(YamlMap file, Function<String, CostProfile> bundled) {
    String name = file.text("name");
    if (!name.matches("[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}")) {
      throw file.error("name", "must be 1 to 100 letters, digits, dots, dashes", "");
    }
    CostProfile base = file.has(EXTENDS) ? extended(file, bundled)
        : new CostProfile(name, "", List.of(), List.of(), CostProfile.Timing.NONE, "", List.of(), Map.of());
    String point = file.text("operating_point", base.operatingPoint());
    List<String> chips = file.has("chips") ? file.texts("chips") : base.chips();
    List<Technology> technologies = file.has("technologies") ? technologies(file) : base.technologies();
    CostProfile.Timing timing = CostProfile.Timing.valueOf(file.choice("timing", TIMINGS, base.timing().name().toLowerCase(Locale.ROOT)).toUpperCase(Locale.ROOT));
    List<String> notes = new ArrayList<>(base.notes());
    if (file.has("notes")) {
      notes.addAll(file.texts("notes"));
    }
    Map<String, Constant> constants = new LinkedHashMap<>(base.constants());
    if (file.has(Term.CLOCK)) {
      constants.put(Term.CLOCK, constant(file.map(Term.CLOCK), Term.of(Term.CLOCK).orElseThrow(), point));
    }
    for (String section : SECTIONS) {
      if (file.has(section)) {
        constants(file.map(section), section, point, constants);
      }
    }
    CostProfile profile = new CostProfile(name, file.text("title", base.title()), chips, technologies, timing,
        point, notes, constants);
    file.rejectUnknown();
    check(file, profile);
    return profile;
  }

  private static CostProfile extended(YamlMap file, Function<String, CostProfile> bundled) {
    try {
      return bundled.apply(file.text(EXTENDS));
    } catch (InputException e) {
      throw file.error(EXTENDS, e.getMessage(), e.hint());
    }
  }

  private static List<Technology> technologies(YamlMap file) {
    List<Technology> found = new ArrayList<>();
    for (String text : file.texts("technologies")) {
      if (!Technology.names().contains(text)) {
        throw file.error("technologies", "names \"" + text + "\"", NearMiss.hint(text, Technology.names()));
      }
      found.add(Technology.named(text));
    }
    return found;
  }

  private static void constants(YamlMap section, String path, String point, Map<String, Constant> into) {
    for (String name : section.names()) {
      String full = path + "." + name;
      if (Term.of(full).isPresent()) {
        into.put(full, constant(section.map(name), Term.of(full).get(), point));
      } else if (isTable(full)) {
        constants(section.map(name), full, point, into);
      } else {
        List<String> known = Term.paths().stream().filter(p -> p.startsWith(path + ".")).map(p -> p.substring(path.length() + 1)).toList();
        throw section.error(name, "there is no such constant", NearMiss.hint(name, known));
      }
    }
  }

  private static boolean isTable(String path) {
    return Term.BARRIER.equals(path + ".") || Term.MEMORY_BIT.equals(path + ".");
  }

  private static Constant constant(YamlMap map, Term term, String point) {
    double written = map.number("value");
    String unit = map.text("unit", "");
    if (unit.isEmpty()) {
      throw map.error("unit", "the unit is missing", "one of " + String.join(", ", term.dimension().names()));
    }
    double factor = term.dimension().factor(unit).orElseThrow(
        () -> map.error("unit", "is \"" + unit + "\", which is no unit of " + term.dimension().name().toLowerCase(Locale.ROOT),
            "one of " + String.join(", ", term.dimension().names())));
    if (written < 0) {
      throw map.error("value", "is " + written + ", must not be negative", "");
    }
    Confidence confidence = Confidence.named(map.choice("confidence", Confidence.names(), ""));
    double low = map.number("low", written / confidence.factor());
    double high = map.number("high", written * confidence.factor());
    if (low < 0 || low > written || high < written) {
      throw map.error(low < 0 || low > written ? "low" : "high", "the band " + low + " .. " + high + " does not hold the value " + written, "");
    }
    String source = map.text("source");
    if (source.isBlank()) {
      throw map.error("source", "is empty: nobody could check the constant", "");
    }
    OptionalDouble withStatic = map.has("includes_static_at") ? OptionalDouble.of(map.number("includes_static_at")) : OptionalDouble.empty();
    if (withStatic.isPresent() && !(withStatic.getAsDouble() > 0)) {
      throw map.error("includes_static_at", "is " + withStatic.getAsDouble() + ", must be the events a second at which it was measured", "");
    }
    Constant constant = new Constant(written * factor, low * factor, high * factor, map.text("value") + " " + unit, confidence, source,
        map.text("validity", point), withStatic);
    map.rejectUnknown();
    return constant;
  }

  /** What the fields must be together. */
  private static void check(YamlMap file, CostProfile profile) {
    boolean times = Arrays.stream(Event.values()).anyMatch(event -> profile.constants().containsKey(Term.time(event)));
    switch (profile.timing()) {
      case TIMESTEP -> {
        if (profile.value(Term.TIMESTEP) <= 0) {
          throw file.error("timing", "is timestep, and time.timestep is missing", "say how long a timestep lasts");
        }
      }
      case MESSAGES -> {
        if (!times) {
          throw file.error("timing", "is messages, and no event has a time", "give times, or timing: " + TIMES_BY_CYCLES);
        }
      }
      case CYCLES, NONE -> { }
    }
    boolean split = profile.constants().containsKey(Term.energy(Event.SPARSE_EVENT)) || profile.constants().containsKey(Term.energy(Event.DENSE_EVENT))
        || profile.constants().containsKey(Term.energy(Event.SHARED_EVENT));
    if (split && profile.constants().containsKey(Term.energy(Event.SYNAPTIC_EVENT))) {
      throw file.error("energy", "prices synaptic_event and its kinds (sparse, dense, shared), so that they would be paid twice",
          "name synaptic_event alone, or its kinds");
    }
    if (profile.hasPrimitives() && profile.table(Term.MEMORY_BIT).isEmpty()) {
      throw file.error("primitive", "has add_bit and no memory_bit", "");
    }
  }
}
