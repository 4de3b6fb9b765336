package spikelock.emulator.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Counters;
import spikelock.emulator.chip.MemoryPlan;
import spikelock.emulator.chip.Region;
import spikelock.emulator.datapath.Field;
import spikelock.emulator.datapath.Type;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.CoreMemories;
import spikelock.emulator.image.InputTable;
import spikelock.emulator.image.PlacedCores;
import spikelock.emulator.platform.PortEvent;
import spikelock.emulator.platform.PortView;
import spikelock.emulator.platform.SpikeView;
import spikelock.emulator.platform.StepRecord;
import spikelock.emulator.platform.Target;

/**
 * The cycle-accurate emulator. Each timestep runs the functional engine, then (unless only spikes are wanted) the timing engine on
 * what happened.
 */
public final class Emulator implements Target, SpikeView, PortView {
  /** Cycles of a batch beyond the tree's depth and the way of its latest packet. */
  private static final int BATCH_OVERHEAD = 5;

  private final ChipSpec spec;
  private final boolean cycles;
  private ChipImage image;
  private PlacedCores placed;
  private CoreProgram[] programs;
  private boolean shared; // whether other emulators run the same programs
  private Core[] cores;
  private Schedule schedule;
  private CoreMemories[] memories; // of tiles that were poked
  private boolean[] stale; // whose program no longer is what the memories say
  private MeshTiming timing;
  @SuppressWarnings("UnusedVariable")
  private int fetched; // keeps the compiler from leaving the reads out
  private Optional<DirectDelivery> direct = Optional.empty(); // where nobody asks for cycles
  private final StepEvents events;
  private int[] hopsFromHost;
  private TrafficObserver observer = TrafficObserver.NONE;
  private Optional<PortRecorder> ports = Optional.empty();

  private Emulator(ChipSpec spec, boolean cycles) {
    this.spec = spec;
    this.cycles = cycles;
    this.events = new StepEvents(spec.tiles());
  }

  private Emulator(ChipImage image, boolean cycles) {
    this(image.spec(), cycles);
    load(image);
  }

  /** An emulator with exact cycles and counters, loaded with an image. */
  public static Emulator of(ChipImage image) {
    return new Emulator(image, true);
  }

  /** An emulator that computes spikes and state only: step and batch cycles are 0 and counters stay 0. */
  public static Emulator functional(ChipImage image) {
    return new Emulator(image, false);
  }

  /**
   * Emulators as {@link #of} gives them that share what they make of the image, for threads that run samples side by side: each but
   * the first needs no memory for synapses. One whose tables are changed from outside makes its own.
   */
  public static Supplier<Emulator> sharing(ChipImage image) {
    PlacedCores placed = PlacedCores.of(image);
    CoreProgram[] programs = CoreProgram.of(image, placed);
    return () -> {
      Emulator emulator = new Emulator(image.spec(), true);
      emulator.shared = true;
      emulator.load(image, placed, programs.clone());
      return emulator;
    };
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
    return ports.map(recorder -> recorder.events(flits())).orElse(List.of());
  }

  /** [packets of the last step] their bits, tile after tile in the order of their sending. */
  private long[] flits() {
    long[] flits = new long[events.firstPacket[events.firstSpike[cores.length]]];
    int packet = 0;
    for (int tile = 0; tile < cores.length; tile++) {
      CoreProgram program = programs[tile];
      for (int spike = 0; spike < cores[tile].spikes; spike++) {
        int neuron = cores[tile].spiking[spike];
        int entries = program.fanoutStart[neuron + 1] - program.fanoutStart[neuron];
        for (int entry = 0; entry < entries; entry++) {
          flits[packet++] = program.plan.packets()
              .flitOf(program.image.fanout()[program.image.fanoutStart()[neuron] + entry], cores[tile].payload(neuron));
        }
      }
    }
    return flits;
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
    shared = false;
    PlacedCores itsPlaced = PlacedCores.of(loaded);
    load(loaded, itsPlaced, CoreProgram.of(loaded, itsPlaced));
  }

  private void load(ChipImage loaded, PlacedCores itsPlaced, CoreProgram[] itsPrograms) {
    image = loaded;
    placed = itsPlaced;
    programs = itsPrograms;
    int tiles = spec.tiles();
    cores = new Core[tiles];
    memories = new CoreMemories[tiles];
    stale = new boolean[tiles];
    schedule = new Schedule(spec);
    int[] words = Core.words();
    hopsFromHost = new int[tiles];
    for (int tile = 0; tile < tiles; tile++) {
      cores[tile] = new Core(programs[tile], schedule, tile, words);
      hopsFromHost[tile] = tile % spec.mesh().width() + tile / spec.mesh().width();
    }
    chooseDelivery();
    timing = new MeshTiming(spec, programs);
    recordPorts(ports.isPresent());
  }

  @Override
  public void resetState() {
    refresh();
    direct.ifPresent(DirectDelivery::forget);
    for (Core core : cores) {
      core.reset();
    }
  }

  @Override
  public void step(int[] channels, int[] values, int count, StepRecord record) {
    refresh();
    record.clear();
    inject(channels, values, count, record);
    direct.ifPresent(delivery -> delivery.add(cores));
    for (Core core : cores) {
      core.step();
    }
    direct.ifPresentOrElse(delivery -> delivery.deliver(cores, schedule, record), () -> deliver(record));
    ports.ifPresent(PortRecorder::begin);
    if (cycles) {
      timing.time(events, record, spec.counters().kind() != Counters.NONE);
    }
    for (Core core : cores) {
      core.advance();
    }
  }

  /** The batches: packet k of a batch is in its core's scheduler k + hops cycles after packet 0 entered the mesh. */
  private void inject(int[] channels, int[] values, int count, StepRecord record) {
    InputTable inputs = image.inputs();
    int inBatch = 0;
    int latest = 0;
    boolean graded = spec.packet().payloadBits() > 0;
    for (int c = 0; c < count; c++) {
      for (int packet = inputs.start()[channels[c]], end = inputs.start()[channels[c] + 1]; packet < end; packet++) {
        int tile = inputs.tile()[packet];
        int axon = inputs.axon()[packet];
        if (graded) {
          schedule.arrive(tile, inputs.delay()[packet], axon, programs[tile].record(axon), spec.packet().payload(values[c]));
        } else {
          schedule.arrive(tile, inputs.delay()[packet], axon, programs[tile].record(axon));
        }
        latest = Math.max(latest, inBatch + hopsFromHost[tile]);
        if (++inBatch == spec.host().inputBuffer()) {
          addBatch(record, latest);
          inBatch = 0;
          latest = 0;
        }
      }
    }
    if (inBatch > 0) {
      addBatch(record, latest);
    }
  }

  private void addBatch(StepRecord record, int latest) {
    record.addBatch(cycles ? spec.mesh().treeDepth() + BATCH_OVERHEAD + latest : 0);
  }

  /** Every packet of the step into the scheduler or the outputs, and the order of packets into the events. */
  private void deliver(StepRecord record) {
    int host = spec.tiles();
    boolean graded = spec.packet().payloadBits() > 0;
    int spikes = 0;
    int packets = 0;
    for (int tile = 0; tile < cores.length; tile++) {
      Core core = cores[tile];
      CoreProgram program = programs[tile];
      events.walkEnd[tile] = core.walkEnd;
      events.accumulations[tile] = core.accumulations;
      events.firstSpike[tile] = spikes;
      events.reserveSpikes(spikes + core.spikes);
      fetched = program.fetch(core.spiking, core.spikes);
      for (int s = 0; s < core.spikes; s++) {
        int neuron = core.spiking[s];
        int payload = core.payload(neuron);
        int from = program.fanoutStart[neuron];
        int to = program.fanoutStart[neuron + 1];
        events.cycle[spikes] = core.walkEnd + program.spikeOffset[neuron];
        events.firstPacket[spikes++] = packets;
        events.reservePackets(packets + to - from);
        short[] destination = events.destination;
        for (int at = from; at < to; at++) {
          int packet = program.fanout[at];
          if (!CoreProgram.toHost(packet)) {
            int tileTo = CoreProgram.tile(packet);
            destination[packets++] = (short) tileTo;
            if (graded) {
              schedule.arrive(tileTo, CoreProgram.delay(packet), CoreProgram.axon(packet), program.fanoutRecord[at], payload);
            } else {
              schedule.arrive(tileTo, CoreProgram.delay(packet), CoreProgram.axon(packet), program.fanoutRecord[at]);
            }
          } else {
            destination[packets++] = (short) host;
            if (CoreProgram.output(packet) < spec.host().outputs()) {
              record.send(CoreProgram.output(packet), payload);
            }
          }
        }
      }
    }
    events.firstSpike[cores.length] = spikes;
    events.firstPacket[spikes] = packets;
  }

  @Override
  public boolean spiked(int tile, int slot) {
    Core core = cores[tile];
    return Arrays.binarySearch(core.spiking, 0, core.spikes, slot) >= 0;
  }

  @Override
  public int sent(int tile, int slot) {
    return spiked(tile, slot) ? cores[tile].payload(slot) : 0;
  }

  // ---- memories -------------------------------------------------------------------------------------------------------

  @Override
  public int[] peek(int tile, Region region, int firstWord, int words) {
    if (region == Region.COUNTERS) {
      throw new IllegalArgumentException("counters are in the step's record");
    }
    settle();
    refresh();
    if (CoreMemories.isTable(region)) {
      int[] units = memories(tile).read(region, firstWord, words);
      if (region == Region.CONTROL) {
        replace(units, firstWord, Region.AGE, cores[tile].age);
        replace(units, firstWord, Region.NOW, schedule.now(tile));
      }
      return units;
    }
    MemoryPlan plan = placed.plan(tile);
    int size = plan.units(region);
    int[] units = new int[words * size];
    for (int i = 0; i < words; i++) {
      int[] word = word(tile, region, firstWord + i);
      System.arraycopy(word, 0, units, i * size, size);
    }
    return units;
  }

  private static void replace(int[] units, int firstWord, int entry, int value) {
    if (entry >= firstWord && entry < firstWord + units.length) {
      units[entry - firstWord] = value;
    }
  }

  private int[] word(int tile, Region region, int at) {
    Core core = cores[tile];
    return switch (region) {
      case SCHEDULER -> schedule.word(tile, at / spec.core().axonWords(), at % spec.core().axonWords());
      case ACCUMULATOR -> {
        long value = core.accumulators[at] & (-1L >>> (64 - spec.core().accumulatorBits()));
        yield spec.core().accumulatorBits() > 16 ? new int[] {(int) value & 0xffff, (int) (value >> 16)} : new int[] {(int) value};
      }
      case STATE -> at < programs[tile].neurons ? CoreMemories.pack(core.state, stateTypes(tile), at)
          : new int[placed.plan(tile).units(region)];
      default -> throw new IllegalArgumentException(region + " is a table");
    };
  }

  private List<Type> stateTypes(int tile) {
    return placed.datapath(tile).datapath().states().stream().map(Field::type).toList();
  }

  @Override
  public void poke(int tile, Region region, int firstWord, int[] units) {
    if (region == Region.COUNTERS) {
      throw new IllegalArgumentException("counters are read only");
    }
    settle();
    refresh();
    Core core = cores[tile];
    if (CoreMemories.isTable(region)) {
      memories(tile).write(region, firstWord, units);
      boolean timeOnly = false; // age and current slot are no part of a program
      if (region == Region.CONTROL) {
        core.age = valueOr(units, firstWord, Region.AGE, core.age);
        schedule.setNow(tile, valueOr(units, firstWord, Region.NOW, schedule.now(tile)));
        timeOnly = firstWord >= Region.AGE && firstWord + units.length <= Region.FIRST_PARAMETER;
      }
      stale[tile] |= !timeOnly;
      return;
    }
    int size = placed.plan(tile).units(region);
    for (int i = 0; i < units.length / size; i++) {
      int at = firstWord + i;
      switch (region) {
        case SCHEDULER -> schedule.setWord(tile, at / spec.core().axonWords(), at % spec.core().axonWords(), units, i * size);
        case ACCUMULATOR -> {
          int value = size > 1 ? units[2 * i] | units[2 * i + 1] << 16 : units[i];
          core.accumulators[at] = value << (32 - spec.core().accumulatorBits()) >> (32 - spec.core().accumulatorBits());
        }
        case STATE -> {
          if (at < programs[tile].neurons) {
            CoreMemories.unpack(Arrays.copyOfRange(units, i * size, (i + 1) * size), stateTypes(tile), core.state, at);
          }
        }
        default -> throw new IllegalArgumentException(region + " is a table");
      }
    }
  }

  private static int valueOr(int[] units, int firstWord, int entry, int otherwise) {
    return entry >= firstWord && entry < firstWord + units.length ? units[entry - firstWord] : otherwise;
  }

  private CoreMemories memories(int tile) {
    if (memories[tile] == null) {
      memories[tile] = new CoreMemories(placed.plan(tile), placed.datapath(tile), image.cores().get(tile));
    }
    return memories[tile];
  }

  private void settle() {
    direct.ifPresent(delivery -> delivery.settle(cores, schedule));
  }

  private void chooseDelivery() {
    direct = cycles ? Optional.empty() : DirectDelivery.of(spec, programs, image.inputs());
  }

  /** After a poke into a table the core's program is worked out anew; its state stays. */
  private void refresh() {
    if (!anyStale()) {
      return;
    }
    if (shared) { // programs hold records of each other
      Arrays.fill(stale, true);
      shared = false;
    }
    for (int tile = 0; tile < stale.length; tile++) {
      if (stale[tile]) {
        stale[tile] = false;
        programs[tile] = new CoreProgram(placed.plan(tile), placed.datapath(tile), memories(tile).image());
        Core fresh = new Core(programs[tile], schedule, tile, Core.words());
        fresh.remember(cores[tile]);
        cores[tile] = fresh;
        schedule.forgetRecords(tile);
      }
    }
    CoreProgram.link(programs);
    chooseDelivery();
  }

  private boolean anyStale() {
    for (boolean one : stale) {
      if (one) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    // Nothing outside of the heap is held.
  }
}
