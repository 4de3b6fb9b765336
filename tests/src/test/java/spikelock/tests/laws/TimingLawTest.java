package spikelock.tests.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import spikelock.emulator.chip.ChipField;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Chips;
import spikelock.emulator.chip.Counter;
import spikelock.emulator.engine.Emulator;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.Population;
import spikelock.emulator.platform.StepRecord;
import spikelock.emulator.run.Probe;
import spikelock.emulator.run.Totals;
import spikelock.mapper.MapOptions;
import spikelock.mapper.MappedNetwork;
import spikelock.mapper.Mapper;
import spikelock.toolchain.run.ChipRuns;
import spikelock.toolchain.run.Outcome;

/** Laws 2 and 3: threads and FIFOs change no spike, threads no cycle, and a timestep is what it is at any time. */
class TimingLawTest {
  private static final Map<String, Integer> SPREAD = Map.of("neurons", 7);
  private static final List<String> MESHES = List.of("mesh-4x4", "mesh-8x8", "mesh-4x4");

  private static List<Trial> trials(Random random) {
    List<Trial> trials = new ArrayList<>();
    for (int n = 0; n < MESHES.size(); n++) {
      trials.add(Trial.draw(Chips.read(MESHES.get(n)), 3 + n, random.nextLong()));
    }
    return trials;
  }

  private static ChipImage spread(Trial trial, ChipSpec spec) {
    MappedNetwork mapped = Mapper.map(trial.network(), spec, MapOptions.DEFAULT.withLimits(SPREAD));
    assertThat(mapped.report().cores()).as(trial.name()).isGreaterThan(1);
    return mapped.image();
  }

  private static Outcome run(Trial trial, ChipImage image, int threads) throws InterruptedException {
    List<Probe> probes = Trial.probes(image);
    Supplier<Emulator> targets = threads == 1 ? () -> Emulator.of(image) : Emulator.sharing(image);
    return ChipRuns.run(image, targets, trial.stimulus(), probes, false, threads, done -> { });
  }

  private static List<Long> numbers(Outcome outcome) {
    Totals totals = outcome.totals().orElseThrow();
    List<Long> numbers = new ArrayList<>();
    for (ToLongFunction<Totals> number : List.<ToLongFunction<Totals>>of(Totals::cycles, Totals::stepCycles, Totals::mostCycles,
        Totals::batches, Totals::steps)) {
      numbers.add(number.applyAsLong(totals));
    }
    for (Counter counter : Counter.values()) {
      numbers.add(totals.counter(counter));
    }
    return numbers;
  }

  @Test
  void threadsChangeNoSpikeNoCycleAndNoCounter() throws Exception {
    Set<Counter> counted = EnumSet.noneOf(Counter.class);
    for (Trial trial : trials(new Random(Trial.seed(TimingLawTest.class)))) {
      ChipImage image = spread(trial, trial.spec());
      Outcome one = run(trial, image, 1);
      for (Counter counter : Counter.values()) {
        if (one.totals().orElseThrow().counter(counter) > 0) {
          counted.add(counter);
        }
      }
      for (int threads = 2; threads <= 3; threads++) {
        Outcome many = run(trial, image, threads);
        assertThat(Trial.difference(one.arrays(), many.arrays())).as("%d threads, %s", threads, trial.name()).isEmpty();
        assertThat(numbers(many)).as("%d threads, %s", threads, trial.name()).isEqualTo(numbers(one));
      }
    }
    assertThat(counted).as("counters that counted").containsExactly(Counter.values());
  }

  @Test
  void fifoDepthChangesNoSpike() throws Exception {
    int stalls = 0;
    for (Trial trial : trials(new Random(Trial.seed(TimingLawTest.class)))) {
      Outcome two = run(trial, spread(trial, trial.spec().with(ChipField.FIFO_DEPTH, 2)), 1);
      Outcome four = run(trial, spread(trial, trial.spec().with(ChipField.FIFO_DEPTH, 4)), 1);

      assertThat(Trial.difference(two.arrays(), four.arrays())).as(trial.name()).isEmpty();
      stalls += numbers(two).equals(numbers(four)) ? 0 : 1;
    }
    assertThat(stalls).as("networks whose traffic feels the FIFOs").isPositive();
  }

  /** Every timestep alone, in a random order, on a chip that was doing something else before. */
  @Test
  void timestepsApartTakeTheSameCyclesAsInOrder() {
    long seed = Trial.seed(TimingLawTest.class);
    Random random = new Random(seed);
    for (int depth = 4; depth <= LayeredNetworks.MOST_DEPTH; depth++) {
      Trial trial = Trial.draw(Chips.read("mesh-4x4"), depth, random.nextLong());
      ChipImage image = spread(trial, trial.spec());
      int[] channels = new int[trial.stimulus().channels()];
      int[] values = new int[channels.length];
      StepRecord record = new StepRecord(image.spec());
      List<Checkpoint> states = new ArrayList<>();
      List<Timestep> inOrder = new ArrayList<>();
      try (Emulator emulator = Emulator.of(image)) {
        for (int t = 0; t < Trial.TIMESTEPS; t++) {
          states.add(Checkpoint.of(emulator));
          emulator.step(channels, values, trial.stimulus().active(0, t, channels, values), record);
          inOrder.add(Timestep.of(record));
        }
        states.add(Checkpoint.of(emulator));
      }
      assertThat(inOrder.stream().map(Timestep::stepCycles).distinct().count()).as(trial.name()).isGreaterThan(5);

      List<Integer> order = new ArrayList<>(java.util.stream.IntStream.range(0, Trial.TIMESTEPS).boxed().toList());
      Collections.shuffle(order, random);
      try (Emulator reused = Emulator.of(image)) {
        for (int t : order) {
          if (t % 8 == 0) {
            try (Emulator fresh = Emulator.of(image)) {
              alone(trial, fresh, states, inOrder, t);
            }
          }
          alone(trial, reused, states, inOrder, t);
        }
      }
    }
  }

  private static void alone(Trial trial, Emulator emulator, List<Checkpoint> states, List<Timestep> inOrder, int t) {
    StepRecord record = new StepRecord(trial.spec());
    int[] channels = new int[trial.stimulus().channels()];
    int[] values = new int[channels.length];
    states.get(t).restore(emulator);
    emulator.step(channels, values, trial.stimulus().active(0, t, channels, values), record);
    assertThat(Timestep.of(record)).as("timestep %d alone, %s", t, trial.name()).isEqualTo(inOrder.get(t));
    assertThat(Checkpoint.of(emulator)).as("state after timestep %d alone, %s", t, trial.name()).isEqualTo(states.get(t + 1));
  }

  @Test
  void resetStateForgetsEverything() {
    for (Trial trial : trials(new Random(Trial.seed(TimingLawTest.class)))) {
      ChipImage image = spread(trial, trial.spec());
      int tail = image.outputs().stream().mapToInt(Population::lag).max().orElse(0);
      try (Emulator emulator = Emulator.of(image)) {
        Checkpoint atFirst = Checkpoint.of(emulator);
        List<Timestep> first = Timestep.run(emulator, trial.stimulus(), 0, tail);
        assertThat(Checkpoint.of(emulator)).isNotEqualTo(atFirst);
        List<Timestep> other = Timestep.run(emulator, trial.stimulus(), 1, tail);
        List<Timestep> again = Timestep.run(emulator, trial.stimulus(), 0, tail);

        assertThat(other).isNotEqualTo(first);
        assertThat(again).as(trial.name()).isEqualTo(first);
        emulator.resetState();
        assertThat(Checkpoint.of(emulator)).as(trial.name()).isEqualTo(atFirst);
      }
    }
  }
}
