package spikelock.emulator.run;

import java.util.List;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NearMiss;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.PlacedCores;
import spikelock.emulator.image.Population;

/**
 * A quantity recorded in every timestep.
 *
 * @param population whose
 * @param field {@code spikes}, or a state field of its datapath
 */
public record Probe(Population population, String field) {
  /** The field that every population has. */
  public static final String SPIKES = "spikes";

  /**
   * Reads {@code POP.FIELD}; the last dot splits, so names may contain dots.
   *
   * @throws InputException when the image has no such population or the population no such field
   */
  public static Probe parse(ChipImage image, String text) {
    int dot = text.lastIndexOf('.');
    if (dot <= 0 || dot == text.length() - 1) {
      throw new InputException("\"" + text + "\" is not a probe", "", "--probe", "write POPULATION.spikes or POPULATION.FIELD");
    }
    String name = text.substring(0, dot);
    String field = text.substring(dot + 1);
    List<Population> neurons = image.populations().stream().filter(p -> p.tile().length > 0).toList();
    Population population = neurons.stream().filter(p -> p.name().equals(name)).findFirst()
        .orElseThrow(() -> new InputException("there is no population \"" + name + "\"", "", "--probe",
            NearMiss.hint(name, neurons.stream().map(Population::name).toList())));
    if (!field.equals(SPIKES)) {
      List<String> fields = PlacedCores.of(image).datapath(population.tile()[0]).datapath().states().stream()
          .map(f -> f.name()).toList();
      if (!fields.contains(field)) {
        List<String> known = new java.util.ArrayList<>(fields);
        known.add(SPIKES);
        throw new InputException("population \"" + name + "\" has no field \"" + field + "\"", "", "--probe",
            NearMiss.hint(field, known));
      }
    }
    return new Probe(population, field);
  }

  /** {@code POP.FIELD}. */
  public String name() {
    return population.name() + "." + field;
  }

  public boolean isSpikes() {
    return field.equals(SPIKES);
  }
}
