package spikelock.mapper.data.camera;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import spikelock.emulator.error.InputException;

/**
 * iniVation's AEDAT 4.0: a FlatBuffer that says how packets are packed, then packets of 8 bytes stream and size, and a packed FlatBuffer
 * each. A packet of events has structures of 16 bytes: time in us (8), x and y (2 each), polarity (1).
 *
 * @see <a href="https://docs.inivation.com/software/software-advanced-usage/file-formats/aedat-4.0.html">iniVation: AEDAT 4.0</a>
 */
final class Aedat4 {
  private static final int EVENT = 16;
  private static final int PACKET = 8;
  private static final String EVENTS = "EVTS";
  private static final int VERSION_LINE = 14;

  private Aedat4() {}

  static CameraRecording read(byte[] file, String stream) {
    try {
      return packets(file, stream);
    } catch (IndexOutOfBoundsException | IllegalArgumentException | AssertionError e) { // FlatBuffers follows whatever a damaged file points at
      InputException problem = new InputException("is a damaged AEDAT 4 file: what is said to be in it lies outside of it", "", "", "fetch the file again");
      problem.initCause(e);
      throw problem;
    }
  }

  private static CameraRecording packets(byte[] file, String wanted) {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (file.length < VERSION_LINE + 12) {
      throw new InputException("ends inside its header", "", "", "fetch the file again");
    }
    int headerBytes = in.getInt(VERSION_LINE);
    if (headerBytes < 8 || headerBytes > file.length - VERSION_LINE - 4) {
      throw new InputException("ends inside its header, which has " + headerBytes + " bytes", "", "header", "fetch the file again");
    }
    FlatTable header = FlatTable.root(in.slice(VERSION_LINE + 4, headerBytes), "IOHE", "header");
    Unpacker unpacker = Unpacker.of(header.number(0), file.length);
    long table = header.longNumber(1, -1);
    int from = VERSION_LINE + 4 + headerBytes;
    if (table > file.length || table >= 0 && table < from) {
      throw new InputException("names byte " + table + " as the end of its packets but has " + file.length, "", "header", "the recording was cut; fetch the file again");
    }
    int to = table < 0 ? file.length : (int) table;
    Map<Integer, CameraEvents> streams = new TreeMap<>();
    for (int at = from; at < to; ) {
      String where = "packet at byte " + at;
      if (to - at < PACKET || in.getInt(at + 4) < 0 || in.getInt(at + 4) > to - at - PACKET) {
        throw new InputException("ends inside a packet", "", where, "the recording was cut; fetch the file again");
      }
      int size = in.getInt(at + 4);
      ByteBuffer packet = unpacker.unpack(file, at + PACKET, size, where);
      if (isEvents(packet)) {
        events(packet, streams.computeIfAbsent(in.getInt(at), id -> new CameraEvents(0, 0)), where, at);
      }
      at += PACKET + size;
    }
    List<String> notes = new ArrayList<>();
    if (table < 0) {
      notes.add("the recording was not closed: its last packets may be missing");
    }
    return new CameraRecording("AEDAT 4.0", chosen(streams, wanted).list(), notes);
  }

  private static CameraEvents chosen(Map<Integer, CameraEvents> streams, String wanted) {
    String all = streams.keySet().stream().map(Object::toString).collect(Collectors.joining(", "));
    if (streams.isEmpty()) {
      throw new InputException("holds no events of pixels");
    }
    if (!wanted.isEmpty()) {
      if (!wanted.matches("\\d{1,9}") || !streams.containsKey(Integer.valueOf(wanted))) {
        throw new InputException("has no stream of events \"" + wanted + "\"", "", "--array", "there are: " + all);
      }
      return streams.get(Integer.valueOf(wanted));
    }
    if (streams.size() > 1) {
      throw new InputException("holds the events of several cameras, the streams " + all, "", "", "name one of them (--array)");
    }
    return streams.values().iterator().next();
  }

  /** Behind its size and the place of its root a packet says what it is. */
  private static boolean isEvents(ByteBuffer packet) {
    for (int i = 0; i < EVENTS.length(); i++) {
      if (packet.limit() < 12 || packet.get(8 + i) != EVENTS.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static void events(ByteBuffer packet, CameraEvents into, String where, int at) {
    FlatTable table = FlatTable.root(packet.slice(4, packet.limit() - 4), EVENTS, where);
    int count = table.length(0);
    int first = table.elements(0);
    ByteBuffer bytes = table.bytes();
    if (count < 0 || first < 0 || (long) count * EVENT > bytes.limit() - first) {
      throw new InputException("is damaged: " + count + " events do not fit into their packet", "", where, "");
    }
    for (int e = 0; e < count; e++) {
      int from = first + e * EVENT;
      long time = bytes.getLong(from);
      int x = bytes.getShort(from + 8);
      int y = bytes.getShort(from + 10);
      if (x < 0 || y < 0 || time < 0 || time > 1L << 53) {
        throw new InputException("is damaged: an event has the pixel x=" + x + ", y=" + y + " and the time " + time + " us", "", where, "");
      }
      into.add(time, x, y, bytes.get(from + 12) == 0 ? 0 : 1, at);
    }
  }
}
