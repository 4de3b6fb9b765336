package spikelock.mapper.data.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import spikelock.emulator.error.InputException;
import spikelock.emulator.error.Printable;
import spikelock.emulator.files.NearMiss;

/**
 * What the columns of events in time are called: by the names that people give them, or as the user says it
 * ({@code t_us,x,y,p}, {@code t=stamp,x=column}).
 *
 * @param items what the user says of each column; empty for the usual names
 */
public record EventNames(List<Item> items) {
  /** The usual names. */
  public static final EventNames USUAL = new EventNames(List.of());

  private static final Pattern UNIT = Pattern.compile("(.+?)(?:[_ ]+(?:in[_ ]+)?|\\s*[\\[(]\\s*)(ns|us|\u00b5s|\u03bcs|ms|s|sec|seconds|microseconds|milliseconds|nanoseconds)\\s*[\\])]?");
  private static final Pattern ITEM = Pattern.compile("([a-zA-Z]+(?:_(?:ns|us|ms|s))?|-)(?:=(.{1,200}))?");

  /** What a column holds. */
  public enum Role {
    T("t", "ts", "time", "times", "timestamp", "timestamps", "time_stamp"),
    X("x", "xs", "col", "column"),
    Y("y", "ys", "row"),
    P("p", "ps", "pol", "polarity", "polarities", "on"),
    SAMPLE("sample"),
    /** In place of x. */
    CHANNEL("channel", "channels", "unit", "units", "neuron", "address", "addr"),
    /** Not read. */
    NOTHING("-");

    private final List<String> names;

    Role(String... names) {
      this.names = List.of(names);
    }

    private static Optional<Role> of(String name) {
      return Arrays.stream(values()).filter(role -> role.names.contains(name)).findFirst();
    }
  }

  /**
   * One column.
   *
   * @param unitS seconds of a unit of its times; 0 where nothing is said
   * @param name what the file calls it; empty where its place decides
   */
  public record Item(Role role, double unitS, String name) {}

  /**
   * Where the columns of events are.
   *
   * @param at column of each role that there is
   * @param unitS seconds of a unit of time; 0 where nothing says it
   */
  public record Columns(Map<Role, Integer> at, double unitS) {
    public boolean has(Role role) {
      return at.containsKey(role);
    }

    public int of(Role role) {
      return at.get(role);
    }
  }

  public EventNames {
    items = List.copyOf(items);
  }

  /**
   * Parses what the user says.
   *
   * @throws InputException when it is not of that form, or names no t and x
   */
  public static EventNames parse(String text) {
    List<Item> items = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      Matcher item = ITEM.matcher(part.strip());
      Optional<Item> known = item.matches() ? item(item.group(1), Optional.ofNullable(item.group(2)).orElse("")) : Optional.empty();
      items.add(known.orElseThrow(() -> new InputException("\"" + Printable.start(text, 80) + "\" does not say what the columns of events are", "", "--events",
          "write t (or t_us, t_ms, t_s, t_ns), x, y, p, channel, sample or - in the file's order, or with names: t=stamp,x=col")));
    }
    return new EventNames(items);
  }

  private static Optional<Item> item(String word, String name) {
    String lower = word.toLowerCase(Locale.ROOT);
    return role(lower).map(role -> new Item(role, role == Role.T ? unit(lower) : 0, name));
  }

  private static Optional<Role> role(String name) {
    Optional<Role> plain = Role.of(name);
    Matcher unit = UNIT.matcher(name);
    return plain.isPresent() || !unit.matches() ? plain : Role.of(unit.group(1)).filter(Role.T::equals);
  }

  /** Seconds of the unit that a name of times ends in; 0 where there is none. */
  private static double unit(String name) {
    Matcher unit = UNIT.matcher(name);
    if (Role.of(name).isPresent() || !unit.matches()) {
      return 0;
    }
    return switch (unit.group(2)) {
      case "ns", "nanoseconds" -> 1e-9;
      case "ms", "milliseconds" -> 1e-3;
      case "s", "sec", "seconds" -> 1;
      default -> 1e-6;
    };
  }

  /** Whether the user says what the columns are, rather than the names. */
  public boolean isSaid() {
    return !items.isEmpty();
  }

  /**
   * The columns by their names; empty where they are no events in time.
   *
   * @param names of all columns
   * @throws InputException when the user names a column that is not there
   */
  public Optional<Columns> among(List<String> names) {
    List<String> lower = names.stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
    Map<Role, Integer> at = new EnumMap<>(Role.class);
    double unit = 0;
    for (int column = 0; column < lower.size(); column++) {
      Optional<Role> role = role(lower.get(column));
      if (role.isPresent() && at.putIfAbsent(role.get(), column) != null && named().isEmpty()) {
        return Optional.empty(); // two of a kind: which is meant?
      }
      unit = role.filter(Role.T::equals).isPresent() && unit(lower.get(column)) != 0 ? unit(lower.get(column)) : unit;
    }
    for (Item item : named()) {
      int column = lower.indexOf(item.name.toLowerCase(Locale.ROOT));
      if (column < 0) {
        throw new InputException("there is no column or array \"" + Printable.start(item.name, 80) + "\"", "", "--events",
            NearMiss.hint(item.name, names));
      }
      at.put(item.role, column);
    }
    for (Item item : items) {
      unit = item.unitS != 0 ? item.unitS : unit;
    }
    return columns(at, unit);
  }

  private List<Item> named() {
    return items.stream().filter(item -> !item.name.isEmpty()).toList();
  }

  /**
   * The columns by their places, as the user says them.
   *
   * @param columns how many there are
   * @throws InputException when the user says another number of them
   */
  public Columns inOrder(int columns, String label) {
    if (items.size() != columns || !named().isEmpty()) {
      throw new InputException("has " + columns + " columns" + (named().isEmpty() ? ", but --events names " + items.size() : " without names"), label, "--events",
          "say in order what each is, - for what is not read");
    }
    Map<Role, Integer> at = new EnumMap<>(Role.class);
    double unit = 0;
    for (int column = 0; column < columns; column++) {
      Item item = items.get(column);
      if (item.role != Role.NOTHING && at.putIfAbsent(item.role, column) != null) {
        throw new InputException("names the same column twice", "", "--events", "");
      }
      unit = Math.max(unit, item.unitS);
    }
    return columns(at, unit).orElseThrow(() -> new InputException("names no t and x (or channel)", "", "--events", ""));
  }

  private static Optional<Columns> columns(Map<Role, Integer> found, double unit) {
    Map<Role, Integer> at = new EnumMap<>(found);
    if (at.containsKey(Role.CHANNEL) && !at.containsKey(Role.X) && !at.containsKey(Role.Y)) {
      at.put(Role.X, at.get(Role.CHANNEL));
    }
    at.remove(Role.CHANNEL);
    return at.containsKey(Role.T) && at.containsKey(Role.X) ? Optional.of(new Columns(at, unit)) : Optional.empty();
  }

  /** Whether a name, in small letters, is one of those that are read. */
  public static boolean isKnown(String name) {
    return role(name).isPresent();
  }
}
