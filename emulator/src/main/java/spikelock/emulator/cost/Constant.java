package spikelock.emulator.cost;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * One constant of a profile.
 *
 * @param value in the base unit of its {@link Dimension}
 * @param low the least it may be
 * @param high the most it may be
 * @param written as the file writes it: number and unit
 * @param confidence how far it can be trusted
 * @param source who says so, and where
 * @param validity voltage, clock, operating point; what it does not cover
 * @param includesStatic the rate of all events, in 1/s, at which it was measured, when static power was divided among the events
 */
public record Constant(double value, double low, double high, String written, Confidence confidence, String source, String validity,
    OptionalDouble includesStatic) {

  private static final int PLAIN_DIGITS = 9;

  /** What its written form ends in where it is a time that follows from the clock. */
  static final String CYCLES = "cycles";

  /** Whether it is a time that follows from the clock. */
  boolean isInCycles() {
    return written.endsWith(" " + CYCLES);
  }

  /** A constant without a band. */
  public static Constant exact(double value, String source) {
    return new Constant(value, value, value, value + " ", Confidence.PUBLISHED, source, "", OptionalDouble.empty());
  }

  /** The same, so many times as much. */
  public Constant times(double factor) {
    return new Constant(value * factor, low * factor, high * factor, written, confidence, source, validity, includesStatic);
  }

  /**
   * The same on another process or supply: nobody measured that, so its band grows by the root of the factor at both ends.
   *
   * @param how what was scaled, for people
   */
  Constant scaled(double factor, String how) {
    double doubt = Math.sqrt(Math.max(factor, 1 / factor));
    String text = String.format(Locale.ROOT, "%.5g %s", number() * factor, unit());
    return new Constant(value * factor, low * factor / doubt, high * factor * doubt, text, Confidence.ASSUMED, how + ": " + source, validity, includesStatic);
  }

  /** The number that the file writes. */
  public double number() {
    return Double.parseDouble(written.substring(0, written.indexOf(' ')));
  }

  /** The unit that the file writes. */
  public String unit() {
    return written.substring(written.indexOf(' ') + 1);
  }

  /** Its band in the unit that the file writes, such as {@code 23.6 .. 35.5}. */
  public String band() {
    double unit = number() == 0 ? 1 : value / number();
    return text(low / unit) + " .. " + text(high / unit);
  }

  private static String text(double value) {
    BigDecimal digits = new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros();
    return digits.precision() - digits.scale() > PLAIN_DIGITS || digits.scale() > PLAIN_DIGITS ? digits.toString() : digits.toPlainString();
  }

  /** A constant that follows from others. */
  static Constant derived(double value, double low, double high, String how) {
    return new Constant(value, low, high, "", Confidence.ASSUMED, how, "", OptionalDouble.empty());
  }

  /** A constant with a band that its confidence gives. */
  static Constant banded(double value, Confidence confidence, String source) {
    return new Constant(value, value / confidence.factor(), value * confidence.factor(), "", confidence, source, "", OptionalDouble.empty());
  }

}
