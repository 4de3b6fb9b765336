package spikelock.toolchain.random;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import spikelock.emulator.platform.StepRecord;

/** What a timestep left behind, to be compared. */
record Left(int stepCycles, List<Integer> batches, List<Integer> counters, List<Integer> outputs) {

  static Left of(StepRecord record) {
    return new Left(record.stepCycles(), IntStream.range(0, record.batches()).mapToObj(record::batchCycles).toList(),
        Arrays.stream(record.counters()).boxed().toList(), Arrays.stream(record.outputs()).boxed().toList());
  }

  /** Of its time alone: a timing engine fills in no outputs. */
  static Left timeOf(StepRecord record) {
    Left all = of(record);
    return new Left(all.stepCycles, all.batches, all.counters, List.of());
  }
}
