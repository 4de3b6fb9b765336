package spikelock.toolchain.sweep;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * A value for each axis of a sweep, or of one of its stages.
 *
 * @param values as written
 */
public record Setting(Map<Axis, String> values) {

  public Setting {
    EnumMap<Axis, String> copy = new EnumMap<>(Axis.class);
    copy.putAll(values);
    values = java.util.Collections.unmodifiableMap(copy);
  }

  /** The value of an axis; empty where the sweep does not vary it. */
  public Optional<String> get(Axis axis) {
    return Optional.ofNullable(values.get(axis));
  }

  /** A whole number. */
  public OptionalInt whole(Axis axis) {
    return get(axis).map(text -> OptionalInt.of(Integer.parseInt(text))).orElseGet(OptionalInt::empty);
  }

  /** A seed; empty for none. */
  public OptionalLong seed(Axis axis) {
    return get(axis).filter(text -> !text.equals(Axis.NONE)).map(text -> OptionalLong.of(Long.parseLong(text))).orElseGet(OptionalLong::empty);
  }

  /** The axes of a stage alone. */
  public Setting of(Axis.Stage stage) {
    EnumMap<Axis, String> some = new EnumMap<>(Axis.class);
    values.forEach((axis, value) -> {
      if (axis.stage() == stage) {
        some.put(axis, value);
      }
    });
    return new Setting(some);
  }

  /** {@code weight_bits 4, profile loihi}. */
  @Override
  public String toString() {
    return values.entrySet().stream().map(value -> value.getKey().text() + " " + value.getValue()).collect(Collectors.joining(", "));
  }
}
