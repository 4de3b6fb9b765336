package spikelock.toolchain.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import spikelock.emulator.chip.Counter;
import spikelock.emulator.chip.Region;
import spikelock.emulator.engine.Emulator;
import spikelock.emulator.platform.StepRecord;
import spikelock.emulator.platform.Target;

/** One sample whose timing runs on several threads, the function ahead of it: every record is what it is on one (Law 3). */
class TimingThreadsTest {
  private static final long SEED = Long.getLong("spikelock.seed", new Random().nextInt(1 << 20));
  private static final int[] THREADS = {2, 3, 7};
  private static final int CASES = 48;
  private static final int TIMESTEPS = 70; // some times round the Steps that may be under way

  private static Target.Inputs inputs(RandomCase made) {
    return (timestep, channels, values) -> made.stimulus().active(0, timestep % made.timesteps(), channels, values);
  }

  /** What somebody sees who looks after each timestep. */
  private static int look(Emulator emulator) {
    int tile = emulator.image().spec().tiles() - 1;
    int sum = 0;
    for (int unit : emulator.peek(tile, Region.SCHEDULER, 0, emulator.plan(tile).words(Region.SCHEDULER))) {
      sum = 31 * sum + unit;
    }
    for (int neuron = 0; neuron < emulator.image().cores().get(tile).neurons(); neuron++) {
      sum = 31 * sum + (emulator.spiked(tile, neuron) ? 1 : 0);
    }
    return sum;
  }

  private record Told(List<Left> records, List<Integer> looks, List<Integer> end) {
    static Told of(Emulator emulator, RandomCase made, int threads) {
      emulator.useThreads(threads);
      return of(emulator, made);
    }

    static Told of(Emulator emulator, RandomCase made) {
      List<Left> records = new ArrayList<>();
      List<Integer> looks = new ArrayList<>();
      emulator.resetState();
      emulator.steps(TIMESTEPS, inputs(made), timestep -> {
        assertThat(looks).hasSize(timestep);
        looks.add(look(emulator));
      }, (timestep, record) -> {
        assertThat(records).as("in their order").hasSize(timestep);
        records.add(Left.of(record));
      });
      List<Integer> end = new ArrayList<>(List.of(look(emulator), emulator.lastStep().hashCode()));
      if (emulator.plan(0).words(Region.COUNTERS) > 0) {
        for (int unit : emulator.peek(0, Region.COUNTERS, 0, Counter.COUNT)) {
          end.add(unit);
        }
      }
      return new Told(records, looks, end);
    }
  }

  @Test
  void anyNumberOfThreadsGivesTheSameRecords() {
    System.out.println("TimingThreadsTest: -Dspikelock.seed=" + SEED);
    List<RandomImages> makers = RandomChips.all().stream().map(RandomImages::new).toList();
    long cycles = 0;
    int lively = 0;
    for (int i = 0; i < CASES; i++) {
      RandomCase made = makers.get(i % makers.size()).generate(SEED + i);
      String what = made.title() + ", -Dspikelock.seed=" + SEED;
      try (Emulator one = Emulator.of(made.image()); Emulator many = Emulator.of(made.image())) {
        Told expected = Told.of(one, made, 1);
        lively += expected.records().stream().map(Left::stepCycles).distinct().count() > 1 ? 1 : 0; // some random networks never spike
        cycles += expected.records().stream().mapToLong(Left::stepCycles).sum();
        for (int threads : THREADS) {
          assertThat(Told.of(many, made, threads)).as("%d threads, %s", threads, what).isEqualTo(expected);
        }
        StepRecord left = new StepRecord(made.image().spec());
        StepRecord right = new StepRecord(made.image().spec());
        one.step(new int[0], 0, left);
        many.step(new int[0], 0, right);
        assertThat(Left.of(right)).as("one more step after many, %s", what).isEqualTo(Left.of(left));
      }
    }
    assertThat(cycles).isPositive();
    assertThat(lively).as("-Dspikelock.seed=" + SEED).isGreaterThan(CASES / 2);
  }

  /** Tables may be written between two calls; then the timing is another, on every thread. */
  @Test
  void writtenTablesReachEveryThread() {
    int changed = 0;
    for (int i = 0; i < 12; i++) {
      RandomCase made = new RandomImages(RandomChips.all().get(i % RandomChips.all().size())).generate(SEED + i);
      try (Emulator one = Emulator.of(made.image()); Emulator many = Emulator.of(made.image())) {
        Told before = Told.of(many, made, 3);
        for (Emulator emulator : List.of(one, many)) {
          for (int tile = 0; tile < made.image().spec().tiles(); tile++) { // fewer neurons
            int[] set = emulator.peek(tile, Region.SET, 0, 1);
            set[0] = Math.max(1, set[0] / 2);
            emulator.poke(tile, Region.SET, 0, set);
          }
        }
        Told after = Told.of(many, made);
        assertThat(after).as(made.title() + ", -Dspikelock.seed=" + SEED).isEqualTo(Told.of(one, made, 1));
        changed += after.records().equals(before.records()) ? 0 : 1;
      }
    }
    assertThat(changed).isPositive();
  }

  /** Whoever gives input or takes records may fail: the threads end, and the emulator runs again. */
  @Test
  void afterAFailureItRunsAgain() {
    RandomCase made = new RandomImages(RandomChips.all().getFirst()).generate(SEED);
    try (Emulator emulator = Emulator.of(made.image())) {
      Told expected = Told.of(emulator, made, 3);
      for (int at : new int[] {0, 1, TIMESTEPS / 2, TIMESTEPS - 1}) {
        emulator.resetState();
        assertThatThrownBy(() -> emulator.steps(TIMESTEPS, (timestep, channels, values) -> {
          if (timestep == at) {
            throw new IllegalArgumentException("no input");
          }
          return 0;
        }, (timestep, record) -> { })).isInstanceOf(IllegalArgumentException.class).hasMessage("no input");
        emulator.resetState();
        assertThatThrownBy(() -> emulator.steps(TIMESTEPS, inputs(made), (timestep, record) -> {
          if (timestep == at) {
            throw new IllegalArgumentException("no record");
          }
        })).isInstanceOf(IllegalArgumentException.class).hasMessage("no record");
        assertThat(Told.of(emulator, made, 3)).isEqualTo(expected);
      }
    }
  }
}
