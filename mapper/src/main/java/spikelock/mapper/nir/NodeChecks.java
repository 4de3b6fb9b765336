package spikelock.mapper.nir;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import spikelock.emulator.files.NdArray;
import spikelock.mapper.nir.FlatGraph.Role;
import spikelock.mapper.nir.FlatGraph.Vertex;

/** What can be said about single nodes once all sizes are known. */
final class NodeChecks {
  /** The fields of each type, as NIR writes them. */
  static final Map<String, List<String>> FIELDS = Map.ofEntries(Map.entry("Input", List.of("shape")),
      Map.entry("Output", List.of("shape")), Map.entry("Linear", List.of("weight")), Map.entry("Affine", List.of("weight", "bias")),
      Map.entry("Scale", List.of("scale")), Map.entry("Threshold", List.of("threshold")), Map.entry("Delay", List.of("delay")),
      Map.entry("Conv1d", List.of("input_shape", "weight", "stride", "padding", "dilation", "groups", "bias")),
      Map.entry("Conv2d", List.of("input_shape", "weight", "stride", "padding", "dilation", "groups", "bias")),
      Map.entry("SumPool2d", List.of("kernel_size", "stride", "padding")),
      Map.entry("AvgPool2d", List.of("kernel_size", "stride", "padding")),
      Map.entry("Flatten", List.of("start_dim", "end_dim", "input_type")), Map.entry("I", List.of("r")),
      Map.entry("IF", List.of("r", "v_threshold", "v_reset")), Map.entry("LI", List.of("tau", "r", "v_leak")),
      Map.entry("LIF", List.of("tau", "r", "v_leak", "v_threshold", "v_reset")),
      Map.entry("CubaLI", List.of("tau_syn", "tau_mem", "r", "v_leak", "w_in")),
      Map.entry("CubaLIF", List.of("tau_syn", "tau_mem", "r", "v_leak", "v_threshold", "v_reset", "w_in")));

  private NodeChecks() {}

  /** @throws spikelock.emulator.error.InputException when a number is NaN or infinite, or a linear node lacks a field */
  static void of(FlatGraph graph, Sizes sizes) {
    for (Vertex vertex : graph.vertices) {
      NirNode node = vertex.node;
      List<String> known = FIELDS.getOrDefault(node.type(), List.of());
      node.fields().forEach((name, array) -> {
        if (!known.contains(name)) {
          graph.repairs.note("'" + vertex.name + "' has the field \"" + name + "\", which no " + node.type() + " has: not used");
        } else if (!array.isText() && !Neurons.MAY_BE_INFINITE.contains(name)) {
          node.numbers(name);
        }
      });
      if (node.type().equals("Affine")) {
        node.array("bias");
      }
      if (vertex.role == Role.OUTPUT && node.has("shape")) {
        outputShape(graph, vertex, sizes.shape(vertex));
      }
      if (List.of("Conv1d", "Conv2d").contains(node.type()) && !node.has("bias")) {
        graph.repairs.add("'" + vertex.name + "' has no bias: using 0");
      }
    }
  }

  private static void outputShape(FlatGraph graph, Vertex output, int[] real) {
    NdArray said = output.node.array("shape");
    double[] values = output.node.numbers("shape");
    if (!Arrays.equals(values, Arrays.stream(real).asDoubleStream().toArray())) {
      graph.repairs.add("'" + output.name + "' says its shape is " + text(values) + " but gets "
          + new NdArray(real, new int[0]).shapeText() + ": read as that" + (said.rank() == 1 ? "" : " (the shape is not a list)"));
    }
  }

  private static String text(double[] shape) {
    return new NdArray(Arrays.stream(shape).mapToInt(v -> (int) v).toArray(), new int[0]).shapeText();
  }
}
