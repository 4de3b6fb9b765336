package spikelock.emulator.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Counter;
import spikelock.emulator.chip.Counters;
import spikelock.emulator.chip.MemoryPlan;
import spikelock.emulator.chip.Region;
import spikelock.emulator.engine.function.EmulatedMemories;
import spikelock.emulator.engine.function.FunctionalEngine;
import spikelock.emulator.engine.function.Programs;
import spikelock.emulator.engine.step.Activity;
import spikelock.emulator.engine.step.DebugCounts;
import spikelock.emulator.engine.step.Step;
import spikelock.emulator.engine.timing.ExactTiming;
import spikelock.emulator.engine.timing.SweepTimes;
import spikelock.emulator.engine.traffic.PortRecorder;
import spikelock.emulator.engine.traffic.TrafficObserver;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.PlacedCores;
import spikelock.emulator.platform.DebugView;
import spikelock.emulator.platform.EventView;
import spikelock.emulator.platform.PortEvent;
import spikelock.emulator.platform.PortView;
import spikelock.emulator.platform.SpikeView;
import spikelock.emulator.platform.StepRecord;
import spikelock.emulator.platform.Target;

/**
 * The cycle-accurate emulator: the functional engine gives a {@link Step} of each timestep, the timing engine (unless only spikes are
 * wanted) tells what it takes, and the memories show what there is.
 */
public final class Emulator implements Target, SpikeView, EventView, PortView, DebugView {
  /** What is computed beyond spikes and state. */
  private enum Detail { SPIKES, EVENTS, CYCLES }

  private static final Watcher NOBODY = (step, record) -> { };

  private final ChipSpec spec;
  private final Detail detail;
  private final Step step;
  private final int[] counters; // of the last timestep
  private Step last; // of the last timestep
  private ChipImage image;
  private PlacedCores placed;
  private FunctionalEngine function;
  private EmulatedMemories memories;
  private List<SweepTimes> sweeps;
  private ExactTiming timing;
  private int timed; // the revision of the function's tables that the timing knows
  private int threads = 1;
  private Optional<RunAhead> ahead = Optional.empty(); // with the timing of now
  private TrafficObserver observer = TrafficObserver.NONE;
  private Watcher events = NOBODY;
  private Optional<PortRecorder> ports = Optional.empty();

  private Emulator(ChipSpec spec, Detail detail) {
    this.spec = spec;
    this.detail = detail;
    this.step = new Step(spec.tiles());
    this.last = step;
    this.counters = new int[spec.tiles() * Counter.COUNT];
  }

  private Emulator(ChipImage image, Detail detail) {
    this(image.spec(), detail);
    load(image);
  }

  /** An emulator with exact cycles and counters, loaded with an image. */
  public static Emulator of(ChipImage image) {
    return new Emulator(image, Detail.CYCLES);
  }

  /** An emulator that computes spikes and state only: step and batch cycles are 0 and counters stay 0. */
  public static Emulator functional(ChipImage image) {
    return new Emulator(image, Detail.SPIKES);
  }

  /** An emulator that computes spikes, state and what happened in each timestep, but no time: cycles are 0 and counters stay 0. */
  public static Emulator counting(ChipImage image) {
    return new Emulator(image, Detail.EVENTS);
  }

  /**
   * Emulators as {@link #of} gives them that share what they make of the image, for threads that run samples side by side: each but
   * the first needs no memory for synapses. One whose tables are changed from outside makes its own.
   */
  public static Supplier<Emulator> sharing(ChipImage image) {
    PlacedCores placed = PlacedCores.of(image);
    Programs programs = Programs.of(image, placed);
    return () -> {
      Emulator emulator = new Emulator(image.spec(), Detail.CYCLES);
      emulator.load(image, placed, FunctionalEngine.sharing(image, placed, programs, true));
      return emulator;
    };
  }

  @Override
  public String name() {
    return "emulator";
  }

  @Override
  public ChipImage image() {
    return image;
  }

  @Override
  public MemoryPlan plan(int tile) {
    return placed.plan(tile);
  }

  @Override
  public void load(ChipImage loaded) {
    if (!loaded.spec().equals(spec)) {
      throw new IllegalArgumentException("the image is for another chip");
    }
    PlacedCores itsPlaced = PlacedCores.of(loaded);
    load(loaded, itsPlaced, FunctionalEngine.of(loaded, itsPlaced, detail != Detail.SPIKES));
  }

  private void load(ChipImage loaded, PlacedCores itsPlaced, FunctionalEngine engine) {
    image = loaded;
    placed = itsPlaced;
    function = engine;
    memories = new EmulatedMemories(loaded, engine);
    renewTiming();
  }

  private void renewTiming() {
    timed = function.revision();
    sweeps = IntStream.range(0, spec.tiles())
        .mapToObj(tile -> SweepTimes.of(placed.plan(tile).shape(), function.tables(tile).setCount())).toList();
    timing = new ExactTiming(spec, sweeps);
    ahead = Optional.empty();
    recordPorts(ports.isPresent());
  }

  @Override
  public void resetState() {
    memories.refresh();
    function.reset();
  }

  @Override
  public void step(int[] channels, int[] values, int count, StepRecord record) {
    memories.refresh();
    function.step(channels, values, count, step, record);
    last = step;
    ports.ifPresent(PortRecorder::begin);
    if (detail == Detail.CYCLES) {
      timing().time(step, record);
      System.arraycopy(record.counters(), 0, counters, 0, counters.length);
    } else {
      for (int batch = 0; batch < step.batches(); batch++) {
        record.addBatch(0);
      }
    }
    events.after(step, record);
  }

  @Override
  public void useThreads(int count) {
    threads = count;
    ahead = Optional.empty();
  }

  /** On several threads the function runs ahead and Steps are timed side by side; nobody may watch the traffic then. */
  @Override
  public void steps(int count, Inputs inputs, Records records) {
    steps(count, inputs, timestep -> { }, records);
  }

  @Override
  public void steps(int count, Inputs inputs, Look look, Records records) {
    if (threads == 1 || detail != Detail.CYCLES || count < 2 || ports.isPresent() || observer != TrafficObserver.NONE) {
      Target.super.steps(count, inputs, look, records);
      return;
    }
    memories.refresh();
    timing();
    if (ahead.isEmpty()) {
      ahead = Optional.of(new RunAhead(spec, threads, () -> new ExactTiming(spec, sweeps)));
    }
    int[] channels = new int[image.inputs().channels()];
    int[] values = new int[channels.length];
    RunAhead.Function next = (timestep, into, record) -> {
      function.step(channels, values, inputs.active(timestep, channels, values), into, record);
      look.after(timestep);
    };
    ahead.get().run(count, next, (timestep, record) -> {
      System.arraycopy(record.counters(), 0, counters, 0, counters.length);
      events.after(ahead.get().step(timestep), record);
      records.accept(timestep, record);
    });
    last = ahead.get().step(count - 1);
  }

  private ExactTiming timing() {
    if (timed != function.revision()) {
      renewTiming();
    }
    return timing;
  }

  // ---- views ------------------------------------------------------------------------------------------------------------

  @Override
  public boolean spiked(int tile, int slot) {
    return function.spiked(tile, slot);
  }

  @Override
  public int sent(int tile, int slot) {
    return function.sent(tile, slot);
  }

  /** Of an emulator of spikes and state only there is nothing to tell. */
  @Override
  public void watchEvents(Watcher watcher) {
    if (detail == Detail.SPIKES) {
      throw new IllegalStateException("this emulator computes spikes and state only");
    }
    events = watcher;
  }

  /** What happened in the last timestep; filled anew by the next. Of an emulator of spikes and state only it tells nothing. */
  public Step lastStep() {
    return last;
  }

  @Override
  public int[] debugCounters() {
    return detail == Detail.CYCLES && spec.counters().kind() == Counters.DEBUG ? DebugCounts.of(last, spec) : new int[0];
  }

  /** Shows the traffic of every step to {@code watcher}; slow. */
  public void observe(TrafficObserver watcher) {
    observer = watcher;
    recordPorts(ports.isPresent());
  }

  @Override
  public void recordPorts(boolean on) {
    ports = on ? Optional.of(new PortRecorder(spec.tiles(), observer)) : Optional.empty();
    timing.observe(ports.map(recorder -> (TrafficObserver) recorder).orElse(observer));
  }

  @Override
  public List<PortEvent> portEvents() {
    return ports.map(recorder -> recorder.events(function.flits(step))).orElse(List.of());
  }

  @Override
  public int[] peek(int tile, Region region, int firstWord, int words) {
    if (region == Region.COUNTERS) {
      return CounterWords.of(spec, counters, last.activity(tile), tile, firstWord, words);
    }
    return memories.peek(tile, region, firstWord, words);
  }

  @Override
  public void poke(int tile, Region region, int firstWord, int[] units) {
    if (region == Region.COUNTERS) {
      throw new IllegalArgumentException("counters are read only");
    }
    memories.poke(tile, region, firstWord, units);
  }

  @Override
  public void close() {
    // Nothing outside of the heap is held.
  }
}
