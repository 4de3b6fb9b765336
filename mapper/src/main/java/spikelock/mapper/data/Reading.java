package spikelock.mapper.data;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import spikelock.emulator.error.InputException;
import spikelock.mapper.data.format.EventNames;

/**
 * How a file is turned into input where the file itself leaves a choice. An empty choice means what the file says, or else the default
 * that {@code mapper/DATA.md} names.
 *
 * @param array name of the array of a {@code .npz}, or of the observable of NIRData
 * @param axes meaning of an array's axes in the file's order, of the letters s (sample), t (timestep) and c (channel; stands for all
 *     axes that are left)
 * @param csv what the rows of a table are
 * @param labelsLast whether a table's last column is the label
 * @param frameS duration of a timestep in s, for events in time
 * @param origin from where a sample's time counts
 * @param sensor {height, width}
 * @param order of polarity, row and column within the channels: p, y and x
 * @param once whether events that meet in one timestep and channel are one spike, not a count
 * @param coding how a static value becomes a sequence
 * @param timesteps that every sample has; 0 for its own. Longer ones are cut, shorter ones end with nothing
 * @param seed of rate coding
 * @param fullScale what stands for a spike in every timestep (rate) or at the first (latency)
 * @param scale what a chip's payload of an input of 1 is; 0 for values that are whole already
 * @param split of the folder's labels.csv that is read; empty for all
 * @param events what the columns of events in time are
 */
public record Reading(String array, String axes, Optional<CsvKind> csv, boolean labelsLast, Optional<BigDecimal> frameS, Optional<Origin> origin,
    Optional<int[]> sensor, String order, boolean once, Optional<Coding> coding, int timesteps, long seed, FullScale fullScale, double scale,
    String split, EventNames events) {
  /** Nothing chosen. */
  public static final Reading DEFAULT = new Reading("", "", Optional.empty(), false, Optional.empty(), Optional.empty(), Optional.empty(), "pyx",
      false, Optional.empty(), 0, 0, FullScale.USUAL, 0, "", EventNames.USUAL);

  private static final BigDecimal SHORTEST = new BigDecimal("1e-12");
  private static final BigDecimal LONGEST = new BigDecimal("1e6");
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,12})?(?:[eE]-?[0-9]{1,2})?)\\s*(ns|us|ms|s)");

  /** What the rows of a table without a telling header are. */
  public enum CsvKind {
    /** timestep, channel and perhaps value. */
    EVENTS,
    /** One timestep a row, one channel a column. */
    FRAMES,
    /** One sample a row, one channel a column. */
    IMAGES
  }

  /** From where time counts. */
  public enum Origin { FIRST, ZERO }

  /** How static values become sequences. */
  public enum Coding {
    /** A spike with the probability value / full scale in every timestep. */
    RATE,
    /** One spike, the earlier the greater the value. */
    LATENCY,
    /** The value itself in every timestep. */
    DIRECT
  }

  /** The same with another array. */
  public Reading withArray(String name) {
    return new Reading(name, axes, csv, labelsLast, frameS, origin, sensor, order, once, coding, timesteps, seed, fullScale, scale, split, events);
  }

  /** The same with a duration of a timestep. */
  public Reading withFrame(String duration) {
    return new Reading(array, axes, csv, labelsLast, Optional.of(duration(duration)), origin, sensor, order, once, coding, timesteps, seed,
        fullScale, scale, split, events);
  }

  /** The same with another start of time. */
  public Reading withOrigin(Origin wanted) {
    return new Reading(array, axes, csv, labelsLast, frameS, Optional.of(wanted), sensor, order, once, coding, timesteps, seed, fullScale, scale, split, events);
  }

  /** The same with a number of timesteps. */
  public Reading withTimesteps(int wanted) {
    return new Reading(array, axes, csv, labelsLast, frameS, origin, sensor, order, once, coding, wanted, seed, fullScale, scale, split, events);
  }

  /** The same with a coding of static values. */
  public Reading withCoding(Coding wanted, int wantedTimesteps, long wantedSeed) {
    return new Reading(array, axes, csv, labelsLast, frameS, origin, sensor, order, once, Optional.of(wanted), wantedTimesteps, wantedSeed,
        fullScale, scale, split, events);
  }

  /** The same with a full scale. */
  public Reading withFullScale(FullScale wanted) {
    return new Reading(array, axes, csv, labelsLast, frameS, origin, sensor, order, once, coding, timesteps, seed, wanted, scale, split, events);
  }

  /** The same with the meaning of the axes. */
  public Reading withAxes(String wanted) {
    return new Reading(array, wanted, csv, labelsLast, frameS, origin, sensor, order, once, coding, timesteps, seed, fullScale, scale, split, events);
  }

  /** The same with what the rows of a table are. */
  public Reading withCsv(CsvKind wanted) {
    return new Reading(array, axes, Optional.of(wanted), labelsLast, frameS, origin, sensor, order, once, coding, timesteps, seed, fullScale, scale,
        split, events);
  }

  /** The same with the label in the last column. */
  public Reading withLabelsLast() {
    return new Reading(array, axes, csv, true, frameS, origin, sensor, order, once, coding, timesteps, seed, fullScale, scale, split, events);
  }

  /** The same with a scale for payloads. */
  public Reading withScale(double wanted) {
    return new Reading(array, axes, csv, labelsLast, frameS, origin, sensor, order, once, coding, timesteps, seed, fullScale, wanted, split, events);
  }

  /** The same with what the columns of events are. */
  public Reading withEvents(EventNames wanted) {
    return new Reading(array, axes, csv, labelsLast, frameS, origin, sensor, order, once, coding, timesteps, seed, fullScale, scale, split, wanted);
  }

  /** The same with one part of a folder. */
  public Reading withSplit(String wanted) {
    return new Reading(array, axes, csv, labelsLast, frameS, origin, sensor, order, once, coding, timesteps, seed, fullScale, scale, wanted, events);
  }

  /**
   * Parses {@code 1ms}, {@code 500us}, {@code 0.001 s}.
   *
   * @return seconds, exactly
   * @throws InputException when the unit is missing or it is not above 0
   */
  public static BigDecimal duration(String text) {
    Matcher form = DURATION.matcher(text.strip());
    if (!form.matches()) {
      throw new InputException("\"" + text + "\" is no duration", "", "--frame", "write a number and a unit: 1ms, 500us, 0.001s");
    }
    BigDecimal unit = switch (form.group(2)) {
      case "ns" -> new BigDecimal("1e-9");
      case "us" -> new BigDecimal("1e-6");
      case "ms" -> new BigDecimal("1e-3");
      default -> BigDecimal.ONE;
    };
    BigDecimal seconds = new BigDecimal(form.group(1)).multiply(unit);
    if (seconds.compareTo(SHORTEST) < 0 || seconds.compareTo(LONGEST) > 0) {
      throw new InputException("\"" + text + "\" is no duration of a timestep: it must be " + SHORTEST + ".." + LONGEST + " s", "", "--frame", "");
    }
    return seconds;
  }
}
