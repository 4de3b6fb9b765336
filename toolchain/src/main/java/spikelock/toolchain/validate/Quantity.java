package spikelock.toolchain.validate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import spikelock.emulator.cost.Dimension;
import spikelock.emulator.cost.Estimate;
import spikelock.emulator.cost.Event;
import spikelock.emulator.cost.Latency;

/**
 * What can be published of a run or a network.
 *
 * @param name in a case file
 * @param text for people
 * @param of its value in an estimate; NaN where the estimate does not know it
 */
public record Quantity(String name, String text, Dimension dimension, ToDoubleFunction<Estimate> of) {
  private static final Map<String, Quantity> ALL = all();

  private static Map<String, Quantity> all() {
    List<Quantity> all = new ArrayList<>(List.of(
        new Quantity("energy", "energy", Dimension.ENERGY, Estimate::totalJ),
        new Quantity("energy_static", "static energy", Dimension.ENERGY, Estimate::staticJ),
        new Quantity("energy_clock", "energy of the clock", Dimension.ENERGY, Estimate::clockJ),
        new Quantity("energy_host", "energy of the host", Dimension.ENERGY, Estimate::hostJ),
        new Quantity("energy_events", "energy of events", Dimension.ENERGY, Estimate::eventsJ),
        new Quantity("power", "power", Dimension.POWER, estimate -> estimate.powerW().orElse(Double.NaN)),
        new Quantity("time", "time", Dimension.TIME, estimate -> estimate.latency().map(Latency::total).orElse(Double.NaN)),
        new Quantity("time_simple", "time, links never full", Dimension.TIME, estimate -> Double.NaN),
        new Quantity("time_detailed", "time", Dimension.TIME, estimate -> Double.NaN)));
    for (Event.Unit unit : Event.Unit.values()) {
      if (unit != Event.Unit.HOST) {
        all.add(new Quantity("energy_" + unit.text(), unit.text() + " energy", Dimension.ENERGY, estimate -> estimate.dynamicJ().get(unit)));
      }
    }
    for (String number : RandomNetwork.NUMBERS) {
      Dimension dimension = number.endsWith("_per_second") ? Dimension.RATE : Dimension.COUNT;
      all.add(new Quantity(number, number.replace('_', ' ').replace(" per second", " a second"), dimension, estimate -> Double.NaN));
    }
    for (String number : Simulated.NUMBERS) {
      all.add(new Quantity(number, number.replace('_', ' '), Dimension.COUNT, estimate -> Double.NaN));
    }
    for (Event event : Event.values()) {
      all.add(new Quantity(event.text(), event.text().replace('_', ' ') + "s", Dimension.COUNT, estimate -> estimate.counts().total(event)));
    }
    Map<String, Quantity> byName = new LinkedHashMap<>();
    all.forEach(quantity -> byName.put(quantity.name(), quantity));
    return byName;
  }

  /** The names of what a kind of work tells. */
  public static List<String> names(PublishedCase.Work work) {
    List<String> ofNetworks = RandomNetwork.NUMBERS;
    return switch (work) {
      case PublishedCase.Work.Count count -> ofNetworks;
      case PublishedCase.Work.Simulate simulate -> Simulated.QUANTITIES;
      case PublishedCase.Work.Price price -> ofEstimates();
      case PublishedCase.Work.Bracket bracket -> ofEstimates();
    };
  }

  private static List<String> ofEstimates() {
    return ALL.keySet().stream().filter(name -> Simulated.ALSO.contains(name) || !RandomNetwork.NUMBERS.contains(name) && !Simulated.QUANTITIES.contains(name))
        .toList();
  }

  /** The quantity of a name. */
  public static Optional<Quantity> named(String name) {
    return Optional.ofNullable(ALL.get(name));
  }
}
