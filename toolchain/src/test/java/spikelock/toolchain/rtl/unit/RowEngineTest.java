package spikelock.toolchain.rtl.unit;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import spikelock.toolchain.rtl.unit.RowEngineModel.Shape;

class RowEngineTest {
  @ParameterizedTest
  @CsvSource({"6, 0, 0, 0, 1, 4", "5, 2, 3, 1, 2, 5", "9, 2, 0, 2, 2, 6", "7, 0, 16, 0, 0, 3"})
  void stepsThroughRowsWithoutAGap(int synapses, int exponentBits, int payloadBits, int lanes, int dense, int accumulators) {
    bench(new Shape(synapses, exponentBits, payloadBits, lanes, dense, accumulators)).holds();
  }

  static final List<Fault> FAULTS = List.of(
      new Fault("an entry more", "row_engine.v", "(left & ~ONE) == 0", "left == 0"),
      new Fault("dense rows whose rest of a step is lost", "row_engine.v", "&& !((left & LANE_STEP) != 0 && (left & BELOW_STEP) != 0)", ""),
      new Fault("an empty row that reads", "row_engine.v", "row_some     <= entry_length != {(ACCUMULATORS_LOG2 + 1) {1'b0}}", "row_some     <= 1'b1"),
      new Fault("a gap between rows", "row_engine.v", "(~row_active | row_last)", "~row_active"),
      new Fault("dense rows that stay in their first word", "row_engine.v", "word_done = ~row_dense | (row_place == LAST_PLACE)",
          "word_done = ~row_dense"),
      new Fault("a payload taken too late", "row_engine.v", "if (entry_taken) payload <= entry_payload", "payload <= entry_payload"),
      new Fault("a row kept over a reset", "row_engine.v", "if (rst) row_active <= 1'b0", "if (rst) row_active <= row_active"));

  @ParameterizedTest
  @FieldSource("FAULTS")
  void sees(Fault fault) {
    bench(new Shape(6, 2, 4, 1, 2, 4)).sees(fault);
  }

  private static UnitBench bench(Shape shape) {
    return shape.bench(UnitBench.of("row_engine", random -> new RowEngineModel(random, shape)));
  }
}
