package spikelock.mapper.sanafe.simulate;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NearMiss;
import spikelock.mapper.sanafe.chip.CoreType;
import spikelock.mapper.sanafe.chip.SanafeChip;
import spikelock.mapper.sanafe.chip.Section;
import spikelock.mapper.sanafe.chip.UnitModel;
import spikelock.mapper.sanafe.chip.UnitType;
import spikelock.mapper.sanafe.value.Values;

/** The units that neurons and edges use. A unit that nobody uses costs nothing, however many a chip has. */
final class UsedUnits {
  /** A unit of a core. There is one object for each. */
  static final class Unit {
    private final int core;
    private final int index; // in the core's list
    private final int instance; // of the range
    private final UnitType type;
    private final UnitModel model;
    private int addresses;

    private Unit(int core, int index, int instance, UnitType type) {
      this.core = core;
      this.index = index;
      this.instance = instance;
      this.type = type;
      this.model = UnitModel.of(type.model()).orElseThrow();
    }

    UnitType type() {
      return type;
    }

    UnitModel model() {
      return model;
    }

    /** The next address in it, from 0. */
    int nextAddress() {
      return addresses++;
    }

    /** How many addresses were given. */
    int used() {
      return addresses;
    }
  }

  private static final int SHOWN = 8;

  private final SanafeChip chip;
  private final Values values;
  private final Map<Integer, Map<Long, Unit>> units = new HashMap<>(); // by core; index and instance
  private final Map<Section, Map<CoreType, Map<String, int[]>>> found = new EnumMap<>(Section.class); // [index, instance] by name
  private final Map<CoreType, Integer> inputsOfCore = new IdentityHashMap<>();
  private final List<Long> inputsBefore = new ArrayList<>(); // [core]

  UsedUnits(SanafeChip chip, Values values) {
    this.chip = chip;
    this.values = values;
    for (CoreType core : chip.cores()) {
      inputsOfCore.computeIfAbsent(core, type -> {
        requireBuiltIn(type);
        return type.units().stream().filter(UsedUnits::isInput).mapToInt(UnitType::units).sum();
      });
    }
  }

  private static boolean isInput(UnitType unit) {
    return unit.model().equals(UnitModel.INPUT.word());
  }

  /** SANA-FE makes every unit before it runs; a model that is not there ends it even where nobody uses the unit. */
  private void requireBuiltIn(CoreType type) {
    for (UnitType unit : type.units()) {
      String of = "the " + unit.section().word() + " unit " + Values.shown(unit.spelling());
      if (unit.plugin().isPresent()) {
        throw values.error(unit.line(), of + " takes its model " + Values.shown(unit.model()) + " from a library, " + Values.shown(unit.plugin().get())
            + ": plug-ins are not run here", "use one of " + String.join(", ", UnitModel.words()));
      }
      UnitModel model = UnitModel.of(unit.model()).orElseThrow(() -> values.error(unit.line(), of + " has the model " + Values.shown(unit.model()),
          NearMiss.hint(unit.model(), UnitModel.words())));
      if (model.section() != unit.section()) {
        throw values.error(unit.line(), of + " has the model " + model.word() + ", which is a " + model.section().word(),
            "list it under \"" + model.section().word() + "\"");
      }
    }
  }

  /**
   * The unit of a name in a core.
   *
   * @param name empty for the first there is
   * @param what wants it, for messages
   */
  Unit unit(int core, Section section, String name, Supplier<String> what) {
    CoreType type = chip.cores().get(core);
    Map<String, int[]> byName = found.computeIfAbsent(section, s -> new IdentityHashMap<>()).computeIfAbsent(type, t -> new HashMap<>());
    int[] place = byName.computeIfAbsent(name, key -> find(type, section, name, what.get()));
    return units.computeIfAbsent(core, c -> new HashMap<>()).computeIfAbsent((long) place[0] << Integer.SIZE | place[1],
        key -> new Unit(core, place[0], place[1], type.units().get(place[0])));
  }

  private int[] find(CoreType type, Section section, String name, String what) {
    List<String> there = new ArrayList<>();
    for (int i = 0; i < type.units().size(); i++) {
      UnitType unit = type.units().get(i);
      if (unit.section() == section) {
        OptionalInt instance = name.isEmpty() ? OptionalInt.of(0) : unit.instance(name);
        if (instance.isPresent()) {
          return new int[] {i, instance.getAsInt()};
        }
        there.add(unit.spelling());
      }
    }
    if (name.isEmpty()) {
      throw values.error(type.line(), what + " needs a " + section.word() + " unit, and the core " + Values.shown(type.name()) + " has none", "");
    }
    String ranged = there.stream().filter(t -> t.startsWith(name + "[")).findFirst().map(t -> "say which of " + t).orElse("");
    throw new InputException(what + " wants the " + section.word() + " unit " + Values.shown(name) + ", and the core " + Values.shown(type.name())
        + " of " + values.file() + " has none of that name", "", "", ranged.isEmpty()
        ? NearMiss.hint(name, there.stream().limit(SHOWN).toList()) : ranged);
  }

  /** The number of an input unit among all those of the chip, from 1: what SANA-FE seeds its generator with. */
  int inputNumber(Unit unit) {
    if (inputsBefore.isEmpty()) {
      long before = 0;
      for (CoreType core : chip.cores()) {
        inputsBefore.add(before);
        before += inputsOfCore.get(core);
      }
    }
    long number = inputsBefore.get(unit.core) + unit.instance + 1;
    List<UnitType> units = chip.cores().get(unit.core).units();
    for (int i = 0; i < unit.index; i++) {
      number += isInput(units.get(i)) ? units.get(i).units() : 0;
    }
    return (int) number;
  }
}
