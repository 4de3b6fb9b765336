package spikelock.mapper.sanafe.value;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import spikelock.emulator.error.InputException;
import spikelock.emulator.error.Printable;
import spikelock.emulator.files.NearMiss;
import spikelock.emulator.files.YamlValue;

/**
 * Reads values of one file, which every message names.
 *
 * @param file as messages show it
 */
public record Values(String file) {
  private static final int SHOWN = 60;

  /** An error at a line of the file. */
  public InputException error(int line, String what, String hint) {
    return new InputException(what, file, line > 0 ? "line " + line : "", hint);
  }

  /** The start of a text from the file, in quotes. */
  public static String shown(String text) {
    return "\"" + Printable.start(text, SHOWN) + "\"";
  }

  public YamlValue.Mapping mapping(YamlValue value, String what) {
    if (value instanceof YamlValue.Mapping mapping) {
      return mapping;
    }
    throw error(value.line(), what + " must be a mapping of fields", "");
  }

  /** The items of a list. */
  public List<YamlValue> list(YamlValue value, String what) {
    if (value instanceof YamlValue.Sequence sequence) {
      return sequence.items();
    }
    throw error(value.line(), what + " must be a list", "");
  }

  /** The items of a list, or the one value that stands for a list of one. */
  public List<YamlValue> oneOrMore(YamlValue value) {
    return value instanceof YamlValue.Sequence sequence ? sequence.items() : List.of(value);
  }

  /** The mappings of which a value is made: itself, or those in a list, in order; nothing at all is no mapping. */
  public List<YamlValue.Mapping> mappings(YamlValue value, String what) {
    List<YamlValue.Mapping> mappings = new ArrayList<>(1);
    switch (value) {
      case YamlValue.Mapping mapping -> mappings.add(mapping);
      case YamlValue.Sequence sequence -> sequence.items().forEach(item -> mappings.addAll(mappings(item, what)));
      case YamlValue.Text(String text, int line) -> {
        if (!text.isEmpty()) {
          throw error(line, what + " must be named attributes, not " + shown(text), "write {name: value} or [name: value]");
        }
      }
    }
    return mappings;
  }

  public String text(YamlValue value, String what) {
    if (value instanceof YamlValue.Text(String text, int line)) {
      return text;
    }
    throw error(value.line(), what + " must be a single value", "");
  }

  /** A field that must be there. */
  public YamlValue required(YamlValue.Mapping mapping, String field, String of) {
    return mapping.get(field).orElseThrow(() -> error(mapping.line(), of + " has no \"" + field + "\"",
        NearMiss.of(field, mapping.fields().stream().map(YamlValue.Field::key).toList()).map(near -> "is it \"" + near + "\"?").orElse("")));
  }

  public double number(YamlValue value, String what) {
    String text = text(value, what);
    Optional<Double> number = parse(text);
    if (number.isEmpty()) {
      throw error(value.line(), what + " is " + shown(text) + ", not a number", "");
    }
    return number.get();
  }

  /** A finite number that is not negative: a cost. */
  public double cost(YamlValue value, String what) {
    double cost = number(value, what);
    if (cost < 0 || Double.isInfinite(cost)) {
      throw error(value.line(), what + " is " + cost + ", must be 0 or more", "");
    }
    return cost;
  }

  public int integer(YamlValue value, String what, int least, int most) {
    String text = text(value, what);
    long number;
    try {
      number = Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw error(value.line(), what + " is " + shown(text) + ", not a whole number", "");
    }
    if (number < least || number > most) {
      throw error(value.line(), what + " is " + number + ", must be " + least + ".." + most, "");
    }
    return (int) number;
  }

  /** true or false; a whole number is true unless it is 0. */
  public boolean flag(YamlValue value, String what) {
    String text = text(value, what).toLowerCase(Locale.ROOT);
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> integer(value, what, Integer.MIN_VALUE, Integer.MAX_VALUE) != 0;
    };
  }

  public double[] numbers(YamlValue value, String what) {
    List<YamlValue> items = list(value, what);
    double[] numbers = new double[items.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number(items.get(i), what);
    }
    return numbers;
  }

  /**
   * A range in a text, with brackets around it or without.
   *
   * @return empty when there is no {@code ..}
   */
  public Optional<Range> range(String text, int line, int most) {
    int dots = text.indexOf("..");
    if (dots < 0) {
      return Optional.empty();
    }
    int start = text.indexOf('[') + 1;
    int end = text.indexOf(']') < 0 ? text.length() : text.indexOf(']');
    if (start > dots || end < dots + 2) {
      throw error(line, shown(text) + " is no range", "write first..last, such as 0..7");
    }
    int first = index(text.substring(start, dots), line, most);
    int last = index(text.substring(dots + 2, end), line, most);
    if (first > last) {
      throw error(line, "the range " + shown(text) + " ends before it starts", "");
    }
    return Optional.of(new Range(first, last));
  }

  /** A number from 0 to {@code most}, of neurons, tiles or units. */
  public int index(String text, int line, int most) {
    try {
      int index = Integer.parseInt(text.strip());
      if (index >= 0 && index <= most) {
        return index;
      }
    } catch (NumberFormatException e) {
      throw error(line, shown(text) + " is no number of 0.." + most, "");
    }
    throw error(line, text.strip() + " must be 0.." + most, "");
  }

  /** Complains about a key that is not among those known. */
  public void requireKnown(YamlValue.Mapping mapping, String of, Collection<String> known) {
    for (YamlValue.Field field : mapping.fields()) {
      requireKnown(field.key(), field.line(), of, known);
    }
  }

  public void requireKnown(String key, int line, String of, Collection<String> known) {
    if (!known.contains(key)) {
      throw error(line, "there is no attribute " + shown(key) + " of " + of, NearMiss.hint(key, known));
    }
  }

  /** Decimal numbers as they are written in YAML and in netlists; not what Java's own reader takes beyond them, such as {@code 1d}. */
  static Optional<Double> parse(String text) {
    boolean digits = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      digits |= c >= '0' && c <= '9';
      if ((c < '0' || c > '9') && "+-.eE".indexOf(c) < 0) {
        return switch (text.toLowerCase(Locale.ROOT)) {
          case ".inf", "+.inf", "inf", "+inf", "infinity" -> Optional.of(Double.POSITIVE_INFINITY);
          case "-.inf", "-inf", "-infinity" -> Optional.of(Double.NEGATIVE_INFINITY);
          default -> Optional.empty();
        };
      }
    }
    try {
      return digits ? Optional.of(Double.parseDouble(text)) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
