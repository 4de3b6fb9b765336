package spikelock.toolchain.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import spikelock.emulator.chip.Counter;
import spikelock.emulator.chip.MemoryPlan;
import spikelock.emulator.chip.Region;
import spikelock.emulator.engine.Emulator;
import spikelock.emulator.error.ToolException;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.lockstep.Comparison;
import spikelock.emulator.lockstep.Lockstep;
import spikelock.emulator.platform.StepRecord;
import spikelock.emulator.platform.Target;
import spikelock.emulator.platform.TargetStoppedException;

/** Lockstep finds the same first difference however many timesteps it asks for at once, and whatever happens behind it in the same call. */
class ManyAtOnceTest {
  private static final long SEED = Long.getLong("spikelock.seed", new Random().nextLong() & 0xffff_ffffL);
  private static final int ALL = 1_000_000;

  /** What is wrong in a timestep. */
  private enum Fault {
    OUTPUT, COUNTER, STEP_CYCLES, BATCH, STOPPED, BROKEN
  }

  @BeforeAll
  static void seed() {
    System.out.println("ManyAtOnceTest: -Dspikelock.seed=" + SEED);
  }

  /** The emulator with a fault, and maybe another some timesteps later; asks for all input before it runs the first timestep. */
  private static final class Faulty implements Target {
    private final Emulator emulator;
    private final Fault[] faults; // [timestep]
    private int timestep;
    private int calls;

    Faulty(Emulator emulator, Fault[] faults) {
      this.emulator = emulator;
      this.faults = faults;
    }

    @Override
    public void steps(int count, Inputs inputs, Records records) {
      calls++;
      int most = image().inputs().channels();
      int[][] channels = new int[count][most];
      int[][] values = new int[count][most];
      int[] sent = new int[count];
      for (int now = 0; now < count; now++) {
        sent[now] = inputs.active(now, channels[now], values[now]);
      }
      StepRecord record = new StepRecord(image().spec());
      for (int now = 0; now < count; now++) {
        step(channels[now], values[now], sent[now], record);
        records.accept(now, record);
      }
    }

    @Override
    public void step(int[] channels, int[] values, int count, StepRecord record) {
      emulator.step(channels, values, count, record);
      Fault fault = timestep < faults.length ? faults[timestep] : null;
      timestep++;
      if (fault == null) {
        return;
      }
      switch (fault) {
        case OUTPUT -> record.outputs()[0] ^= 1;
        case COUNTER -> record.counters()[Counter.SPIKES.ordinal()]++;
        case STEP_CYCLES -> record.setStepCycles(record.stepCycles() + 1);
        case BATCH -> record.addBatch(7);
        case STOPPED -> throw new TargetStoppedException("planted stop");
        case BROKEN -> throw new ToolException("planted break", "");
      }
    }

    @Override
    public String name() {
      return "faulty";
    }

    @Override
    public ChipImage image() {
      return emulator.image();
    }

    @Override
    public MemoryPlan plan(int tile) {
      return emulator.plan(tile);
    }

    @Override
    public void load(ChipImage image) {
      emulator.load(image);
    }

    @Override
    public void resetState() {
      emulator.resetState();
      timestep = 0;
    }

    @Override
    public int[] peek(int tile, Region region, int firstWord, int words) {
      return emulator.peek(tile, region, firstWord, words);
    }

    @Override
    public void poke(int tile, Region region, int firstWord, int[] units) {
      emulator.poke(tile, region, firstWord, units);
    }

    @Override
    public void close() {
      emulator.close();
    }
  }

  private static Comparison compare(RandomCase made, Fault[] faults, int atOnce) {
    try (Emulator expected = Emulator.of(made.image()); Faulty actual = new Faulty(Emulator.of(made.image()), faults)) {
      Lockstep lockstep = new Lockstep(expected, actual, false);
      Comparison comparison = (atOnce == 0 ? lockstep.watch(record -> { }) : lockstep.atOnce(atOnce)).run(made.stimulus(), new int[] {0});
      assertThat(actual.calls).as("calls, %d at once", atOnce).isEqualTo(atOnce == 0 ? 0 : calls(made, comparison, lockstep.tail(), atOnce));
      return comparison;
    }
  }

  /** Those before the difference, and the one that it is in. */
  private static int calls(RandomCase made, Comparison comparison, int tail, int atOnce) {
    int timesteps = comparison.firstDifference().map(d -> d.timestep() + 1).orElse(made.timesteps() + tail);
    return (timesteps + atOnce - 1) / atOnce;
  }

  @Test
  void theFirstDifferenceIsTheSame() {
    Random random = new Random(SEED);
    Set<Fault> found = EnumSet.noneOf(Fault.class);
    Set<Integer> timesteps = new TreeSet<>();
    List<RandomImages> makers = RandomChips.all().stream().map(RandomImages::new).toList();
    for (int i = 0; i < 10 * makers.size(); i++) {
      RandomCase made = makers.get(i % makers.size()).generate(SEED + i);
      Fault[] faults = new Fault[made.timesteps()];
      int first = random.nextInt(faults.length + 1);
      for (int timestep = first; timestep < faults.length; timestep++) {
        faults[timestep] = timestep == first || random.nextInt(3) == 0 ? Fault.values()[random.nextInt(Fault.values().length)] : null;
      }
      String what = made.title() + ", faults " + Arrays.toString(faults) + ", seed " + SEED;
      if (first < faults.length && faults[first] == Fault.BROKEN) {
        for (int atOnce : new int[] {0, 1, 2, 5, ALL}) {
          assertThatThrownBy(() -> compare(made, faults, atOnce)).as(what).isInstanceOf(ToolException.class).hasMessage("planted break");
        }
        found.add(Fault.BROKEN);
        continue;
      }

      Comparison oneByOne = compare(made, faults, 0);

      for (int atOnce : new int[] {1, 2, 5, ALL}) {
        assertThat(compare(made, faults, atOnce)).as("%s, %d at once", what, atOnce).isEqualTo(oneByOne);
      }
      assertThat(oneByOne.equal()).as(what).isEqualTo(first == faults.length);
      oneByOne.firstDifference().ifPresent(d -> {
        assertThat(d.timestep()).as(what).isEqualTo(first);
        found.add(faults[first]);
        timesteps.add(first);
      });
    }
    assertThat(found).containsExactlyInAnyOrder(Fault.values());
    assertThat(timesteps).hasSizeGreaterThan(5);
  }
}
