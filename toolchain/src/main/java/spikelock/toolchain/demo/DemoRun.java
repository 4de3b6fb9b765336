package spikelock.toolchain.demo;

import java.util.Arrays;
import java.util.List;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.cost.Estimate;
import spikelock.emulator.lockstep.Comparison;
import spikelock.emulator.run.Totals;
import spikelock.emulator.stimulus.Stimulus;
import spikelock.mapper.MappedNetwork;
import spikelock.toolchain.estimate.CountedRun;

/**
 * What the whole way of a network gave.
 *
 * @param name of the example
 * @param about a sentence on it
 * @param classes names of the output neurons
 * @param stimulus what it ran on
 * @param pictures of each sample
 * @param labels [samples] right answers
 * @param predictions [samples] the chip's answers
 * @param cycles [samples] clock cycles of each
 * @param totals of all samples
 * @param traces a few samples with every spike
 * @param compared samples that ran on the emulator and the Verilog in lockstep
 * @param comparison what that found
 * @param emulatorSpeed clock cycles that the emulator does in a processor second
 * @param rtlSpeed the same for the Verilated chip
 * @param costs what it costs
 */
public record DemoRun(String name, String about, MappedNetwork mapped, List<String> classes, Stimulus stimulus, Pictures pictures, int[] labels,
    int[] predictions, long[] cycles, Totals totals, List<Trace> traces, int[] compared, Comparison comparison, double emulatorSpeed,
    double rtlSpeed, Costs costs) {

  /**
   * Energy and time on this chip and on a published one.
   *
   * @param ownRun on this chip
   * @param own by a plain process's arithmetic and memories
   * @param publishedRun on the published chip
   * @param published by its constants
   */
  public record Costs(CountedRun ownRun, Estimate own, CountedRun publishedRun, Estimate published) {
    /** Both, this chip's first. */
    public List<Estimate> all() {
      return List.of(own, published);
    }
  }

  public DemoRun {
    classes = List.copyOf(classes);
    traces = List.copyOf(traces);
  }

  public ChipSpec spec() {
    return mapped.image().spec();
  }

  public int samples() {
    return labels.length;
  }

  public boolean isRight(int sample) {
    return predictions[sample] == labels[sample];
  }

  /** How many were classified right. */
  public int right() {
    int right = 0;
    for (int sample = 0; sample < samples(); sample++) {
      right += isRight(sample) ? 1 : 0;
    }
    return right;
  }

  /** Part of the samples that were classified right, 0..1. */
  public double accuracy() {
    return (double) right() / samples();
  }

  /** Mean time of a sample at the chip's clock, in microseconds. */
  public double latencyUs() {
    return micros((double) totals.cycles() / samples());
  }

  /**
   * The time within which a part of the samples is done, in microseconds.
   *
   * @param part such as 0.95; above 0, at most 1
   */
  public double latencyUs(double part) {
    long[] sorted = cycles.clone();
    Arrays.sort(sorted);
    return micros(sorted[(int) Math.ceil(part * sorted.length) - 1]);
  }

  /** The time that some clock cycles take, in microseconds. */
  double micros(double clockCycles) {
    return spec().clock().microseconds(clockCycles);
  }

  /** The name of a class. */
  String named(int number) {
    return number < classes.size() ? classes.get(number) : Integer.toString(number);
  }
}
