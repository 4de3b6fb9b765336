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
  private static final String ALL_ROWS = Term.energy(Event.SYNAPTIC_EVENT);
  private static final List<String> ROW_KINDS = List.of(Term.energy(Event.SPARSE_EVENT), Term.energy(Event.DENSE_EVENT), Term.energy(Event.SHARED_EVENT));

  private ProfileFile() {}

  /**
   * Reads a profile.
   *
   * @param extended finds the profile that it extends, by what the file writes
   * @throws InputException naming file, field and line of what is wrong
   */
  public static CostProfile read(Path path, Function<String, CostProfile> extended) {
    return read(YamlFile.read(path, "profile", VERSION, MAX_BYTES), extended);
  }

  /** The same for text; {@code file} is only used in messages. */
  public static CostProfile parse(String text, String file, Function<String, CostProfile> extended) {
    return read(YamlFile.parse(text, file, "profile", VERSION, MAX_BYTES), extended);
  }

  private static CostProfile read(YamlMap file, Function<String, CostProfile> extended) {
    String name = file.text("name");
    if (!name.matches("[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}")) {
      throw file.error("name", "must be 1 to 100 letters, digits, dots, dashes", "");
    }
    return fields(file, name, extended);
  }

  /** A profile that stands inside another file: no name is asked for. */
  public static CostProfile fields(YamlMap file, String name, Function<String, CostProfile> extended) {
    CostProfile base = file.has(EXTENDS) ? extended(file, extended)
        : new CostProfile(name, "", List.of(), List.of(), CostProfile.Timing.NONE, "", List.of(), Map.of());
    String point = file.text("operating_point", base.operatingPoint());
    List<String> chips = file.has("chips") ? file.texts("chips") : base.chips();
    List<Technology> technologies = file.has("technologies") ? technologies(file) : base.technologies();
    CostProfile.Timing timing = CostProfile.Timing.valueOf(file.choice("timing", TIMINGS, base.timing().name().toLowerCase(Locale.ROOT)).toUpperCase(Locale.ROOT));
    List<String> notes = new ArrayList<>(base.notes());
    if (file.has("notes")) {
      notes.addAll(file.texts("notes"));
    }
    Map<String, Constant> constants = inherited(base.constants(), named(file, base, point), notes);
    CostProfile profile = new CostProfile(name, file.text("title", base.title()), chips, technologies, timing,
        point, notes, constants);
    file.rejectUnknown();
    check(file, profile);
    return profile;
  }

  private static CostProfile extended(YamlMap file, Function<String, CostProfile> extended) {
    try {
      return extended.apply(file.text(EXTENDS));
    } catch (InputException e) {
      String where = e.file().isEmpty() ? "" : " (" + e.file() + (e.where().isEmpty() ? "" : ", " + e.where()) + ")";
      throw file.error(EXTENDS, e.getMessage() + where, e.hint());
    }
  }

  /** The constants that the file itself names. */
  private static Map<String, Constant> named(YamlMap file, CostProfile base, String point) {
    Map<String, Constant> named = new LinkedHashMap<>();
    OptionalDouble clock = base.clockHz();
    if (file.has(Term.CLOCK)) {
      Constant own = new ConstantReader(point, clock).constant(file, Term.CLOCK, Term.of(Term.CLOCK).orElseThrow());
      if (own.value() <= 0) {
        throw file.error(Term.CLOCK, "is 0", "");
      }
      named.put(Term.CLOCK, own);
      clock = OptionalDouble.of(own.value());
    }
    ConstantReader reader = new ConstantReader(point, clock);
    for (String section : SECTIONS) {
      if (file.has(section)) {
        reader.section(file.map(section), section, named);
      }
    }
    return named;
  }

  /** What a profile has from another and from itself: it changes what it names, and what follows from that. */
  private static Map<String, Constant> inherited(Map<String, Constant> base, Map<String, Constant> named, List<String> notes) {
    Map<String, Constant> all = new LinkedHashMap<>(base);
    Map<String, Constant> process = new LinkedHashMap<>(base);
    process.putAll(named);
    ProcessScaling.between(base, process).ifPresent(scaling -> {
      all.putAll(scaling.of(base));
      notes.add(scaling.how());
    });
    if (base.containsKey(Term.CLOCK) && named.containsKey(Term.CLOCK)) {
      double slower = base.get(Term.CLOCK).value() / named.get(Term.CLOCK).value();
      all.replaceAll((path, constant) -> constant.isInCycles() ? constant.times(slower) : constant);
    }
    if (named.containsKey(ALL_ROWS)) {
      all.keySet().removeAll(ROW_KINDS);
    }
    if (ROW_KINDS.stream().anyMatch(named::containsKey)) {
      all.remove(ALL_ROWS);
    }
    all.putAll(named);
    return all;
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
    if (ROW_KINDS.stream().anyMatch(profile.constants()::containsKey) && profile.constants().containsKey(ALL_ROWS)) {
      throw file.error("energy", "prices synaptic_event and its kinds (sparse, dense, shared), so that they would be paid twice",
          "name synaptic_event alone, or its kinds");
    }
    if (profile.hasPrimitives() && profile.table(Term.MEMORY_BIT).isEmpty()) {
      throw file.error("primitive", "has add_bit and no memory_bit", "");
    }
  }
}
