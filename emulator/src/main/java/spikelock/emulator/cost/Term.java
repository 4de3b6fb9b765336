package spikelock.emulator.cost;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a profile can say: the one table of the constants' names. A file nests them at the dots.
 *
 * @param path its name, such as {@code energy.synaptic_event}
 * @param dimension what it measures
 * @param meaning for people
 */
public record Term(String path, Dimension dimension, String meaning) {
  /** Power that flows whatever happens. */
  public static final String STATIC = "power.static";
  /** Power of the host that feeds the chip while it runs. */
  public static final String HOST = "power.host";
  /** Energy of every clock cycle, used or not. */
  public static final String CYCLE = "energy.cycle";
  /** Energy of every clock cycle for each logic cell. */
  public static final String LOGIC_CYCLE = "energy.logic_cell_cycle";
  /** Energy of every timestep, however little happens. */
  public static final String TIMESTEP_ENERGY = "energy.timestep";
  /** The clock at which the chip is priced. */
  public static final String CLOCK = "clock";
  /** A timestep lasts at least so long. */
  public static final String TIMESTEP = "time.timestep";
  /** Before this and a number of tiles: the barrier among them. */
  public static final String BARRIER = "time.barrier.";
  /** Logic cells of the chip, those of its tiles left out. */
  public static final String LOGIC_CELLS = "size.logic_cells";
  /** Logic cells of each tile. */
  public static final String TILE_CELLS = "size.logic_cells_per_tile";
  /** Messages that a link holds before it blocks. */
  public static final String LINK_BUFFER = "size.link_buffer";
  /** Gate length. */
  public static final String NODE = "process.node";
  /** Supply. */
  public static final String VOLTAGE = "process.voltage";
  /** An addition, for each bit of its result. */
  public static final String ADD_BIT = "primitive.add_bit";
  /** A product, for each bit of the one times each bit of the other. */
  public static final String MULTIPLY_BIT = "primitive.multiply_bit";
  /** Any other operation, for each bit of its result. */
  public static final String LOGIC_BIT = "primitive.logic_bit";
  /** Moving a bit through a router to the next. */
  public static final String HOP_BIT = "primitive.hop_bit";
  /** Before this and a size in bytes: access to a bit of a memory of that size. */
  public static final String MEMORY_BIT = "primitive.memory_bit.";

  private static final String ENERGY = "energy.";
  private static final int MOST_TILES = 1 << 16;
  private static final int MOST_BYTES = 1 << 30;
  private static final Map<String, Term> FIXED = fixed();

  private static Map<String, Term> fixed() {
    List<Term> terms = new ArrayList<>(List.of(
        new Term(STATIC, Dimension.POWER, "flows whatever happens"),
        new Term(HOST, Dimension.POWER, "the host that feeds the chip, while it runs"),
        new Term(CYCLE, Dimension.ENERGY, "every clock cycle"),
        new Term(LOGIC_CYCLE, Dimension.ENERGY, "every clock cycle, for each logic cell"),
        new Term(TIMESTEP_ENERGY, Dimension.ENERGY, "every timestep"),
        new Term(CLOCK, Dimension.FREQUENCY, "the clock at which the chip is priced"),
        new Term(TIMESTEP, Dimension.TIME, "a timestep lasts at least so long"),
        new Term(LOGIC_CELLS, Dimension.COUNT, "logic cells of the chip, those of its tiles left out"),
        new Term(TILE_CELLS, Dimension.COUNT, "logic cells of each tile"),
        new Term(LINK_BUFFER, Dimension.COUNT, "messages that a link holds before it blocks"),
        new Term(NODE, Dimension.LENGTH, "gate length of the process"),
        new Term(VOLTAGE, Dimension.VOLTAGE, "supply voltage"),
        new Term(ADD_BIT, Dimension.ENERGY, "an addition, for each bit"),
        new Term(MULTIPLY_BIT, Dimension.ENERGY, "a product, for each bit times each bit"),
        new Term(LOGIC_BIT, Dimension.ENERGY, "any other operation, for each bit"),
        new Term(HOP_BIT, Dimension.ENERGY, "a bit goes through a router to the next")));
    for (Event event : Event.values()) {
      terms.add(new Term(energy(event), Dimension.ENERGY, event.meaning()));
      terms.add(new Term(time(event), Dimension.TIME, event.meaning()));
    }
    Map<String, Term> byPath = new LinkedHashMap<>();
    terms.forEach(term -> byPath.put(term.path(), term));
    return byPath;
  }

  /** The energy of an event. */
  public static String energy(Event event) {
    return ENERGY + event.text();
  }

  /** The time of an event. */
  public static String time(Event event) {
    return "time." + event.text();
  }

  /** The term of a path. */
  public static Optional<Term> of(String path) {
    Term fixed = FIXED.get(path);
    if (fixed != null) {
      return Optional.of(fixed);
    }
    if (isNumbered(path, BARRIER, MOST_TILES)) {
      return Optional.of(new Term(path, Dimension.TIME, "the barrier among " + path.substring(BARRIER.length()) + " tiles"));
    }
    if (isNumbered(path, MEMORY_BIT, MOST_BYTES)) {
      return Optional.of(new Term(path, Dimension.ENERGY, "access to a bit of a memory of " + path.substring(MEMORY_BIT.length()) + " bytes"));
    }
    return Optional.empty();
  }

  private static boolean isNumbered(String path, String prefix, int most) {
    return path.startsWith(prefix) && path.substring(prefix.length()).matches("[1-9]\\d{0,9}") && Long.parseLong(path.substring(prefix.length())) <= most;
  }

  /** Whether it is the energy of an event. */
  public boolean isEventEnergy() {
    return path.startsWith(ENERGY) && Event.named(path.substring(ENERGY.length())).isPresent();
  }

  /** All names that are not numbered. */
  public static List<String> paths() {
    return List.copyOf(FIXED.keySet());
  }
}
