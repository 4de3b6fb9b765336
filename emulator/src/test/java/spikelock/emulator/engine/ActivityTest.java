package spikelock.emulator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spikelock.emulator.chip.ChipFile;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Region;
import spikelock.emulator.engine.step.Activity;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.CoreImage;
import spikelock.emulator.image.InputTable;
import spikelock.emulator.image.PlacedCores;
import spikelock.emulator.image.Rows;
import spikelock.emulator.platform.StepRecord;

/**
 * One core, counted by hand: a set of three neurons from the first timestep, one of two from the third. Axon 0 is a sparse row of two
 * words, axon 1 a dense one of some weights (two lanes: half as many reads), axon 2 an empty one; the one channel sends to all three.
 */
class ActivityTest {
  private static final Activity IDLE = new Activity(3, 0);

  private static ChipImage image(String counters, int weights) {
    ChipSpec spec = ChipFile.parse("""
        format: spikelock/chip
        version: 1
        name: tiny
        mesh: {width: 1, height: 1}
        neurons: 16
        axons: 32
        synapse_words: 512
        lanes: 2
        delay_slots: 2
        fanout_entries: 16
        outputs: 2
        set_words: 32
        counters: %s
        counter_bits: 8
        datapaths:
          default: {model: IF, core_parameters: [threshold, reset, subtract, bias]}
        """.formatted(counters), "tiny.yaml");
    Rows rows = new Rows(PlacedCores.of(spec, Map.of()).plan(0));
    int[] synapses = new int[2 + weights / 2];
    Arrays.fill(synapses, rows.dense(rows.dense(0, 0, 1), 1, 1));
    synapses[0] = rows.sparse(0, 3);
    synapses[1] = rows.sparse(1, 3);
    CoreImage core = new CoreImage(new int[] {0, 1, 0}, new int[] {0, 2, 0}, new int[] {2, weights, 0}, new int[3], new int[3],
        synapses, new int[] {1000, 0, 0, 0}, new int[] {3, 2}, new int[] {0, 2},
        new int[0][], new int[][] {{0, 0}}, new int[0][], new int[0][], new int[] {-1, -1, -1, -1, -1}, new long[0]);
    InputTable inputs = new InputTable(new int[] {0, 3}, new int[3], new int[3], new int[] {0, 1, 2});
    return new ChipImage(spec, PlacedCores.texts(spec, Map.of()), List.of(core), inputs, List.of(), Map.of(), Map.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "basic", "debug"})
  void itIsKnownOfEveryChip(String counters) {
    try (Emulator emulator = Emulator.of(image(counters, 4))) {
      StepRecord record = new StepRecord(emulator.image().spec());

      emulator.step(new int[0], 0, record);
      assertThat(emulator.lastStep().activity(0)).isEqualTo(IDLE);
      emulator.step(new int[] {0}, 1, record);
      assertThat(emulator.lastStep().activity(0)).as("two words and two groups of lanes").isEqualTo(new Activity(3, 4));
      assertThat(emulator.lastStep().rows(0)).isEqualTo(3);
      assertThat(emulator.lastStep().accumulations(0)).isEqualTo(6);
      emulator.step(new int[0], 0, record);
      assertThat(emulator.lastStep().activity(0)).as("the second set has started").isEqualTo(new Activity(5, 0));
    }
  }

  @Test
  void aDebugChipShowsItInItsCounters() {
    assertThat(counters(4)).isEqualTo(new int[] {3, 0, 4, 0});
  }

  @Test
  void likeTheOthersTheyTellWhenThereWasMore() {
    int full = 1 << 15; // the sticky bit, in the upper unit
    assertThat(counters(600)).as("302 reads").isEqualTo(new int[] {3, 0, 255, full});
  }

  private static int[] counters(int weights) {
    try (Emulator emulator = Emulator.of(image("debug", weights))) {
      emulator.step(new int[] {0}, 1, new StepRecord(emulator.image().spec()));
      return emulator.peek(0, Region.COUNTERS, 10, 2);
    }
  }
}
