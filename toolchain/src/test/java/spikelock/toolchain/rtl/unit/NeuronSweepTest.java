package spikelock.toolchain.rtl.unit;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import spikelock.toolchain.rtl.unit.NeuronSweepModel.Shape;

class NeuronSweepTest {
  @ParameterizedTest
  @CsvSource({"4, 24, 1, 0, false, 4, 1, 0, 1", "3, 7, 20, 5, false, 5, 0, 0, 1", "5, 30, 0, 12, true, 4, 3, 1, 1", "4, 16, 33, 0, true, 6, 6, 5, 1",
      "4, 16, 12, 3, false, 4, 2, 0, 2", "3, 20, 0, 9, true, 4, 1, 0, 5", "3, 12, 8, 0, false, 4, 9, 4, 3"})
  void takesEveryNeuronThroughTheDatapath(int neurons, int stateBits, int setBits, int neuronBits, boolean neuronInit, int sets, int latency,
      int inputStage, int interval) {
    bench(new Shape(neurons, stateBits, setBits, neuronBits, neuronInit, sets, latency, inputStage, interval)).holds();
  }

  static final List<Fault> FAULTS = List.of(
      new Fault("sets that start a timestep late", "neuron_sweep.v", "gated <= age < set_word", "gated <= age <= set_word"),
      new Fault("a set not drained", "neuron_sweep.v", "step == LAST_DRAIN", "step == LAST_DRAIN - 1'b1"),
      new Fault("an empty set that takes a neuron", "neuron_sweep.v", "(state_of == RUN) & (several | left[0])", "(state_of == RUN)"),
      new Fault("inputs taken a stage early", "neuron_sweep.v", "under_way[INPUT_STAGE-1]", "under_way[INPUT_STAGE-2]"),
      new Fault("inputs of the neuron that is read", "neuron_sweep.v", "input_neuron = next_input", "input_neuron = issue"),
      new Fault("state written that has not started", "neuron_sweep.v", "store = arrive & (resetting | ~gated)", "store = arrive"),
      new Fault("a reset that keeps the state", "neuron_sweep.v", "resetting ? initial_state : next_state", "next_state"),
      new Fault("a reset that leaves a bit of the state", "neuron_sweep.v", "resetting ? initial_state : next_state",
          "resetting ? {initial_state[STATE_BITS-1:1], state_word[0]} : next_state"),
      new Fault("a start without its highest bit", "neuron_sweep.v", "age < set_word", "age < {1'b0, set_word[14:0]}"),
      new Fault("an age without its highest bit", "neuron_sweep.v", "age < set_word", "{1'b0, age[14:0]} < set_word"),
      new Fault("a count without its highest bit", "neuron_sweep.v", "left <= set_word", "left <= {1'b0, set_word[14:0]}"),
      new Fault("a last neuron before the highest bit", "neuron_sweep.v", "several = |left[15:1]", "several = |left[14:1]"),
      new Fault("the parameters of the next unit", "neuron_sweep.v", "set[SET_PARAM_BITS-1:0]", "set[SET_PARAM_BITS:1]"),
      new Fault("a turn that ends a cycle early", "neuron_sweep.v", "turn_ends   = pace == LAST", "turn_ends   = pace == LAST - 8'd1"),
      new Fault("another region's states written", "neuron_sweep.v", "store | (cfg_select_state & cfg_write)", "store | cfg_write"));

  @ParameterizedTest
  @FieldSource("FAULTS")
  void sees(Fault fault) {
    bench(new Shape(4, 9, 12, 4, false, 5, 3, 2, 3)).sees(fault);
  }

  private static UnitBench bench(Shape shape) {
    return UnitBench.of("neuron_sweep", random -> new NeuronSweepModel(random, shape)).with("NEURONS_LOG2", shape.neuronsLog2())
        .with("STATE_BITS", shape.stateBits()).with("SET_PARAM_BITS", shape.setBits()).with("NEURON_PARAM_BITS", shape.neuronBits())
        .with("NEURON_INIT", shape.neuronInit() ? 1 : 0).with("SETS_LOG2", shape.setsLog2()).with("LATENCY", shape.latency()).with("INPUT_STAGE", shape.inputStage())
        .with("INTERVAL", shape.interval())
        .with("CFG_ENTRY_BITS", 8).with("CFG_DATA_BITS", 80);
  }
}
