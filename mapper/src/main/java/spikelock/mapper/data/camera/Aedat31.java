package spikelock.mapper.data.camera;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import spikelock.emulator.error.InputException;
import spikelock.emulator.error.Printable;

/**
 * cAER's AEDAT 3.1: lines that begin with {@code #}, then packets, little-endian: a header of 28 bytes, and events of one kind. An event of
 * a pixel has 32 bits of address (valid, polarity, 15 of y, 15 of x) and 31 of time in us; its packet has the bits above.
 *
 * @see <a href="https://docs.inivation.com/software/software-advanced-usage/file-formats/aedat-3.1.html">iniVation: AEDAT 3.1</a>
 */
final class Aedat31 {
  private static final int HEADER = 28;
  private static final int POLARITY = 1;
  private static final int EVENT = 8;
  private static final String END = "!END-HEADER";

  private Aedat31() {}

  static CameraRecording read(byte[] file) {
    TextHeader header = TextHeader.read(file, "#", END);
    if (header.lines().stream().noneMatch(END::equalsIgnoreCase)) {
      throw new InputException("ends inside its header, or the header's last line (#" + END + ") is missing", "", "header", "fetch the file again");
    }
    String format = header.value("Format").orElse("RAW");
    if (!format.equals("RAW")) {
      throw new InputException("has the format " + Printable.start(format, 40), "", "header", "AEDAT 3.1 in the format RAW is read");
    }
    CameraEvents events = new CameraEvents(0, 0);
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    long invalid = 0;
    long others = 0;
    for (int at = header.bytes(); at < file.length; ) {
      long capacity = capacity(in, at);
      int number = in.getInt(at + 20);
      if (in.getShort(at) == POLARITY) {
        long above = in.getInt(at + 12) & 0xffffffffL;
        for (int e = 0; e < number; e++) {
          int from = at + HEADER + e * EVENT;
          int address = in.getInt(from);
          if ((address & 1) == 0) {
            invalid++;
          } else {
            events.add(above << 31 | in.getInt(from + 4) & 0x7fffffff, address >>> 17, address >> 2 & 0x7fff, address >> 1 & 1, from);
          }
        }
      } else {
        others += number;
      }
      at += HEADER + (int) capacity;
    }
    List<String> notes = new ArrayList<>();
    if (invalid > 0) {
      notes.add(String.format(Locale.ROOT, "%,d events are marked as not valid and are left out", invalid));
    }
    if (others > 0) {
      notes.add(String.format(Locale.ROOT, "%,d events are not of pixels (frames, motion, triggers) and are left out", others));
    }
    return new CameraRecording("AEDAT 3.1", events.list(), notes);
  }

  /** Bytes of a packet's events, after it was checked. */
  private static long capacity(ByteBuffer in, int at) {
    String where = "packet at byte " + at;
    if (in.limit() - at < HEADER) {
      throw new InputException("ends inside the header of a packet", "", where, "the recording was cut; fetch the file again");
    }
    int size = in.getInt(at + 4);
    long capacity = (long) size * in.getInt(at + 16);
    int number = in.getInt(at + 20);
    if (size <= 0 || in.getInt(at + 16) < 0 || number < 0 || number > in.getInt(at + 16) || in.getShort(at) == POLARITY && size != EVENT) {
      throw new InputException("is damaged: a packet of " + number + " events of " + size + " bytes with room for " + in.getInt(at + 16), "", where, "");
    }
    if (capacity > in.limit() - at - HEADER) {
      throw new InputException("ends inside a packet of " + capacity + " bytes", "", where, "the recording was cut; fetch the file again");
    }
    return capacity;
  }
}
