package spikelock.emulator.files;

import java.util.List;
import java.util.Optional;

/** A value of a YAML file that is not ours, as it is written: text is not yet a number, keys keep their order. */
public sealed interface YamlValue {
  /** Where it begins, from 1. */
  int line();

  /** A single value; empty where a key has none. */
  record Text(String text, int line) implements YamlValue {}

  /** A list. */
  record Sequence(List<YamlValue> items, int line) implements YamlValue {}

  /** A mapping with plain keys, none of them twice. */
  record Mapping(List<Field> fields, int line) implements YamlValue {
    /** The value of a key. */
    public Optional<YamlValue> get(String key) {
      for (Field field : fields) {
        if (field.key().equals(key)) {
          return Optional.of(field.value());
        }
      }
      return Optional.empty();
    }
  }

  /** One key of a mapping. */
  record Field(String key, YamlValue value, int line) {}
}
