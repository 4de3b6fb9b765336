package spikelock.toolchain.training;

import java.util.function.LongConsumer;
import spikelock.emulator.chip.Counter;
import spikelock.emulator.engine.Emulator;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.run.Totals;
import spikelock.emulator.stimulus.ChosenSamples;
import spikelock.emulator.stimulus.Stimulus;
import spikelock.toolchain.run.ChipRuns;
import spikelock.toolchain.run.Outcome;
import spikelock.toolchain.run.Readout;

/**
 * What a trained network answers on the chip's emulator.
 *
 * @param answers to each sample
 * @param spikes a sample, as the chip counts them
 * @param accumulations a sample: synaptic operations, as the chip counts them
 * @param latencyUs mean time of a sample at the chip's clock, in microseconds
 */
public record ChipCheck(int[] answers, double spikes, double accumulations, double latencyUs) {

  /**
   * Runs samples.
   *
   * @param numbers of the samples in the stimulus
   * @param readout how the class is read
   * @param threads samples at a time
   * @param progress told the number of timesteps done, of {@link #timesteps}
   */
  public static ChipCheck run(ChipImage image, Stimulus stimulus, int[] numbers, Readout readout, int threads, LongConsumer progress)
      throws InterruptedException {
    ChosenSamples chosen = new ChosenSamples(stimulus, numbers);
    Outcome outcome = ChipRuns.run(image, () -> Emulator.of(image), chosen, java.util.List.of(), false, threads, progress);
    Totals totals = outcome.totals().orElseThrow();
    double samples = Math.max(1, numbers.length);
    return new ChipCheck(readout.predictions(outcome), totals.counter(Counter.SPIKES) / samples, totals.counter(Counter.ACCUMULATIONS) / samples,
        totals.cycles() / image.spec().clockMhz() / samples);
  }

  /** Timesteps of such a run. */
  public static long timesteps(ChipImage image, Stimulus stimulus, int[] numbers) {
    long tail = ChipRuns.tail(image, java.util.List.of());
    long all = 0;
    for (int number : numbers) {
      all += stimulus.timesteps(number) + tail;
    }
    return all;
  }

  /**
   * The chip must answer what was trained.
   *
   * @param trained what the trainer's own integers answered
   * @throws IllegalStateException when a sample's answer differs
   */
  public void requireEqual(int[] trained) {
    for (int i = 0; i < trained.length; i++) {
      if (answers[i] != trained[i]) {
        throw new IllegalStateException("test sample " + i + " is " + answers[i] + " on the chip, but was trained to be " + trained[i]);
      }
    }
  }
}
