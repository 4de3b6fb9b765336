package spikelock.mapper.data.camera;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import spikelock.emulator.error.InputException;
import spikelock.emulator.error.Printable;

/**
 * Prophesee's RAW: lines that begin with {@code "% "} and say the format of the words that follow, EVT2, EVT2.1 or EVT3.
 *
 * @see <a href="https://docs.prophesee.ai/stable/data/file_formats/raw.html">Prophesee: RAW file format</a>
 */
final class PropheseeRaw {
  private static final String MARK = "% ";
  private static final String END = "end";
  private static final Pattern GEOMETRY = Pattern.compile("([1-9]\\d{0,4})x([1-9]\\d{0,4})");
  /** Words that are looked at to find the order of the halves of an EVT2.1 word where the header does not say it. */
  private static final int LOOKED_AT = 4096;

  /** The formats of words. */
  private enum Words {
    EVT2(4), EVT21(8), EVT3(2);

    final int bytes;

    Words(int bytes) {
      this.bytes = bytes;
    }

    @Override
    public String toString() {
      return this == EVT21 ? "EVT2.1" : name();
    }
  }

  private PropheseeRaw() {}

  static boolean accepts(byte[] start) {
    return isNamed(TextHeader.read(start, MARK, END));
  }

  /** Whether a header says what only a RAW file's does. */
  static boolean isNamed(TextHeader header) {
    return header.value("evt").isPresent() || header.value("format").filter(f -> f.toUpperCase(Locale.ROOT).startsWith("EVT")).isPresent()
        || header.value("camera_integrator_name").isPresent() || header.value("integrator_name").isPresent();
  }

  static CameraRecording read(byte[] file) {
    TextHeader header = TextHeader.read(file, MARK, END);
    Words words = words(header);
    int from = header.bytes();
    if ((file.length - from) % words.bytes != 0) {
      throw new InputException("has " + (file.length - from) + " bytes behind its header, which is no whole number of words of " + words.bytes + " bytes ("
          + words + ")", "", "", "the recording was cut; fetch the file again");
    }
    int[] size = size(header);
    CameraEvents events = new CameraEvents(size[0], size[1]);
    String endianness = option(header, "endianness").orElse("");
    ByteBuffer in = ByteBuffer.wrap(file, from, file.length - from).slice()
        .order(endianness.equals("big") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    RawDecoder decoder = switch (words) {
      case EVT2 -> new RawDecoder.Evt2(events);
      case EVT21 -> new RawDecoder.Evt21(events, endianness.isEmpty() ? areHalvesSwapped(in) : endianness.equals("legacy"));
      case EVT3 -> new RawDecoder.Evt3(events);
    };
    for (int at = 0; at < in.limit(); at += words.bytes) {
      decoder.word(in, at, from + (long) at);
    }
    return new CameraRecording("Prophesee RAW, " + words, events.list(), notes(decoder));
  }

  private static List<String> notes(RawDecoder decoder) {
    List<String> notes = new ArrayList<>();
    if (decoder.untimed > 0) {
      notes.add(String.format(Locale.ROOT, "%,d events stand before the recording's first time and are left out", decoder.untimed));
    }
    if (decoder.others > 0) {
      notes.add(String.format(Locale.ROOT, "%,d words are no events of pixels (triggers, a sensor's own) and are left out", decoder.others));
    }
    return notes;
  }

  private static Words words(TextHeader header) {
    String format = header.value("format").map(f -> f.split(";", 2)[0].strip().toUpperCase(Locale.ROOT)).orElse("");
    String version = header.value("evt").map(v -> v.split("\\s+", 2)[0]).orElse("");
    if (format.equals("EVT3") || format.isEmpty() && version.matches("3(\\.0)?")) {
      return Words.EVT3;
    }
    if (format.equals("EVT21") || format.isEmpty() && version.equals("2.1")) {
      return Words.EVT21;
    }
    if (format.equals("EVT2") || format.isEmpty() && version.matches("2(\\.0)?")) {
      return Words.EVT2;
    }
    String said = format.isEmpty() ? version.isEmpty() ? "" : "evt " + version : "format " + format;
    throw new InputException(said.isEmpty() ? "is a RAW recording whose header does not say in which format its words are"
        : "is a RAW recording of the " + Printable.start(said, 40), "", "header", "EVT2, EVT2.1 and EVT3 are read (% format EVT3)");
  }

  /** {width, height}, 0 where the header does not say. */
  private static int[] size(TextHeader header) {
    Matcher geometry = GEOMETRY.matcher(header.value("geometry").orElse(""));
    if (geometry.matches()) {
      return new int[] {Integer.parseInt(geometry.group(1)), Integer.parseInt(geometry.group(2))};
    }
    return new int[] {pixels(header, "width"), pixels(header, "height")};
  }

  private static int pixels(TextHeader header, String name) {
    return option(header, name).filter(said -> said.matches("[1-9]\\d{0,4}")).map(Integer::parseInt).orElseGet(() -> header.pixels(name));
  }

  /** {@code NAME=VALUE} behind the format. */
  private static Optional<String> option(TextHeader header, String name) {
    for (String part : header.value("format").orElse("").split(";")) {
      if (part.strip().toLowerCase(Locale.ROOT).startsWith(name + "=")) {
        return Optional.of(part.strip().substring(name.length() + 1).toLowerCase(Locale.ROOT));
      }
    }
    return Optional.empty();
  }

  /** Whether reading the halves of the words in the other order gives fewer words of kinds that do not exist. */
  private static boolean areHalvesSwapped(ByteBuffer in) {
    int straight = 0;
    int swapped = 0;
    for (int at = 0; at < Math.min(in.limit(), LOOKED_AT * Words.EVT21.bytes); at += Words.EVT21.bytes) {
      straight += RawDecoder.Evt21.isKnown(in.getInt(at + 4) >>> 28) ? 0 : 1;
      swapped += RawDecoder.Evt21.isKnown(in.getInt(at) >>> 28) ? 0 : 1;
    }
    return swapped < straight;
  }
}
