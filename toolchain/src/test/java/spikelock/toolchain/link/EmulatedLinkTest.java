package spikelock.toolchain.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import spikelock.emulator.chip.ChipFile;
import spikelock.emulator.chip.Region;
import spikelock.emulator.engine.Emulator;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.link.ChipLink;
import spikelock.emulator.link.EmulatedLink;
import spikelock.emulator.link.HostJobs;
import spikelock.emulator.link.LinkTarget;
import spikelock.emulator.platform.StepRecord;
import spikelock.emulator.platform.Target;
import spikelock.toolchain.rtl.SampleImages;

/** The emulator behind a host port. */
class EmulatedLinkTest extends ChipLinkContract {
  private static final int PLENTY = 1_000_000;

  @Override
  protected ChipLink open(ChipImage image, int mostCycles) {
    return EmulatedLink.of(image, mostCycles);
  }

  /** Counts round trips. */
  private static final class Counted implements ChipLink {
    private final ChipLink link;
    private int runs;

    Counted(ChipLink link) {
      this.link = link;
    }

    @Override
    public String name() {
      return link.name();
    }

    @Override
    public boolean answersCounters() {
      return link.answersCounters();
    }

    @Override
    public void run(HostJobs jobs, int[] answers) {
      runs++;
      link.run(jobs, answers);
    }

    @Override
    public int answered() {
      return link.answered();
    }

    @Override
    public void close() {
      link.close();
    }
  }

  /** More than are under way at once, so the joints between runs are seen. */
  @Test
  void aThousandTimestepsTakeFewRoundTrips() {
    int timesteps = 1000;
    ChipImage image = SampleImages.random(Chip.MIXED.spec(), new Random(SEED));
    Counted link = new Counted(EmulatedLink.of(image, PLENTY));
    List<int[]> expected = new ArrayList<>();
    List<int[]> actual = new ArrayList<>();
    try (Emulator emulator = Emulator.of(image); LinkTarget target = LinkTarget.open(image, link)) {
      link.runs = 0;
      run(emulator, timesteps, expected);
      run(target, timesteps, actual);
    }
    assertThat(actual).as("seed %d", SEED).containsExactlyElementsOf(expected).hasSize(timesteps);
    assertThat(link.runs).isBetween(2, timesteps / 50);
  }

  private static void run(Target target, int timesteps, List<int[]> records) {
    target.steps(timesteps, (timestep, channels, values) -> {
      int[] chosen = SampleImages.channels(target.image(), new Random(SEED + timestep));
      System.arraycopy(chosen, 0, channels, 0, chosen.length);
      Arrays.fill(values, 0, chosen.length, 1);
      return chosen.length;
    }, (timestep, record) -> records.add(contents(record)));
  }

  private static int[] contents(StepRecord record) {
    int[] all = Arrays.copyOf(record.counters(), record.counters().length + record.outputs().length + 2);
    System.arraycopy(record.outputs(), 0, all, record.counters().length, record.outputs().length);
    all[all.length - 2] = record.stepCycles();
    all[all.length - 1] = (int) record.totalCycles();
    return all;
  }

  @Test
  void aMemoryLargerThanOneRunIsReadWhole() {
    int words = 1 << 17;
    ChipImage image = SampleImages.random(ChipFile.parse("""
        format: spikelock/chip
        version: 1
        name: large
        mesh: {width: 1, height: 1}
        neurons: 16
        axons: 32
        synapse_words: 131072
        delay_slots: 2
        fanout_entries: 64
        outputs: 16
        set_words: 64
        datapaths:
          default: {model: IF}
        """, "large.yaml"), new Random(SEED));
    try (LinkTarget target = LinkTarget.open(image, EmulatedLink.of(image, PLENTY))) {
      assertThat(target.peek(0, Region.SYNAPSE, 0, words)).as("seed %d", SEED).isEqualTo(image.cores().get(0).synapses());
    }
  }
}
