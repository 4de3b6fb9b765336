package spikelock.toolchain.validate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import spikelock.emulator.cost.CostProfile;
import spikelock.emulator.cost.Dimension;
import spikelock.emulator.cost.Event;
import spikelock.emulator.cost.ProfileFile;
import spikelock.emulator.cost.Profiles;
import spikelock.emulator.cost.Term;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NearMiss;
import spikelock.emulator.files.Resource;
import spikelock.emulator.files.YamlFile;
import spikelock.emulator.files.YamlMap;
import spikelock.toolchain.validate.PublishedCase.Basis;
import spikelock.toolchain.validate.PublishedCase.Bound;
import spikelock.toolchain.validate.PublishedCase.Expected;
import spikelock.toolchain.validate.PublishedCase.Happened;
import spikelock.toolchain.validate.PublishedCase.Subject;
import spikelock.toolchain.validate.PublishedCase.Value;
import spikelock.toolchain.validate.PublishedCase.Work;

/**
 * Reads cases ({@code format: spikelock/cases}); {@code emulator/COST.md} describes the fields.
 *
 * @param cases in the order of the file
 * @param notYet what is known to be missing, and why
 */
public record CaseFile(List<PublishedCase> cases, List<NotYet> notYet) {
  /** The version of the format read here. */
  public static final int VERSION = 1;

  private static final int MAX_BYTES = 1 << 20;
  private static final int MOST_TIMESTEPS = 1 << 24;
  private static final int MOST_CHIPS = 1 << 20;
  private static final double MOST_EVENTS = 1e18;
  private static final List<String> BASES = Stream.of(Basis.values()).map(basis -> basis.name().toLowerCase(Locale.ROOT)).toList();

  /** A case that nothing here can compute yet. */
  public record NotYet(String id, String title, String why) {}

  public CaseFile {
    cases = List.copyOf(cases);
    notYet = List.copyOf(notYet);
  }

  /** The cases of the literature that come with the program. */
  public static CaseFile published() {
    return parse(Resource.text(CaseFile.class, "/spikelock/toolchain/validate/published.yaml"), "published.yaml");
  }

  /** Cases of text; {@code file} is only used in messages. */
  public static CaseFile parse(String text, String file) {
    return new Reading(YamlFile.parse(text, file, "cases", VERSION, MAX_BYTES), Profiles::read).all();
  }

  /**
   * Cases of a file. Profiles are bundled, or files beside it.
   *
   * @throws InputException naming file, field and line of what is wrong
   */
  public static CaseFile read(Path path) {
    return new Reading(YamlFile.read(path, "cases", VERSION, MAX_BYTES), Profiles.beside(path)).all();
  }

  /** The reading of one file. */
  private record Reading(YamlMap file, Function<String, CostProfile> profiles, Map<String, RandomNetwork> networks, Map<String, Subject> subjects) {
    Reading(YamlMap file, Function<String, CostProfile> profiles) {
      this(file, profiles, new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    CaseFile all() {
      file.text("title", "");
      if (file.has("networks")) {
        YamlMap all = file.map("networks");
        all.names().forEach(name -> networks.put(name, RandomNetwork.read(all.map(name))));
      }
      if (file.has("profiles")) {
        YamlMap all = file.map("profiles");
        all.names().forEach(name -> subjects.put(name, inline(all.map(name), name)));
      }
      List<PublishedCase> cases = new ArrayList<>();
      Set<String> ids = new HashSet<>();
      for (YamlMap map : file.maps("cases")) {
        PublishedCase one = one(map);
        if (!ids.add(one.id())) {
          throw map.error("id", "\"" + one.id() + "\" is given twice", "");
        }
        cases.add(one);
      }
      List<NotYet> notYet = new ArrayList<>();
      if (file.has("not_yet")) {
        for (YamlMap map : file.maps("not_yet")) {
          notYet.add(new NotYet(map.text("id"), map.text("title"), map.text("why")));
          map.rejectUnknown();
        }
      }
      file.rejectUnknown();
      return new CaseFile(cases, notYet);
    }

    private PublishedCase one(YamlMap map) {
      String id = map.text("id");
      if (!id.matches("[A-Za-z0-9][A-Za-z0-9_.-]{0,39}")) {
        throw map.error("id", "must be 1 to 40 letters, digits, dots, dashes", "");
      }
      String source = map.text("source");
      if (source.isBlank()) {
        throw map.error("source", "is empty: nobody could check it", "");
      }
      Optional<Basis> basis = map.has("basis") ? Optional.of(basis(map)) : Optional.empty();
      Work work = work(map);
      List<Expected> expected = map.maps("expect").stream().map(expect -> expected(expect, basis, work)).toList();
      if (expected.isEmpty()) {
        throw map.error("expect", "is empty: nothing would be checked", "");
      }
      PublishedCase one = new PublishedCase(id, map.text("title"), source, work, expected);
      map.rejectUnknown();
      return one;
    }

    private static Basis basis(YamlMap map) {
      return Basis.valueOf(map.choice("basis", BASES, "").toUpperCase(Locale.ROOT));
    }

    // ---- what is computed -----------------------------------------------------------------------------------------------

    private Work work(YamlMap map) {
      if (map.has("simulate")) {
        YamlMap simulate = map.map("simulate");
        Work work = new Work.Simulate(simulate.text("network"), simulate.text("chip"), simulate.integer("timesteps", 1, MOST_TIMESTEPS));
        simulate.rejectUnknown();
        return work;
      }
      if (map.has("network")) {
        return new Work.Count(network(map, "network"));
      }
      Subject subject = subject(map);
      if (map.has("between")) {
        List<YamlMap> ends = map.maps("between");
        if (ends.size() != 2) {
          throw map.error("between", "has " + ends.size() + " runs, must have two: the least and the most that may have happened", "");
        }
        return new Work.Bracket(subject, happened(ends.getFirst()), happened(ends.getLast()));
      }
      return new Work.Price(subject, happened(map.map("run")));
    }

    private RandomNetwork network(YamlMap map, String field) {
      String name = map.text(field);
      if (!networks.containsKey(name)) {
        throw map.error(field, "there is no network \"" + name + "\" in this file", NearMiss.hint(name, networks.keySet()));
      }
      return networks.get(name);
    }

    /** A profile of this file, of the program, or of a file beside this one. */
    private Subject subject(YamlMap map) {
      if (map.isMap("profile")) {
        return inline(map.map("profile"), map.text("id"));
      }
      String name = map.text("profile");
      if (subjects.containsKey(name)) {
        return subjects.get(name);
      }
      try {
        return new Subject(profiles.apply(name), Optional.empty());
      } catch (InputException e) {
        throw e.file().isEmpty() ? map.error("profile", e.getMessage(), e.hint()) : e;
      }
    }

    private Subject inline(YamlMap map, String name) {
      Optional<YamlMap> fit = map.has("fit") ? Optional.of(map.map("fit")) : Optional.empty();
      CostProfile profile = ProfileFile.fields(map, name, profiles);
      return fit.map(f -> fitted(f, profile)).orElse(new Subject(profile, Optional.empty()));
    }

    private Subject fitted(YamlMap map, CostProfile profile) {
      String source = map.text("source");
      List<String> constants = map.texts("constants");
      for (String path : constants) {
        if (Term.of(path).filter(term -> term.dimension() == Dimension.ENERGY || term.dimension() == Dimension.POWER).isEmpty()) {
          throw map.error("constants", "names \"" + path + "\", which is no energy and no power of a profile", NearMiss.hint(path, Term.paths()));
        }
      }
      List<ProfileFit.Point> points = new ArrayList<>();
      for (YamlMap point : map.maps("to")) {
        Value power = value(point, "power", Dimension.POWER);
        Happened happened = happened(point);
        if (happened.seconds().isEmpty()) {
          throw point.error("seconds", "the field is missing: a power is energy over a time", "");
        }
        points.add(new ProfileFit.Point(happened, power.inBaseUnit()));
      }
      if (constants.isEmpty() || points.size() < constants.size()) {
        throw map.error("to", "has " + points.size() + " points for " + constants.size() + " constants", "give at least one constant, and a point for each");
      }
      map.rejectUnknown();
      try {
        ProfileFit fit = ProfileFit.of(profile, constants, points, "fitted to: " + source);
        return new Subject(fit.fitted(), Optional.of(fit));
      } catch (ArithmeticException e) {
        throw map.error("to", "no profile fits: " + e.getMessage(), "");
      }
    }

    // ---- what happened --------------------------------------------------------------------------------------------------

    private Happened happened(YamlMap run) {
      OptionalDouble seconds = run.has("seconds") ? OptionalDouble.of(positive(run, "seconds")) : OptionalDouble.empty();
      OptionalDouble clock = run.has("clock") ? OptionalDouble.of(value(run, "clock", Dimension.FREQUENCY).inBaseUnit()) : OptionalDouble.empty();
      int timesteps = run.integer("timesteps", 1, MOST_TIMESTEPS, 1);
      int chips = run.integer("chips", 1, MOST_CHIPS, 1);
      OptionalInt cells = run.has("logic_cells") ? OptionalInt.of(run.integer("logic_cells", 0, Integer.MAX_VALUE)) : OptionalInt.empty();
      Map<Event, Long> counts = new EnumMap<>(Event.class);
      if (run.has("network")) {
        network(run, counts);
      }
      if (run.has("counts")) {
        YamlMap events = run.map("counts");
        for (String name : events.names()) {
          Event event = Event.named(name).orElseThrow(() -> events.error(name, "there is no such counter", NearMiss.hint(name, Event.names())));
          counts.put(event, count(events, name));
        }
      }
      run.rejectUnknown();
      return new Happened(seconds, clock, timesteps, counts, chips, cells);
    }

    /** Events of a network while so many seconds of its own time go by. */
    private void network(YamlMap run, Map<Event, Long> counts) {
      Map<String, Double> numbers = network(run, "network").numbers();
      double seconds = run.has("model_seconds") ? positive(run, "model_seconds") : 1;
      double steps = run.has("steps_per_second") ? positive(run, "steps_per_second") : 1000;
      boolean external = run.flag("external", false);
      double events = numbers.get("recurrent_events_per_second") + (external ? numbers.get("external_events_per_second") : 0);
      long updates = Math.round(numbers.get("neurons") * steps * seconds);
      counts.put(Event.SYNAPTIC_EVENT, Math.round(events * seconds));
      counts.put(Event.SPIKE, Math.round(numbers.get("spikes_per_second") * seconds));
      counts.put(Event.NEURON_ACCESS, updates);
      counts.put(Event.NEURON_UPDATE, updates);
    }

    private static double positive(YamlMap map, String field) {
      double value = map.number(field);
      if (!(value > 0 && value <= MOST_EVENTS)) {
        throw map.error(field, "is " + value + ", must be above 0", "");
      }
      return value;
    }

    /** A number, or factors of one. */
    private static long count(YamlMap map, String name) {
      double[] factors = map.isList(name) ? map.numbers(name) : new double[] {map.number(name)};
      double product = 1;
      for (double factor : factors) {
        product *= factor;
      }
      if (!(product >= 0 && product <= MOST_EVENTS) || factors.length == 0) {
        throw map.error(name, "is " + product + ", must be 0.." + MOST_EVENTS, "a number, or a list of factors");
      }
      return Math.round(product);
    }

    // ---- what was published ---------------------------------------------------------------------------------------------

    private static Expected expected(YamlMap map, Optional<Basis> ofCase, Work work) {
      List<String> known = Quantity.names(work);
      Quantity quantity = Quantity.named(map.choice("quantity", known, map.text("quantity"))).orElseThrow();
      boolean isTimed = switch (work) {
        case Work.Price price -> isTimed(price.subject(), price.happened());
        case Work.Bracket bracket -> isTimed(bracket.subject(), bracket.least()) && isTimed(bracket.subject(), bracket.most());
        case Work.Count count -> true;
        case Work.Simulate simulate -> true;
      };
      if (!isTimed && (quantity.dimension() == Dimension.POWER || quantity.dimension() == Dimension.TIME)) {
        throw map.error("quantity", "is " + quantity.name() + ", and the run does not say how long it took", "give seconds in run");
      }
      Basis basis = map.has("basis") || ofCase.isEmpty() ? basis(map) : ofCase.get();
      Optional<Event> per = Optional.empty();
      if (map.has("per")) {
        per = Event.named(map.choice("per", Event.names(), ""));
      }
      Value value = value(map, "value", quantity.dimension());
      Expected expected = new Expected(quantity, per, value, basis, bound(map, quantity.dimension(), work));
      map.rejectUnknown();
      return expected;
    }

    private static boolean isTimed(Subject subject, Happened happened) {
      return happened.seconds().isPresent() || subject.profile().timing() == CostProfile.Timing.TIMESTEP;
    }

    private static Bound bound(YamlMap map, Dimension dimension, Work work) {
      if (map.has("flagged")) {
        return new Bound.Flagged(map.text("flagged"));
      }
      String text = map.text("tolerance");
      if (text.equals("band") || text.equals("at most")) {
        return text.equals("band") ? new Bound.InBand() : new Bound.AtMost();
      }
      if (work instanceof Work.Bracket) {
        throw map.error("tolerance", "is \"" + text + "\", and the case is a bracket", "write band: what was published must lie between the two runs");
      }
      if (text.equals("exact")) {
        return new Bound.Near(0, 0, text);
      }
      if (text.endsWith("%")) {
        double percent = number(map, text.substring(0, text.length() - 1).strip());
        return new Bound.Near(percent / 100, 0, text);
      }
      return new Bound.Near(0, value(map, "tolerance", dimension).inBaseUnit(), text);
    }

    private static double number(YamlMap map, String text) {
      try {
        double number = Double.parseDouble(text);
        if (number >= 0 && Double.isFinite(number)) {
          return number;
        }
      } catch (NumberFormatException e) {
        // said below
      }
      throw map.error("tolerance", "is \"" + text + "\"", "such as 1 %, 0.5 mW, exact, band or at most");
    }

    /** A number and its unit, such as {@code 477 uW}; counts have none. */
    private static Value value(YamlMap map, String field, Dimension dimension) {
      String text = map.text(field).strip();
      int end = text.indexOf(' ');
      String unit = end < 0 ? dimension == Dimension.COUNT ? "1" : "" : text.substring(end + 1).strip();
      double factor = dimension.factor(unit).orElseThrow(() -> map.error(field, "is \"" + text + "\", which has no unit of " + dimension.text(),
          "a number and one of " + String.join(", ", dimension.names())));
      try {
        double number = Double.parseDouble(end < 0 ? text : text.substring(0, end));
        if (number >= 0 && Double.isFinite(number)) {
          return new Value(number * factor, unit, factor);
        }
      } catch (NumberFormatException e) {
        // said below
      }
      throw map.error(field, "is \"" + text + "\", must be a number that is not negative, and a unit", "such as 477 uW");
    }
  }
}
