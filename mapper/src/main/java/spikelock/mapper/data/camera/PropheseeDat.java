package spikelock.mapper.data.camera;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;
import spikelock.emulator.error.InputException;

/**
 * Prophesee's DAT: lines that begin with {@code %}, a byte for the kind of events and one for their size, then events of 8 bytes: 32
 * bits time in us, and x, y and polarity in 14, 14 and 4 bits (version 2) or in 9, 8 and 1 (version 1, of the first sensors).
 *
 * @see <a href="https://docs.prophesee.ai/stable/data/file_formats/dat.html">Prophesee: DAT file format</a>
 */
final class PropheseeDat {
  private static final String MARK = "%";
  private static final int EVENT = 8;
  private static final int TD = 0x00;
  private static final int CD = 0x0c;

  private PropheseeDat() {}

  /** Whether a file that begins with lines of {@code %} is one, rather than RAW. */
  static boolean accepts(byte[] start) {
    TextHeader header = TextHeader.read(start, MARK, "");
    int at = header.bytes();
    return !header.lines().isEmpty() && !PropheseeRaw.isNamed(header) && at + 2 <= start.length && start[at + 1] == EVENT
        && (start[at] == TD || start[at] == CD || start[at] == 0x0e);
  }

  static CameraRecording read(byte[] file) {
    TextHeader header = TextHeader.read(file, MARK, "");
    int from = header.bytes();
    if (header.lines().isEmpty() || file.length < from + 2) {
      throw new InputException("is no DAT recording: it does not begin with lines of % and the kind of its events", "", "", "fetch the file again");
    }
    int kind = file[from] & 0xff;
    int size = file[from + 1] & 0xff;
    if (kind != TD && kind != CD || size != EVENT) {
      throw new InputException(kind == 0x0e ? "holds events of triggers, not of pixels" : "has events of the kind 0x"
          + Integer.toHexString(kind) + " of " + size + " bytes; those of pixels (0x00, 0x0c) of 8 bytes are read", "", "byte " + from, "");
    }
    from += 2;
    if ((file.length - from) % EVENT != 0) {
      throw new InputException("has " + (file.length - from) + " bytes behind its header, which is no whole number of events of " + EVENT + " bytes", "", "",
          "fetch the file again");
    }
    boolean first = header.value("Version").filter(v -> v.matches("[01](\\.\\d)?")).isPresent();
    CameraEvents events = new CameraEvents(header.pixels("Width"), header.pixels("Height"));
    WrappingClock clock = new WrappingClock(32);
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = from; at < file.length; at += EVENT) {
      long time = clock.at(in.getInt(at) & 0xffffffffL);
      int word = in.getInt(at + 4);
      if (first) {
        events.add(time, word & 0x1ff, word >> 9 & 0xff, word >> 17 & 1, at);
      } else {
        events.add(time, word & 0x3fff, word >> 14 & 0x3fff, word >>> 28, at);
      }
    }
    return new CameraRecording(String.format(Locale.ROOT, "Prophesee DAT, version %d", first ? 1 : 2), events.list(), List.of());
  }
}
