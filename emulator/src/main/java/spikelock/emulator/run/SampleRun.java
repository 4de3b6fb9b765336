package spikelock.emulator.run;

import java.util.ArrayList;
import java.util.List;
import spikelock.emulator.chip.Region;
import spikelock.emulator.datapath.Field;
import spikelock.emulator.datapath.Type;
import spikelock.emulator.error.InputException;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.CoreMemories;
import spikelock.emulator.image.PlacedCores;
import spikelock.emulator.image.Population;
import spikelock.emulator.platform.EventView;
import spikelock.emulator.platform.SpikeView;
import spikelock.emulator.platform.StepRecord;
import spikelock.emulator.platform.Target;
import spikelock.emulator.stimulus.InputValues;
import spikelock.emulator.stimulus.Stimulus;

/**
 * Runs samples on a target, each from the reset state. A sample of T timesteps runs T + tail timesteps, where the tail is the
 * largest lag of an output or probed population, with no input in it; what is collected has its population's lag removed.
 */
public final class SampleRun {
  private final Target target;
  private final ChipImage image;
  private final PlacedCores cores;
  private final List<Probe> probes;
  private final boolean raw;
  private final int tail;
  private final boolean looks;
  private final Totals totals;
  private final List<RunWatcher> watchers = new ArrayList<>();

  /**
   * @param target what runs them
   * @param probes what is recorded beside the outputs
   * @param raw keep the lag: arrays then have {@link #tail} more timesteps
   * @throws InputException when the target cannot see what a probe asks for
   */
  public SampleRun(Target target, List<Probe> probes, boolean raw) {
    this.target = target;
    this.image = target.image();
    this.cores = PlacedCores.of(image);
    this.probes = List.copyOf(probes);
    this.raw = raw;
    int lag = image.outputs().stream().mapToInt(Population::lag).max().orElse(0);
    for (Probe probe : probes) {
      lag = Math.max(lag, probe.population().lag());
      if (probe.isSpikes() && !isOutput(probe) && !(target instanceof SpikeView)) {
        throw new InputException("spikes of " + probe.population().name() + " do not leave the chip, so the " + target.name()
            + " cannot show them", "", "--probe", "run on the emulator, or make it an output of the network");
      }
    }
    this.tail = lag;
    this.looks = !probes.stream().allMatch(SampleRun::isOutput);
    this.totals = new Totals(image);
  }

  /**
   * What one sample gave.
   *
   * @param timesteps timesteps of each array
   * @param outputs for each output population, in output order: [timesteps, neurons] what each sent: 1 for a spike, or its payload; 0 for nothing
   * @param probes for each probe: [timesteps, neurons] what each sent, or the field's raw value after the timestep
   */
  public record Result(int timesteps, List<int[]> outputs, List<int[]> probes) {}

  /** Timesteps that a sample runs longer than its input. */
  public int tail() {
    return tail;
  }

  /** Tells somebody what happens from now on. */
  public void watch(RunWatcher watcher) {
    watchers.add(watcher);
    if (target instanceof EventView view) {
      view.watchEvents((step, record) -> {
        for (int w = 0; w < watchers.size(); w++) {
          watchers.get(w).after(step, record);
        }
      });
    }
  }

  /** Cycles and counters of everything run so far. */
  public Totals totals() {
    return totals;
  }

  /** Runs one sample from the reset state. */
  public Result run(Stimulus stimulus, int sample) {
    if (stimulus.channels() != image.inputs().channels()) {
      throw new InputException("the input has " + stimulus.channels() + " channels, the network " + image.inputs().channels(), "", "--input", "");
    }
    int timesteps = stimulus.timesteps(sample);
    int kept = raw ? timesteps + tail : timesteps;
    List<int[]> outputs = new ArrayList<>();
    List<int[]> probed = new ArrayList<>();
    image.outputs().forEach(population -> outputs.add(new int[kept * population.size()]));
    probes.forEach(probe -> probed.add(new int[kept * probe.population().size()]));
    target.resetState();
    watchers.forEach(watcher -> watcher.begin(sample, timesteps + tail));
    Target.Inputs inputs = (timestep, channels, values) -> input(stimulus, sample, timestep, channels, values);
    Target.Records records = (timestep, record) -> {
      totals.add(record);
      if (!(target instanceof EventView)) {
        watchers.forEach(watcher -> watcher.after(record));
      }
      for (int o = 0; o < outputs.size(); o++) {
        Population population = image.outputs().get(o);
        int at = raw ? timestep : timestep - population.lag();
        if (at >= 0 && at < kept) {
          collectOutputs(record, population, outputs.get(o), at * population.size());
        }
      }
      for (int p = 0; p < probed.size(); p++) {
        Population population = probes.get(p).population();
        int at = raw ? timestep : timestep - population.lag();
        if (at >= 0 && at < kept && isOutput(probes.get(p))) {
          collectOutputs(record, population, probed.get(p), at * population.size());
        }
      }
    };
    Target.Look look = timestep -> {
      for (int p = 0; p < probed.size(); p++) {
        Population population = probes.get(p).population();
        int at = raw ? timestep : timestep - population.lag();
        if (at >= 0 && at < kept && !isOutput(probes.get(p))) {
          collect(probes.get(p), probed.get(p), at * population.size());
        }
      }
    };
    if (looks) {
      target.steps(timesteps + tail, inputs, look, records);
    } else {
      target.steps(timesteps + tail, inputs, records);
    }
    watchers.forEach(RunWatcher::end);
    return new Result(kept, outputs, probed);
  }

  private int input(Stimulus stimulus, int sample, int timestep, int[] channels, int[] values) {
    int count = timestep < stimulus.timesteps(sample) ? stimulus.active(sample, timestep, channels, values) : 0;
    InputValues.of(image.spec()).require(sample, timestep, channels, values, count);
    totals.addInput(channels, count);
    for (int w = 0; w < watchers.size(); w++) {
      watchers.get(w).input(timestep, channels, count);
    }
    return count;
  }

  private static void collectOutputs(StepRecord record, Population population, int[] into, int at) {
    for (int n = 0; n < population.size(); n++) {
      into[at + n] = record.value(population.firstOutput() + n);
    }
  }

  private void collect(Probe probe, int[] into, int at) {
    Population population = probe.population();
    for (int n = 0; n < population.size(); n++) {
      int tile = population.tile()[n];
      int slot = population.slot()[n];
      into[at + n] = probe.isSpikes() ? ((SpikeView) target).sent(tile, slot) : field(tile, slot, probe.field());
    }
  }

  /** Whether the record has what a probe asks for. */
  private static boolean isOutput(Probe probe) {
    return probe.isSpikes() && probe.population().firstOutput() >= 0;
  }

  private int field(int tile, int slot, String name) {
    List<Field> states = cores.datapath(tile).datapath().states();
    List<Type> types = states.stream().map(Field::type).toList();
    int[][] fields = new int[types.size()][1];
    CoreMemories.unpack(target.peek(tile, Region.STATE, slot, 1), types, fields, 0);
    return fields[cores.datapath(tile).datapath().state(name)][0];
  }
}
