package spikelock.emulator.lockstep;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import spikelock.emulator.chip.Counter;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.Population;
import spikelock.emulator.platform.StepRecord;

/** What a timestep leaves behind on two targets: outputs, counters, cycles of the step and of its batches. */
final class RecordComparison {
  private final ChipImage image;

  RecordComparison(ChipImage image) {
    this.image = image;
  }

  /** Adds what differs between the records of a timestep. */
  void compare(StepRecord left, StepRecord right, List<Found> found) {
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
            Counter.values()[i % Counter.COUNT].name().toLowerCase(Locale.ROOT), "", left.counters()[i] & 0xffffffffL,
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

  private Population populationOf(int output) {
    for (Population population : image.outputs()) {
      if (output >= population.firstOutput() && output < population.firstOutput() + population.size()) {
        return population;
      }
    }
    throw new IllegalStateException("output " + output + " belongs to no population");
  }
}
