package spikelock.mapper.train.model;

/**
 * Windows of size x size that do not overlap, in each channel of [channels, height, width]; what does not fill a window is left out.
 *
 * @param mean the mean instead of the sum
 */
public record Pool(int size, boolean mean) {
  /** No pooling. */
  public static final Pool NONE = new Pool(1, false);

  /** What every value is multiplied with. */
  double factor() {
    return mean ? 1.0 / (size * size) : 1;
  }
}
