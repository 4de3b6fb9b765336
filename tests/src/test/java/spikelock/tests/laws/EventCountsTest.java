package spikelock.tests.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import spikelock.emulator.chip.Chips;
import spikelock.emulator.chip.Counter;
import spikelock.emulator.cost.Event;
import spikelock.emulator.cost.EventCounts;
import spikelock.emulator.engine.Emulator;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.platform.StepRecord;
import spikelock.emulator.platform.Target;
import spikelock.emulator.run.EventRecorder;
import spikelock.emulator.run.ImageEvents;
import spikelock.emulator.run.SampleRun;
import spikelock.mapper.MapOptions;
import spikelock.mapper.Mapper;
import spikelock.toolchain.run.ChipRuns;
import spikelock.toolchain.run.Outcome;

/** Law 6: what is counted is the same whoever counts it, and adds up. */
class EventCountsTest {
  private static final List<Event> HOPS = List.of(Event.HOP_NORTH, Event.HOP_EAST, Event.HOP_SOUTH, Event.HOP_WEST);
  private static final List<Counter> HOP_COUNTERS = List.of(Counter.HOPS_NORTH, Counter.HOPS_EAST, Counter.HOPS_SOUTH, Counter.HOPS_WEST);
  private static final List<Event> ROW_KINDS = List.of(Event.SPARSE_EVENT, Event.DENSE_EVENT, Event.SHARED_EVENT);

  /** An emulator that has its counters alone to show, as a board has. */
  private record CountersOnly(Emulator emulator) implements Target {
    @Override
    public String name() {
      return "counters";
    }

    @Override
    public ChipImage image() {
      return emulator.image();
    }

    @Override
    public spikelock.emulator.chip.MemoryPlan plan(int tile) {
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
      emulator.step(channels, values, count, record);
    }

    @Override
    public int[] peek(int tile, spikelock.emulator.chip.Region region, int firstWord, int words) {
      return emulator.peek(tile, region, firstWord, words);
    }

    @Override
    public void poke(int tile, spikelock.emulator.chip.Region region, int firstWord, int[] units) {
      emulator.poke(tile, region, firstWord, units);
    }

    @Override
    public void close() {
      emulator.close();
    }
  }

  private record Counted(EventCounts counts, Outcome outcome) {}

  private static Counted count(ChipImage image, Trial trial, Supplier<? extends Target> targets, int threads) throws InterruptedException {
    ImageEvents tables = ImageEvents.of(image);
    List<EventRecorder> recorders = new ArrayList<>();
    Outcome outcome = ChipRuns.run(image, targets, trial.stimulus(), List.of(), false, threads, done -> { }, run -> watch(tables, recorders, run));
    recorders.subList(1, recorders.size()).forEach(recorders.getFirst()::add);
    return new Counted(recorders.getFirst().counts(), outcome);
  }

  private static void watch(ImageEvents tables, List<EventRecorder> recorders, SampleRun run) {
    EventRecorder recorder = new EventRecorder(tables, Trial.TIMESTEPS);
    synchronized (recorders) {
      recorders.add(recorder);
    }
    run.watch(recorder);
  }

  @Test
  void countsAreTheSameWhoeverCounts() throws Exception {
    long seed = Trial.seed(EventCountsTest.class);
    Random random = new Random(seed);
    for (int n = 0; n < 24; n++) {
      Trial trial = Trial.draw(n % 4 == 3 ? LawChips.SPECIAL.get(n / 4) : Chips.read(List.of("mesh-4x4", "mesh-8x8", "loihi-sized").get(n % 4)), 2 + n % 4, random.nextLong());
      ChipImage image = Mapper.map(trial.network(), trial.spec(), n % 2 == 0 || n % 4 == 3 ? MapOptions.DEFAULT : MapOptions.DEFAULT.withLimits(Map.of("neurons", 9))).image();
      Counted exact = count(image, trial, () -> Emulator.of(image), 1);
      EventCounts counts = exact.counts();
      assertThat(numbers(count(image, trial, () -> Emulator.counting(image), 1).counts())).as("without times, %s", trial.name()).isEqualTo(numbers(counts));
      assertThat(numbers(count(image, trial, Emulator.sharing(image), 3).counts())).as("on 3 threads, %s", trial.name()).isEqualTo(numbers(counts));

      var totals = exact.outcome().totals().orElseThrow();
      assertThat(counts.total(Event.SYNAPTIC_EVENT)).as(trial.name()).isEqualTo(totals.counter(Counter.ACCUMULATIONS));
      assertThat(counts.total(Event.SPIKE)).as(trial.name()).isEqualTo(totals.counter(Counter.SPIKES));
      assertThat(counts.total(Event.PACKET_OUT)).as(trial.name()).isEqualTo(totals.counter(Counter.PACKETS_OUT));
      assertThat(counts.total(Event.PACKET_IN)).as(trial.name()).isEqualTo(totals.counter(Counter.PACKETS_IN));
      for (int direction = 0; direction < 4; direction++) {
        assertThat(counts.total(HOPS.get(direction))).as("%s, %s", HOPS.get(direction), trial.name()).isEqualTo(totals.counter(HOP_COUNTERS.get(direction)));
      }
      assertThat(counts.cycles()).isEqualTo(totals.cycles());

      EventCounts counted = count(image, trial, () -> new CountersOnly(Emulator.of(image)), 1).counts();
      for (Event event : List.of(Event.SYNAPTIC_EVENT, Event.SPIKE, Event.PACKET_OUT, Event.NEURON_UPDATE, Event.NEURON_ACCESS, Event.INPUT_PACKET)) {
        for (int core = 0; core < counts.cores(); core++) {
          assertThat(counted.of(event, core)).as("%s of core %d by counters, %s", event, core, trial.name()).isEqualTo(counts.of(event, core));
        }
      }
      for (Event hop : HOPS) {
        assertThat(counted.total(hop)).as("%s by counters, %s", hop, trial.name()).isEqualTo(counts.total(hop));
      }
    }
  }

  @Test
  void layersAndKindsOfRowsAddUp() throws Exception {
    long seed = Trial.seed(EventCountsTest.class);
    Random random = new Random(seed);
    long[] seen = new long[Event.COUNT];
    for (int n = 0; n < 24; n++) {
      Trial trial = Trial.draw(n % 2 == 0 ? LawChips.BUNDLED.get(n / 2 % LawChips.BUNDLED.size()) : LawChips.SPECIAL.get(n / 2 % LawChips.SPECIAL.size()), 2 + n % 4, random.nextLong());
      ChipImage image = trial.map().image();
      EventCounts counts = count(image, trial, () -> Emulator.of(image), 1).counts();
      for (int core = 0; core < counts.cores(); core++) {
        int at = core;
        assertThat(ROW_KINDS.stream().mapToLong(kind -> counts.of(kind, at)).sum()).as("kinds of rows in core %d, %s", core, trial.name())
            .isEqualTo(counts.of(Event.SYNAPTIC_EVENT, core));
      }
      for (Event event : List.of(Event.SYNAPTIC_EVENT, Event.SPIKE, Event.NEURON_UPDATE, Event.NEURON_ACCESS, Event.PACKET_OUT, Event.SYNAPSE_WORD)) {
        long ofLayers = 0;
        for (int layer = 0; layer < counts.layers().size(); layer++) {
          ofLayers += counts.ofLayer(event, layer);
        }
        assertThat(ofLayers).as("%s of layers, %s", event, trial.name()).isEqualTo(counts.total(event));
        seen[event.ordinal()] += ofLayers;
      }
      for (Event kind : ROW_KINDS) {
        seen[kind.ordinal()] += counts.total(kind);
      }
    }
    assertThat(seen[Event.SPARSE_EVENT.ordinal()]).isPositive();
    assertThat(seen[Event.DENSE_EVENT.ordinal()]).isPositive();
    assertThat(seen[Event.SYNAPTIC_EVENT.ordinal()]).isPositive();
  }

  private static List<Long> numbers(EventCounts counts) {
    List<Long> numbers = new ArrayList<>();
    for (Event event : Event.values()) {
      for (int core = 0; core < counts.cores(); core++) {
        numbers.add(counts.of(event, core));
        for (int bin = 0; bin < counts.bins(); bin++) {
          numbers.add(counts.of(event, core, bin));
        }
      }
      for (int layer = 0; layer < counts.layers().size(); layer++) {
        numbers.add(counts.ofLayer(event, layer));
      }
    }
    return numbers;
  }
}
