package spikelock.mapper.quantise;

/**
 * The steps that a row of synapses can take: whole numbers of so many bits, times a power of two that the row chooses.
 *
 * @param weightBits bits of a weight, its sign included
 * @param exponentBits bits of a row's exponent
 */
public record RowSteps(int weightBits, int exponentBits) {

  /** The greatest magnitude of a weight; the least number of two's complement is left out. */
  public int limit() {
    return (1 << (weightBits - 1)) - 1;
  }

  int greatestExponent() {
    return (1 << exponentBits) - 1;
  }

  /**
   * What a population's weights are multiplied with so that the greatest fills the width, where accumulators hold every sum.
   *
   * @param greatest the greatest magnitude among them, above 0
   */
  public double scale(double greatest, WeightRule.Scale scale) {
    return scale.round(limit() * (double) (1 << greatestExponent()) / greatest);
  }

  /** The least exponent with which the row's greatest weight, scaled, fits. */
  public int exponent(double greatest) {
    int exponent = 0;
    while (exponent < greatestExponent() && Math.rint(greatest / (1 << exponent)) > limit()) {
      exponent++;
    }
    return exponent;
  }

  /** The whole number nearest to {@code wanted}, ties to even, cut off at the width. */
  public int round(double wanted) {
    return (int) Math.max(-limit(), Math.min(limit(), Math.rint(wanted)));
  }
}
