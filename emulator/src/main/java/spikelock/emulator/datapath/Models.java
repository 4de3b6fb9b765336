package spikelock.emulator.datapath;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import spikelock.emulator.error.InputException;
import spikelock.emulator.error.Printable;
import spikelock.emulator.files.NearMiss;
import spikelock.emulator.files.Resource;
import spikelock.emulator.files.YamlFile;
import spikelock.emulator.files.YamlMap;

/** The bundled neuron models: {@code .neuron} files, and presets that hold parameters of one of them at a value. */
public final class Models {
  private static final List<String> FILES = List.of("adaptive", "alif", "cuba", "cuba_graded", "cuba_resets", "delta", "loihi");

  private Models() {}

  /**
   * A preset.
   *
   * @param name the field's name for it, such as {@code LIF}
   * @param model the model it is made of
   * @param description one line
   * @param fixed parameters and state fields held at a value
   */
  public record Preset(String name, String model, String description, Map<String, Long> fixed) {}

  /** Names of the bundled model files. */
  public static List<String> names() {
    return FILES;
  }

  /**
   * The text of a bundled model's file. A preset's is that of its model with a {@code fix} section, so that it says all
   * there is to know.
   */
  public static String text(String name) {
    Preset preset = presets().get(name);
    if (preset == null) {
      requireKnown(name);
      return resource(name + ".neuron");
    }
    StringBuilder text = new StringBuilder(resource(preset.model() + ".neuron")).append("\nfix:\n");
    preset.fixed().forEach((field, value) ->
        text.append("  ").append(field).append(": ").append(value == Datapath.MAXIMUM ? "max" : value).append('\n'));
    return text.toString();
  }

  /** The text of a model by name: one of {@code given}, or that of a bundled one. */
  public static String text(String name, Map<String, String> given) {
    String own = given.get(name);
    return own == null ? text(name) : own;
  }

  /** Names of everything bundled, models first. */
  public static List<String> known() {
    List<String> known = new ArrayList<>(FILES);
    known.addAll(presets().keySet());
    return known;
  }

  static void requireKnown(String name) {
    List<String> known = known();
    if (!known.contains(name)) {
      throw new InputException("there is no bundled model \"" + Printable.start(name, 60) + "\"", "", "model", NearMiss.hint(name, known));
    }
  }

  /** All presets, by name. */
  public static Map<String, Preset> presets() {
    return Bundled.PRESETS;
  }

  /** What was read from the class path once: whoever rounds a network again and again asks for the same few. */
  private static final class Bundled {
    static final Map<String, Preset> PRESETS = Collections.unmodifiableMap(readPresets());
    static final Map<String, Datapath> DATAPATHS = new ConcurrentHashMap<>();
  }

  private static Map<String, Preset> readPresets() {
    YamlMap file = YamlFile.parse(resource("presets.yaml"), "presets.yaml", "presets", 1);
    Map<String, Preset> presets = new LinkedHashMap<>();
    for (YamlMap entry : file.maps("presets")) {
      Map<String, Long> fixed = entry.has("fix") ? DatapathFile.readFixed(entry.map("fix")) : Map.of();
      presets.put(entry.text("name"), new Preset(entry.text("name"), entry.text("model"), entry.text("description"), fixed));
      entry.rejectUnknown();
    }
    file.rejectUnknown();
    return presets;
  }

  /** A bundled model or preset with its own constants. */
  public static Datapath bundled(String name) {
    return bundled(name, Map.of());
  }

  /**
   * A bundled model or preset.
   *
   * @param name its name
   * @param constants values for the model's constants; those that the model does not have are ignored
   */
  public static Datapath bundled(String name, Map<String, Long> constants) {
    return Bundled.DATAPATHS.computeIfAbsent(name + " " + new TreeMap<>(constants), unused -> parse(text(name), name + ".neuron", constants));
  }

  /**
   * A model by name: one of {@code given}, a preset of one of them, or a bundled one.
   *
   * @param constants values for the model's constants; those that the model does not have are ignored
   * @param given texts of models by name
   */
  public static Datapath named(String name, Map<String, Long> constants, Map<String, String> given) {
    if (given.containsKey(name)) {
      return parse(given.get(name), name, constants);
    }
    Preset preset = presets().get(name);
    return preset == null || !given.containsKey(preset.model()) ? bundled(name, constants)
        : parse(given.get(preset.model()), preset.model(), constants).specialise(preset.fixed());
  }

  /** A model from its text, taking from {@code constants} those that it has. */
  public static Datapath parse(String text, String file, Map<String, Long> constants) {
    Map<String, Long> mine = new LinkedHashMap<>(constants);
    mine.keySet().retainAll(DatapathFile.constants(text, file));
    return DatapathFile.parse(text, file, mine);
  }

  private static String resource(String name) {
    return Resource.text(Models.class, "/spikelock/emulator/models/" + name);
  }
}
