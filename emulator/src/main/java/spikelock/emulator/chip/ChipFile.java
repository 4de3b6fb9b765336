package spikelock.emulator.chip;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

  /** The sizes that stand alone in a file; width and height of the mesh and of a tile stand in sections. */
  private static final List<ChipField> SIZES = List.copyOf(EnumSet.complementOf(EnumSet.of(ChipField.MESH_WIDTH, ChipField.MESH_HEIGHT,
      ChipField.CORES_PER_TILE_WIDTH, ChipField.CORES_PER_TILE_HEIGHT)));

  private static final List<String> BASES = Arrays.stream(Clock.Basis.values()).map(Clock.Basis::text).toList();

  private ChipFile() {}

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
    Map<ChipField, Integer> sizes = new EnumMap<>(ChipField.class);
    section(file.map("mesh"), ChipField.MESH_WIDTH, ChipField.MESH_HEIGHT, sizes);
    sizes.put(ChipField.CORES_PER_TILE_WIDTH, CoresPerTile.ONE.width());
    sizes.put(ChipField.CORES_PER_TILE_HEIGHT, CoresPerTile.ONE.height());
    if (file.has("cores_per_tile")) {
      section(file.map("cores_per_tile"), ChipField.CORES_PER_TILE_WIDTH, ChipField.CORES_PER_TILE_HEIGHT, sizes);
    }
    for (ChipField size : SIZES) {
      sizes.put(size, size.otherwise().isEmpty() ? file.integer(size.field(), Integer.MIN_VALUE, Integer.MAX_VALUE)
          : file.integer(size.field(), Integer.MIN_VALUE, Integer.MAX_VALUE, size.otherwise().getAsInt()));
    }
    Counters counters = Counters.valueOf(file.choice("counters", List.of("none", "basic", "debug"), "basic").toUpperCase(Locale.ROOT));
    double clockMhz = file.number("clock_mhz", 100);
    String basis = file.choice("clock_basis", BASES, Clock.Basis.ASSUMED.text());
    Technology technology = Technology.named(file.choice("timing", Technology.names(), Technology.ASIC.text()));
    List<DatapathChoice> datapaths = datapaths(file, sizes.get(ChipField.MESH_WIDTH) * sizes.get(ChipField.MESH_HEIGHT));
    file.rejectUnknown();
    try {
      return ChipSpec.of(name, sizes::get, counters, new Clock(clockMhz, Clock.Basis.values()[BASES.indexOf(basis)], technology), datapaths);
    } catch (InputException e) {
      int dot = e.where().indexOf('.'); // in a section
      throw dot < 0 ? file.error(e.where(), e.getMessage(), e.hint())
          : file.map(e.where().substring(0, dot)).error(e.where().substring(dot + 1), e.getMessage(), e.hint());
    }
  }

  private static void section(YamlMap section, ChipField width, ChipField height, Map<ChipField, Integer> sizes) {
    sizes.put(width, section.integer("width", width.limit().least(), width.limit().greatest()));
    sizes.put(height, section.integer("height", height.limit().least(), height.limit().greatest()));
    section.rejectUnknown();
  }

  private static List<DatapathChoice> datapaths(YamlMap file, int tiles) {
    List<DatapathChoice> chosen = new ArrayList<>(Collections.nCopies(tiles, DatapathChoice.AUTO));
    if (!file.has("datapaths")) {
      return chosen;
    }
    YamlMap map = file.map("datapaths");
    if (map.has("default")) {
      YamlMap choice = map.map("default");
      Collections.fill(chosen, datapath(choice));
      choice.rejectUnknown();
    }
    boolean[] named = new boolean[tiles];
    for (YamlMap entry : map.has("tiles") ? map.maps("tiles") : List.<YamlMap>of()) {
      DatapathChoice choice = datapath(entry);
      for (String text : entry.texts("tiles")) {
        int tile = text.matches("\\d{1,4}") ? Integer.parseInt(text) : tiles;
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

  /** The datapath of a core, as one of {@code datapaths} has it; the caller rejects what is unknown. */
  public static DatapathChoice datapath(YamlMap map) {
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
    text.append("mesh: ").append(section(spec.mesh().width(), spec.mesh().height()));
    text.append("cores_per_tile: ").append(section(spec.mesh().coresPerTile().width(), spec.mesh().coresPerTile().height()));
    for (ChipField size : SIZES) {
      text.append(size.field()).append(": ").append(size.of(spec)).append('\n');
    }
    text.append("counters: ").append(spec.counters().kind().name().toLowerCase(Locale.ROOT)).append('\n');
    text.append("clock_mhz: ").append(spec.clock().mhz()).append('\n');
    text.append("clock_basis: ").append(spec.clock().basis().text()).append('\n');
    text.append("timing: ").append(spec.clock().technology().text()).append('\n');
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

  private static String section(int width, int height) {
    return "{width: " + width + ", height: " + height + "}\n";
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
