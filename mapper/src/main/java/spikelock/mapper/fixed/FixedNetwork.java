package spikelock.mapper.fixed;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import spikelock.emulator.datapath.Datapath;
import spikelock.emulator.datapath.Models;
import spikelock.emulator.datapath.Node;
import spikelock.emulator.image.PlacedCores;
import spikelock.mapper.network.Network;

/**
 * A network in integers, layer-synchronous: the meaning of an image, independent of cores.
 *
 * @param name short name
 * @param weightBits width of a weight
 * @param accumulatorBits width of a neuron's summed input; sums wrap
 * @param payloadBits width of what a spike carries; 0 where it always is 1
 * @param populations in file order
 * @param projections in file order
 * @param outputs what the network answers with
 * @param texts text of every {@code .neuron} file that is not bundled, by datapath name
 */
public record FixedNetwork(
    String name,
    int weightBits,
    int accumulatorBits,
    int payloadBits,
    List<FixedPopulation> populations,
    List<FixedProjection> projections,
    List<Network.Output> outputs,
    Map<String, String> texts) {

  public FixedNetwork {
    populations = List.copyOf(populations);
    projections = List.copyOf(projections);
    outputs = List.copyOf(outputs);
    texts = Map.copyOf(texts);
  }

  /** Input channels of all input populations. */
  public int channels() {
    return populations.stream().filter(FixedPopulation::isInput).mapToInt(FixedPopulation::size).sum();
  }

  /** Neurons, inputs not counted. */
  public int neurons() {
    return populations.stream().filter(p -> !p.isInput()).mapToInt(FixedPopulation::size).sum();
  }

  /** Synapses of all projections. */
  public long synapses() {
    return projections.stream().mapToLong(FixedProjection::synapses).sum();
  }

  /** Number of a population's first channel among all channels, or of its first neuron among all neurons. */
  public int first(int population) {
    boolean input = populations.get(population).isInput();
    return populations.subList(0, population).stream().filter(p -> p.isInput() == input)
        .mapToInt(FixedPopulation::size).sum();
  }

  /** The datapath of a population that is no input. */
  public Datapath datapath(int population) {
    FixedPopulation p = populations.get(population);
    return datapath(p.datapath(), p.constants(), texts, accumulatorBits, payloadBits);
  }

  /** The greatest magnitude that a spike of a population brings: an input may send whatever the chip's payloads can hold. */
  public int greatestPayload(int population) {
    return populations.get(population).isInput() ? greatestInput(payloadBits) : greatestPayload(datapath(population));
  }

  /** The greatest magnitude of an input's value on a chip with so many payload bits. */
  public static int greatestInput(int payloadBits) {
    return payloadBits == 0 ? 1 : 1 << payloadBits - 1;
  }

  /** The greatest magnitude of what a datapath's spike carries: 1 where it has no payload. */
  public static int greatestPayload(Datapath datapath) {
    if (datapath.payload() < 0) {
      return 1;
    }
    Node payload = datapath.nodes().get(datapath.payload());
    return (int) Math.max(Math.abs(payload.lo()), Math.abs(payload.hi()));
  }

  /**
   * A datapath by name, one of {@code texts} or bundled, its inputs as wide as the chip's accumulators and its payload limited to the
   * chip's payload bits.
   */
  public static Datapath datapath(String name, Map<String, Long> constants, Map<String, String> texts, int accumulatorBits,
      int payloadBits) {
    Map<String, Long> all = new TreeMap<>(constants);
    all.putIfAbsent(PlacedCores.ACCUMULATOR_CONSTANT, (long) accumulatorBits);
    if (payloadBits > 0) {
      all.putIfAbsent(PlacedCores.PAYLOAD_CONSTANT, (long) payloadBits);
    }
    return Models.named(name, all, texts).withPayloadBits(payloadBits);
  }

  /** The same with other populations (of the same sizes). */
  public FixedNetwork withPopulations(List<FixedPopulation> changed) {
    return new FixedNetwork(name, weightBits, accumulatorBits, payloadBits, changed, projections, outputs, texts);
  }

  /** The same with other projections. */
  public FixedNetwork withProjections(List<FixedProjection> changed) {
    return new FixedNetwork(name, weightBits, accumulatorBits, payloadBits, populations, changed, outputs, texts);
  }

  /** {@code population[index]} of a neuron, numbered over all populations that are no inputs. */
  public String neuronName(int neuron) {
    int population = populationOf(neuron);
    return populations.get(population).name() + "[" + (neuron - first(population)) + "]";
  }

  /** The population that a neuron belongs to; neurons are numbered over all populations that are no inputs. */
  public int populationOf(int neuron) {
    int left = neuron;
    for (int p = 0; p < populations.size(); p++) {
      if (!populations.get(p).isInput()) {
        if (left < populations.get(p).size()) {
          return p;
        }
        left -= populations.get(p).size();
      }
    }
    throw new IllegalArgumentException("neuron=" + neuron + " must be 0.." + (neurons() - 1));
  }
}
