package spikelock.tests.laws;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import spikelock.emulator.platform.StepRecord;
import spikelock.emulator.platform.Target;
import spikelock.emulator.stimulus.Stimulus;

/** All that a step's record holds, to be kept and compared. */
record Timestep(int stepCycles, List<Integer> batchCycles, List<Integer> outputs, List<Integer> counters) {

  static Timestep of(StepRecord record) {
    return new Timestep(record.stepCycles(), IntStream.range(0, record.batches()).mapToObj(record::batchCycles).toList(),
        Arrays.stream(record.outputs()).boxed().toList(), Arrays.stream(record.counters()).boxed().toList());
  }

  /** One sample from the reset state, and one silent timestep for each of its tail. */
  static List<Timestep> run(Target target, Stimulus stimulus, int sample, int tail) {
    StepRecord record = new StepRecord(target.image().spec());
    int[] channels = new int[stimulus.channels()];
    int[] values = new int[stimulus.channels()];
    List<Timestep> steps = new ArrayList<>();
    target.resetState();
    for (int t = 0; t < stimulus.timesteps(sample) + tail; t++) {
      target.step(channels, values, t < stimulus.timesteps(sample) ? stimulus.active(sample, t, channels, values) : 0, record);
      steps.add(of(record));
    }
    return steps;
  }
}
