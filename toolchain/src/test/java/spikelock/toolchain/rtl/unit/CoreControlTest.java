package spikelock.toolchain.rtl.unit;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import spikelock.toolchain.rtl.unit.CoreControlModel.Shape;

class CoreControlTest {
  @ParameterizedTest
  @CsvSource({"8, 4, 0", "3, 1, 16", "14, 6, 53"})
  void holdsWhatIsNoMemory(int sets, int slots, int coreBits) {
    bench(new Shape(sets, slots, coreBits)).holds();
  }

  static final List<Fault> FAULTS = List.of(
      new Fault("an age that begins again after its highest", "core_control.v", "if (!(&age)) age", "age"),
      new Fault("an age that stays a step early", "core_control.v", "if (!(&age)) age", "if (!(&age[15:1])) age"),
      new Fault("a reset that leaves the age", "core_control.v", "age <= 16'd0; now <= {SLOTS_LOG2{1'b0}}; end else if (advance)",
          "now <= {SLOTS_LOG2{1'b0}}; end else if (advance)"),
      new Fault("a reset that does not win", "core_control.v", "if (reset_state) begin", "if (reset_state & ~advance) begin"),
      new Fault("the highest bit of the sets in use lost", "core_control.v", "sets_used <= cfg_data[SETS_LOG2:0]",
          "sets_used <= {1'b0, cfg_data[SETS_LOG2-1:0]}"),
      new Fault("another region's writing", "core_control.v", "cfg_select & cfg_write", "cfg_write"),
      new Fault("a parameter in every unit", "core_control.v", "write && param_unit == UNIT", "write && param_unit >= UNIT"),
      new Fault("a parameter shown in the wrong unit", "core_control.v", "{param_unit, 4'd0}", "{place, 4'd0}"),
      new Fault("bit 15 of the age not written", "core_control.v", "age <= cfg_data[15:0]", "age <= {1'b0, cfg_data[14:0]}"));

  @ParameterizedTest
  @FieldSource("FAULTS")
  void sees(Fault fault) {
    bench(new Shape(5, 3, 40)).sees(fault);
  }

  private static UnitBench bench(Shape shape) {
    return UnitBench.of("core_control", random -> new CoreControlModel(random, shape)).with("SETS_LOG2", shape.setsLog2())
        .with("SLOTS_LOG2", shape.slotsLog2()).with("CORE_PARAM_BITS", shape.coreBits()).with("CFG_ENTRY_BITS", 12).with("CFG_DATA_BITS", 48);
  }
}
