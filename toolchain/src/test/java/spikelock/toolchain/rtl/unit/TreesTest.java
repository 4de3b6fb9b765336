package spikelock.toolchain.rtl.unit;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class TreesTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 5, 8})
  void thePulseIsSeenByAllTilesInOneCycle(int leaves) {
    pulse(leaves).holds();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 8})
  void theRootSeesWhetherAllTilesWereIdleInOneCycle(int leaves) {
    idle(leaves).holds();
  }

  static final List<Fault> PULSE = List.of(
      new Fault("a leaf a cycle too near", "pulse_tree.v", "node[i/2] & ~rst", "node[i == 9 ? i/4 : i/2] & ~rst"),
      new Fault("a pulse kept over a reset", "pulse_tree.v", "node[i/2] & ~rst", "node[i/2]"));

  @ParameterizedTest
  @FieldSource("PULSE")
  void seesInThePulse(Fault fault) {
    pulse(5).sees(fault);
  }

  static final List<Fault> IDLE = List.of(
      new Fault("a tile that is not asked", "idle_tree.v", "i >= WIDTH + LEAVES", "i >= WIDTH + LEAVES - 1"),
      new Fault("one idle half is enough", "idle_tree.v", "node[2*i] & node[2*i+1]", "node[2*i] | node[2*i+1]"));

  @ParameterizedTest
  @FieldSource("IDLE")
  void seesInIdle(Fault fault) {
    idle(5).sees(fault);
  }

  private static UnitBench pulse(int leaves) {
    return sized(UnitBench.of("pulse_tree", random -> TreeModel.pulse(random, leaves)), leaves);
  }

  private static UnitBench idle(int leaves) {
    return sized(UnitBench.of("idle_tree", random -> TreeModel.idle(random, leaves)), leaves);
  }

  private static UnitBench sized(UnitBench bench, int leaves) {
    return bench.with("LEAVES", leaves).with("LEAVES_LOG2", TreeModel.depth(leaves) - 1);
  }
}
