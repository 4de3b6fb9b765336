package spikelock.emulator.engine.timing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import spikelock.emulator.chip.DatapathShape;

/** Counted by hand from {@code hdl/TIMING.md}, section 4. */
class SweepTimesTest {
  private static final int LATENCY = 2;
  private static final int[] SETS = {3, 0, 2};

  @Test
  void oneNeuronACycle() {
    SweepTimes times = SweepTimes.of(shape(1), SETS);

    // loaded in 1..4, read in 5..7, drained in 8..10; 11..14, 15, 16..18; 19..22, 23..24, 25..27
    assertThat(times.spikeOffset()).containsExactly(8, 9, 10, 26, 27);
    assertThat(times.cycles()).isEqualTo(27);
  }

  @Test
  void oneNeuronEveryThirdCycle() {
    SweepTimes times = SweepTimes.of(shape(3), SETS);

    // loaded in 1..4, read in 5, 8, 11, drained in 14..16; 17..20, 21..23, 24..26; 27..30, read in 31, 34, drained in 37..39
    assertThat(times.spikeOffset()).containsExactly(8, 11, 14, 34, 37);
    assertThat(times.cycles()).isEqualTo(39);
  }

  private static DatapathShape shape(int interval) {
    return new DatapathShape(1, List.of(16), List.of(), List.of(), List.of(), false, 0, LATENCY, interval);
  }
}
