package spikelock.mapper.nir;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import spikelock.emulator.error.Printable;
import spikelock.emulator.files.NdArray;
import spikelock.mapper.network.Integrator;
import spikelock.mapper.network.Reset;
import spikelock.mapper.network.RunOptions;
import spikelock.mapper.network.RunSettings;

/**
 * What the metadata of a file's top graph says about how to run it; our writer puts it there, and no file has to.
 *
 * @param dt duration of a timestep in s
 * @param oneScale whether its weights were trained to be rounded with one scale for each population
 */
record FileHints(OptionalDouble dt, Optional<Reset> reset, Optional<Integrator> integrator, boolean oneScale) {
  private static final String SCALE = "scale";
  private static final String POPULATION = "population";
  /** What files that were trained for a chip say since before they had {@value #SCALE}: a number, or that there was no rounding. */
  private static final String WEIGHT_BITS = "weight_bits";
  private static final String CLASSES = "classes";

  static FileHints of(NirNode top) {
    return new FileHints(top.dt(), word(Reset.class, top, "reset"), word(Integrator.class, top, "integrator"),
        said(top, SCALE).equals(Optional.of(POPULATION)) || said(top, WEIGHT_BITS).filter(bits -> bits.matches("[0-9]{1,2}")).isPresent());
  }

  private static Optional<String> said(NirNode top, String key) {
    NdArray said = top.metadata().get(key);
    return said != null && said.data() instanceof String[] words && words.length == 1 ? Optional.of(words[0]) : Optional.empty();
  }

  /** What they say of reset and integrator, as a user would. */
  RunOptions asOptions() {
    RunOptions options = reset.map(RunOptions.NONE::withReset).orElse(RunOptions.NONE);
    return integrator.map(options::withIntegrator).orElse(options);
  }

  /** A value that is not one of ours was meant for somebody else. */
  private static <E extends Enum<E>> Optional<E> word(Class<E> type, NirNode top, String key) {
    return said(top, key).flatMap(word -> Arrays.stream(type.getEnumConstants()).filter(value -> nameOf(value).equals(word)).findFirst());
  }

  /** Names of the classes that the output neurons stand for, in order; empty where the metadata are silent or were meant for somebody else. */
  static List<String> classes(NirNode top, int outputs) {
    NdArray said = top.metadata().get(CLASSES);
    if (said == null || !(said.data() instanceof String[] names) || names.length != outputs) {
      return List.of();
    }
    List<String> classes = Arrays.stream(names).map(Printable::of).distinct().toList();
    return classes.size() == outputs ? classes : List.of();
  }

  /** The metadata that name the classes. */
  static Map<String, NdArray> metadata(List<String> classes) {
    return classes.isEmpty() ? Map.of() : Map.of(CLASSES, new NdArray(new int[] {classes.size()}, classes.toArray(String[]::new)));
  }

  /** The metadata that ask for one scale for each population. */
  static Map<String, NdArray> oneScaleMetadata() {
    return Map.of(SCALE, text(POPULATION));
  }

  /** The metadata that say these settings. */
  static Map<String, NdArray> metadata(RunSettings settings) {
    Map<String, NdArray> metadata = new LinkedHashMap<>();
    metadata.put("dt", new NdArray(new int[0], new double[] {settings.dt()}));
    metadata.put("reset", text(nameOf(settings.reset())));
    metadata.put("integrator", text(nameOf(settings.integrator())));
    return metadata;
  }

  static NdArray text(String word) {
    return new NdArray(new int[0], new String[] {word});
  }

  /** As options and metadata spell it. */
  static String nameOf(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
