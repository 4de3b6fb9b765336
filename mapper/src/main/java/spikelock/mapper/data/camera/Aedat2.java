package spikelock.mapper.data.camera;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import spikelock.emulator.error.InputException;
import spikelock.emulator.error.Printable;

/**
 * jAER's AEDAT 2.0: lines that begin with {@code #}, then 8 bytes an event, big-endian: 32 bits address, 32 bits time in us. What the
 * address means depends on the chip, which newer headers name.
 *
 * @see <a href="https://docs.inivation.com/software/software-advanced-usage/file-formats/aedat-2.0.html">iniVation: AEDAT 2.0</a>
 */
final class Aedat2 {
  private static final int EVENT = 8;
  private static final String CHIP = "AEChip";
  private static final int DVS128_PIXELS = 128;

  private Aedat2() {}

  static CameraRecording read(byte[] file) {
    TextHeader header = TextHeader.read(file, "#", "End Of ASCII Header");
    int from = header.bytes();
    if ((file.length - from) % EVENT != 0) {
      throw new InputException("has " + (file.length - from) + " bytes behind its header, which is no whole number of events of " + EVENT + " bytes", "", "",
          "fetch the file again");
    }
    ByteBuffer in = ByteBuffer.wrap(file);
    List<String> notes = new ArrayList<>();
    boolean davis = isDavis(header, in, from, notes);
    CameraEvents events = davis ? new CameraEvents(0, 0) : new CameraEvents(DVS128_PIXELS, DVS128_PIXELS);
    WrappingClock clock = new WrappingClock(32);
    long others = 0;
    for (int at = from; at < file.length; at += EVENT) {
      int address = in.getInt(at);
      long time = clock.at(in.getInt(at + 4) & 0xffffffffL);
      // The top bit of a DAVIS marks samples of frames and of the inertial unit, bit 10 an external event; bit 15 of a DVS128 the latter.
      boolean pixel = davis ? address >= 0 && (address >> 10 & 1) == 0 : (address & 0xffff8000) == 0;
      if (!pixel) {
        others++;
      } else if (davis) {
        events.add(time, address >> 12 & 0x3ff, address >> 22 & 0x1ff, address >> 11 & 1, at);
      } else {
        events.add(time, address >> 1 & 0x7f, address >> 8 & 0x7f, address & 1, at);
      }
    }
    if (others > 0) {
      notes.add(String.format(Locale.ROOT, "%,d entries are no events of pixels (frames, motion, triggers) and are left out", others));
    }
    notes.add("x and y are as the camera counts them, from the lower left; some readers mirror them" + (davis ? "" : " or exchange them (--channel-order pxy)"));
    return new CameraRecording("AEDAT 2.0 of a " + (davis ? "DAVIS" : "DVS128"), events.list(), notes);
  }

  private static boolean isDavis(TextHeader header, ByteBuffer in, int from, List<String> notes) {
    String chip = header.value(CHIP).orElse("");
    String name = chip.substring(chip.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (name.startsWith("dvs128") || name.startsWith("tmpdiff128")) {
      return false;
    }
    if (name.contains("davis") || name.startsWith("sbret") || name.startsWith("apsdvs")) {
      return true;
    }
    if (!name.isEmpty()) {
      throw new InputException("is of the chip " + Printable.start(chip, 80), "", "header", "addresses of DVS128 and DAVIS chips are read");
    }
    boolean wide = false;
    for (int at = from; at < in.limit() && !wide; at += EVENT) {
      wide = in.getInt(at) >>> 16 != 0;
    }
    notes.add("the header names no chip; by its addresses the camera is a " + (wide ? "DAVIS" : "DVS128"));
    return wide;
  }
}
