package spikelock.emulator.cost;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import spikelock.emulator.image.PlacedCores;

/** What each event costs in each core: what a profile names, and what follows from its primitives and the core's own datapath and memories. */
public final class EventCosts {
  private final int[] kindOfCore;
  private final List<Map<Event, Constant>> kinds;

  private EventCosts(int[] kindOfCore, List<Map<Event, Constant>> kinds) {
    this.kindOfCore = kindOfCore;
    this.kinds = kinds;
  }

  /** Those of a profile in the cores of a chip. */
  public static EventCosts of(CostProfile profile, PlacedCores cores, int tiles) {
    List<Map<Event, Constant>> kinds = new ArrayList<>();
    for (int kind = 0; kind < cores.kinds(); kind++) {
      kinds.add(named(profile,
          profile.hasPrimitives() ? new Primitives(profile).costs(cores.planOfKind(kind), cores.datapathOfKind(kind).datapath()) : Map.of()));
    }
    return new EventCosts(IntStream.range(0, tiles).map(cores::kind).toArray(), kinds);
  }

  /** Those that a profile names itself, on any core. */
  public static EventCosts named(CostProfile profile, int cores) {
    return new EventCosts(new int[cores], List.of(named(profile, Map.of())));
  }

  private static Map<Event, Constant> named(CostProfile profile, Map<Event, Constant> otherwise) {
    Map<Event, Constant> costs = new EnumMap<>(Event.class);
    costs.putAll(otherwise);
    for (Event event : Event.values()) {
      profile.constant(Term.energy(event)).ifPresent(constant -> costs.put(event, constant));
    }
    return costs;
  }

  /** What an event costs in a core; empty where it costs nothing. */
  public Optional<Constant> of(Event event, int core) {
    return Optional.ofNullable(kinds.get(kindOfCore[core]).get(event));
  }

  /** How many kinds of cores there are. */
  public int kinds() {
    return kinds.size();
  }

  /** What events cost in a kind of core. */
  public Map<Event, Constant> ofKind(int kind) {
    return new EnumMap<>(kinds.get(kind));
  }
}
