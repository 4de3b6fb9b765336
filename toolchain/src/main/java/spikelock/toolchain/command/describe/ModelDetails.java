package spikelock.toolchain.command.describe;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import spikelock.emulator.chip.Technology;
import spikelock.emulator.datapath.Datapath;
import spikelock.emulator.datapath.Field;
import spikelock.emulator.datapath.Schedule;
import spikelock.toolchain.console.Means;

/** A neuron model as people look at it. */
@Means("of a neuron model")
public record ModelDetails(
    @Means("the model's name") String model,
    @Means("the text of its file; a preset's ends with the values that are held") String file,
    @Means("per synaptic input") List<Input> inputs,
    @Means("per state field that is left") List<State> state,
    @Means("per parameter that is left, in raw integers") List<Parameter> parameters,
    @Means("operations of the folded graph") int operations,
    @Means("clock edges from the datapath's inputs to its results") int latencyCycles,
    @Means("the folded graph, one operation a line") String graph) {

  /** A synaptic input. */
  public record Input(String name, String type) {}

  /** A field of the state. */
  public record State(String name, String type, int bits) {}

  /** A parameter; its values are raw integers. */
  public record Parameter(String name, String type, long min, long max, @JsonProperty("default") long initial, String description) {}

  static ModelDetails of(String name, String file, Datapath datapath) {
    return new ModelDetails(name, file, datapath.inputs().stream().map(f -> new Input(f.name(), f.type().toString())).toList(),
        datapath.states().stream().map(f -> new State(f.name(), f.type().toString(), f.type().bits())).toList(),
        datapath.parameters().stream().map(ModelDetails::parameter).toList(), operations(datapath), Schedule.of(datapath, Technology.ASIC, List.of()).latency(),
        datapath.describe());
  }

  private static Parameter parameter(Field f) {
    return new Parameter(f.name(), f.type().toString(), f.min(), f.max(), f.initial(), f.description());
  }

  /** Operations that are left to do: leaves and constants are none. */
  private static int operations(Datapath datapath) {
    return (int) datapath.nodes().stream().filter(node -> node.op().operands() > 0).count();
  }
}
