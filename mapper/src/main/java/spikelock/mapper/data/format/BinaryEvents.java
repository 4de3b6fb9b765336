package spikelock.mapper.data.format;

import java.util.Locale;
import spikelock.emulator.error.InputException;
import spikelock.mapper.source.SourceFile;

/**
 * Recordings of 5 bytes an event, big-endian, times in microseconds: {@code .bin} and {@code .bs2} as N-MNIST has them (x, y, one
 * bit of polarity, 23 of time; Orchard et al. 2015), {@code .bs1} as SLAYER has them (16 bits of channel, one unused, 23 of time).
 */
public final class BinaryEvents {
  private static final int BYTES = 5;
  private static final long LONGEST = 1L << 28;
  private static final double MICROSECOND = 1e-6;

  private BinaryEvents() {}

  /** Whether a file of that name is read here. */
  public static boolean accepts(String name) {
    return isPixels(name) || lower(name).endsWith(".bs1");
  }

  private static boolean isPixels(String name) {
    return lower(name).endsWith(".bin") || lower(name).endsWith(".bs2");
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /**
   * Reads one recording, which is one sample.
   *
   * @throws InputException when it is empty or not of whole events
   */
  public static EventList read(SourceFile file) {
    byte[] bytes = file.bytes(LONGEST);
    if (bytes.length == 0 || bytes.length % BYTES != 0) {
      throw new InputException(bytes.length == 0 ? "is empty" : "has " + bytes.length + " bytes, which is no whole number of events of "
          + BYTES + " bytes", file.label(), "", bytes.length == 0 ? "" : "fetch the file again; .bin, .bs2 and .bs1 hold nothing but events");
    }
    boolean pixels = isPixels(file.name());
    int events = bytes.length / BYTES;
    double[] time = new double[events];
    int[] x = new int[events];
    int[] y = new int[pixels ? events : 0];
    int[] polarity = new int[y.length];
    for (int e = 0; e < events; e++) {
      int at = e * BYTES;
      time[e] = (bytes[at + 2] & 0x7f) << 16 | (bytes[at + 3] & 0xff) << 8 | bytes[at + 4] & 0xff;
      if (pixels) {
        x[e] = bytes[at] & 0xff;
        y[e] = bytes[at + 1] & 0xff;
        polarity[e] = bytes[at + 2] >> 7 & 1;
      } else {
        x[e] = (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
      }
    }
    return new EventList(new int[] {0, events}, time, MICROSECOND, pixels, x, y, polarity, new double[0], true, new double[1], 0,
        e -> "event " + e + " (byte " + (long) e * BYTES + ")");
  }
}
