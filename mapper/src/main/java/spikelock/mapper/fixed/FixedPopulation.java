package spikelock.mapper.fixed;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import spikelock.mapper.network.LoihiNeuron;

/**
 * A population in the chip's integers.
 *
 * @param name the user's name
 * @param shape its product is the number of neurons
 * @param kind {@code input}, or the neuron kind as the user knows it
 * @param datapath name of the bundled model or preset, or of one of the network's own texts; empty for inputs
 * @param constants values for the datapath's constants
 * @param parameters raw values of every parameter of the datapath: one for all neurons or one for each
 * @param initial raw values of every state field of the datapath at the first timestep: one for all neurons or one for each
 * @param lag timesteps by which the chip runs behind the layer-synchronous network
 * @param scale [1 or neurons] what the weights into a neuron, its threshold and its biases were multiplied with before they were rounded;
 *     1 for native datapaths
 * @param fieldScales for state fields with a meaning in the network's own units [1 or neurons], what one raw unit is worth
 */
public record FixedPopulation(
    String name,
    int[] shape,
    String kind,
    String datapath,
    Map<String, Long> constants,
    Map<String, int[]> parameters,
    Map<String, int[]> initial,
    int lag,
    double[] scale,
    Map<String, double[]> fieldScales) {

  /** The state field of a potential. */
  public static final String POTENTIAL = "v";

  private static final Set<String> POTENTIALS = Set.of("I", "LI", "CubaLI", LoihiNeuron.READOUT);

  /** The scale of what is whole numbers already. */
  public static final double[] ONE = {1};

  /** The kind of an input population. */
  public static final String INPUT = "input";

  public FixedPopulation {
    constants = Collections.unmodifiableMap(new TreeMap<>(constants));
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    initial = Collections.unmodifiableMap(new TreeMap<>(initial));
    fieldScales = Collections.unmodifiableMap(new TreeMap<>(fieldScales));
  }

  /** A group of input channels. */
  public static FixedPopulation input(String name, int[] shape) {
    return new FixedPopulation(name, shape, INPUT, "", Map.of(), Map.of(), Map.of(), 0, ONE, Map.of());
  }

  public int size() {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  public boolean isInput() {
    return kind.equals(INPUT);
  }

  /** Whether neurons of a kind never spike: what they say is their potential {@code v}. */
  public static boolean isPotential(String kind) {
    return POTENTIALS.contains(kind);
  }

  /** Value of neuron {@code i} in an array of one or of many. */
  public static int at(int[] values, int i) {
    return values.length == 1 ? values[0] : values[i];
  }

  /** What one raw unit of the potential is worth in the network's own units [1 or neurons]. */
  public static double[] potentialUnit(Map<String, double[]> fieldScales) {
    return fieldScales.getOrDefault(POTENTIAL, ONE);
  }

  /** The same with another lag. */
  public FixedPopulation withLag(int newLag) {
    return new FixedPopulation(name, shape, kind, datapath, constants, parameters, initial, newLag, scale, fieldScales);
  }
}
