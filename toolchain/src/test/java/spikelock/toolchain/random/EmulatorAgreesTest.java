package spikelock.toolchain.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Region;
import spikelock.emulator.datapath.Field;
import spikelock.emulator.engine.Emulator;
import spikelock.emulator.image.CoreMemories;
import spikelock.emulator.platform.StepRecord;

/** The emulator against {@link SlowChip} on random networks, and what those networks show of the chip. */
class EmulatorAgreesTest {
  private static final long SEED = Long.getLong("spikelock.seed", 20260103);
  private static final int CASES = 300;

  @Test
  void everyNeuronSpikesAsInTheSlowChipAndTheSuiteSeesEverything() {
    System.out.println("EmulatorAgreesTest: -Dspikelock.seed=" + SEED);
    List<RandomImages> makers = RandomChips.all().stream().map(RandomImages::new).toList();
    Coverage coverage = new Coverage(makers);

    // Once in a while 300 fresh networks leave out a corner's FIFO; then there are some more.
    for (int i = 0; i < CASES || (i < 2 * CASES && !coverage.missing().isEmpty()); i++) {
      run(makers.get(i % makers.size()).generate(SEED + i), coverage);
    }

    System.out.println(coverage.summary() + ", missing " + coverage.missing());
    assertThat(coverage.missing()).as(coverage.summary()).isEmpty();
  }

  private static void run(RandomCase made, Coverage coverage) {
    ChipTables tables = ChipTables.of(made.image());
    SlowChip slow = new SlowChip(tables, made);
    int[] channels = new int[made.stimulus().channels()];
    int[] values = new int[channels.length];
    StepRecord record = new StepRecord(made.image().spec());
    try (Emulator emulator = Emulator.of(made.image()); Coverage.Run seen = coverage.begin(made)) {
      for (RandomContents.Poke poke : RandomContents.working(made.image(), made.seed())) {
        emulator.poke(poke.tile(), poke.region(), poke.firstWord(), poke.units());
      }
      emulator.resetState();
      emulator.observe(seen);
      for (int timestep = 0; timestep < made.timesteps(); timestep++) {
        emulator.step(channels, values, made.stimulus().active(0, timestep, channels, values), record);
        int spikes = slow.step();
        compare(made.title() + ", timestep " + timestep, tables, emulator, slow, record);
        seen.timestep(record, spikes > 0);
        for (int tile = 0; tile < made.image().cores().size(); tile++) {
          for (int slot = 0; tables.plan(tile).shape().payloadBits() > 0 && slot < made.image().cores().get(tile).neurons(); slot++) {
            if (emulator.spiked(tile, slot)) {
              seen.payload(emulator.sent(tile, slot));
            }
          }
        }
      }
    }
  }

  private static void compare(String where, ChipTables tables, Emulator emulator, SlowChip slow, StepRecord record) {
    ChipSpec spec = tables.spec();
    for (int output = 0; output < spec.host().outputs(); output++) {
      assertThat(record.value(output)).as(where + ", output " + output).isEqualTo(slow.output(output));
    }
    for (int tile = 0; tile < spec.tiles(); tile++) {
      List<Field> fields = tables.datapath(tile).datapath().states();
      for (int slot = 0; slot < emulator.image().cores().get(tile).neurons(); slot++) {
        String neuron = where + ", " + emulator.image().neuronName(tile, slot);
        assertThat(emulator.spiked(tile, slot)).as(neuron).isEqualTo(slow.spiked(tile, slot));
        int[][] state = new int[fields.size()][1];
        CoreMemories.unpack(emulator.peek(tile, Region.STATE, slot, 1), fields.stream().map(Field::type).toList(), state, 0);
        for (int field = 0; field < fields.size(); field++) {
          assertThat(fields.get(field).type().wrap(state[field][0])).as(neuron + "." + fields.get(field).name())
              .isEqualTo(slow.state(tile, slot, field));
        }
      }
    }
  }
}
