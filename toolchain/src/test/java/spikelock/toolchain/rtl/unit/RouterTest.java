package spikelock.toolchain.rtl.unit;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import spikelock.toolchain.rtl.unit.RouterModel.Shape;

class RouterTest {
  @ParameterizedTest(name = "tile ({0},{1}), {2} and {3} bits, {4} below them, FIFO {5}, last column {6}, last row {7}")
  @CsvSource({"0, 0, 1, 1, 3, 2, false, false", "0, 0, 2, 1, 30, 4, false, true", "1, 2, 2, 2, 19, 4, false, false", "4, 1, 3, 2, 5, 2, true, false",
      "2, 0, 2, 1, 8, 2, true, false", "0, 0, 1, 1, 5, 2, true, true"})
  void everyFlitLeavesOnceByItsOutputAndHoldsStillUntilThen(int x, int y, int xBits, int yBits, int lowBits, int fifoDepth,
      boolean lastColumn, boolean lastRow) {
    bench(new Shape(x, y, xBits, yBits, lowBits, fifoDepth, lastColumn, lastRow)).holds();
  }

  static final List<Fault> FAULTS = List.of(
      new Fault("a choice made anew while a flit is on offer", "round_robin.v", "if (|request) behind", "if (accepted && |request) behind"),
      new Fault("south before the column is right", "router.v", "head_valid[i] & column & south", "head_valid[i] & south"),
      new Fault("the host's flits into the core", "router.v", "home & ~to_host", "home"),
      new Fault("arbiters that keep their position at the pulse", "router.v", ".rst(rst | pulse)", ".rst(rst)"),
      new Fault("an offer that waits for being accepted", "router.v", "out_valid[o] = |request", "out_valid[o] = |request & out_ready[o]"),
      new Fault("idle with a flit from the west", "router.v", "idle = ~|head_valid", "idle = ~|head_valid[3:0]"));

  @ParameterizedTest
  @FieldSource("FAULTS")
  void sees(Fault fault) {
    bench(new Shape(0, 0, 2, 1, 6, 2, false, false)).sees(fault);
  }

  private static UnitBench bench(Shape shape) {
    return UnitBench.of("router", random -> new RouterModel(random, shape)).with("X", shape.x()).with("Y", shape.y())
        .with("LAST_COLUMN", shape.lastColumn() ? 1 : 0).with("LAST_ROW", shape.lastRow() ? 1 : 0)
        .with("X_BITS", shape.xBits()).with("Y_BITS", shape.yBits()).with("LOW_BITS", shape.lowBits()).with("FIFO_DEPTH", shape.fifoDepth());
  }
}
