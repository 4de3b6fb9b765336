package spikelock.tests.lockstep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spikelock.emulator.chip.Counters;
import spikelock.emulator.chip.Region;
import spikelock.emulator.engine.Emulator;
import spikelock.emulator.engine.step.Activity;
import spikelock.emulator.platform.StepRecord;
import spikelock.toolchain.process.Tool;
import spikelock.toolchain.random.RandomCase;
import spikelock.toolchain.random.RandomChips;
import spikelock.toolchain.random.RandomImages;
import spikelock.toolchain.rtl.RtlOptions;
import spikelock.toolchain.rtl.RtlTarget;
import spikelock.toolchain.verilator.VerilatorBuild.Profile;

/** What a Step tells of a core's activity is what the chip counts where it has counters for it, as its basic counters are. */
class DebugCountersTest {
  private static final long SEED = Long.getLong("spikelock.seed", 20260502);
  private static final int NETWORKS = 12;
  private static final int NEURON_UPDATES = 10;
  private static final int SYNAPSE_WORDS = 11;
  private static final int OF_STEPS = 12; // the others also count the packets that read them

  @ParameterizedTest
  @ValueSource(strings = {"block", "window"})
  void theChipCountsWhatTheStepTells(String chip) {
    System.out.println("DebugCountersTest: -Dspikelock.seed=" + SEED);
    assumeTrue(Tool.find("verilator").isPresent(), "TOOL: verilator is not installed");
    RandomImages images = new RandomImages(RandomChips.named(chip));
    long updates = 0;
    long words = 0;
    try (RtlTarget rtl = RtlTarget.open(images.generate(SEED).image(), RtlOptions.CHECKED.withProfile(Profile.QUICK))) {
      for (int i = 0; i < NETWORKS; i++) {
        RandomCase made = images.generate(SEED + i);
        assertThat(made.image().spec().counters().kind()).isEqualTo(Counters.DEBUG);
        rtl.load(made.image());
        try (Emulator emulator = Emulator.of(made.image())) {
          int[] channels = new int[made.stimulus().channels()];
          int[] values = new int[channels.length];
          StepRecord record = new StepRecord(made.image().spec());
          for (int timestep = 0; timestep < made.timesteps(); timestep++) {
            int count = made.stimulus().active(0, timestep, channels, values);
            emulator.step(channels, values, count, record);
            rtl.step(channels, values, count, record);
            for (int tile = 0; tile < made.image().spec().tiles(); tile++) {
              int[] counted = rtl.peek(tile, Region.COUNTERS, 0, OF_STEPS);
              Activity activity = emulator.lastStep().activity(tile);
              assertThat(emulator.peek(tile, Region.COUNTERS, 0, OF_STEPS))
                  .as("%s, timestep %d, tile %d", made.title(), timestep, tile).isEqualTo(counted);
              if (activity.synapseWords() < 1 << made.image().spec().counters().bits()) {
                assertThat(new Activity(value(counted, NEURON_UPDATES), value(counted, SYNAPSE_WORDS)))
                    .as("%s, timestep %d, tile %d", made.title(), timestep, tile).isEqualTo(activity);
              }
              updates += activity.neuronUpdates();
              words += activity.synapseWords();
            }
          }
        }
      }
    }
    System.out.println(chip + ": " + updates + " neuron updates and " + words + " synapse words equal");
    assertThat(updates).isPositive();
    assertThat(words).isPositive();
  }

  private static int value(int[] units, int entry) {
    return units[2 * entry] | units[2 * entry + 1] << 16;
  }
}
