package spikelock.tests.lockstep;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import spikelock.emulator.chip.ChipField;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Clock;
import spikelock.emulator.chip.CoreSizes;
import spikelock.emulator.chip.CounterSizes;
import spikelock.emulator.chip.Counters;
import spikelock.emulator.chip.DatapathChoice;
import spikelock.emulator.chip.HostSizes;
import spikelock.emulator.chip.MeshSizes;
import spikelock.emulator.chip.PacketSizes;
import spikelock.emulator.chip.SynapseSizes;
import spikelock.emulator.chip.Technology;
import spikelock.emulator.error.InputException;

/**
 * Chips at the limits of their fields, made from the limits themselves: one field at its least or greatest value, or two; and one for every kind of
 * counters and every technology that datapaths are cut for.
 */
final class BoundaryChips {
  /** A field at a limit. */
  private record Extreme(ChipField field, int value) {
    @Override
    public String toString() {
      return field.field() + "=" + value;
    }
  }

  /** Small, so that a chip is soon built, and with room on both sides of every field. */
  private static final ChipSpec BASE = new ChipSpec("boundary", new MeshSizes(1, 1, 2),
      new CoreSizes(32, 64, 4, new SynapseSizes(256, 16, 4, 0, 1), 16, 64, 128), new PacketSizes(0), new HostSizes(32, 20),
      new CounterSizes(Counters.BASIC, 16), Clock.assumed(50), List.of(lif()));

  /**
   * Tiles of the largest chip that tools are given: for 64 in a row or column Verilator's lint takes 10 s of processor time and 230 MB, Icarus and
   * Yosys 5 s each, and all of it grows with the tiles.
   */
  private static final int MOST_TILES = 64;

  private BoundaryChips() {}

  private static DatapathChoice lif() {
    return new DatapathChoice("LIF", java.util.Map.of(), List.of(), List.of(), false);
  }

  /** Every field at its least and at its greatest value. */
  static List<ChipSpec> alone() {
    List<ChipSpec> chips = new ArrayList<>();
    for (Extreme extreme : extremes()) {
      chips.addAll(chip(extreme));
    }
    return chips;
  }

  /** Every choice of a name. */
  static List<ChipSpec> choices() {
    List<ChipSpec> chips = new ArrayList<>();
    for (Counters kind : Counters.values()) {
      chips.add(BASE.with(kind).called("counters=" + kind));
    }
    for (Technology technology : Technology.values()) {
      chips.add(BASE.with(BASE.clock().with(technology)).called("timing=" + technology.text()));
    }
    return chips;
  }

  /** So many pairs of fields, each at a limit; those that one of the fields forbids are left out, having been refused by its name. */
  static List<ChipSpec> pairs(Random random, int count) {
    List<Extreme> extremes = extremes();
    List<ChipSpec> chips = new ArrayList<>();
    while (chips.size() < count) {
      Extreme one = extremes.get(random.nextInt(extremes.size()));
      Extreme other = extremes.get(random.nextInt(extremes.size()));
      if (one.field() != other.field() && !isHuge(one, other)) {
        chips.addAll(chip(one, other));
      }
    }
    return chips;
  }

  /** The chips at two limits that are too large for any tool in a test; nothing but the emulator runs them. */
  static List<ChipSpec> notBuilt() {
    List<ChipSpec> chips = new ArrayList<>();
    for (Extreme one : extremes()) {
      for (Extreme other : extremes()) {
        if (one.field().ordinal() < other.field().ordinal() && isHuge(one, other)) {
          chips.addAll(chip(one, other));
        }
      }
    }
    return chips;
  }

  private static boolean isHuge(Extreme one, Extreme other) {
    return extent(one) * extent(other) > MOST_TILES;
  }

  private static int extent(Extreme extreme) {
    return extreme.field() == ChipField.MESH_WIDTH || extreme.field() == ChipField.MESH_HEIGHT ? extreme.value() : 1;
  }

  private static List<Extreme> extremes() {
    List<Extreme> extremes = new ArrayList<>();
    for (ChipField field : ChipField.values()) {
      for (int value : new TreeSet<>(List.of(field.limit().least(), field.limit().greatest()))) {
        extremes.add(new Extreme(field, value));
      }
    }
    return extremes;
  }

  /**
   * The base with these fields changed: one chip, or none when it is refused by the name of a field.
   *
   * @throws AssertionError when it is refused for anything else
   */
  private static List<ChipSpec> chip(Extreme... extremes) {
    ChipSpec chip = BASE;
    StringBuilder name = new StringBuilder();
    try {
      for (Extreme extreme : extremes) {
        chip = chip.with(extreme.field(), extreme.value());
        name.append(name.isEmpty() ? "" : " ").append(extreme);
      }
      return List.of(chip.called(name.toString()));
    } catch (InputException e) {
      for (ChipField field : ChipField.values()) {
        if (e.where().equals(field.field())) {
          return List.of();
        }
      }
      throw new AssertionError(List.of(extremes) + " is refused without a field's name", e);
    }
  }
}
