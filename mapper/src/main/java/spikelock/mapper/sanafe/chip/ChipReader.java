package spikelock.mapper.sanafe.chip;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import spikelock.emulator.engine.message.Barrier;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.YamlValue;
import spikelock.mapper.sanafe.value.Range;
import spikelock.mapper.sanafe.value.Values;

/** Reads the {@code architecture} of a file. */
public final class ChipReader {
  private static final int MOST_TILES = 1 << 16;
  private static final int MOST_CORES = 1 << 18;
  private static final int MOST_UNITS = 1 << 16; // of a core
  private static final int MOST_SIDE = 4096;
  private static final int MOST_NEURONS = 1 << 20; // of a core

  private static final Set<String> CHIP = Set.of("topology", "width", "height", "link_buffer_size", "sync_model", "latency_sync",
      "dimensions", "timestep_delay", "log_energy", "log_latency");
  private static final List<String> HOPS = List.of("energy_north_hop", "latency_north_hop", "energy_east_hop", "latency_east_hop",
      "energy_south_hop", "latency_south_hop", "energy_west_hop", "latency_west_hop");
  private static final Set<String> TILE = known(HOPS, "log_energy", "log_latency", "blocking");
  private static final Set<String> CORE = Set.of("buffer_position", "buffer_inside_unit", "max_neurons_supported", "log_energy",
      "log_latency", "blocking");

  private final Values values;
  private final List<TileType> tiles = new ArrayList<>();
  private final List<Integer> firstCores = new ArrayList<>(List.of(0));
  private final List<CoreType> cores = new ArrayList<>();

  private ChipReader(Values values) {
    this.values = values;
  }

  private static Set<String> known(List<String> names, String... more) {
    Set<String> known = new TreeSet<>(names);
    known.addAll(Arrays.asList(more));
    return known;
  }

  /**
   * Reads a chip.
   *
   * @param top the file's top level
   * @param file as messages show it
   * @param folder that it lies in
   * @throws InputException naming the file and the line of what is wrong
   */
  public static SanafeChip read(YamlValue top, String file, Optional<Path> folder) {
    Values values = new Values(file);
    YamlValue.Mapping architecture = values.mapping(values.required(values.mapping(top, "the file"), "architecture", "the file"), "the architecture");
    return new ChipReader(values).chip(architecture, folder);
  }

  private SanafeChip chip(YamlValue.Mapping architecture, Optional<Path> folder) {
    values.requireKnown(architecture, "the architecture", Set.of("name", "attributes", "tile"));
    String name = architecture.get("name").map(value -> values.text(value, "the architecture's name")).orElse("");
    YamlValue.Mapping attributes = values.mapping(values.required(architecture, "attributes", "the architecture"), "the architecture's attributes");
    values.requireKnown(attributes, "the architecture", CHIP);
    int columns = integer(attributes, "width", 1, MOST_SIDE);
    int rows = integer(attributes, "height", 1, MOST_SIDE);
    if ((long) columns * rows > MOST_TILES) {
      throw values.error(attributes.line(), "the mesh of " + columns + " x " + rows + " tiles has more than " + MOST_TILES, "");
    }
    int buffer = integer(attributes, "link_buffer_size", 0, Integer.MAX_VALUE);
    Barrier barrier = barrier(attributes);
    for (YamlValue tile : values.oneOrMore(values.required(architecture, "tile", "the architecture"))) {
      tile(values.mapping(tile, "a tile"));
    }
    if (cores.isEmpty()) {
      throw values.error(architecture.line(), "the chip has no core", "");
    }
    return new SanafeChip(values.file(), folder, name, columns, rows, buffer, barrier, tiles, firstCores.stream().mapToInt(c -> c).toArray(), cores);
  }

  private int integer(YamlValue.Mapping attributes, String field, int least, int most) {
    return values.integer(values.required(attributes, field, "the architecture"), field, least, most);
  }

  private Barrier barrier(YamlValue.Mapping attributes) {
    Optional<YamlValue> latency = attributes.get("latency_sync");
    Optional<YamlValue> model = attributes.get("sync_model");
    String word = model.map(value -> values.text(value, "sync_model")).orElse("fixed");
    TreeMap<Integer, Double> table = new TreeMap<>();
    switch (word) {
      case "fixed" -> table.put(0, latency.map(value -> values.cost(value, "latency_sync")).orElse(0.0));
      case "table" -> {
        YamlValue entries = values.required(attributes, "latency_sync", "a synchronisation by table");
        switch (entries) {
          case YamlValue.Sequence list -> list.items().forEach(item -> table.put(table.size(), values.cost(item, "latency_sync")));
          case YamlValue.Mapping map -> map.fields().forEach(field -> table.put(values.index(field.key(), field.line(), Integer.MAX_VALUE),
              values.cost(field.value(), "latency_sync")));
          case YamlValue.Text text -> table.put(0, values.cost(text, "latency_sync"));
        }
        if (table.isEmpty()) {
          throw values.error(entries.line(), "latency_sync is an empty table", "give {tiles: seconds}, such as {1: 0.6e-6, 4: 1.4e-6}");
        }
      }
      default -> throw values.error(model.orElseThrow().line(), "sync_model is " + Values.shown(word), "known: fixed, table");
    }
    return new Barrier(table);
  }

  private void tile(YamlValue.Mapping tile) {
    values.requireKnown(tile, "a tile", Set.of("name", "attributes", "core"));
    String name = name(tile, "a tile");
    YamlValue.Mapping attributes = attributes(tile, "tile " + Values.shown(name));
    values.requireKnown(attributes, "a tile", TILE);
    TileType type = new TileType(base(name), directions(attributes, "latency_"), directions(attributes, "energy_"));
    List<YamlValue> described = values.oneOrMore(values.required(tile, "core", "tile " + Values.shown(name)));
    List<CoreType> inTile = new ArrayList<>();
    for (YamlValue core : described) {
      cores(values.mapping(core, "a core"), inTile);
    }
    int count = range(name, tile.line(), MOST_TILES).map(Range::size).orElse(1);
    if (tiles.size() + count > MOST_TILES || cores.size() + (long) count * inTile.size() > MOST_CORES) {
      throw values.error(tile.line(), "the chip has more than " + MOST_TILES + " tiles or " + MOST_CORES + " cores", "");
    }
    for (int i = 0; i < count; i++) {
      tiles.add(type);
      cores.addAll(inTile);
      firstCores.add(cores.size());
    }
  }

  private TileType.Directions directions(YamlValue.Mapping attributes, String what) {
    return new TileType.Directions(cost(attributes, what + "north_hop"), cost(attributes, what + "east_hop"), cost(attributes, what + "south_hop"),
        cost(attributes, what + "west_hop"));
  }

  private double cost(YamlValue.Mapping attributes, String field) {
    return values.cost(values.required(attributes, field, "it"), field);
  }

  private void cores(YamlValue.Mapping core, List<CoreType> into) {
    values.requireKnown(core, "a core", Set.of("name", "attributes", "axon_in", "synapse", "dendrite", "soma", "axon_out"));
    String name = name(core, "a core");
    String of = "core " + Values.shown(name);
    YamlValue.Mapping attributes = attributes(core, of);
    values.requireKnown(attributes, "a core", CORE);
    int most = values.integer(values.required(attributes, "max_neurons_supported", of), "max_neurons_supported", 0, MOST_NEURONS);
    List<UnitType> units = new ArrayList<>();
    for (Section section : Section.values()) {
      for (YamlValue unit : values.oneOrMore(values.required(core, section.word(), of))) {
        units.add(unit(values.mapping(unit, "a " + section.word() + " unit"), section, units));
      }
    }
    CoreType type = new CoreType(base(name), position(attributes, of), most, axons(core, "axon_in", "message_in", of), units,
        axons(core, "axon_out", "message_out", of), core.line());
    int count = range(name, core.line(), MOST_CORES).map(Range::size).orElse(1);
    if (into.size() + count > MOST_CORES) {
      throw values.error(core.line(), "the chip has more than " + MOST_CORES + " cores", "");
    }
    for (int i = 0; i < count; i++) {
      into.add(type);
    }
  }

  private BufferPosition position(YamlValue.Mapping attributes, String of) {
    YamlValue value = values.required(attributes, "buffer_position", of);
    boolean inside = attributes.get("buffer_inside_unit").map(flag -> values.flag(flag, "buffer_inside_unit")).orElse(false);
    String word = values.text(value, "buffer_position");
    return switch (word) {
      case "dendrite" -> inside ? BufferPosition.IN_DENDRITE : BufferPosition.BEFORE_DENDRITE;
      case "soma" -> inside ? BufferPosition.IN_SOMA : BufferPosition.BEFORE_SOMA;
      case "axon_out" -> BufferPosition.BEFORE_AXON_OUT;
      default -> throw values.error(value.line(), "buffer_position is " + Values.shown(word), "known: dendrite, soma, axon_out");
    };
  }

  private List<Axon> axons(YamlValue.Mapping core, String section, String what, String of) {
    List<Axon> axons = new ArrayList<>();
    for (YamlValue value : values.oneOrMore(values.required(core, section, of))) {
      YamlValue.Mapping axon = values.mapping(value, "an " + section);
      String name = name(axon, "an " + section);
      YamlValue.Mapping attributes = attributes(axon, section + " " + Values.shown(name));
      values.requireKnown(attributes, "an " + section, Set.of("energy_" + what, "latency_" + what, "log_energy", "log_latency"));
      Axon cost = new Axon(cost(attributes, "energy_" + what), cost(attributes, "latency_" + what));
      int count = range(name, axon.line(), MOST_UNITS).map(Range::size).orElse(1);
      if (axons.size() + count > MOST_UNITS) {
        throw tooManyUnits(axon);
      }
      for (int i = 0; i < count; i++) {
        axons.add(cost);
      }
    }
    return axons;
  }

  private UnitType unit(YamlValue.Mapping unit, Section section, List<UnitType> others) {
    values.requireKnown(unit, "a unit", Set.of("name", "attributes"));
    String name = name(unit, "a " + section.word() + " unit");
    String of = section.word() + " unit " + Values.shown(name);
    Map<String, YamlValue> attributes = new LinkedHashMap<>();
    for (YamlValue.Mapping part : values.mappings(values.required(unit, "attributes", of), "the attributes of " + of)) {
      part.fields().forEach(field -> attributes.putIfAbsent(field.key(), field.value()));
      part.fields().forEach(field -> values.requireKnown(field.key(), field.line(), of, UnitAttributes.ALL));
    }
    YamlValue model = attributes.get("model");
    if (model == null) {
      throw values.error(unit.line(), of + " has no \"model\"", "known: " + String.join(", ", UnitModel.words()));
    }
    Optional<Range> range = range(name, unit.line(), MOST_UNITS);
    Set<String> taken = new HashSet<>();
    others.forEach(other -> taken.add(other.spelling()));
    UnitType type = new UnitType(range.isPresent() ? base(name) : name, range.map(Range::first).orElse(0), range.map(Range::size).orElse(0), section,
        values.text(model, "the model of " + of), Optional.ofNullable(attributes.get("plugin")).map(value -> values.text(value, "the plugin of " + of)),
        attributes, unit.line());
    if (!taken.add(type.spelling())) {
      throw values.error(unit.line(), "the core has two units " + Values.shown(type.spelling()), "give each its own name");
    }
    if (others.stream().mapToInt(UnitType::units).sum() + type.units() > MOST_UNITS) {
      throw tooManyUnits(unit);
    }
    return type;
  }

  private InputException tooManyUnits(YamlValue.Mapping unit) {
    return values.error(unit.line(), "the core has more than " + MOST_UNITS + " units", "");
  }

  private String name(YamlValue.Mapping described, String of) {
    return values.text(values.required(described, "name", of), "the name of " + of);
  }

  private YamlValue.Mapping attributes(YamlValue.Mapping described, String of) {
    return values.mapping(values.required(described, "attributes", of), "the attributes of " + of);
  }

  private Optional<Range> range(String name, int line, int most) {
    return values.range(name, line, most - 1);
  }

  private static String base(String name) {
    int bracket = name.indexOf('[');
    return bracket < 0 ? name : name.substring(0, bracket);
  }
}
