package spikelock.toolchain.command.sweep;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import spikelock.emulator.chip.ChipField;
import spikelock.emulator.chip.Clock;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NearMiss;
import spikelock.emulator.files.YamlMap;
import spikelock.mapper.data.Reading;
import spikelock.toolchain.sweep.Axis;

/** The values of an axis as a sweep's file has them: one, a list, {@code 2..8}, or {@code {from: 2, to: 8, step: 2}}. */
final class AxisValues {
  /** An axis has at most so many values. */
  static final int MOST = 100_000;

  private static final Pattern RANGE = Pattern.compile("(-?[0-9.]{1,18})\\.\\.(-?[0-9.]{1,18})");
  private static final Pattern MESH = Pattern.compile("([1-9]\\d{0,2})x([1-9]\\d{0,2})");
  private static final int MOST_TIMESTEPS = 1 << 20;

  private final YamlMap axes;
  private final Axis axis;
  private final UnaryOperator<String> names;

  private AxisValues(YamlMap axes, Axis axis, UnaryOperator<String> names) {
    this.axes = axes;
    this.axis = axis;
    this.names = names;
  }

  /**
   * Reads them.
   *
   * @param names checks the value of an axis of names and gives it back
   */
  static List<String> read(YamlMap axes, Axis axis, UnaryOperator<String> names) {
    AxisValues reader = new AxisValues(axes, axis, names);
    List<String> written = reader.written();
    if (written.isEmpty()) {
      throw axes.error(axis.text(), "has no values", "leave the axis out");
    }
    if (written.size() > MOST) {
      throw reader.tooMany(written.size());
    }
    Set<String> values = new LinkedHashSet<>();
    for (String text : written) {
      if (!values.add(reader.canonical(text.strip()))) {
        throw axes.error(axis.text(), "has the value " + text + " twice", "");
      }
    }
    return List.copyOf(values);
  }

  private InputException tooMany(Object count) {
    return axes.error(axis.text(), "has " + count + " values, may have at most " + MOST, "");
  }

  private List<String> written() {
    String name = axis.text();
    if (axes.isList(name)) {
      return axes.texts(name);
    }
    boolean numbers = axis.form() == Axis.Form.WHOLE || axis.form() == Axis.Form.NUMBER || axis.form() == Axis.Form.SEED;
    if (axes.isMap(name)) {
      YamlMap range = axes.map(name);
      if (!numbers) {
        throw axes.error(name, "must be a list", "a range is for numbers");
      }
      List<String> values = range(number(range.text("from")), number(range.text("to")), number(range.text("step", "1")));
      range.rejectUnknown();
      return values;
    }
    String text = axes.text(name);
    Matcher form = RANGE.matcher(text.strip());
    return numbers && form.matches() ? range(number(form.group(1)), number(form.group(2)), BigDecimal.ONE) : List.of(text);
  }

  private BigDecimal number(String text) {
    try {
      if (text.length() <= 30) {
        BigDecimal number = new BigDecimal(text.strip());
        if (Math.abs(number.scale()) <= 12) {
          return number;
        }
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw axes.error(axis.text(), "\"" + spikelock.emulator.error.Printable.start(text, 40) + "\" is not a number", "");
  }

  private List<String> range(BigDecimal from, BigDecimal to, BigDecimal step) {
    if (step.signum() <= 0 || to.compareTo(from) < 0) {
      throw axes.error(axis.text(), "goes from " + from + " to " + to + " in steps of " + step, "the smaller number is first, and steps are above 0");
    }
    BigDecimal count = to.subtract(from).divideToIntegralValue(step).add(BigDecimal.ONE);
    if (count.compareTo(BigDecimal.valueOf(MOST)) > 0) {
      throw tooMany(count.toBigInteger());
    }
    List<String> values = new ArrayList<>();
    for (BigDecimal value = from; value.compareTo(to) <= 0; value = value.add(step)) {
      values.add(value.toPlainString());
    }
    return values;
  }

  /** One way to write each value, so that the same sweep has the same hash. */
  private String canonical(String text) {
    try {
      return switch (axis.form()) {
        case WHOLE -> Long.toString(whole(text));
        case SEED -> text.equals(Axis.NONE) ? text : Long.toString(whole(text));
        case NUMBER -> clock(text);
        case MESH -> mesh(text);
        case TEXT -> axis == Axis.ENCODING ? encoding(text) : names.apply(text);
      };
    } catch (InputException e) {
      String value = e.where().isEmpty() || e.where().equals(axis.text()) ? text : text + ", " + e.where();
      throw axes.error(axis.text(), value + ": " + e.describe(), "");
    }
  }

  private long whole(String text) {
    long value;
    try {
      value = number(text).longValueExact();
    } catch (ArithmeticException e) {
      throw new InputException("is not a whole number");
    }
    if (axis.field().isPresent() || axis == Axis.WEIGHT_BITS) {
      ChipField field = axis.field().orElse(ChipField.WEIGHT_BITS);
      field.limit().check(axis.text(), Math.clamp(value, Integer.MIN_VALUE, Integer.MAX_VALUE));
    }
    if (axis == Axis.TIMESTEPS && (value < 1 || value > MOST_TIMESTEPS)) {
      throw new InputException("must be 1.." + MOST_TIMESTEPS);
    }
    return value;
  }

  private String clock(String text) {
    BigDecimal mhz = number(text);
    return BigDecimal.valueOf(Clock.assumed(mhz.doubleValue()).mhz()).stripTrailingZeros().toPlainString();
  }

  private String mesh(String text) {
    Matcher form = MESH.matcher(text);
    if (!form.matches()) {
      throw new InputException("is no mesh: write width x height, such as 4x2");
    }
    ChipField.MESH_WIDTH.limit().check("width", Integer.parseInt(form.group(1)));
    ChipField.MESH_HEIGHT.limit().check("height", Integer.parseInt(form.group(2)));
    return text;
  }

  private String encoding(String text) {
    String name = text.equals("current") ? "direct" : text;
    List<String> known = java.util.Arrays.stream(Reading.Coding.values()).map(coding -> coding.name().toLowerCase(Locale.ROOT)).toList();
    if (!known.contains(name)) {
      throw new InputException("is no encoding", "", "", NearMiss.hint(name, known));
    }
    return name;
  }
}
