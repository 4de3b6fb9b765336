package spikelock.mapper.neurobench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import spikelock.emulator.files.NdArray;
import spikelock.mapper.network.Connectivity;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.network.Population;
import spikelock.mapper.network.Projection;
import spikelock.mapper.nir.LinearNode;
import spikelock.mapper.nir.NirPart;

/**
 * Bytes of the parameters and buffers that the network has in snnTorch 1.0.0: 32-bit floats, and for every neuron layer a
 * {@code graded_spikes_factor} (a 32-bit float) and a {@code reset_mechanism_val} (a 64-bit integer).
 *
 * @param bytes of a network that has not run
 * @param stateBytes of the states that a run leaves in its buffers, for each sample of the last batch
 * @param assumed a line for everything that the file does not say
 */
public record Footprint(long bytes, long stateBytes, List<String> assumed) {
  private static final int FLOAT = 4;
  private static final int LAYER = FLOAT + 8;

  public Footprint {
    assumed = List.copyOf(assumed);
  }

  /** What a file's nodes have as modules. */
  static Footprint of(List<NirPart> parts, List<LinearNode> linear) {
    Map<String, LinearNode> steps = linear.stream().collect(Collectors.toMap(node -> node.part().name(), Function.identity()));
    List<String> assumed = new ArrayList<>();
    long bytes = 0;
    long state = 0;
    for (NirPart part : parts) {
      long gives = Arrays.stream(part.gives()).asLongStream().reduce(1, (a, b) -> a * b);
      switch (part.type()) {
        case "Linear" -> bytes += FLOAT * (Wires.isOneToOne(steps.get(part.name())) ? gives : size(part, "weight"));
        case "Affine" -> bytes += FLOAT * (size(part, "weight") + size(part, "bias"));
        case "Conv1d", "Conv2d" -> {
          boolean bias = hasBias(part);
          bytes += FLOAT * (size(part, "weight") + (bias ? size(part, "bias") : 0));
          if (!bias && size(part, "bias") > 0) {
            assumed.add("'" + part.name() + "' has a bias of zeros: counted as a layer without one, for which snnTorch writes the same");
          }
        }
        case "Scale" -> bytes += FLOAT * size(part, "scale");
        case "Delay" -> bytes += FLOAT * size(part, "delay");
        case "LIF", "CubaLIF" -> {
          boolean cuba = part.type().equals("CubaLIF");
          boolean recurrent = part.to().stream().anyMatch(to -> part.from().contains(to));
          bytes += LAYER + FLOAT * (size(part, "v_threshold") + size(part, cuba ? "tau_mem" : "tau") + size(part, "tau_syn"));
          state += FLOAT * gives * (1 + (cuba ? 1 : 0) + (recurrent ? 1 : 0));
          if (recurrent) {
            assumed.add("'" + part.name() + "' is recurrent: its beta, threshold" + (cuba ? " and alpha" : "")
                + " are counted as the vectors that the file has; snnTorch writes a single value as a vector, too");
          }
        }
        case "I", "IF", "LI", "CubaLI", "Threshold" -> {
          bytes += LAYER + FLOAT * (size(part, "v_threshold") + size(part, "threshold") + size(part, "tau") + size(part, "tau_mem") + size(part, "tau_syn"));
          state += FLOAT * (part.type().equals("Threshold") ? 0 : gives * (part.type().equals("CubaLI") ? 2 : 1));
          assumed.add("'" + part.name() + "' is of the type " + part.type() + ", which snnTorch does not write: counted as a layer of its with these parameters");
        }
        default -> { } // Input, Output, Flatten and pools have none
      }
    }
    return new Footprint(bytes, state, assumed);
  }

  private static long size(NirPart part, String field) {
    NdArray array = part.fields().get(field);
    return array == null ? 0 : array.size();
  }

  private static boolean hasBias(NirPart part) {
    NdArray bias = part.fields().get("bias");
    return bias != null && Arrays.stream(bias.doubles()).anyMatch(value -> value != 0);
  }

  /** What a network would have whose projections were all matrices. */
  static Footprint of(Network network) {
    long bytes = 0;
    long state = 0;
    for (Projection projection : network.projections()) {
      Connectivity connectivity = projection.connectivity();
      bytes += FLOAT * (connectivity instanceof Connectivity.Diagonal ? connectivity.sources() : (long) connectivity.sources() * connectivity.targets());
      bytes += FLOAT * (long) projection.bias().length;
    }
    for (Population population : network.populations()) {
      long size = population.size();
      long parameters = switch (population.model()) {
        case NeuronModel.Input input -> 0;
        case NeuronModel.Nir nir -> nir.kind() == NeuronModel.Kind.READOUT ? 0 : (nir.kind().spikes() ? 1 : 0) + (nir.kind().leaks() ? 1 : 0) + (nir.kind().cuba() ? 1 : 0);
        case NeuronModel.Artificial units -> 0;
        case NeuronModel.Native own -> own.parameters().size();
      };
      boolean isLayer = parameters > 0;
      bytes += (isLayer ? LAYER : 0) + FLOAT * parameters * size;
      state += isLayer ? FLOAT * size * (population.model() instanceof NeuronModel.Nir nir && nir.kind().cuba() ? 2 : 1) : 0;
    }
    return new Footprint(bytes, state, List.of("no NIR file: every projection counts as a matrix of 32-bit floats without its missing synapses left out, every neuron "
        + "parameter as a vector"));
  }
}
