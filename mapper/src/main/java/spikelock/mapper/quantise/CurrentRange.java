package spikelock.mapper.quantise;

import java.util.Arrays;
import java.util.List;
import spikelock.emulator.datapath.Datapath;
import spikelock.emulator.datapath.Node;
import spikelock.emulator.datapath.Op;

/** How much may arrive at a neuron in a timestep before its datapath limits it: the range of a synaptic current. */
final class CurrentRange {
  private CurrentRange() {}

  /** The greatest current in units of a weight: what the first limit behind an input lets through, infinite where there is none. */
  static double of(Datapath datapath) {
    List<Node> nodes = datapath.nodes();
    boolean[] fromInput = new boolean[nodes.size()];
    for (int i = 0; i < fromInput.length; i++) {
      Node node = nodes.get(i);
      fromInput[i] = node.op() == Op.INPUT || Arrays.stream(node.operandNumbers()).anyMatch(from -> fromInput[from]);
      if (fromInput[i] && node.op() == Op.SATURATE) {
        return Math.scalb((double) node.hi(), -node.point());
      }
    }
    return Double.POSITIVE_INFINITY;
  }
}
