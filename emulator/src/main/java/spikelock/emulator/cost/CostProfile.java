package spikelock.emulator.cost;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Technology;

/**
 * What events cost on a chip: cost = static power x time + clock + sum of energy x count + host.
 *
 * @param name its own
 * @param title one line for people
 * @param chips names of the chips it prices; with {@code technologies} empty too: any
 * @param technologies of the chips of ours that it prices
 * @param timing how long a timestep takes
 * @param operatingPoint at which its constants hold
 * @param notes what it leaves out, a line each
 * @param constants by {@link Term} path, in the order of the file
 */
public record CostProfile(String name, String title, List<String> chips, List<Technology> technologies, Timing timing, String operatingPoint,
    List<String> notes, Map<String, Constant> constants) {

  /** Where the time of a timestep comes from. */
  public enum Timing {
    /** Clock cycles of our own RTL. */
    CYCLES("cycle-exact (own RTL)"),
    /** Times of events and messages, played in each core and on the links. */
    MESSAGES("message-level (published constants)"),
    /** A timestep lasts {@code time.timestep}, whatever happens in it. */
    TIMESTEP("counts only"),
    /** Nothing is known of time. */
    NONE("counts only");

    private final String fidelity;

    Timing(String fidelity) {
      this.fidelity = fidelity;
    }

    /** How near an estimate is to the chip, as every answer prints it. */
    public String fidelity() {
      return fidelity;
    }
  }

  public CostProfile {
    chips = List.copyOf(chips);
    technologies = List.copyOf(technologies);
    notes = List.copyOf(notes);
    constants = Collections.unmodifiableMap(new LinkedHashMap<>(constants));
  }

  /** A constant; empty where the profile does not say. */
  public Optional<Constant> constant(String path) {
    return Optional.ofNullable(constants.get(path));
  }

  /** The value of a constant, in its base unit; 0 where the profile does not say. */
  public double value(String path) {
    Constant constant = constants.get(path);
    return constant == null ? 0 : constant.value();
  }

  /** Whether it is made for a chip. */
  public boolean prices(ChipSpec spec) {
    return chips.isEmpty() && technologies.isEmpty() || chips.contains(spec.name()) || technologies.contains(spec.clock().technology());
  }

  /** The clock that it prices at; empty where the chip file's own is taken. */
  public OptionalDouble clockHz() {
    Constant clock = constants.get(Term.CLOCK);
    return clock == null ? OptionalDouble.empty() : OptionalDouble.of(clock.value());
  }

  /** The constants whose names end in a number, by that number. */
  public NavigableMap<Integer, Constant> table(String prefix) {
    NavigableMap<Integer, Constant> table = new TreeMap<>();
    constants.forEach((path, constant) -> {
      if (path.startsWith(prefix)) {
        table.put(Integer.parseInt(path.substring(prefix.length())), constant);
      }
    });
    return table;
  }

  /**
   * Whether energies of events have the static power and the clock of some operating point in them: nothing of both is paid beside them.
   */
  public boolean includesStatic() {
    return constants.values().stream().anyMatch(constant -> constant.includesStatic().isPresent());
  }

  /** The same with another value of a constant. */
  public CostProfile with(String path, Constant constant) {
    Map<String, Constant> changed = new LinkedHashMap<>(constants);
    changed.put(path, constant);
    return new CostProfile(name, title, chips, technologies, timing, operatingPoint, notes, changed);
  }

  /** Whether energies that it does not name are made from its primitives. */
  public boolean hasPrimitives() {
    return constants.containsKey(Term.ADD_BIT);
  }
}
