package spikelock.toolchain.command.describe;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import spikelock.emulator.files.ArrayFile;
import spikelock.emulator.files.NdArray;
import spikelock.toolchain.console.Means;
import spikelock.toolchain.console.TextTable;

/** Arrays of numpy. */
final class ArrayDescriber implements Describer {

  @Means("of arrays")
  record Details(@Means("per array") List<Part> arrays) {}

  /** One array; what only numbers have is absent from text and from an empty one. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Part(@Means("empty in a .npy") String name, String type, int[] shape, Optional<Number> min, Optional<Number> max,
      @Means("how many are not 0") Optional<Long> nonzero) {

    static Part of(String name, NdArray array) {
      if (array.isText() || array.size() == 0) {
        return new Part(name, array.isText() ? "text" : type(array), array.shape(), Optional.empty(), Optional.empty(), Optional.empty());
      }
      double least = Double.POSITIVE_INFINITY;
      double greatest = Double.NEGATIVE_INFINITY;
      long nonzero = 0;
      for (int i = 0; i < array.size(); i++) {
        double value = array.at(i);
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
        nonzero += value != 0 ? 1 : 0;
      }
      return new Part(name, type(array), array.shape(), Optional.of(number(array, least)), Optional.of(number(array, greatest)), Optional.of(nonzero));
    }

    private static String type(NdArray array) {
      return array.data().getClass().getComponentType().getSimpleName();
    }

    private static Number number(NdArray array, double value) {
      return array.isInteger() ? (Number) (long) value : (Number) value;
    }
  }

  @Override
  public String kind() {
    return "arrays (.npy, .npz)";
  }

  @Override
  public Class<Details> details() {
    return Details.class;
  }

  @Override
  public boolean accepts(String name, String start) {
    return start.startsWith("\u0093NUMPY") || start.startsWith("PK");
  }

  @Override
  public Description describe(String name) {
    TextTable table = new TextTable("array", "type", "shape", "least", "greatest", "not 0");
    List<Part> arrays = ArrayFile.read(Path.of(name)).entrySet().stream().map(entry -> Part.of(entry.getKey(), entry.getValue())).toList();
    for (Part part : arrays) {
      table.row(part.name.isEmpty() ? "(the array)" : part.name, part.type, new NdArray(part.shape, new int[0]).shapeText(), cell(part.min),
          cell(part.max), cell(part.nonzero));
    }
    return new Description(new Details(arrays), table.toString());
  }

  private static Object cell(Optional<? extends Number> value) {
    return value.isPresent() ? value.get() : "";
  }
}
