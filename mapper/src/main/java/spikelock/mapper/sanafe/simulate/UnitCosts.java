package spikelock.mapper.sanafe.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import spikelock.emulator.files.NearMiss;
import spikelock.emulator.files.YamlValue;
import spikelock.mapper.sanafe.chip.UnitType;
import spikelock.mapper.sanafe.value.Values;

/** What the events of a unit cost, of which all must be there once a neuron or an edge uses it. */
final class UnitCosts {
  /**
   * Costs of one event.
   */
  record Event(double energyJ, double latencyS) {}

  /**
   * Costs of a soma: of looking at a neuron, of changing it besides, of firing besides.
   */
  record Soma(Event access, Event update, Event spike) {}

  private final Values values;

  UnitCosts(Values values) {
    this.values = values;
  }

  Event spike(UnitType unit) {
    return event(unit, "process_spike");
  }

  Event dendrite(UnitType unit) {
    return event(unit, "update");
  }

  Soma soma(UnitType unit) {
    return new Soma(event(unit, "access_neuron"), event(unit, "update_neuron"), event(unit, "spike_out"));
  }

  private Event event(UnitType unit, String what) {
    return new Event(cost(unit, "energy_" + what), cost(unit, "latency_" + what));
  }

  private double cost(UnitType unit, String name) {
    Map<String, YamlValue> attributes = unit.attributes();
    YamlValue value = attributes.get(name);
    if (value == null) {
      List<String> near = new ArrayList<>(attributes.keySet());
      throw values.error(unit.line(), "the " + unit.section().word() + " unit " + Values.shown(unit.spelling()) + " is used and has no \"" + name + "\"",
          NearMiss.of(name, near).map(n -> "is it \"" + n + "\"?").orElse(""));
    }
    return values.cost(value, name);
  }
}
