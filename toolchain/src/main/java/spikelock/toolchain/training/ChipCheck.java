package spikelock.toolchain.training;

import java.util.Arrays;
import java.util.List;
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
 * @param clock that clock and what it is
 */
public record ChipCheck(int[] answers, double spikes, double accumulations, double latencyUs, String clock) {
  private static final int SOME = 32;

  /**
   * Runs samples, a few at a time, so that an interruption need not wait for all.
   *
   * @param numbers of the samples in the stimulus
   * @param readout how the class is read
   * @param threads samples at a time
   * @param progress told the number of timesteps done, of {@link #timesteps}
   * @throws InterruptedException when the thread was interrupted
   */
  public static ChipCheck run(ChipImage image, Stimulus stimulus, int[] numbers, Readout readout, int threads, LongConsumer progress)
      throws InterruptedException {
    int[] answers = new int[numbers.length];
    int some = SOME * threads;
    long spikes = 0;
    long accumulations = 0;
    long cycles = 0;
    long done = 0;
    for (int from = 0; from < numbers.length; from += some) {
      if (Thread.interrupted()) {
        throw new InterruptedException("checking on the chip");
      }
      int[] part = Arrays.copyOfRange(numbers, from, Math.min(numbers.length, from + some));
      long before = done;
      Outcome outcome = ChipRuns.run(image, () -> Emulator.of(image), new ChosenSamples(stimulus, part), List.of(), false, threads,
          timesteps -> progress.accept(before + timesteps));
      System.arraycopy(readout.predictions(outcome), 0, answers, from, part.length);
      Totals totals = outcome.totals().orElseThrow();
      spikes += totals.counter(Counter.SPIKES);
      accumulations += totals.counter(Counter.ACCUMULATIONS);
      cycles += totals.cycles();
      done += timesteps(image, stimulus, part);
    }
    double samples = Math.max(1, numbers.length);
    return new ChipCheck(answers, spikes / samples, accumulations / samples, image.spec().clock().microseconds(cycles) / samples,
        image.spec().clock().toString());
  }

  /** Timesteps of such a run. */
  public static long timesteps(ChipImage image, Stimulus stimulus, int[] numbers) {
    long tail = ChipRuns.tail(image, List.of());
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
