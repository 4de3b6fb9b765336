package spikelock.emulator.chip;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.YamlFile;
import spikelock.emulator.files.YamlMap;

/**
 * Reads and writes chip definitions ({@code format: spikelock/chip}). The fields are described in {@code emulator/CHIP.md}.
 */
public final class ChipFile {
  /** The version of the format written and read here. */
  public static final int VERSION = 1;

  /** Longest file accepted, in bytes. */
  public static final int MAX_BYTES = 1 << 20;

  private static final Pattern MODEL = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}");

  private ChipFile() {}

  /** A whole-number field; without a default it must be given. */
  private record Size(String name, ToIntFunction<ChipSpec> of, int otherwise) {}

  private static final int NEEDED = -1;

  /** The whole-number fields in file order. {@link ChipSpec} checks their values. */
  private static final List<Size> SIZES = List.of(
      new Size("neurons", ChipSpec::neurons, NEEDED),
      new Size("axons", ChipSpec::axons, NEEDED),
      new Size("synapse_words", ChipSpec::synapseWords, NEEDED),
      new Size("word_bits", ChipSpec::wordBits, 16),
      new Size("weight_bits", ChipSpec::weightBits, 8),
      new Size("exponent_bits", ChipSpec::exponentBits, 0),
      new Size("lanes", ChipSpec::lanes, 1),
      new Size("accumulator_bits", ChipSpec::accumulatorBits, 24),
      new Size("delay_slots", ChipSpec::delaySlots, 16),
      new Size("payload_bits", ChipSpec::payloadBits, 0),
      new Size("fanout_entries", ChipSpec::fanoutEntries, NEEDED),
      new Size("fifo_depth", ChipSpec::fifoDepth, 2),
      new Size("input_buffer", ChipSpec::inputBuffer, 1024),
      new Size("outputs", ChipSpec::outputs, 256),
      new Size("set_words", ChipSpec::setWords, 1024),
      new Size("counter_bits", ChipSpec::counterBits, 24));

  /**
   * Reads a chip definition.
   *
   * @throws InputException naming file, field and line of what is wrong
   */
  public static ChipSpec read(Path path) {
    return read(YamlFile.read(path, "chip", VERSION, MAX_BYTES));
  }

  /** The same for text; {@code file} is only used in messages. */
  public static ChipSpec parse(String text, String file) {
    return read(YamlFile.parse(text, file, "chip", VERSION, MAX_BYTES));
  }

  private static ChipSpec read(YamlMap file) {
    String name = file.text("name");
    if (name.isBlank() || name.length() > 100) {
      throw file.error("name", "must be 1 to 100 characters", "");
    }
    file.text("description", "");
    YamlMap mesh = file.map("mesh");
    int width = mesh.integer("width", 1, 16);
    int height = mesh.integer("height", 1, 16);
    mesh.rejectUnknown();
    Map<String, Integer> sizes = new LinkedHashMap<>();
    for (Size size : SIZES) {
      sizes.put(size.name(), size.otherwise() == NEEDED ? file.integer(size.name(), Integer.MIN_VALUE, Integer.MAX_VALUE)
          : file.integer(size.name(), Integer.MIN_VALUE, Integer.MAX_VALUE, size.otherwise()));
    }
    Counters counters = Counters.valueOf(file.choice("counters", List.of("none", "basic", "debug"), "basic").toUpperCase(Locale.ROOT));
    double clockMhz = file.number("clock_mhz", 100);
    List<DatapathChoice> datapaths = datapaths(file, width * height);
    file.rejectUnknown();
    Function<String, Integer> of = sizes::get;
    try {
      return new ChipSpec(name, width, height, of.apply("neurons"), of.apply("axons"), of.apply("synapse_words"),
          of.apply("word_bits"), of.apply("weight_bits"), of.apply("exponent_bits"), of.apply("lanes"),
          of.apply("accumulator_bits"), of.apply("delay_slots"), of.apply("payload_bits"), of.apply("fanout_entries"),
          of.apply("fifo_depth"), of.apply("input_buffer"), of.apply("outputs"), of.apply("set_words"), counters,
          of.apply("counter_bits"), clockMhz, datapaths);
    } catch (InputException e) {
      throw file.error(e.where(), e.getMessage(), e.hint());
    }
  }

  private static List<DatapathChoice> datapaths(YamlMap file, int tiles) {
    List<DatapathChoice> chosen = new ArrayList<>(java.util.Collections.nCopies(tiles, DatapathChoice.AUTO));
    if (!file.has("datapaths")) {
      return chosen;
    }
    YamlMap map = file.map("datapaths");
    if (map.has("default")) {
      YamlMap choice = map.map("default");
      java.util.Collections.fill(chosen, choice(choice));
      choice.rejectUnknown();
    }
    boolean[] named = new boolean[tiles];
    for (YamlMap entry : map.has("tiles") ? map.maps("tiles") : List.<YamlMap>of()) {
      DatapathChoice choice = choice(entry);
      for (String text : entry.texts("tiles")) {
        int tile = text.matches("\\d{1,3}") ? Integer.parseInt(text) : tiles;
        if (tile >= tiles || named[tile]) {
          throw entry.error("tiles", tile >= tiles ? "names tile \"" + text + "\", the mesh has tiles 0.." + (tiles - 1)
              : "names tile " + tile + " again", "");
        }
        named[tile] = true;
        chosen.set(tile, choice);
      }
      entry.rejectUnknown();
    }
    map.rejectUnknown();
    return chosen;
  }

  private static DatapathChoice choice(YamlMap map) {
    String model = map.text("model");
    if (!MODEL.matcher(model).matches()) {
      throw map.error("model", "must be auto, a bundled model or preset, or a .neuron file beside the chip's", "");
    }
    Map<String, Long> constants = new LinkedHashMap<>();
    if (map.has("constants")) {
      YamlMap values = map.map("constants");
      for (String name : values.names()) {
        constants.put(name, values.whole(name, Integer.MIN_VALUE, Integer.MAX_VALUE));
      }
    }
    List<String> taken = new ArrayList<>();
    List<String> core = parameters(map, "core_parameters", taken);
    List<String> set = parameters(map, "set_parameters", taken);
    List<String> neuron = parameters(map, "neuron_parameters", taken);
    DatapathChoice choice = new DatapathChoice(model, constants, core, neuron, map.flag("neuron_initial_state", false));
    if (choice.isAuto() && (!choice.equals(DatapathChoice.AUTO) || !set.isEmpty())) {
      throw map.error("model", "is auto, so the mapper also chooses constants and the places of parameters",
          "name a model, or remove the other fields");
    }
    return choice;
  }

  private static List<String> parameters(YamlMap map, String field, List<String> taken) {
    List<String> names = map.has(field) ? map.texts(field) : List.of();
    for (String name : names) {
      if (taken.contains(name)) {
        throw map.error(field, "places \"" + name + "\" a second time", "a parameter has one place");
      }
      taken.add(name);
    }
    return names;
  }

  /** The canonical text of a chip: every field, in one order; {@link #parse} of it gives an equal chip. */
  public static String text(ChipSpec spec) {
    StringBuilder text = new StringBuilder("format: spikelock/chip\nversion: " + VERSION + "\n");
    text.append("name: ").append(quoted(spec.name())).append('\n');
    text.append("mesh: {width: ").append(spec.width()).append(", height: ").append(spec.height()).append("}\n");
    for (Size size : SIZES) {
      text.append(size.name()).append(": ").append(size.of().applyAsInt(spec)).append('\n');
    }
    text.append("counters: ").append(spec.counters().name().toLowerCase(Locale.ROOT)).append('\n');
    text.append("clock_mhz: ").append(spec.clockMhz()).append('\n');
    Map<DatapathChoice, List<Integer>> tiles = new LinkedHashMap<>();
    for (int tile = 0; tile < spec.tiles(); tile++) {
      tiles.computeIfAbsent(spec.datapaths().get(tile), choice -> new ArrayList<>()).add(tile);
    }
    DatapathChoice common = tiles.entrySet().stream()
        .reduce((a, b) -> b.getValue().size() > a.getValue().size() ? b : a).orElseThrow().getKey();
    text.append("datapaths:\n  default: {").append(fields(common)).append("}\n");
    tiles.remove(common);
    text.append(tiles.isEmpty() ? "" : "  tiles:\n");
    tiles.forEach((choice, where) ->
        text.append("    - {tiles: ").append(where).append(", ").append(fields(choice)).append("}\n"));
    return text.toString();
  }

  private static String fields(DatapathChoice choice) {
    StringBuilder text = new StringBuilder("model: ").append(choice.model());
    if (!choice.constants().isEmpty()) {
      text.append(", constants: ").append(choice.constants().entrySet().stream()
          .map(e -> e.getKey() + ": " + e.getValue()).collect(Collectors.joining(", ", "{", "}")));
    }
    if (!choice.coreParameters().isEmpty()) {
      text.append(", core_parameters: ").append(choice.coreParameters());
    }
    if (!choice.neuronParameters().isEmpty()) {
      text.append(", neuron_parameters: ").append(choice.neuronParameters());
    }
    return text.append(choice.neuronInitialState() ? ", neuron_initial_state: true" : "").toString();
  }

  /** Plain where YAML leaves it alone, otherwise in double quotes. */
  private static String quoted(String text) {
    if (MODEL.matcher(text).matches()) {
      return text;
    }
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      quoted.append(c == '"' || c == '\\' ? "\\" + c
          : c < ' ' || c > '~' ? String.format(Locale.ROOT, "\\u%04x", (int) c) : String.valueOf(c));
    }
    return quoted.append('"').toString();
  }
}
