package spikelock.mapper.nir;

import java.util.Arrays;
import java.util.Optional;
import spikelock.mapper.linear.LinearMap;
import spikelock.mapper.linear.Step;
import spikelock.mapper.nir.FlatGraph.Role;
import spikelock.mapper.nir.FlatGraph.Vertex;

/**
 * A linear node of its own, before chains are folded: what a framework calls a layer.
 *
 * @param part the node as the file has it
 * @param step what it computes; empty where it passes on what it gets
 * @param bias added to each of its outputs; empty for none
 */
public record LinearNode(NirPart part, Optional<Step> step, double[] bias) {

  static LinearNode of(NirPart part, Vertex vertex, Sizes sizes, double dt) {
    if (vertex.role == Role.PASS) {
      return new LinearNode(part, Optional.empty(), new double[0]);
    }
    NirNode node = vertex.node;
    int size = sizes.size(vertex);
    if (node.type().equals("Scale")) {
      return new LinearNode(part, Optional.of(new Step.Factors(Folding.broadcast(node.numbers("scale"), size))), new double[0]);
    }
    if (node.type().equals("Delay")) {
      int[] timesteps = Arrays.stream(Folding.broadcast(node.numbers("delay"), size)).mapToInt(seconds -> (int) Math.rint(seconds / dt)).toArray();
      return new LinearNode(part, Optional.of(new Step.Delay(timesteps)), new double[0]);
    }
    if (SpatialNode.TYPES.contains(node.type())) {
      SpatialNode spatial = SpatialNode.of(node, sizes.inShape(vertex));
      double[] bias = node.type().startsWith("Conv") && node.has("bias") ? Folding.bias(vertex, spatial, size) : new double[0];
      return new LinearNode(part, Optional.of(spatial.step()), bias);
    }
    LinearMap.Dense matrix = Folding.matrix(vertex, sizes);
    double[] bias = node.type().equals("Affine") ? Folding.broadcast(node.numbers("bias"), size) : new double[0];
    return new LinearNode(part, Optional.of(new Step.Matrix(matrix.columns(), matrix.rows(), matrix.weights())), bias);
  }
}
