package spikelock.toolchain.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spikelock.emulator.chip.Region;
import spikelock.emulator.engine.Emulator;
import spikelock.emulator.engine.step.Step;
import spikelock.emulator.engine.step.StepFile;
import spikelock.emulator.engine.timing.ExactTiming;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.ArrayFile;
import spikelock.emulator.files.NdArray;
import spikelock.emulator.platform.StepRecord;

/** What happened in a timestep is a value: it can be kept, written, read and timed apart from the run that it was in (Law 3). */
class StepsTest {
  private static final long SEED = Long.getLong("spikelock.seed", 20260501);
  private static final int CASES = 60;

  @TempDir private Path folder;

  @Test
  void stepsFromAFileTakeTheCyclesOfTheRun() {
    System.out.println("StepsTest: -Dspikelock.seed=" + SEED);
    List<RandomImages> makers = RandomChips.all().stream().map(RandomImages::new).toList();
    long packets = 0;
    long injected = 0;
    long endingEmpty = 0;
    for (int i = 0; i < CASES; i++) {
      RandomCase made = makers.get(i % makers.size()).generate(SEED + i);
      List<Step> steps = new ArrayList<>();
      List<Left> inRun = new ArrayList<>();
      try (Emulator emulator = Emulator.of(made.image())) {
        for (RandomContents.Poke poke : RandomContents.working(made.image(), made.seed())) {
          emulator.poke(poke.tile(), poke.region(), poke.firstWord(), poke.units());
        }
        int[] channels = new int[made.stimulus().channels()];
        int[] values = new int[channels.length];
        StepRecord record = new StepRecord(made.image().spec());
        for (int timestep = 0; timestep < made.timesteps(); timestep++) {
          emulator.step(channels, values, made.stimulus().active(0, timestep, channels, values), record);
          steps.add(emulator.lastStep().copy());
          inRun.add(Left.timeOf(record));
        }
      }

      Path file = folder.resolve("steps" + i + ".npz");
      StepFile.write(file, steps);
      List<Step> read = StepFile.read(file);

      assertThat(read).as(made.title()).isEqualTo(steps);
      ExactTiming timing = ExactTiming.of(made.image());
      List<Integer> order = new ArrayList<>(IntStream.range(0, read.size()).boxed().toList());
      Collections.shuffle(order, new Random(SEED + i));
      for (int timestep : order) {
        StepRecord record = new StepRecord(made.image().spec());
        timing.time(read.get(timestep), record);
        assertThat(Left.timeOf(record)).as("%s, timestep %d", made.title(), timestep).isEqualTo(inRun.get(timestep));
      }
      for (Step step : read) {
        injected += step.firstInjected(step.batches());
        for (int tile = 0; tile < step.tiles(); tile++) {
          packets += step.packets(tile);
          endingEmpty += step.isLastRowEmpty(tile) ? 1 : 0;
        }
      }
    }
    assertThat(packets).isPositive();
    assertThat(injected).isPositive();
    assertThat(endingEmpty).as("walks that end with an empty row").isPositive();
  }

  /** A Step tells of its own timestep, whatever the emulator does later: tables that are written then make other Steps. */
  @Test
  void aCopyStaysWhatItIs() {
    RandomCase made = new RandomImages(RandomChips.all().getFirst()).generate(SEED);
    int[] channels = new int[made.stimulus().channels()];
    int[] values = new int[channels.length];
    StepRecord record = new StepRecord(made.image().spec());
    try (Emulator emulator = Emulator.of(made.image())) {
      Step first = null;
      Step again = null;
      for (int timestep = 0; timestep < made.timesteps() && (first == null || first.spikes() == 0); timestep++) {
        emulator.step(channels, values, made.stimulus().active(0, timestep, channels, values), record);
        first = emulator.lastStep().copy();
        again = emulator.lastStep().copy();
      }
      assertThat(first.spikes()).isPositive();
      for (int tile = 0; tile < made.image().spec().tiles(); tile++) {
        int index = emulator.plan(tile).words(Region.FANOUT_INDEX) * emulator.plan(tile).units(Region.FANOUT_INDEX);
        emulator.poke(tile, Region.FANOUT_INDEX, 0, new int[index]); // nobody sends
      }
      emulator.resetState();
      emulator.step(channels, values, 0, record);

      assertThat(first).isEqualTo(again);
      StepRecord anew = new StepRecord(made.image().spec());
      StepRecord later = new StepRecord(made.image().spec());
      ExactTiming.of(made.image()).time(first, anew);
      ExactTiming.of(made.image()).time(again, later);
      assertThat(Left.timeOf(anew)).isEqualTo(Left.timeOf(later));
    }
  }

  @Test
  void otherFilesAreRefusedByName() {
    Path other = folder.resolve("other.npz");
    ArrayFile.write(other, Map.of("x", NdArray.of(new int[1])));
    Path later = folder.resolve("later.npz");
    ArrayFile.write(later, Map.of("version", NdArray.of(new int[] {2})));

    assertThatThrownBy(() -> StepFile.read(other)).isInstanceOf(InputException.class).hasMessageContaining("version");
    assertThatThrownBy(() -> StepFile.read(later)).isInstanceOf(InputException.class).hasMessageContaining("2");
  }
}
