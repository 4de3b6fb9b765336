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
 * @param multiplier what products are made of
 * @param latency stages that a register ends
 * @param interval cycles from one neuron to the next
 */
public record Schedule(int[] stage, int[] inside, Multiplier multiplier, int latency, int interval) {
  /** From the clock to the output of a ROM. */
  private static final int ROM_OUTPUT = 3;

  /** Schedules every operation as early as the delay of its stage allows. */
  public static Schedule of(Datapath datapath, Technology technology) {
    OperationCosts costs = OperationCosts.of(technology);
    List<Node> nodes = datapath.nodes();
    int[] stage = new int[nodes.size()];
    int[] inside = new int[nodes.size()];
    int[] time = new int[nodes.size()]; // delay from the start of its stage to the operation's result
    for (int i = 0; i < stage.length; i++) {
      Node node = nodes.get(i);
      List<Node> operands = new ArrayList<>();
      for (int from : node.operandNumbers()) {
        operands.add(nodes.get(from));
        if (nodes.get(from).isConstant()) {
          continue; // it does not move through the pipeline
        }
        if (stage[from] > stage[i]) {
          stage[i] = stage[from];
          time[i] = time[from];
        } else if (stage[from] == stage[i]) {
          time[i] = Math.max(time[i], time[from]);
        }
      }
      int delay = costs.delay(node, operands);
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
      if (time[i] > 0 && time[i] + delay > costs.stage()) {
        stage[i]++;
        time[i] = 0;
      }
      time[i] += delay;
    }
    int last = stage[datapath.spike()];
    if (datapath.payload() >= 0) {
      last = Math.max(last, stage[datapath.payload()]);
    }
    for (int node : datapath.next()) {
      last = Math.max(last, stage[node]);
    }
    return new Schedule(stage, inside, costs.multiplier(), last + 1, 1);
  }
}
