package spikelock.mapper.data.camera;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import spikelock.emulator.error.InputException;
import spikelock.mapper.data.format.EventList;

/**
 * Recordings that are nothing but events, big-endian, times in microseconds. Of 5 bytes: {@code .bin} and {@code .bs2} as N-MNIST has them (x,
 * y, one bit of polarity, 23 of time; Orchard et al. 2015), {@code .bs1} as SLAYER has them (16 bits of channel, one unused, 23 of time). Of
 * 12 bytes: {@code .bin} of sensors with more than 256 pixels a side, as was proposed for SLAYER (16 bits of x, 16 of y, one of polarity, 63
 * of time).
 *
 * <p>In a {@code .bin} of 5-byte events of the ATIS, which has no row 240, an event of that row marks that 2^13 us have to be added to all times
 * behind it, as N-Caltech101 has them.
 *
 * @see <a href="https://github.com/lava-nc/lava-dl/issues/162">lava-dl issue 162: events of 96 bits</a>
 */
final class PackedEvents {
  private static final int BYTES = 5;
  private static final int LARGE_BYTES = 12;
  private static final double MICROSECOND = 1e-6;
  private static final int MARK = 240;
  private static final int MARK_US = 1 << 13;

  private PackedEvents() {}

  static boolean accepts(String lowerName) {
    return isPixels(lowerName) || lowerName.endsWith(".bs1");
  }

  private static boolean isPixels(String lowerName) {
    return lowerName.endsWith(".bin") || lowerName.endsWith(".bs2");
  }

  static CameraRecording read(byte[] bytes, String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".bin") && isLarge(bytes)) {
      return large(bytes);
    }
    if (bytes.length % BYTES != 0) {
      throw new InputException("has " + bytes.length + " bytes, which is no whole number of events of " + BYTES + " bytes"
          + (lower.endsWith(".bin") ? ", nor events of " + LARGE_BYTES : ""), "", "", "fetch the file again; .bin, .bs2 and .bs1 hold nothing but events");
    }
    return isPixels(lower) ? pixels(bytes, lower.endsWith(".bin")) : channels(bytes);
  }

  private static CameraRecording channels(byte[] bytes) {
    int events = bytes.length / BYTES;
    int[] channel = new int[events];
    double[] time = new double[events];
    for (int e = 0; e < events; e++) {
      channel[e] = (bytes[e * BYTES] & 0xff) << 8 | bytes[e * BYTES + 1] & 0xff;
      time[e] = time(bytes, e * BYTES);
    }
    return new CameraRecording("events of channels, times in us", new EventList(new int[] {0, events}, time, MICROSECOND, false, channel, new int[0], new int[0],
        new double[0], true, new double[1], 0, PackedEvents::place), List.of());
  }

  private static String place(int event) {
    return "event " + event + " (byte " + (long) event * BYTES + ")";
  }

  private static int time(byte[] bytes, int at) {
    return (bytes[at + 2] & 0x7f) << 16 | (bytes[at + 3] & 0xff) << 8 | bytes[at + 4] & 0xff;
  }

  private static CameraRecording pixels(byte[] bytes, boolean mayHaveMarks) {
    boolean marked = mayHaveMarks;
    for (int at = 1; at < bytes.length; at += BYTES) {
      marked &= (bytes[at] & 0xff) <= MARK;
    }
    int all = bytes.length / BYTES;
    int[] number = new int[all];
    double[] time = new double[all];
    int[] x = new int[all];
    int[] y = new int[all];
    int[] polarity = new int[all];
    int kept = 0;
    long added = 0;
    for (int e = 0; e < all; e++) {
      int at = e * BYTES;
      int row = bytes[at + 1] & 0xff;
      if (marked && row == MARK) {
        added += MARK_US;
        continue;
      }
      number[kept] = e;
      time[kept] = added + time(bytes, at);
      x[kept] = bytes[at] & 0xff;
      y[kept] = row;
      polarity[kept++] = bytes[at + 2] >> 7 & 1;
    }
    if (kept == 0) {
      throw new InputException("holds no events of pixels");
    }
    List<String> notes = new ArrayList<>();
    if (kept < all) {
      notes.add(String.format(Locale.ROOT, "%,d events of row %d are taken as marks that add %d us to the times behind them, as N-Caltech101 has them (a .bs2 has none)",
          all - kept, MARK, MARK_US));
    }
    int[] numbers = Arrays.copyOf(number, kept);
    return new CameraRecording("events of a camera (x, y, polarity), times in us", new EventList(new int[] {0, kept}, Arrays.copyOf(time, kept), MICROSECOND, true,
        Arrays.copyOf(x, kept), Arrays.copyOf(y, kept), Arrays.copyOf(polarity, kept), new double[0], true, new double[1], 0, e -> place(numbers[e])), notes);
  }

  /**
   * Whether events of 12 bytes are meant: none has a time of 71 years or more. For events of 5 bytes to look like that, 12 certain bits must
   * be clear in each group of 12 bytes, which lie in all parts of an event in turn.
   */
  private static boolean isLarge(byte[] bytes) {
    if (bytes.length % LARGE_BYTES != 0) {
      return false;
    }
    boolean large = true;
    boolean something = false;
    for (int at = 0; at < bytes.length && large; at += LARGE_BYTES) {
      large = (bytes[at + 4] & 0x7f) == 0 && (bytes[at + 5] & 0xf8) == 0;
      something |= bytes[at + 10] != 0 || bytes[at + 11] != 0 || bytes[at + 9] != 0;
    }
    return large && (something || bytes.length % BYTES != 0);
  }

  private static CameraRecording large(byte[] bytes) {
    CameraEvents events = new CameraEvents(0, 0);
    for (int at = 0; at < bytes.length; at += LARGE_BYTES) {
      long time = 0;
      for (int b = 5; b < LARGE_BYTES; b++) {
        time = time << 8 | bytes[at + b] & 0xff;
      }
      events.add(time, (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff, (bytes[at + 2] & 0xff) << 8 | bytes[at + 3] & 0xff, bytes[at + 4] >> 7 & 1, at);
    }
    return new CameraRecording("events of a camera (x, y, polarity) of 12 bytes, times in us", events.list(), List.of());
  }
}
