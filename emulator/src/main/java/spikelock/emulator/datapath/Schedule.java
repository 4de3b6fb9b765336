package spikelock.emulator.datapath;

import java.util.Arrays;
import java.util.List;
import spikelock.emulator.chip.Technology;

/**
 * When each operation of a pipelined datapath happens: one neuron enters every {@code interval} cycles, results leave {@code latency} clock
 * edges later. Computed once here; the timing engine takes latency and interval, the Verilog emitter the stages.
 *
 * @param stage [nodes] the pipeline stage in which the operation is evaluated, 0 beside the memories' outputs
 * @param rom [nodes] whether the operation is a look-up in a ROM whose output is the register in front of its stage
 * @param latency stages that a register ends
 * @param interval cycles from one neuron to the next
 */
public record Schedule(int[] stage, boolean[] rom, int latency, int interval) {
  /** From the clock to the output of a block RAM. */
  private static final int ROM_OUTPUT = 3;

  /** Schedules every operation as early as the delay of its stage allows. */
  public static Schedule of(Datapath datapath, Technology technology) {
    OperationCosts costs = OperationCosts.of(technology);
    List<Node> nodes = datapath.nodes();
    int[] stage = new int[nodes.size()];
    boolean[] rom = new boolean[nodes.size()];
    int[] time = new int[nodes.size()]; // delay from the start of its stage to the operation's result
    for (int i = 0; i < stage.length; i++) {
      Node node = nodes.get(i);
      int[] from = operands(node);
      int[] widths = new int[from.length];
      for (int k = 0; k < from.length; k++) {
        widths[k] = nodes.get(from[k]).signedBits();
        if (isStable(nodes, from[k])) {
          continue;
        }
        if (stage[from[k]] > stage[i]) {
          stage[i] = stage[from[k]];
          time[i] = time[from[k]];
        } else if (stage[from[k]] == stage[i]) {
          time[i] = Math.max(time[i], time[from[k]]);
        }
      }
      if (node.op() == Op.TABLE && datapath.tables().get((int) node.immediate()).values().size() > costs.greatestTable()) {
        rom[i] = true;
        stage[i]++;
        time[i] = ROM_OUTPUT;
        continue;
      }
      int delay = costs.delay(node, widths, node.signedBits());
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
    return new Schedule(stage, rom, last + 1, 1);
  }

  private static int[] operands(Node node) {
    return Arrays.copyOf(new int[] {node.a(), node.b(), node.c()}, node.op().operands());
  }

  /** Constants do not move through the pipeline. */
  private static boolean isStable(List<Node> nodes, int node) {
    return nodes.get(node).isConstant();
  }
}
