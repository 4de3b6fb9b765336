package spikelock.toolchain.rtl.unit;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import spikelock.toolchain.rtl.unit.AccumulatorsModel.Shape;

class AccumulatorsTest {
  @ParameterizedTest
  @CsvSource({"3, 8, 0, 0", "4, 24, 2, 0", "5, 19, 0, 1", "5, 32, 1, 2", "6, 13, 2, 1"})
  void addWrapAndAreTakenByTheSweep(int accumulators, int bits, int lanes, int inputs) {
    bench(new Shape(accumulators, bits, lanes, inputs)).holds();
  }

  static final List<Fault> FAULTS = List.of(
      new Fault("no forwarding", "accumulators.v", "forward ? previous_sum : read_data &", "read_data &"),
      new Fault("forwarding from the word before", "accumulators.v", "hit & update_valid & again", "hit & update_valid"),
      new Fault("forwarding of what was not added", "accumulators.v", "hit & update_valid & again", "hit & again"),
      new Fault("sums that saturate", "accumulators.v", "sum = old_sum + update_value",
          "sum = (old_sum + update_value) < old_sum ? {ACCUMULATOR_BITS{1'b1}} : old_sum + update_value"),
      new Fault("a lane lost", "accumulators.v", "add_values[LANE*ACCUMULATOR_BITS+:ACCUMULATOR_BITS]", "add_values[(LANE&1)*ACCUMULATOR_BITS+:ACCUMULATOR_BITS]"),
      new Fault("not cleared by the sweep", "accumulators.v", "(hit | swept | clear", "(hit | clear"),
      new Fault("configuration that writes every bank", "accumulators.v", "clear | (cfg_write & configured)", "clear | cfg_write"),
      new Fault("another region's words written", "accumulators.v", "cfg_select & ((cfg_entry & BANK_MASK) == INDEX)", "(cfg_entry & BANK_MASK) == INDEX"));

  @ParameterizedTest
  @FieldSource("FAULTS")
  void sees(Fault fault) {
    bench(new Shape(5, 9, 2, 1)).sees(fault);
  }

  private static UnitBench bench(Shape shape) {
    return UnitBench.of("accumulators", random -> new AccumulatorsModel(random, shape)).with("ACCUMULATORS_LOG2", shape.accumulators())
        .with("ACCUMULATOR_BITS", shape.bits()).with("LANES_LOG2", shape.lanes()).with("INPUTS_LOG2", shape.inputs()).with("BANKS_LOG2", shape.banks());
  }
}
