package spikelock.mapper.linear;

/** When synapses are kept as a whole matrix. */
public final class Fill {
  private static final double DENSE = 0.9;

  private Fill() {}

  /**
   * Whether so many of all possible synapses are there that a matrix is as good.
   *
   * @param synapses that are not 0
   */
  public static boolean isDense(int synapses, int sources, int targets) {
    return synapses >= DENSE * sources * targets;
  }
}
