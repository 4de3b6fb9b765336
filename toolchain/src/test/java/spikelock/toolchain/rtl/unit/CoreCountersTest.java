package spikelock.toolchain.rtl.unit;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import spikelock.toolchain.rtl.unit.CoreCountersModel.Shape;

class CoreCountersTest {
  @ParameterizedTest
  @CsvSource({"0, 8, 0", "1, 5, 0", "1, 24, 1", "2, 4, 2"})
  void countFromPulseToAdvanceAndSaturate(int counters, int counterBits, int lanes) {
    bench(new Shape(counters, counterBits, lanes)).holds();
  }

  static final List<Fault> FAULTS = List.of(
      new Fault("a saturated counter that starts again", "core_counters.v", "events[c] & ~count[COUNTER_BITS]", "events[c]"),
      new Fault("a saturation that is not shown", "core_counters.v", "{saturated, {(31", "{1'b0, {(31"),
      new Fault("a full counter that shows what went over", "core_counters.v", "{COUNTER_BITS{saturated}} | turned", "turned"),
      new Fault("stalls that count what is accepted", "core_counters.v", "& ~leave_ready", "& leave_ready"),
      new Fault("lanes counted once", "core_counters.v", "&& dense) ? LANES : ONE", "&& dense) ? ONE : ONE"),
      new Fault("batches counted in the step", "core_counters.v", "~counting & packet_in", "packet_in"),
      new Fault("hops of batches as those of steps", "core_counters.v", "{4{~counting}} & hops", "{4{counting}} & hops"));

  @ParameterizedTest
  @FieldSource("FAULTS")
  void sees(Fault fault) {
    bench(new Shape(2, 5, 1)).sees(fault);
  }

  private static UnitBench bench(Shape shape) {
    return UnitBench.of("core_counters", random -> new CoreCountersModel(random, shape)).with("COUNTERS", shape.counters())
        .with("COUNTER_BITS", shape.counterBits()).with("LANES_LOG2", shape.lanesLog2());
  }
}
