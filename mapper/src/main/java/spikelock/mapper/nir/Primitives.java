package spikelock.mapper.nir;

import java.util.List;
import java.util.Set;
import spikelock.emulator.error.InputException;
import spikelock.emulator.error.Printable;
import spikelock.mapper.network.NeuronModel;

/** The NIR node types that are read. */
final class Primitives {
  static final Set<String> LINEAR = Set.of("Linear", "Affine", "Scale", "Conv1d", "Conv2d", "SumPool2d", "AvgPool2d", "Delay");
  static final List<String> SUPPORTED = List.of("Input", "Output", "Linear", "Affine", "Scale", "Conv1d", "Conv2d", "SumPool2d",
      "AvgPool2d", "Flatten", "Delay", "I", "IF", "LI", "LIF", "CubaLI",
      "CubaLIF", "Threshold", "NIRGraph");
  private Primitives() {}

  /** @throws InputException naming the type, the node and what is supported */
  static void requireSupported(String type, String node) {
    if (SUPPORTED.contains(type)) {
      return;
    }
    String shown = Printable.start(type, 60);
    throw new InputException("unknown type '" + shown + "'", "", "node '" + node + "'", UnknownType.hint(type));
  }

  /** The kind of a neuron type. */
  static NeuronModel.Kind kind(String type) {
    return switch (type) {
      case "I" -> NeuronModel.Kind.I;
      case "IF" -> NeuronModel.Kind.IF;
      case "LI" -> NeuronModel.Kind.LI;
      case "LIF" -> NeuronModel.Kind.LIF;
      case "CubaLI" -> NeuronModel.Kind.CUBA_LI;
      case "CubaLIF" -> NeuronModel.Kind.CUBA_LIF;
      case "Threshold" -> NeuronModel.Kind.THRESHOLD;
      default -> throw new IllegalArgumentException(type);
    };
  }
}
