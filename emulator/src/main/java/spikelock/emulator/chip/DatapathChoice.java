package spikelock.emulator.chip;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which datapath a core has and where its parameters live. A parameter that is in neither list is placed in the
 * neuron's set.
 *
 * @param model name or text reference of the datapath, or {@code auto} when the mapper may choose
 * @param constants values for the datapath's constants (widths), by name
 * @param coreParameters parameters held once a core
 * @param neuronParameters parameters held by every neuron
 * @param neuronInitialState whether every neuron has its own initial state (otherwise its set has)
 */
public record DatapathChoice(
    String model,
    Map<String, Long> constants,
    List<String> coreParameters,
    List<String> neuronParameters,
    boolean neuronInitialState) {

  /** The mapper chooses. */
  public static final DatapathChoice AUTO = new DatapathChoice("auto", Map.of(), List.of(), List.of(), false);

  public DatapathChoice {
    constants = java.util.Collections.unmodifiableMap(new TreeMap<>(constants));
    coreParameters = List.copyOf(coreParameters);
    neuronParameters = List.copyOf(neuronParameters);
  }

  public boolean isAuto() {
    return model.equals("auto");
  }
}
