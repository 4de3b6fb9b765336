package spikelock.mapper.train.gradient;

import java.util.Locale;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NearMiss;

/** What is made small: an error of one number for each class. The class with the greatest number is the answer, the lowest of equals. */
public enum Loss {
  /** Cross-entropy of softmax over the numbers of spikes. */
  CE_COUNT(Reading.COUNT, false),
  /** Cross-entropy of softmax over the greatest potentials (or values). */
  CE_MAX(Reading.MAX, false),
  /** Cross-entropy of softmax over the last potentials (or values). */
  CE_LAST(Reading.LAST, false),
  /** Mean squared error of spikes a timestep: {@link #RIGHT} for the class, {@link #WRONG} for the others. */
  MSE_COUNT(Reading.COUNT, true),
  /** Mean squared error of the greatest potentials (or values): 1 for the class, 0 for the others. */
  MSE_MAX(Reading.MAX, true),
  /** Mean squared error of the last potentials (or values): 1 for the class, 0 for the others. */
  MSE_LAST(Reading.LAST, true);

  /** Spikes a timestep that are wanted of the right neuron. */
  public static final double RIGHT = 0.8;
  /** Spikes a timestep that are wanted of the others. */
  public static final double WRONG = 0.05;

  /** Which number of an output neuron is looked at. */
  public enum Reading { COUNT, MAX, LAST }

  private final Reading reading;
  private final boolean squared;

  Loss(Reading reading, boolean squared) {
    this.reading = reading;
    this.squared = squared;
  }

  public Reading reading() {
    return reading;
  }

  /** Its name in options and files. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** @throws InputException when there is no such loss */
  public static Loss parse(String word) {
    for (Loss loss : values()) {
      if (loss.word().equals(word)) {
        return loss;
      }
    }
    throw new InputException("there is no loss \"" + word + "\"", "", "loss",
        NearMiss.hint(word, java.util.Arrays.stream(values()).map(Loss::word).toList()));
  }

  /**
   * The error of one sample.
   *
   * @param numbers [classes] the reading of every output neuron
   * @param label the right class
   * @param timesteps of the sample
   * @param slope [classes] receives the change of the error with each number
   */
  double of(double[] numbers, int label, int timesteps, double[] slope) {
    return squared ? squared(numbers, label, timesteps, slope) : crossEntropy(numbers, label, slope);
  }

  private double squared(double[] numbers, int label, int timesteps, double[] slope) {
    boolean counts = reading == Reading.COUNT;
    double unit = counts ? 1.0 / timesteps : 1;
    double loss = 0;
    for (int j = 0; j < numbers.length; j++) {
      double wanted = j == label ? counts ? RIGHT : 1 : counts ? WRONG : 0;
      double error = numbers[j] * unit - wanted;
      loss += error * error / numbers.length;
      slope[j] = 2 * error * unit / numbers.length;
    }
    return loss;
  }

  private static double crossEntropy(double[] numbers, int label, double[] slope) {
    double most = Double.NEGATIVE_INFINITY;
    for (double number : numbers) {
      most = Math.max(most, number);
    }
    double sum = 0;
    for (int j = 0; j < numbers.length; j++) {
      slope[j] = StrictMath.exp(numbers[j] - most);
      sum += slope[j];
    }
    for (int j = 0; j < numbers.length; j++) {
      slope[j] = slope[j] / sum - (j == label ? 1 : 0);
    }
    return most + StrictMath.log(sum) - numbers[label];
  }
}
