package spikelock.mapper.quantise;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * How a population's potential is sent as a payload.
 *
 * @param bits of a payload, its sign included
 * @param unit the least that a payload of 1 is worth among the neurons, in the network's own units
 * @param greatestUnit the most
 * @param saturatesAt the least potential of any neuron beyond which its payload saturates
 * @param reach the greatest magnitude of a potential that was reckoned with
 * @param basis where {@code reach} comes from
 * @param relativeError half a unit relative to what the neuron reaches, of the neuron for which that is most
 * @param signalToNoise in dB, of the rms of the potential to that of its rounding; absent where no samples said what it is
 */
public record PayloadReport(int bits, double unit, double greatestUnit, double saturatesAt, double reach, Basis basis, double relativeError,
    OptionalDouble signalToNoise) {

  /** Where a range comes from. */
  public enum Basis {
    /** Greater values cannot come from inputs that spike. */
    PROVEN("proven for inputs that spike"),
    /** The greatest in the samples of a calibration. */
    CALIBRATED("reached in the calibration"),
    /** Nothing bounds the potential: as if it forgot after some timesteps. */
    ASSUMED("assumed: nothing bounds it");

    private final String words;

    Basis(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  /** One line without the population's name. */
  public String describe() {
    String noise = signalToNoise.isPresent() ? String.format(Locale.ROOT, ", signal to noise %.1f dB", signalToNoise.getAsDouble()) : "";
    return String.format(Locale.ROOT, "sends its potential in %d bits, in units of %s; saturates beyond %s, the greatest is %.4g (%s); "
        + "half a unit is %s of that%s",
        bits, range(1), range(saturatesAt / unit), reach, basis.words(), WeightLoss.percent(relativeError), noise);
  }

  /** So many units, which neurons have of their own. */
  private String range(double units) {
    String least = String.format(Locale.ROOT, "%.4g", units * unit);
    return unit == greatestUnit ? least : least + String.format(Locale.ROOT, " to %.4g by neuron", units * greatestUnit);
  }
}
