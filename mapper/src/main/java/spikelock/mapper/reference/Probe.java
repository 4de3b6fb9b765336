package spikelock.mapper.reference;

import java.util.ArrayList;
import java.util.List;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NearMiss;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.Population;

/**
 * Something to record of a population in every timestep.
 *
 * @param population its index
 * @param field {@code spikes}, {@code v}, {@code u}, {@code a}, {@code y}, or a state field of a native datapath
 * @param name as the user wrote it
 */
public record Probe(int population, String field, String name) {
  /**
   * Parses {@code POPULATION.FIELD}; the last dot splits.
   *
   * @throws InputException when there is no such population
   */
  public static Probe parse(String text, Network network) {
    int dot = text.lastIndexOf('.');
    if (dot <= 0 || dot == text.length() - 1) {
      throw new InputException("the probe \"" + text + "\" is not POPULATION.FIELD", "", "", "for example "
          + network.populations().getLast().name() + ".spikes");
    }
    String wanted = text.substring(0, dot);
    List<String> known = new ArrayList<>(network.populations().stream().map(Population::name).toList());
    int population = network.population(wanted).orElseThrow(() -> new InputException("the probe \"" + text
        + "\" names no population", "", "", NearMiss.hint(wanted, known)));
    return new Probe(population, text.substring(dot + 1), text);
  }
}
