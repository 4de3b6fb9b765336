package spikelock.toolchain.sweep;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What came of a point.
 *
 * @param point its number
 * @param values Long, Double or String as the column's type says; what is not known is not there
 */
public record Row(int point, Map<Column, Object> values) {
  /** The status of a point that ran. */
  public static final String DONE = "done";
  /** The status of a point for which a chip is too small. */
  public static final String UNFIT = "unfit";
  /** The status of a point that cannot be. */
  public static final String REFUSED = "refused";

  public Row {
    values = java.util.Collections.unmodifiableMap(values.isEmpty() ? new EnumMap<>(Column.class) : new EnumMap<>(values));
  }

  public boolean isDone() {
    return text(Column.STATUS).equals(DONE);
  }

  /** A number; empty where it is not known. */
  public OptionalDouble number(Column column) {
    return values.get(column) instanceof Number number ? OptionalDouble.of(number.doubleValue()) : OptionalDouble.empty();
  }

  /** A text, empty where there is none. */
  public String text(Column column) {
    return Optional.ofNullable(values.get(column)).map(Object::toString).orElse("");
  }
}
