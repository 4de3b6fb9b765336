package spikelock.emulator.chip;

import java.util.List;

/**
 * What the memories and the schedule need to know of a core's datapath. A bus is the concatenation of its fields, the
 * first declared one in the lowest bits.
 *
 * @param inputs synaptic inputs of a neuron
 * @param stateWidths width of each state field
 * @param coreWidths width of each parameter placed once a core
 * @param setWidths width of each parameter placed in the set
 * @param neuronWidths width of each parameter placed in the neuron
 * @param neuronInitialState whether the initial state is placed in the neuron instead of the set
 * @param payloadBits width of the payload that a spike carries; 0 where it always is 1
 * @param latency clock edges from the datapath's inputs to its results
 * @param interval cycles from one neuron to the next
 */
public record DatapathShape(
    int inputs,
    List<Integer> stateWidths,
    List<Integer> coreWidths,
    List<Integer> setWidths,
    List<Integer> neuronWidths,
    boolean neuronInitialState,
    int payloadBits,
    int latency,
    int interval) {

  public DatapathShape {
    stateWidths = List.copyOf(stateWidths);
    coreWidths = List.copyOf(coreWidths);
    setWidths = List.copyOf(setWidths);
    neuronWidths = List.copyOf(neuronWidths);
  }

  /** log2 of the accumulators a neuron owns: its inputs, rounded up to a power of two; 0 also without any input. */
  public int inputsLog2() {
    return ChipSpec.log2Ceil(Math.max(1, inputs));
  }

  /** Width of the state word; at least 1, because a core always has a state memory. */
  public int stateBits() {
    return Math.max(1, sum(stateWidths));
  }

  public int coreBits() {
    return sum(coreWidths);
  }

  public int setBits() {
    return sum(setWidths);
  }

  public int neuronBits() {
    return sum(neuronWidths);
  }

  /** 16-bit units of a set's record: count, start, parameters, initial state. */
  public int setUnits() {
    return 2 + (setBits() + (neuronInitialState ? 0 : stateBits()) + 15) / 16;
  }

  /** Width of the neuron memory; 0 when there is none. */
  public int neuronMemoryBits() {
    return neuronBits() + (neuronInitialState ? stateBits() : 0);
  }

  /** 16-bit units that hold the core-placed parameters. */
  public int coreUnits() {
    return (coreBits() + 15) / 16;
  }

  private static int sum(List<Integer> widths) {
    return widths.stream().mapToInt(Integer::intValue).sum();
  }
}
