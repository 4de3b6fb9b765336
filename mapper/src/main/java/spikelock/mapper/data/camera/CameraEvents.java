package spikelock.mapper.data.camera;

import java.util.Arrays;
import java.util.Locale;
import spikelock.emulator.error.InputException;
import spikelock.mapper.data.format.EventList;

/** Events as they are read one after the other: flat arrays that grow with what the file really holds. */
final class CameraEvents {
  private static final double MICROSECOND = 1e-6;

  /** As many as the largest file of 5-byte events holds, rounded up; a vector of EVT3 makes 12 of 2 bytes. */
  private static final int MOST = 1 << 26;

  private final int width;
  private final int height;
  private double[] time = new double[1024];
  private int[] x = new int[1024];
  private int[] y = new int[1024];
  private int[] polarity = new int[1024];
  private int count;

  /** @param width pixels of a row, 0 where the file does not say; @param height rows, likewise */
  CameraEvents(int width, int height) {
    this.width = width;
    this.height = height;
  }

  /**
   * Adds one.
   *
   * @param at byte of the file that it stands at, for messages
   * @throws InputException when the pixel is outside of the camera, or there are too many
   */
  void add(long timeUs, int column, int row, int polarityOf, long at) {
    if (width > 0 && column >= width || height > 0 && row >= height) {
      throw new InputException("the pixel x=" + column + ", y=" + row + " is outside of the camera's " + width + " x " + height
          + " pixels that the file itself names", "", "event " + count + " (byte " + at + ")", "the file is damaged, or its header is another's");
    }
    if (count == time.length) {
      if (count == MOST) {
        throw new InputException(String.format(Locale.ROOT, "holds more than %,d events", MOST), "", "byte " + at, "cut the recording into parts");
      }
      time = Arrays.copyOf(time, 2 * count);
      x = Arrays.copyOf(x, 2 * count);
      y = Arrays.copyOf(y, 2 * count);
      polarity = Arrays.copyOf(polarity, 2 * count);
    }
    time[count] = timeUs;
    x[count] = column;
    y[count] = row;
    polarity[count++] = polarityOf;
  }

  /**
   * All of them, as one sample.
   *
   * @throws InputException when there are none
   */
  EventList list() {
    if (count == 0) {
      throw new InputException("holds no events of pixels");
    }
    return new EventList(new int[] {0, count}, Arrays.copyOf(time, count), MICROSECOND, true, Arrays.copyOf(x, count), Arrays.copyOf(y, count),
        Arrays.copyOf(polarity, count), new double[0], true, new double[1], 0, e -> "event " + e);
  }
}
