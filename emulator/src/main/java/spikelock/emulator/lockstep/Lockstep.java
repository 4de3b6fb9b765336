package spikelock.emulator.lockstep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import spikelock.emulator.chip.Counter;
import spikelock.emulator.chip.DebugCounter;
import spikelock.emulator.chip.MemoryPlan;
import spikelock.emulator.chip.Region;
import spikelock.emulator.datapath.Field;
import spikelock.emulator.datapath.Type;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.CoreMemories;
import spikelock.emulator.image.PlacedCores;
import spikelock.emulator.image.Population;
import spikelock.emulator.platform.DebugView;
import spikelock.emulator.platform.PortEvent;
import spikelock.emulator.platform.PortView;
import spikelock.emulator.platform.StepRecord;
import spikelock.emulator.platform.Target;
import spikelock.emulator.platform.TargetStoppedException;
import spikelock.emulator.stimulus.InputValues;
import spikelock.emulator.stimulus.Stimulus;

/**
 * Runs the same samples on two targets and compares after every timestep: outputs, cycles of the step and of each batch, counters
 * and, when asked, every word of state. Stops at the first difference.
 */
public final class Lockstep {
  private static final List<Region> WORKING = List.of(Region.STATE, Region.ACCUMULATOR, Region.SCHEDULER);

  private final Target expected;
  private final Target actual;
  private final ChipImage image;
  private final PlacedCores cores;
  private final boolean state;
  private final int tail;
  private final StepRecord left;
  private final StepRecord right;
  private final int[] channels;
  private final int[] values;
  private LongConsumer progress = done -> { };
  private Consumer<StepRecord> watcher = record -> { };
  private long timesteps;
  private long cycles;
  private long words;
  private long spikes;
  private long portEvents;
  private boolean ports;

  /**
   * @param expected the target that is believed, usually the emulator
   * @param actual the target under test; loaded with the same image
   * @param state whether every state word is compared after every timestep
   */
  public Lockstep(Target expected, Target actual, boolean state) {
    this.expected = expected;
    this.actual = actual;
    this.image = expected.image();
    this.cores = PlacedCores.of(image);
    this.state = state;
    this.tail = image.populations().stream().mapToInt(Population::lag).max().orElse(0);
    this.left = new StepRecord(image.spec());
    this.right = new StepRecord(image.spec());
    this.channels = new int[Math.max(1, image.inputs().channels())];
    this.values = new int[channels.length];
  }

  /**
   * Compares the packets at every inject and eject port, too; the first that differs names its cycle.
   *
   * @throws IllegalArgumentException when a target does not show them
   */
  public Lockstep ports() {
    if (!(expected instanceof PortView left && actual instanceof PortView right)) {
      throw new IllegalArgumentException(expected.name() + " or " + actual.name() + " does not show its ports");
    }
    left.recordPorts(true);
    right.recordPorts(true);
    ports = true;
    return this;
  }

  /** Is told the number of timesteps done. */
  public Lockstep progress(LongConsumer listener) {
    this.progress = listener;
    return this;
  }

  /** Is shown the first target's record of every timestep that was equal; the record is reused. */
  public Lockstep watch(Consumer<StepRecord> listener) {
    this.watcher = listener;
    return this;
  }

  /** Timesteps that a sample runs longer than its input: the largest lag. */
  public int tail() {
    return tail;
  }

  /** Runs the samples in order, each from the reset state, to the end or the first difference. */
  public Comparison run(Stimulus stimulus, int[] samples) {
    Optional<Difference> difference = Optional.empty();
    for (int s = 0; s < samples.length && difference.isEmpty(); s++) {
      difference = run(stimulus, samples[s]);
    }
    return new Comparison(timesteps, cycles, words, portEvents, spikes, difference);
  }

  private Optional<Difference> run(Stimulus stimulus, int sample) {
    expected.resetState();
    try {
      actual.resetState();
    } catch (TargetStoppedException e) {
      return Optional.of(new Difference(sample, -1, 0, "stopped", -1, "the " + actual.name() + " stopped in its reset: " + e.getMessage(),
          "", 0, 0, 0, List.of()));
    }
    if (state) {
      List<Found> found = new ArrayList<>();
      compareState(found);
      if (!found.isEmpty()) {
        return Optional.of(first(found, sample, -1, 0, List.of("after RESET-STATE, before the first timestep")));
      }
    }
    long start = 0;
    for (int timestep = 0; timestep < stimulus.timesteps(sample) + tail; timestep++) {
      int count = timestep < stimulus.timesteps(sample) ? stimulus.active(sample, timestep, channels, values) : 0;
      InputValues.of(image.spec()).require(sample, timestep, channels, values, count);
      expected.step(channels, values, count, left);
      try {
        actual.step(channels, values, count, right);
      } catch (TargetStoppedException e) {
        return Optional.of(new Difference(sample, timestep, start, "stopped", -1, "the " + actual.name() + " stopped: " + e.getMessage(),
            "", left.stepCycles(), 0, 0, List.of()));
      }
      List<Found> found = new ArrayList<>();
      long at = ports ? start + comparePorts(found) : start;
      if (state) {
        compareState(found);
      }
      compareRecords(found);
      compareDebugCounters(found, timestep == 0);
      if (!found.isEmpty()) {
        List<String> events = new History(image).before(stimulus, sample, timestep, found.get(0).tile, found.get(0).slot);
        return Optional.of(first(found, sample, timestep, at, events));
      }
      spikes += left.spikes();
      watcher.accept(left);
      start += left.totalCycles();
      cycles += left.totalCycles();
      progress.accept(++timesteps);
    }
    return Optional.empty();
  }

  /** One differing value; {@code slot} is the neuron's, or -1. */
  private record Found(String kind, int tile, int slot, String where, String field, long expected, long actual) {}

  private static Difference first(List<Found> found, int sample, int timestep, long cycle, List<String> events) {
    Found f = found.get(0);
    return new Difference(sample, timestep, cycle, f.kind, f.tile, f.where, f.field, f.expected, f.actual, found.size() - 1, events);
  }

  /** Returns the cycle of the difference, counted from the beginning of the timestep; 0 when there is none. */
  private long comparePorts(List<Found> found) {
    List<PortEvent> a = ((PortView) expected).portEvents();
    List<PortEvent> b = ((PortView) actual).portEvents();
    portEvents += a.size();
    Optional<PortDifference> difference = PortDifference.first(a, b);
    difference.ifPresent(d -> found.add(new Found("port", d.event().tile(), -1, d.where(image), d.field(), d.expected(), d.actual())));
    return difference.map(d -> left.totalCycles() - left.stepCycles() + image.spec().mesh().treeDepth() + d.event().cycle()).orElse(0L);
  }

  private void compareState(List<Found> found) {
    for (int tile = 0; tile < image.spec().tiles(); tile++) {
      for (Region region : WORKING) {
        MemoryPlan plan = cores.plan(tile);
        int count = region == Region.STATE ? image.cores().get(tile).neurons() : plan.words(region);
        if (count == 0) {
          continue;
        }
        int[] a = expected.peek(tile, region, 0, count);
        int[] b = actual.peek(tile, region, 0, count);
        words += a.length;
        int at = Arrays.mismatch(a, b);
        if (at >= 0) {
          name(found, tile, region, a, b, plan.units(region));
        }
      }
      int[] a = expected.peek(tile, Region.CONTROL, Region.AGE, 2);
      int[] b = actual.peek(tile, Region.CONTROL, Region.AGE, 2);
      words += 2;
      for (int i = 0; i < 2; i++) {
        if (a[i] != b[i]) {
          found.add(new Found("control", tile, -1, i == 0 ? "age" : "current slot", "", a[i], b[i]));
        }
      }
    }
  }

  private void name(List<Found> found, int tile, Region region, int[] a, int[] b, int units) {
    for (int word = 0; word < a.length / units; word++) {
      int from = word * units;
      if (Arrays.mismatch(a, from, from + units, b, from, from + units) < 0) {
        continue;
      }
      switch (region) {
        case STATE -> {
          List<Field> fields = cores.datapath(tile).datapath().states();
          List<Type> types = fields.stream().map(Field::type).toList();
          int[][] left = new int[types.size()][1];
          int[][] right = new int[types.size()][1];
          CoreMemories.unpack(Arrays.copyOfRange(a, from, from + units), types, left, 0);
          CoreMemories.unpack(Arrays.copyOfRange(b, from, from + units), types, right, 0);
          for (int f = 0; f < left.length; f++) {
            if (left[f][0] != right[f][0]) {
              found.add(new Found("state", tile, word, image.neuronName(tile, word), fields.get(f).name(), left[f][0], right[f][0]));
            }
          }
        }
        case ACCUMULATOR -> {
          int bits = image.spec().core().accumulatorBits();
          int slot = word >> cores.plan(tile).shape().inputsLog2();
          found.add(new Found("accumulator", tile, slot, image.neuronName(tile, slot), "accumulator " + word, signed(a, from, units, bits),
              signed(b, from, units, bits)));
        }
        default -> {
          found.add(a[from] == b[from] ? payload(tile, word, a, b, from)
              : due(tile, word, Integer.numberOfTrailingZeros(a[from] ^ b[from]), a[from], b[from]));
        }
      }
    }
  }

  private Found due(int tile, int word, int which, int a, int b) {
    return scheduled(tile, word, which, "", a >> which & 1, b >> which & 1);
  }

  /** The first payload of a scheduler's word that differs. */
  private Found payload(int tile, int word, int[] a, int[] b, int from) {
    int bits = image.spec().packet().payloadBits();
    for (int which = 0; ; which++) {
      int left = payload(a, from, which, bits);
      int right = payload(b, from, which, bits);
      if (left != right) {
        return scheduled(tile, word, which, " payload", left, right);
      }
    }
  }

  /** Payload number {@code which} of the scheduler word whose units begin at {@code from}. */
  static int payload(int[] units, int from, int which, int bits) {
    int payload = 0;
    for (int bit = 0; bit < bits; bit++) {
      int at = which * bits + bit;
      payload |= (units[from + 1 + at / 16] >> (at & 15) & 1) << bit;
    }
    return payload << 32 - bits >> 32 - bits;
  }

  private Found scheduled(int tile, int word, int which, String what, int a, int b) {
    int slotWords = image.spec().core().axonWords();
    int axon = word % slotWords * 16 + which;
    return new Found("scheduler", tile, -1, new AxonSources(image).describe(tile, axon), "slot " + word / slotWords + what, a, b);
  }

  private static long signed(int[] units, int from, int count, int bits) {
    long value = 0;
    for (int unit = count - 1; unit >= 0; unit--) {
      value = value << 16 | units[from + unit];
    }
    return value << (64 - bits) >> (64 - bits);
  }

  private void compareRecords(List<Found> found) {
    for (int output = 0; output < image.outputCount(); output++) {
      if (left.value(output) != right.value(output)) {
        Population population = populationOf(output);
        int index = output - population.firstOutput();
        found.add(new Found("output", population.tile()[index], population.slot()[index], population.name() + "[" + index + "]", "output",
            left.value(output), right.value(output)));
      }
    }
    if (!Arrays.equals(left.outputs(), right.outputs()) && found.isEmpty()) {
      int word = Arrays.mismatch(left.outputs(), right.outputs());
      found.add(new Found("output", -1, -1, "output word " + word, "", left.outputs()[word], right.outputs()[word]));
    }
    for (int i = 0; i < left.counters().length; i++) {
      if (left.counters()[i] != right.counters()[i]) {
        found.add(new Found("counter", i / Counter.COUNT, -1,
            Counter.values()[i % Counter.COUNT].name().toLowerCase(java.util.Locale.ROOT), "", left.counters()[i] & 0xffffffffL,
            right.counters()[i] & 0xffffffffL));
      }
    }
    if (left.batches() != right.batches()) {
      found.add(new Found("batch_cycles", -1, -1, "number of batches", "", left.batches(), right.batches()));
    } else {
      for (int batch = 0; batch < left.batches(); batch++) {
        if (left.batchCycles(batch) != right.batchCycles(batch)) {
          found.add(new Found("batch_cycles", -1, -1, "cycles of batch " + batch, "", left.batchCycles(batch), right.batchCycles(batch)));
        }
      }
    }
    if (left.stepCycles() != right.stepCycles()) {
      found.add(new Found("step_cycles", -1, -1, "cycles of the step", "", left.stepCycles(), right.stepCycles()));
    }
  }

  /** Where the chip has them and both targets show them. The first timestep's hops have those of the reset among them. */
  private void compareDebugCounters(List<Found> found, boolean afterReset) {
    if (!(expected instanceof DebugView a && actual instanceof DebugView b)) {
      return;
    }
    int[] left = a.debugCounters();
    int[] right = b.debugCounters();
    for (int i = 0; i < Math.min(left.length, right.length); i++) {
      DebugCounter counter = DebugCounter.values()[i % DebugCounter.COUNT];
      boolean known = !afterReset || counter.ordinal() <= DebugCounter.BATCH_PACKETS_IN.ordinal();
      if (known && left[i] != right[i]) {
        found.add(new Found("counter", i / DebugCounter.COUNT, -1, counter.name().toLowerCase(java.util.Locale.ROOT), "", left[i] & 0xffffffffL,
            right[i] & 0xffffffffL));
      }
    }
  }

  private Population populationOf(int output) {
    for (Population population : image.outputs()) {
      if (output >= population.firstOutput() && output < population.firstOutput() + population.size()) {
        return population;
      }
    }
    throw new IllegalStateException("output " + output + " belongs to no population");
  }
}
