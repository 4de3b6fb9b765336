package spikelock.emulator.cost;

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

  /** A constant that follows from others. */
  static Constant derived(double value, double low, double high, String how) {
    return new Constant(value, low, high, "", Confidence.ASSUMED, how, "", OptionalDouble.empty());
  }

  /** A constant with a band that its confidence gives. */
  static Constant banded(double value, Confidence confidence, String source) {
    return new Constant(value, value / confidence.factor(), value * confidence.factor(), "", confidence, source, "", OptionalDouble.empty());
  }

}
