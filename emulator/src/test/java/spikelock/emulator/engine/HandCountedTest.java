package spikelock.emulator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import spikelock.emulator.chip.ChipFile;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Counter;
import spikelock.emulator.chip.PacketFormat;
import spikelock.emulator.chip.Region;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.CoreImage;
import spikelock.emulator.image.InputTable;
import spikelock.emulator.image.PlacedCores;
import spikelock.emulator.image.Population;
import spikelock.emulator.image.Rows;
import spikelock.emulator.platform.StepRecord;

/** One core, two neurons, one synapse: cycles counted by hand with {@code hdl/TIMING.md}. W = 2, D = 1, U = 2, L = 2. */
class HandCountedTest {
  private static final int LEAVE = 8; // cycles of the sweep's only set: U + 1 to load, 2 neurons, L + 1 to drain

  private static ChipImage image() {
    ChipSpec spec = ChipFile.parse("""
        format: spikelock/chip
        version: 1
        name: tiny
        mesh: {width: 1, height: 1}
        neurons: 16
        axons: 32
        synapse_words: 16
        delay_slots: 2
        fanout_entries: 16
        outputs: 2
        set_words: 16
        datapaths:
          default: {model: IF, core_parameters: [threshold, reset, subtract], neuron_parameters: [bias], neuron_initial_state: true}
        """, "tiny.yaml");
    PlacedCores cores = PlacedCores.of(spec, Map.of());
    PacketFormat packets = new PacketFormat(spec);
    // Neuron 0 fires in every timestep and adds 3 to neuron 1 in the next one; neuron 1 never fires.
    CoreImage core = new CoreImage(new int[1], new int[1], new int[] {1}, new int[] {1}, new int[1],
        new int[] {new Rows(cores.plan(0)).sparse(0, 3)}, new int[] {1000, 0, 0}, new int[] {2}, new int[1], new int[0][], new int[0][],
        new int[][] {{2000, 0}}, new int[][] {{0, 0}}, new int[] {0, -1}, new long[] {packets.entry(true, 0, 1, 0)});
    Population pair = new Population("pair", List.of(2), "IF", 0, -1, -1, new int[] {0, 0}, new int[] {0, 1}, Map.of());
    InputTable inputs = new InputTable(new int[] {0, 1}, new int[] {0}, new int[] {0}, new int[] {5});
    return new ChipImage(spec, PlacedCores.texts(spec, Map.of()), List.of(core), inputs, List.of(pair), Map.of(), Map.of());
  }

  @Test
  void everyCycleIsAccountedFor() {
    try (Emulator emulator = Emulator.of(image())) {
      StepRecord record = new StepRecord(emulator.image().spec());

      emulator.step(new int[0], 0, record);

      int walkEnds = 2 + 3; // nothing is due
      int spikes = walkEnds + 1 + 3 + 1 + 2; // the set is loaded, neuron 0 read, L edges later
      int offered = spikes + 4;
      int arrives = offered + 3; // into the local FIFO, out of it, into the core's register, into the scheduler
      assertThat(arrives).isEqualTo(19).isGreaterThan(walkEnds + LEAVE + 2);
      assertThat(record.stepCycles()).isEqualTo(2 + 19 + 1);
      assertThat(counter(record, Counter.BUSY_CYCLES)).isEqualTo(offered);
      assertThat(counter(record, Counter.SPIKES)).isOne();
      assertThat(counter(record, Counter.PACKETS_OUT)).isOne();
      assertThat(counter(record, Counter.PACKETS_IN)).isOne();
      assertThat(counter(record, Counter.ACCUMULATIONS)).isZero();

      emulator.step(new int[0], 0, record);

      assertThat(record.stepCycles()).as("one row of one synapse is walked: 8 more").isEqualTo(22 + 8);
      assertThat(counter(record, Counter.ACCUMULATIONS)).isOne();
      assertThat(emulator.spiked(0, 0)).isTrue();
      assertThat(emulator.spiked(0, 1)).isFalse();
      assertThat(emulator.peek(0, Region.STATE, 1, 1)).as("3 in units of 1/64").containsExactly(3 * 64, 0);
    }
  }

  @Test
  void aBatchTakesItsTreeItsHopsAndSixCycles() {
    try (Emulator emulator = Emulator.of(image())) {
      StepRecord record = new StepRecord(emulator.image().spec());

      emulator.step(new int[] {0}, 1, record);

      assertThat(record.batches()).isOne();
      assertThat(record.batchCycles(0)).isEqualTo(1 + 6);
      assertThat(record.stepCycles()).as("axon 5 is in no table: an empty row, 7 more").isEqualTo(22 + 7);
    }
  }

  @Test
  void whatIsPokedIsPeekedAndActs() {
    try (Emulator emulator = Emulator.of(image())) {
      StepRecord record = new StepRecord(emulator.image().spec());
      for (Region region : Region.values()) {
        int words = emulator.plan(0).words(region);
        if (region == Region.COUNTERS || words == 0) {
          continue;
        }
        int[] before = emulator.peek(0, region, 0, words);
        emulator.poke(0, region, 0, before);
        assertThat(emulator.peek(0, region, 0, words)).as("%s", region).isEqualTo(before);
      }

      emulator.poke(0, Region.FANOUT_INDEX, 0, new int[] {0}); // neuron 0 sends nothing any more
      emulator.poke(0, Region.SCHEDULER, 0, new int[] {1}); // but axon 0 is due
      emulator.step(new int[0], 0, record);

      assertThat(counter(record, Counter.PACKETS_OUT)).isZero();
      assertThat(counter(record, Counter.ACCUMULATIONS)).isOne();
      assertThat(emulator.peek(0, Region.STATE, 1, 1)).containsExactly(3 * 64, 0);
    }
  }

  /** The functional emulator adds a spike's synapses ahead of time; whoever looks at the memories must not see that. */
  @Test
  void theFunctionalEmulatorShowsTheSameMemories() {
    try (Emulator exact = Emulator.of(image()); Emulator functional = Emulator.functional(image())) {
      StepRecord left = new StepRecord(exact.image().spec());
      StepRecord right = new StepRecord(exact.image().spec());
      for (int timestep = 0; timestep < 12; timestep++) {
        exact.step(new int[0], 0, left);
        functional.step(new int[0], 0, right);
        if (timestep % 3 != 1) { // sometimes nobody looks
          for (Region region : List.of(Region.SCHEDULER, Region.ACCUMULATOR, Region.STATE, Region.CONTROL)) {
            int words = exact.plan(0).words(region);
            assertThat(functional.peek(0, region, 0, words)).as("%s after timestep %d", region, timestep)
                .isEqualTo(exact.peek(0, region, 0, words));
          }
        }
        if (timestep == 5) {
          exact.poke(0, Region.SCHEDULER, 0, new int[4]); // the packets under way are lost
          functional.poke(0, Region.SCHEDULER, 0, new int[4]);
        }
        if (timestep == 8) {
          exact.resetState();
          functional.resetState();
        }
      }
    }
  }

  private static int counter(StepRecord record, Counter counter) {
    return record.counters()[counter.ordinal()];
  }
}
