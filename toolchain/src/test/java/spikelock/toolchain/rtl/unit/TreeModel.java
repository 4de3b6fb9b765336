package spikelock.toolchain.rtl.unit;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** A delay of depth cycles between one root and many leaves: the pulse goes to all of them, idle comes from all of them. */
final class TreeModel implements UnitModel {
  private final boolean fromLeaves;
  private final int leaves;
  private final int depth;
  private final Pressure together;
  private final List<Pressure> inputs = new ArrayList<>();
  private final List<Boolean> entered = new ArrayList<>(); // [cycle]

  private TreeModel(RandomGenerator random, int leaves, boolean fromLeaves) {
    this.fromLeaves = fromLeaves;
    this.leaves = leaves;
    this.depth = depth(leaves);
    this.together = new Pressure(random);
    for (int leaf = 0; leaf < leaves; leaf++) {
      inputs.add(new Pressure(random));
    }
  }

  static TreeModel pulse(RandomGenerator random, int leaves) {
    return new TreeModel(random, leaves, false);
  }

  static TreeModel idle(RandomGenerator random, int leaves) {
    return new TreeModel(random, leaves, true);
  }

  /** TIMING.md: ceil(log2(tiles)) + 1. */
  static int depth(int leaves) {
    return 1 + 32 - Integer.numberOfLeadingZeros(leaves - 1);
  }

  @Override
  public void cycle(Wires wires) {
    boolean arrives = entered.size() >= depth && entered.get(entered.size() - depth);
    boolean enters = together.next();
    if (fromLeaves) {
      wires.expect("root", arrives);
      entered.add(leavesAreIdle(wires, enters));
    } else {
      wires.expect("leaf", arrives ? -1 : 0);
      wires.drive("root", enters);
      entered.add(enters);
    }
  }

  private boolean leavesAreIdle(Wires wires, boolean together) {
    boolean all = true;
    for (int leaf = 0; leaf < leaves; leaf++) {
      boolean idle = together || inputs.get(leaf).next();
      wires.drive("leaf", leaf, 1, idle ? 1 : 0);
      all &= idle;
    }
    return all;
  }
}
