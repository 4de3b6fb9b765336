package spikelock.toolchain.rtl.unit;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class FlitFifoTest {
  @ParameterizedTest
  @CsvSource({"1, 2", "7, 2", "23, 4", "40, 4"})
  void isAQueue(int width, int depth) {
    bench(width, depth).holds();
  }

  static final List<Fault> FAULTS = List.of(
      new Fault("one flit short", "flit_fifo.v", "in_ready = ~occupied[DEPTH-1]", "in_ready = ~occupied[DEPTH-2]"),
      new Fault("a full FIFO that takes a flit when one leaves", "flit_fifo.v", "in_ready = ~occupied[DEPTH-1]",
          "in_ready = ~occupied[DEPTH-1] | pop"),
      new Fault("a flit that lands where the last one left", "flit_fifo.v", "lands_here = push & ~kept[i]",
          "lands_here = push & ~occupied[i]"),
      new Fault("flits kept over a reset", "flit_fifo.v", "if (rst) occupied <= {DEPTH{1'b0}};", "if (rst) occupied <= occupied;"));

  @ParameterizedTest
  @FieldSource("FAULTS")
  void sees(Fault fault) {
    bench(7, 4).sees(fault);
  }

  private static UnitBench bench(int width, int depth) {
    return UnitBench.of("flit_fifo", random -> new FlitFifoModel(random, depth)).with("WIDTH", width).with("DEPTH", depth);
  }
}
