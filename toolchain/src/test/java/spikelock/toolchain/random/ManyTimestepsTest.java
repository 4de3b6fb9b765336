package spikelock.toolchain.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import spikelock.emulator.chip.Counter;
import spikelock.emulator.chip.MemoryPlan;
import spikelock.emulator.chip.Region;
import spikelock.emulator.engine.Emulator;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.platform.StepRecord;
import spikelock.emulator.platform.Target;
import spikelock.emulator.run.Probe;
import spikelock.emulator.run.SampleRun;
import spikelock.emulator.run.Totals;

/** Timesteps run many in a call give what they give one by one. */
class ManyTimestepsTest {
  private static final long SEED = Long.getLong("spikelock.seed", 20260401);

  /** As {@link SampleRun} may run on any target: asks for all input before it gives the first record. */
  private record Ahead(Emulator emulator) implements Target {
    @Override
    public void steps(int count, Inputs inputs, Records records) {
      List<int[]> channels = new ArrayList<>();
      List<int[]> values = new ArrayList<>();
      int most = image().inputs().channels();
      for (int timestep = 0; timestep < count; timestep++) {
        int[] sent = new int[most];
        int[] carried = new int[most];
        int active = inputs.active(timestep, sent, carried);
        channels.add(Arrays.copyOf(sent, active));
        values.add(Arrays.copyOf(carried, active));
      }
      emulator.steps(count, (timestep, into, carried) -> {
        System.arraycopy(channels.get(timestep), 0, into, 0, channels.get(timestep).length);
        System.arraycopy(values.get(timestep), 0, carried, 0, values.get(timestep).length);
        return channels.get(timestep).length;
      }, records);
    }

    @Override
    public String name() {
      return "ahead";
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
    }

    @Override
    public void step(int[] channels, int[] values, int count, StepRecord record) {
      throw new AssertionError("one by one");
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

  @Test
  void samplesAreTheSameOnATargetThatRunsAhead() {
    long packets = 0;
    long spikes = 0;
    List<RandomImages> makers = RandomChips.all().stream().map(RandomImages::new).toList();
    for (int i = 0; i < makers.size(); i++) {
      RandomCase made = makers.get(i).generate(SEED + i);
      List<Probe> outputs = made.image().outputs().stream().map(p -> new Probe(p, Probe.SPIKES)).toList();
      List<Probe> looking = new ArrayList<>(outputs);
      made.image().populations().stream().filter(p -> p.tile().length > 0 && p.lag() == 0).findFirst()
          .ifPresent(p -> looking.add(new Probe(p, Probe.SPIKES)));
      try (Emulator alone = Emulator.of(made.image()); Ahead ahead = new Ahead(Emulator.of(made.image()))) {
        SampleRun one = new SampleRun(alone, looking, false);
        SampleRun many = new SampleRun(ahead, outputs, false);

        SampleRun.Result expected = one.run(made.stimulus(), 0);
        SampleRun.Result actual = many.run(made.stimulus(), 0);

        for (int o = 0; o < outputs.size(); o++) {
          assertThat(actual.outputs().get(o)).as(made.title()).isEqualTo(expected.outputs().get(o));
          assertThat(actual.probes().get(o)).as(made.title()).isEqualTo(expected.probes().get(o));
          spikes += Arrays.stream(actual.outputs().get(o)).filter(v -> v != 0).count();
        }
        same(made.title(), one.totals(), many.totals());
        packets += many.totals().counter(Counter.PACKETS_IN);
      }
    }
    assertThat(packets).isPositive();
    assertThat(spikes).isPositive();
  }

  private static void same(String title, Totals expected, Totals actual) {
    assertThat(actual.cycles()).as(title).isEqualTo(expected.cycles());
    assertThat(actual.steps()).as(title).isEqualTo(expected.steps());
    assertThat(actual.batches()).as(title).isEqualTo(expected.batches());
    assertThat(actual.mostCycles()).as(title).isEqualTo(expected.mostCycles());
    for (Counter counter : Counter.values()) {
      assertThat(actual.counter(counter)).as(title + " " + counter).isEqualTo(expected.counter(counter));
    }
  }
}
