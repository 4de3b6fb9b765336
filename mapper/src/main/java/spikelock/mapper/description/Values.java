package spikelock.mapper.description;

import java.util.Arrays;
import java.util.Optional;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NdArray;
import spikelock.emulator.files.YamlMap;
import spikelock.mapper.source.SourceFile;

/** Fields that hold one number for all, a list with one for each, or the name of an array in a file. */
final class Values {
  private final SourceFile home;

  /** @param home the YAML file, beside which others are looked for */
  Values(SourceFile home) {
    this.home = home;
  }

  /** A side file. */
  SourceFile file(YamlMap map, String field) {
    try {
      return home.sibling(map.text(field));
    } catch (InputException e) {
      throw map.error(field, e.getMessage(), e.hint());
    }
  }

  /** The array that a mapping names with {@code file} and, when the file holds several, {@code array}. */
  NdArray array(YamlMap map, String arrayField) {
    SourceFile file = file(map, "file");
    String name = map.text(arrayField, "");
    if (name.isEmpty()) {
      if (file.arrayNames().size() != 1) {
        throw map.error("file", "holds the arrays " + String.join(", ", file.arrayNames().stream().limit(20).toList()),
            "name one with " + arrayField + ":");
      }
      name = file.arrayNames().getFirst();
    }
    NdArray array = file.array(name);
    if (array.isText()) {
      throw map.error(map.has(arrayField) ? arrayField : "file", "the array holds text, not numbers", "");
    }
    return array;
  }

  /** One number, or one for each of {@code size}. */
  double[] numbers(YamlMap map, String field, int size) {
    return numbers(map, field, size, Optional.empty());
  }

  /** The same with a value for when the field is absent. */
  double[] numbers(YamlMap map, String field, int size, double otherwise) {
    return numbers(map, field, size, Optional.of(otherwise));
  }

  private double[] numbers(YamlMap map, String field, int size, Optional<Double> otherwise) {
    if (!map.has(field) && otherwise.isPresent()) {
      return new double[] {otherwise.get()};
    }
    double[] values;
    double times = 1;
    if (map.isMap(field)) {
      YamlMap reference = map.map(field);
      values = array(reference, "array").doubles();
      times = reference.number("times", 1);
      reference.rejectUnknown();
    } else {
      values = map.isList(field) ? map.numbers(field) : new double[] {map.number(field)};
    }
    if (values.length != size && (map.isList(field) || values.length != 1)) {
      throw map.error(field, "has " + values.length + " values for " + size + " neurons", "");
    }
    double[] scaled = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      scaled[i] = values[i] * times;
      if (!Double.isFinite(scaled[i])) {
        throw map.error(field, "has the value " + scaled[i] + " at index " + i + "; every value must be finite", "");
      }
    }
    boolean uniform = scaled.length > 0 && Arrays.stream(scaled).allMatch(v -> v == scaled[0]);
    return uniform ? new double[] {scaled[0]} : scaled;
  }

  /** Whole numbers in [least, most]. */
  int[] wholes(YamlMap map, String field, int size, int least, int most, Optional<Double> otherwise) {
    double[] values = numbers(map, field, size, otherwise);
    int[] wholes = new int[values.length];
    for (int i = 0; i < wholes.length; i++) {
      if (values[i] != Math.rint(values[i]) || values[i] < least || values[i] > most) {
        throw map.error(field, "has the value " + values[i] + ", must be a whole number in " + least + ".." + most, "");
      }
      wholes[i] = (int) values[i];
    }
    return wholes;
  }
}
