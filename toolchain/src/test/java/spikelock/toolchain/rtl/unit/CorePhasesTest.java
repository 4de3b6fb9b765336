package spikelock.toolchain.rtl.unit;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorePhasesTest {
  @ParameterizedTest
  @ValueSource(ints = {2, 5})
  void oneAfterTheOther(int clearBits) {
    bench(clearBits).holds();
  }

  static final List<Fault> FAULTS = List.of(
      new Fault("a word left uncleared", "core_phases.v", "if (&clear_index) phase", "if (&clear_index[CLEAR_BITS-1:1]) phase"),
      new Fault("a sweep that starts late", "core_phases.v", "(walking & walk_done) | (clearing", "(clearing"),
      new Fault("a walk that does not wait for the copy", "core_phases.v", "if (!copying) phase <= WALK", "phase <= WALK"));

  @ParameterizedTest
  @FieldSource("FAULTS")
  void sees(Fault fault) {
    bench(3).sees(fault);
  }

  private static UnitBench bench(int clearBits) {
    return UnitBench.of("core_phases", random -> new CorePhasesModel(random, clearBits)).with("CLEAR_BITS", clearBits);
  }
}
