package spikelock.emulator.datapath;

import java.util.ArrayList;
import java.util.List;
import spikelock.emulator.chip.DatapathChoice;
import spikelock.emulator.chip.DatapathShape;
import spikelock.emulator.chip.Technology;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NearMiss;

/**
 * A datapath as a core has it: each parameter placed in the core, the set or the neuron.
 *
 * @param datapath the model, specialised
 * @param coreParameters numbers of the parameters placed once a core, in declared order
 * @param setParameters numbers of those placed in the set
 * @param neuronParameters numbers of those placed in the neuron
 * @param schedule when each operation happens
 * @param shape widths and latency
 */
public record PlacedDatapath(
    Datapath datapath,
    List<Integer> coreParameters,
    List<Integer> setParameters,
    List<Integer> neuronParameters,
    Schedule schedule,
    DatapathShape shape) {

  /**
   * Places a model's parameters.
   *
   * @param datapath the model
   * @param choice where they go; names of parameters that specialisation removed are ignored
   * @param technology what the schedule is made for
   * @throws InputException when the choice names what the model never had
   */
  public static PlacedDatapath of(Datapath datapath, DatapathChoice choice, Technology technology) {
    List<Integer> core = new ArrayList<>();
    List<Integer> set = new ArrayList<>();
    List<Integer> neuron = new ArrayList<>();
    for (int p = 0; p < datapath.parameters().size(); p++) {
      String name = datapath.parameters().get(p).name();
      (choice.coreParameters().contains(name) ? core : choice.neuronParameters().contains(name) ? neuron : set).add(p);
    }
    Schedule schedule = Schedule.of(datapath, technology, neuron);
    DatapathShape shape = new DatapathShape(datapath.inputs().size(),
        datapath.states().stream().map(s -> s.type().bits()).toList(), widths(datapath, core), widths(datapath, set),
        widths(datapath, neuron), choice.neuronInitialState(),
        datapath.payload() < 0 ? 0 : datapath.nodes().get(datapath.payload()).signedBits(), schedule.latency(), schedule.interval());
    return new PlacedDatapath(datapath, core, set, neuron, schedule, shape);
  }

  private static List<Integer> widths(Datapath datapath, List<Integer> parameters) {
    return parameters.stream().map(p -> datapath.parameters().get(p).type().bits()).toList();
  }

  /** @throws InputException when {@code name} is no parameter of the model */
  public static void requireParameter(Datapath model, String name) {
    if (model.parameter(name) < 0) {
      throw new InputException("the model " + model.name() + " has no parameter \"" + name + "\"", "", name,
          NearMiss.hint(name, model.parameters().stream().map(Field::name).toList()));
    }
  }
}
