package spikelock.emulator.lockstep;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Counter;
import spikelock.emulator.error.ToolException;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.Population;
import spikelock.emulator.platform.PortEvent;
import spikelock.emulator.platform.PortView;
import spikelock.emulator.platform.StepRecord;
import spikelock.emulator.platform.Target;
import spikelock.emulator.platform.TargetStoppedException;
import spikelock.emulator.stimulus.InputValues;
import spikelock.emulator.stimulus.Stimulus;

/**
 * Runs the same samples on two targets and compares every timestep: outputs, cycles of the step and of each batch, counters and, when
 * asked, every word of state. Stops at the first difference.
 *
 * <p>What a record holds is compared afterwards: each target is asked for many timesteps at once, so that a slow link does not pay a round
 * trip for each. Words of state, packets at the ports, debug counters and a {@link #watch watcher} need both targets as they stand after
 * a timestep, where a difference may be gone again later: with any of them targets run one timestep at a time.
 */
public final class Lockstep {
  private static final int MOST_AT_ONCE = 256;

  /** Words of all records that are kept for a call; on large chips fewer timesteps are asked for. */
  private static final int MOST_WORDS = 1 << 20;

  private final Target expected;
  private final Target actual;
  private final ChipImage image;
  private final Optional<StateComparison> state;
  private final RecordComparison records;
  private final DebugComparison debug;
  private final int tail;
  private final int[] channels;
  private final int[] values;
  private LongConsumer progress = done -> { };
  private Optional<Consumer<StepRecord>> watcher = Optional.empty();
  private int most;
  private StepRecord[] left = {};
  private final StepRecord right;
  private long timesteps;
  private long cycles;
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
    this.state = state ? Optional.of(new StateComparison(expected, actual)) : Optional.empty();
    this.records = new RecordComparison(image);
    this.debug = new DebugComparison(expected, actual);
    this.tail = image.populations().stream().mapToInt(Population::lag).max().orElse(0);
    this.channels = new int[Math.max(1, image.inputs().channels())];
    this.values = new int[channels.length];
    this.right = new StepRecord(image.spec());
    this.most = mostOf(image.spec());
  }

  private static int mostOf(ChipSpec spec) {
    return Math.clamp(MOST_WORDS / (spec.tiles() * Counter.COUNT + spec.outputWords()), 1, MOST_AT_ONCE);
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

  /**
   * Is shown the first target's record of every timestep that was equal, while both targets stand behind that timestep; the record is
   * reused.
   */
  public Lockstep watch(Consumer<StepRecord> listener) {
    this.watcher = Optional.of(listener);
    return this;
  }

  /** Asks for so many timesteps at once at the most; what is found is the same for any number. */
  public Lockstep atOnce(int timestepsAtMost) {
    this.most = Math.clamp(timestepsAtMost, 1, mostOf(image.spec()));
    return this;
  }

  /** Timesteps that a sample runs longer than its input: the largest lag. */
  public int tail() {
    return tail;
  }

  /**
   * Runs the samples in order, each from the reset state, to the end or the first difference.
   *
   * @throws spikelock.emulator.error.InputException when a sample's input cannot be sent to the chip; before that sample is run
   */
  public Comparison run(Stimulus stimulus, int[] samples) {
    Optional<Difference> difference = Optional.empty();
    for (int s = 0; s < samples.length && difference.isEmpty(); s++) {
      InputValues.of(image.spec()).requireSample(stimulus, samples[s], samples[s]);
      difference = run(stimulus, samples[s]);
    }
    return new Comparison(timesteps, cycles, state.map(StateComparison::words).orElse(0L), portEvents, spikes, difference);
  }

  private Optional<Difference> run(Stimulus stimulus, int sample) {
    expected.resetState();
    try {
      actual.resetState();
    } catch (TargetStoppedException e) {
      return Optional.of(new Difference(sample, -1, 0, "stopped", -1, "the " + actual.name() + " stopped in its reset: " + e.getMessage(),
          "", 0, 0, 0, List.of()));
    }
    List<Found> found = new ArrayList<>();
    state.ifPresent(words -> words.compare(found));
    if (!found.isEmpty()) {
      return Optional.of(Found.first(found, sample, -1, 0, List.of("after RESET-STATE, before the first timestep")));
    }
    Pass pass = new Pass(stimulus, sample);
    boolean standing = ports || state.isPresent() || watcher.isPresent() || debug.isThere();
    int end = stimulus.timesteps(sample) + tail;
    while (pass.timestep < end && pass.difference.isEmpty()) {
      if (standing) {
        pass.one();
      } else {
        pass.many(Math.min(most, end - pass.timestep));
      }
    }
    return pass.difference;
  }

  /** A sample from its reset on. */
  private final class Pass {
    private final Stimulus stimulus;
    private final int sample;
    private final List<Found> found = new ArrayList<>();
    private int timestep; // the next to be compared
    private long start; // the cycle in which it begins
    private long at; // the cycle of what was found
    private Optional<Difference> difference = Optional.empty();

    Pass(Stimulus stimulus, int sample) {
      this.stimulus = stimulus;
      this.sample = sample;
    }

    private int input(int now, int[] into, int[] carried) {
      return now < stimulus.timesteps(sample) ? stimulus.active(sample, now, into, carried) : 0;
    }

    /** Runs one timestep and looks into both targets. */
    void one() {
      StepRecord record = kept(1)[0];
      int count = input(timestep, channels, values);
      expected.step(channels, values, count, record);
      try {
        actual.step(channels, values, count, right);
      } catch (TargetStoppedException e) {
        stopped(e, record);
        return;
      }
      at = start;
      if (ports) {
        comparePorts(record);
      }
      state.ifPresent(words -> words.compare(found));
      records.compare(record, right, found);
      debug.compare(timestep == 0, found);
      if (found.isEmpty()) {
        equal(record);
      }
      report();
    }

    /**
     * Runs some timesteps on one target, then on the other. Whatever ends the other comes behind its records, and so behind a difference
     * in one of them.
     */
    void many(int count) {
      int first = timestep;
      StepRecord[] kept = kept(count);
      expected.steps(count, (now, into, carried) -> input(first + now, into, carried), (now, record) -> kept[now].copy(record));
      try {
        actual.steps(count, (now, into, carried) -> input(first + now, into, carried), (now, record) -> {
          if (found.isEmpty()) {
            compare(kept[now], record);
          }
        });
      } catch (TargetStoppedException e) {
        if (found.isEmpty()) {
          stopped(e, kept[timestep - first]);
          return;
        }
      } catch (ToolException e) {
        if (found.isEmpty()) {
          throw e;
        }
      }
      report();
    }

    private void compare(StepRecord record, StepRecord other) {
      at = start;
      records.compare(record, other, found);
      if (found.isEmpty()) {
        equal(record);
      }
    }

    private void equal(StepRecord record) {
      spikes += record.spikes();
      watcher.ifPresent(listener -> listener.accept(record));
      start += record.totalCycles();
      cycles += record.totalCycles();
      timestep++;
      progress.accept(++timesteps);
    }

    private void report() {
      if (!found.isEmpty()) {
        List<String> events = new History(image).before(stimulus, sample, timestep, found.get(0).tile(), found.get(0).slot());
        difference = Optional.of(Found.first(found, sample, timestep, at, events));
      }
    }

    private void stopped(TargetStoppedException why, StepRecord record) {
      difference = Optional.of(new Difference(sample, timestep, start, "stopped", -1, "the " + actual.name() + " stopped: " + why.getMessage(),
          "", record.stepCycles(), 0, 0, List.of()));
    }

    private void comparePorts(StepRecord record) {
      List<PortEvent> a = ((PortView) expected).portEvents();
      List<PortEvent> b = ((PortView) actual).portEvents();
      portEvents += a.size();
      PortDifference.first(a, b).ifPresent(d -> {
        found.add(new Found("port", d.event().tile(), -1, d.where(image), d.field(), d.expected(), d.actual()));
        at += record.totalCycles() - record.stepCycles() + image.spec().mesh().treeDepth() + d.event().cycle();
      });
    }
  }

  /** Records of the first target, as many as are wanted. */
  private StepRecord[] kept(int count) {
    if (left.length < count) {
      left = IntStream.range(0, count).mapToObj(i -> new StepRecord(image.spec())).toArray(StepRecord[]::new);
    }
    return left;
  }
}
