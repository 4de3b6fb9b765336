package spikelock.toolchain.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NdArray;
import spikelock.emulator.files.NearMiss;

/**
 * How a class is read from what a network answered: the neuron with the greatest value, the lowest of equals.
 *
 * @param how what a neuron's value is; empty for the count of spikes where there are spikes, else the greatest potential
 * @param source the probe that is read; empty for the first output
 */
public record Readout(Optional<How> how, String source) {
  /** What is compared between neurons. */
  public enum How {
    /** The number of spikes, or the sum of payloads. */
    COUNT,
    /** The earliest spike; neurons that never spike come last. */
    FIRST,
    /** The value in the sample's last timestep. */
    LAST,
    /** The greatest value over the sample. */
    MAX,
    /** The mean over the sample's timesteps. */
    MEAN
  }

  /**
   * Parses {@code max}, or {@code max:POP.v} for a probe.
   *
   * @throws InputException when it is none of them
   */
  public static Readout parse(String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    String source = colon < 0 ? "" : text.substring(colon + 1);
    if (name.isEmpty() && colon < 0) {
      return new Readout(Optional.empty(), "");
    }
    List<String> known = new ArrayList<>();
    for (How how : How.values()) {
      known.add(how.name().toLowerCase(Locale.ROOT));
      if (known.getLast().equals(name)) {
        return new Readout(Optional.of(how), source);
      }
    }
    throw new InputException("\"" + name + "\" is no read-out", "", "--readout", NearMiss.hint(name, known));
  }

  /** {@code count}, or {@code max:POP.v}; what will be used where the user left it open. */
  public String describe(Outcome outcome) {
    return array(outcome).map(a -> how(a).name().toLowerCase(Locale.ROOT) + (source.isEmpty() ? "" : ":" + source)).orElse("");
  }

  /**
   * The classes.
   *
   * @return [samples]; empty when there is no output
   * @throws InputException when spikes are asked for and there are none
   */
  public int[] predictions(Outcome outcome) {
    Optional<NdArray> read = array(outcome);
    if (read.isEmpty() || read.get().shape()[2] == 0) {
      return new int[0];
    }
    NdArray array = read.get();
    How used = how(array);
    if (!spikes(array) && (used == How.COUNT || used == How.FIRST)) {
      throw new InputException((source.isEmpty() ? "the output" : source) + " is a potential, which has no spikes to "
          + (used == How.COUNT ? "count" : "wait for"), "", "--readout", "use last, max or mean");
    }
    int[] predictions = new int[outcome.samples()];
    for (int sample = 0; sample < predictions.length; sample++) {
      predictions[sample] = best(used, array, sample, outcome.lengths()[sample]);
    }
    return predictions;
  }

  private Optional<NdArray> array(Outcome outcome) {
    return source.isEmpty() ? outcome.outputs().values().stream().findFirst()
        : Optional.of(Optional.ofNullable(outcome.probes().get(source)).orElseThrow(() -> new InputException("there is no probe \"" + source + "\"", "",
            "--readout", NearMiss.hint(source, outcome.probes().keySet()))));
  }

  private How how(NdArray array) {
    return how.orElse(spikes(array) ? How.COUNT : How.MAX);
  }

  /** Whether the values are spikes or payloads; the others are those of a state field. */
  private boolean spikes(NdArray array) {
    return source.isEmpty() ? array.isInteger() : source.endsWith(".spikes");
  }

  private static int best(How how, NdArray array, int sample, int length) {
    int neurons = array.shape()[2];
    int from = sample * array.shape()[1] * neurons;
    int best = 0;
    double greatest = Double.NEGATIVE_INFINITY;
    for (int n = 0; n < neurons; n++) {
      double value = value(how, array, from + n, neurons, length);
      if (value > greatest) {
        greatest = value;
        best = n;
      }
    }
    return best;
  }

  private static double value(How how, NdArray array, int from, int stride, int length) {
    if (length == 0) {
      return 0;
    }
    double sum = 0;
    double most = Double.NEGATIVE_INFINITY;
    int first = Integer.MAX_VALUE;
    for (int t = 0; t < length; t++) {
      double value = array.at(from + t * stride);
      sum += value;
      most = Math.max(most, value);
      first = value != 0 ? Math.min(first, t) : first;
    }
    return switch (how) {
      case COUNT -> sum;
      case FIRST -> -(double) first;
      case LAST -> array.at(from + (length - 1) * stride);
      case MAX -> most;
      case MEAN -> sum / length;
    };
  }
}
