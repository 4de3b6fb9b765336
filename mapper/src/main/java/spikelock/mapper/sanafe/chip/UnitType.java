package spikelock.mapper.sanafe.chip;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import spikelock.emulator.files.YamlValue;

/**
 * A unit of a core, or a range of equal ones.
 *
 * @param name without the range
 * @param first of the range
 * @param count of the range; 0 for a single unit without a number
 * @param section where the file lists it
 * @param model as the file names it
 * @param plugin the library that the model is in; empty for a built-in one
 * @param attributes all that the file says of it
 * @param line where it is described
 */
public record UnitType(String name, int first, int count, Section section, String model, Optional<String> plugin,
    Map<String, YamlValue> attributes, int line) {
  public UnitType {
    attributes = Map.copyOf(attributes);
  }

  /** How many there are. */
  public int units() {
    return Math.max(1, count);
  }

  /** Which of the range has this name; 0 for a single unit. */
  public OptionalInt instance(String unit) {
    if (count == 0) {
      return unit.equals(name) ? OptionalInt.of(0) : OptionalInt.empty();
    }
    if (!unit.startsWith(name + "[") || !unit.endsWith("]") || unit.length() < name.length() + 3) {
      return OptionalInt.empty();
    }
    String digits = unit.substring(name.length() + 1, unit.length() - 1);
    if (digits.length() > 9 || !digits.chars().allMatch(c -> c >= '0' && c <= '9') || digits.length() > 1 && digits.charAt(0) == '0') {
      return OptionalInt.empty();
    }
    int instance = Integer.parseInt(digits) - first;
    return instance >= 0 && instance < count ? OptionalInt.of(instance) : OptionalInt.empty();
  }

  /** The name as the file spells it, with its range. */
  public String spelling() {
    return count == 0 ? name : name + "[" + first + ".." + (first + count - 1) + "]";
  }
}
