package spikelock.mapper.train.plan;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.YamlFile;
import spikelock.emulator.files.YamlMap;
import spikelock.mapper.train.model.Decay;
import spikelock.mapper.train.model.Pool;
import spikelock.mapper.train.model.UnitKind;
import spikelock.mapper.train.model.Weights;

/**
 * A training as a file: {@code format: spikelock/training}, and every option of the command as a field, with {@code _} for {@code -};
 * layers also as a list.
 *
 * @param options what the file says, by the option's name without dashes in front, in the order of the options
 * @param layers a list of layers; empty when there is none, or they are one word among the options
 */
public record TrainingFile(Map<String, List<String>> options, Optional<Sketch> layers) {
  private static final int VERSION = 1;
  private static final int MOST_BYTES = 1 << 20;
  private static final int MOST = 10_000_000;

  /**
   * Reads a file.
   *
   * @param known names of the options that may be in it
   * @throws InputException when it is damaged, or has a field that is none of them: with the near miss
   */
  public static TrainingFile read(Path file, Collection<String> known) {
    return of(YamlFile.read(file, "training", VERSION, MOST_BYTES), known);
  }

  static TrainingFile of(YamlMap map, Collection<String> known) {
    Map<String, List<String>> options = new LinkedHashMap<>();
    boolean listed = map.isList("layers");
    for (String option : known) {
      String field = option.replace('-', '_');
      if (map.has(field) && !(listed && option.equals("layers"))) {
        options.put(option, map.isList(field) ? map.texts(field) : List.of(map.text(field)));
      }
    }
    Optional<Sketch> layers = listed ? Optional.of(sketch(map)) : Optional.empty();
    map.rejectUnknown();
    return new TrainingFile(options, layers);
  }

  private static Sketch sketch(YamlMap map) {
    List<YamlMap> layers = map.maps("layers");
    if (layers.isEmpty()) {
      throw map.error("layers", "names no layer", "");
    }
    int[] input;
    try {
      input = LayersText.shape(map.text("input"));
    } catch (InputException e) {
      throw map.error("input", "is \"" + map.text("input") + "\"", "write its channels, or channels x height x width as 1x16x16");
    }
    return new Sketch(input, layers.stream().map(TrainingFile::layer).toList());
  }

  private static LayerSketch layer(YamlMap map) {
    boolean convolves = map.has("channels");
    if (convolves == map.has("units")) {
      throw map.error("units", convolves ? "is given beside channels" : "the field is missing",
          "a dense layer has units, a convolution channels and kernel");
    }
    Weights weights = convolves ? new Weights.Convolution(map.integer("channels", 1, 99_999), map.integer("kernel", 1, 9999),
        map.integer("stride", 1, 9999, 1), map.integer("padding", 0, 999, 0)) : new Weights.Dense();
    LayerSketch.Loop loop = LayerSketch.Loop.valueOf(map.choice("recurrent", List.of("none", "full", "diagonal"), "none").toUpperCase(Locale.ROOT));
    if (map.has("sum_pool") && map.has("mean_pool")) {
      throw map.error("mean_pool", "is given beside sum_pool", "a layer has one pool in front");
    }
    Pool pool = map.has("sum_pool") ? new Pool(map.integer("sum_pool", 1, 9999), false)
        : map.has("mean_pool") ? new Pool(map.integer("mean_pool", 1, 9999), true) : Pool.NONE;
    LayerSketch layer = new LayerSketch(map.text("name", ""), convolves ? 0 : map.integer("units", 1, MOST), weights, pool, loop,
        map.has("from") ? map.isList("from") ? map.texts("from") : List.of(map.text("from")) : List.of(), unit(map), number(map, "dropout"));
    map.rejectUnknown();
    return layer;
  }

  private static UnitChoice unit(YamlMap map) {
    List<String> kinds = Arrays.stream(UnitKind.values()).map(UnitKind::word).toList();
    Optional<UnitKind> kind = map.has("model") ? Optional.of(UnitChoice.kind(map.choice("model", kinds, ""))) : Optional.empty();
    Optional<Decay.Learn> learn = map.has("learn_decay") ? Optional.of(Decay.Learn.valueOf(map.choice("learn_decay", List.of("fixed", "layer", "neuron"),
        "fixed").toUpperCase(Locale.ROOT))) : Optional.empty();
    return new UnitChoice(kind, number(map, "tau_mem_s"), number(map, "tau_syn_s"), number(map, "tau_adapt_s"), number(map, "beta"), learn);
  }

  private static OptionalDouble number(YamlMap map, String field) {
    return map.has(field) ? OptionalDouble.of(map.number(field)) : OptionalDouble.empty();
  }
}
