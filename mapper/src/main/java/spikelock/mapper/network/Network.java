package spikelock.mapper.network;

import java.util.List;
import java.util.Optional;

/**
 * A spiking network in floats, before anything is rounded.
 *
 * @param name short name, from the file's name or its header
 * @param populations in file order; a neuron's number is population order, then C order within the shape
 * @param projections every path from one population to another, linear chains folded into one
 * @param outputs what the network answers with
 * @param settings how it is run
 * @param repairs one line for everything the reader mended or assumed
 * @param oneScale whether all neurons of a population are rounded with one scale, whatever fills the weights' width, as when they were
 *     trained for a chip; otherwise the mapper chooses
 */
public record Network(String name, List<Population> populations, List<Projection> projections, List<Output> outputs,
    RunSettings settings, List<String> repairs, boolean oneScale) {

  /** @param population index of the population whose spikes leave; @param name the user's name of the output */
  public record Output(String name, int population) {}

  public Network {
    populations = List.copyOf(populations);
    projections = List.copyOf(projections);
    outputs = List.copyOf(outputs);
    repairs = List.copyOf(repairs);
  }

  /** With scales that the mapper chooses. */
  public Network(String name, List<Population> populations, List<Projection> projections, List<Output> outputs, RunSettings settings,
      List<String> repairs) {
    this(name, populations, projections, outputs, settings, repairs, false);
  }

  /** The same with one scale for each population, or with scales that the mapper chooses. */
  public Network withOneScale(boolean one) {
    return new Network(name, populations, projections, outputs, settings, repairs, one);
  }

  /** Index of the population of that name. */
  public Optional<Integer> population(String wanted) {
    for (int p = 0; p < populations.size(); p++) {
      if (populations.get(p).name().equals(wanted)) {
        return Optional.of(p);
      }
    }
    return Optional.empty();
  }

  /** Number of input channels: the sizes of all input populations, in order. */
  public int inputs() {
    return populations.stream().filter(Population::isInput).mapToInt(Population::size).sum();
  }

  /** Number of neurons, inputs not counted. */
  public int neurons() {
    return populations.stream().filter(p -> !p.isInput()).mapToInt(Population::size).sum();
  }
}
