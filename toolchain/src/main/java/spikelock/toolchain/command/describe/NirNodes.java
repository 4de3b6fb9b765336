package spikelock.toolchain.command.describe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import spikelock.emulator.files.NdArray;
import spikelock.mapper.nir.NirModel;
import spikelock.mapper.nir.NirPart;
import spikelock.mapper.nir.Range;
import spikelock.toolchain.console.TextTable;

/** The nodes of a NIR file: name, type, shape, parameters and their ranges. */
final class NirNodes {
  private NirNodes() {}

  /** JSON: name, type, takes, gives, parameters (by field: shape and range, or the text), from, to. */
  static List<Map<String, Object>> list(NirModel model) {
    List<Map<String, Object>> nodes = new ArrayList<>();
    for (NirPart part : model.parts()) {
      Map<String, Object> parameters = new LinkedHashMap<>();
      part.fields().forEach((name, array) -> parameters.put(name, OrderedMap.of("shape", array.shape(), "range", range(array))));
      nodes.add(OrderedMap.of("name", part.name(), "type", part.type(), "takes", part.takes(), "gives", part.gives(), "parameters",
          parameters, "from", part.from(), "to", part.to()));
    }
    return nodes;
  }

  /** A row for each node. */
  static TextTable table(NirModel model) {
    TextTable table = new TextTable("node", "type", "shape", "parameters");
    for (NirPart part : model.parts()) {
      String takes = text(part.takes());
      String gives = text(part.gives());
      List<String> parameters = new ArrayList<>();
      part.fields().forEach((name, array) -> {
        if (!name.equals("shape")) {
          parameters.add(name + (array.size() == 1 ? "" : " " + array.shapeText()) + " " + range(array));
        }
      });
      table.row(part.name(), part.type(), takes.equals(gives) ? gives : takes + " -> " + gives, String.join(", ", parameters));
    }
    return table;
  }

  private static String text(int[] shape) {
    return new NdArray(shape, new int[0]).shapeText();
  }

  private static String range(NdArray array) {
    return array.isText() ? String.join(" ", (String[]) array.data()) : Range.of(array.doubles());
  }
}
