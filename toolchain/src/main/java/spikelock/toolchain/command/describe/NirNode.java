package spikelock.toolchain.command.describe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import spikelock.emulator.files.NdArray;
import spikelock.mapper.nir.NirModel;
import spikelock.mapper.nir.NirPart;
import spikelock.mapper.nir.Range;
import spikelock.toolchain.console.Means;
import spikelock.toolchain.console.TextTable;

/** A node of a NIR file. */
record NirNode(String name, String type, int[] takes, int[] gives, @Means("by name") Map<String, Parameter> parameters, List<String> from,
    List<String> to) {

  /** A field of the node: the range of its numbers, or its text. */
  record Parameter(int[] shape, String range) {

    static Parameter of(NdArray array) {
      return new Parameter(array.shape(), array.isText() ? String.join(" ", (String[]) array.data()) : Range.of(array.doubles()));
    }

    private boolean isSingle() {
      for (int extent : shape) {
        if (extent != 1) {
          return false;
        }
      }
      return true;
    }
  }

  static List<NirNode> of(NirModel model) {
    return model.parts().stream().map(NirNode::of).toList();
  }

  private static NirNode of(NirPart part) {
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    part.fields().forEach((name, array) -> parameters.put(name, Parameter.of(array)));
    return new NirNode(part.name(), part.type(), part.takes(), part.gives(), parameters, part.from(), part.to());
  }

  /** A row for each node. */
  static TextTable table(List<NirNode> nodes) {
    TextTable table = new TextTable("node", "type", "shape", "parameters");
    for (NirNode node : nodes) {
      String takes = text(node.takes);
      String gives = text(node.gives);
      List<String> parameters = new ArrayList<>();
      node.parameters.forEach((name, parameter) -> {
        if (!name.equals("shape")) {
          parameters.add(name + (parameter.isSingle() ? "" : " " + text(parameter.shape)) + " " + parameter.range);
        }
      });
      table.row(node.name, node.type, takes.equals(gives) ? gives : takes + " -> " + gives, String.join(", ", parameters));
    }
    return table;
  }

  private static String text(int[] shape) {
    return new NdArray(shape, new int[0]).shapeText();
  }
}
