package spikelock.mapper.quantise;

/**
 * The coarsest step of which amounts are whole multiples, as far as 32-bit floats can tell: Euclid's algorithm with a tolerance. A step
 * that is too fine to be of use is none, which ends the search early.
 */
final class Grid {
  /** There is no such step. */
  static final double NONE = -1;
  /** No amount has been looked at; any step serves. */
  static final double ANY = 0;
  /** The part of the greatest amount below which a remainder is what floats leave open. */
  private static final double TOLERANCE = 1e-6;

  private Grid() {}

  /**
   * A step of two.
   *
   * @param step of some amounts
   * @param amount another, or the step of others; not negative
   * @param greatest of all amounts
   * @param steps the most steps that the greatest may have
   */
  static double common(double step, double amount, double greatest, double steps) {
    if (step == NONE || amount == NONE) {
      return NONE;
    }
    double tolerance = TOLERANCE * greatest;
    double least = greatest / steps - tolerance;
    double a = Math.max(step, amount);
    double b = Math.min(step, amount);
    while (b > tolerance) {
      if (b < least) {
        return NONE;
      }
      double remainder = a - b * Math.rint(a / b);
      a = b;
      b = Math.abs(remainder);
    }
    return a;
  }
}
