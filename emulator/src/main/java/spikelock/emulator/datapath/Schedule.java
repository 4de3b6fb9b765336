package spikelock.emulator.datapath;

import java.util.ArrayList;
import java.util.List;
import spikelock.emulator.chip.Technology;

/**
 * When each operation of a pipelined datapath happens: one neuron enters every {@code interval} cycles, results leave {@code latency} clock
 * edges later. Computed once here; the timing engine takes latency and interval, the Verilog emitter the stages.
 *
 * @param stage [nodes] the pipeline stage in which the operation's result is there, 0 beside the memories' outputs
 * @param inside [nodes] registers inside the operation: its operands are those of as many stages earlier. A ROM has one, its output register
 * @param stable [nodes] whether the result is the same for all neurons that are under way together, so that no register carries it
 * @param multiplier what products are made of
 * @param inputStage the stage that takes the synaptic inputs: as late as costs no latency, because they are wide and come from a memory that
 *     can be read later
 * @param latency stages that a register ends
 * @param interval cycles from one neuron to the next
 */
public record Schedule(int[] stage, int[] inside, boolean[] stable, Multiplier multiplier, int inputStage, int latency, int interval) {
  /** From the clock to the output of a ROM. */
  private static final int ROM_OUTPUT = 3;

  /** What a value that no register carries may cost: all stages that take it have it on top. */
  private static final int STABLE = 2;

  /**
   * Schedules every operation as early as the delay of its stage allows.
   *
   * @param neuronParameters numbers of the parameters that every neuron has its own value of; all others hold still
   */
  public static Schedule of(Datapath datapath, Technology technology, List<Integer> neuronParameters) {
    Schedule schedule = of(datapath, technology, neuronParameters, 0);
    for (int inputStage = 1; inputStage < schedule.latency(); inputStage++) {
      Schedule later = of(datapath, technology, neuronParameters, inputStage);
      if (later.latency() == schedule.latency()) {
        schedule = later;
      }
    }
    return schedule;
  }

  private static Schedule of(Datapath datapath, Technology technology, List<Integer> neuronParameters, int inputStage) {
    OperationCosts costs = OperationCosts.of(technology);
    List<Node> nodes = datapath.nodes();
    int[] stage = new int[nodes.size()];
    int[] inside = new int[nodes.size()];
    boolean[] stable = new boolean[nodes.size()];
    int[] time = new int[nodes.size()]; // delay from the start of its stage to the operation's result
    for (int i = 0; i < stage.length; i++) {
      Node node = nodes.get(i);
      List<Node> operands = new ArrayList<>();
      int always = 0; // delay of the operands that no register carries
      boolean still = node.op() == Op.CONSTANT || node.op() == Op.PARAMETER && !neuronParameters.contains((int) node.immediate())
          || node.op().operands() > 0;
      stage[i] = node.op() == Op.INPUT ? inputStage : 0;
      for (int from : node.operandNumbers()) {
        operands.add(nodes.get(from));
        if (stable[from]) {
          always = Math.max(always, time[from]);
          continue;
        }
        still = false;
        if (stage[from] > stage[i]) {
          stage[i] = stage[from];
          time[i] = time[from];
        } else if (stage[from] == stage[i]) {
          time[i] = Math.max(time[i], time[from]);
        }
      }
      time[i] = Math.max(time[i], always);
      int delay = node.op().operands() == 0 && still ? 0 : costs.delay(node, operands);
      if (costs.isRom(datapath, node)) {
        inside[i] = 1;
        delay = ROM_OUTPUT;
      } else if (node.op() == Op.MUL) {
        inside[i] = costs.multiplier().registers(operands.get(0), operands.get(1));
        if (inside[i] > 0 && time[i] > 0) {
          stage[i]++; // the factors come from registers
        }
      }
      if (inside[i] > 0) {
        stage[i] += inside[i];
        time[i] = 0;
      }
      stable[i] = still && inside[i] == 0 && time[i] + delay <= STABLE;
      if (time[i] > 0 && time[i] + delay > costs.stage()) {
        stage[i]++;
        time[i] = always;
      }
      time[i] += delay;
    }
    int last = Math.max(inputStage, stage[datapath.spike()]);
    if (datapath.payload() >= 0) {
      last = Math.max(last, stage[datapath.payload()]);
    }
    for (int node : datapath.next()) {
      last = Math.max(last, stage[node]);
    }
    return new Schedule(stage, inside, stable, costs.multiplier(), inputStage, last + 1, 1);
  }
}
