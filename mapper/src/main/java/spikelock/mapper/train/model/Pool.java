package spikelock.mapper.train.model;

import spikelock.emulator.error.InputException;

/**
 * Windows of size x size that do not overlap, in each channel of [channels, height, width]; what does not fill a window is left out.
 *
 * @param mean the mean instead of the sum
 */
public record Pool(int size, boolean mean) {
  private static final int MOST = 1024;

  /** @throws InputException when a window has no size */
  public Pool {
    if (size < 1 || size > MOST) {
      throw new InputException("a window of " + size + " x " + size + " cannot be pooled, must be 1.." + MOST, "", "pool", "");
    }
  }

  /** No pooling. */
  public static final Pool NONE = new Pool(1, false);

  /** What every value is multiplied with. */
  double factor() {
    return mean ? 1.0 / (size * size) : 1;
  }
}
