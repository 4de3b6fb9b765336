package spikelock.emulator.datapath;

import java.util.List;

/**
 * When each operation of a pipelined datapath happens: one neuron enters a cycle, results leave {@code latency} clock edges
 * later. Computed once here; the timing engine takes the latency, the Verilog emitter the stages.
 *
 * @param stage [nodes] the pipeline stage in which the operation is evaluated, 0 beside the memories' outputs
 * @param latency stages that a register ends
 */
public record Schedule(int[] stage, int latency) {
  /** Delay that fits in a stage, in the units of {@link #delay}. */
  private static final int STAGE = 20;

  /** Schedules every operation as early as the delay of its stage allows. */
  public static Schedule of(Datapath datapath) {
    List<Node> nodes = datapath.nodes();
    int[] stage = new int[nodes.size()];
    int[] time = new int[nodes.size()]; // delay from the start of its stage to the operation's result
    for (int i = 0; i < stage.length; i++) {
      Node node = nodes.get(i);
      int operands = node.op().operands();
      int[] from = {node.a(), node.b(), node.c()};
      for (int k = 0; k < operands; k++) {
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
      int delay = delay(nodes, node);
      if (time[i] > 0 && time[i] + delay > STAGE) {
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
    return new Schedule(stage, last + 1);
  }

  /** Constants do not move through the pipeline. */
  private static boolean isStable(List<Node> nodes, int node) {
    return nodes.get(node).isConstant();
  }

  /** A rough delay: carry chains grow with the width, shifts by a constant are wires. */
  private static int delay(List<Node> nodes, Node node) {
    int bits = node.op().operands() > 0 ? Math.max(node.signedBits(), nodes.get(node.a()).signedBits()) : 0;
    return switch (node.op()) {
      case CONSTANT, STATE, PARAMETER, INPUT, SHL, WRAP -> 0;
      case SHR -> node.rounding() == Rounding.FLOOR ? 0 : 2 + bits / 8;
      case AND, OR, XOR, NOT, SELECT -> 1;
      case ADD, SUB, NEG, ABS, EQ, NE, LT, LE -> 2 + bits / 8;
      case MIN, MAX -> 3 + bits / 8;
      case SATURATE -> 3;
      case TABLE -> 6;
      case MUL -> 14;
    };
  }
}
