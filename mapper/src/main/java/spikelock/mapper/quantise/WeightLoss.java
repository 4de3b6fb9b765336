package spikelock.mapper.quantise;

import java.util.List;
import java.util.Locale;

/**
 * What rounding did to the weights into a population, neuron by neuron, so that a strong neuron hides nothing.
 *
 * @param synapses whose weight is not 0
 * @param lost those of them whose weight was rounded to 0
 * @param cutOff those of them whose weight did not fit and was cut off
 * @param worst neurons whose weights are not exact, the one with the least signal-to-noise ratio first, at most {@value #MOST}
 */
public record WeightLoss(long synapses, long lost, long cutOff, List<NeuronLoss> worst) {
  /** How many neurons are named. */
  public static final int MOST = 8;
  /** The part of all synapses beyond which a loss is worth a warning. */
  private static final double WORTH_A_WARNING = 0.01;

  public WeightLoss {
    worst = List.copyOf(worst);
  }

  /** Whether so many synapses became 0 that a user must hear of it. */
  public boolean isSerious() {
    return lost > WORTH_A_WARNING * synapses;
  }

  /** The greatest rms error of any neuron's weights, relative to their own rms. */
  double worstError() {
    return worst.isEmpty() ? 0 : worst.getFirst().rmsError();
  }

  /** How many became 0: {@code 19 of 192 synapses (9.9 %) became 0}. */
  String zeros() {
    return String.format(Locale.ROOT, "%,d of %,d synapses%s became 0", lost, synapses,
        lost == 0 ? "" : String.format(Locale.ROOT, " (%.2g %%)", 100.0 * lost / synapses));
  }

  /** One line without the population's name, which the worst neuron is called by. */
  public String describe(String population) {
    if (worst.isEmpty()) {
      return String.format(Locale.ROOT, "all %,d weights are exact", synapses);
    }
    return zeros() + (cutOff == 0 ? "" : String.format(Locale.ROOT, ", %,d were cut off", cutOff)) + "; worst neuron " + worst(population);
  }

  /** The worst neuron by name, where one is not exact. */
  private String worst(String population) {
    NeuronLoss first = worst.getFirst();
    return String.format(Locale.ROOT, "%s[%d]: %stotal weight off by %s, signal to noise %.1f dB", population, first.neuron(),
        first.lost() == 0 ? "" : first.lost() + " of its " + first.synapses() + " became 0, ", percent(first.totalError()), first.signalToNoise());
  }

  /** With enough digits to tell a small error from none. */
  public static String percent(double share) {
    return String.format(Locale.ROOT, Math.abs(share) >= 1e-4 || share == 0 ? "%.2f %%" : "%.1g %%", 100 * share);
  }
}
