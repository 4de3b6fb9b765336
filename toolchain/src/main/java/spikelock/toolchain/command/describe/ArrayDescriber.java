package spikelock.toolchain.command.describe;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import spikelock.emulator.files.ArrayFile;
import spikelock.emulator.files.NdArray;
import spikelock.toolchain.console.TextTable;

/** Arrays of numpy. */
final class ArrayDescriber implements Describer {
  @Override
  public String kind() {
    return "arrays (.npy, .npz)";
  }

  @Override
  public String fields() {
    return "arrays: per array name (empty in a .npy), type, shape, and of numbers min, max, nonzero (how many)";
  }

  @Override
  public boolean accepts(String name, String start) {
    return start.startsWith("\u0093NUMPY") || start.startsWith("PK");
  }

  @Override
  public Description describe(String name) {
    TextTable table = new TextTable("array", "type", "shape", "least", "greatest", "not 0");
    List<Object> arrays = new ArrayList<>();
    for (Map.Entry<String, NdArray> entry : ArrayFile.read(Path.of(name)).entrySet()) {
      NdArray array = entry.getValue();
      String type = array.isText() ? "text" : array.data().getClass().getComponentType().getSimpleName();
      Map<String, Object> fields = OrderedMap.of("name", entry.getKey(), "type", type, "shape", array.shape());
      Object least = "";
      Object greatest = "";
      Object nonzero = "";
      if (!array.isText() && array.size() > 0) {
        double[] range = range(array);
        least = number(array, range[0]);
        greatest = number(array, range[1]);
        nonzero = (long) range[2];
        fields.putAll(OrderedMap.of("min", least, "max", greatest, "nonzero", nonzero));
      }
      arrays.add(fields);
      table.row(entry.getKey().isEmpty() ? "(the array)" : entry.getKey(), type, array.shapeText(), least, greatest, nonzero);
    }
    return new Description(Map.of("arrays", arrays), table.toString());
  }

  /** Least, greatest, and how many are not 0. */
  private static double[] range(NdArray array) {
    double[] range = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0};
    for (int i = 0; i < array.size(); i++) {
      double value = array.at(i);
      range[0] = Math.min(range[0], value);
      range[1] = Math.max(range[1], value);
      range[2] += value != 0 ? 1 : 0;
    }
    return range;
  }

  private static Object number(NdArray array, double value) {
    return array.isInteger() ? (Object) (long) value : (Object) value;
  }
}
