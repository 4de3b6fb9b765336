package spikelock.mapper.data.camera;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import spikelock.emulator.error.InputException;
import spikelock.emulator.error.Printable;
import spikelock.mapper.source.SourceFile;

/** Tells recordings of events apart, by what they begin with and else by their ending, and reads them. */
public final class CameraFile {
  /** Bytes that are read at most. */
  private static final long LONGEST = 1L << 28;
  /** Bytes that tell what a file is: the header of a camera with all its settings is long. */
  private static final int START = 1 << 16;
  private static final String AEDAT = "#!AER-DAT";

  private CameraFile() {}

  private enum Kind { DAT, RAW, AEDAT, PACKED }

  /** Whether a file of that name is read here, whatever is in it. */
  public static boolean accepts(String name) {
    return ofEnding(name).isPresent();
  }

  /** Whether a file is read here: by what it begins with, else by its name. */
  public static boolean accepts(SourceFile file) {
    return kind(file).isPresent();
  }

  private static Optional<Kind> ofEnding(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".dat") ? Optional.of(Kind.DAT) : lower.endsWith(".raw") ? Optional.of(Kind.RAW)
        : lower.endsWith(".aedat") || lower.endsWith(".aedat4") || lower.endsWith(".aedat2") ? Optional.of(Kind.AEDAT)
        : PackedEvents.accepts(lower) ? Optional.of(Kind.PACKED) : Optional.empty();
  }

  private static Optional<Kind> kind(SourceFile file) {
    byte[] first = file.start(AEDAT.length());
    if (first.length > 0 && first[0] == '#' && new String(first, StandardCharsets.ISO_8859_1).equals(AEDAT)) {
      return Optional.of(Kind.AEDAT);
    }
    if (first.length > 0 && first[0] == '%') {
      byte[] start = file.start(START);
      return PropheseeRaw.accepts(start) ? Optional.of(Kind.RAW) : PropheseeDat.accepts(start) ? Optional.of(Kind.DAT) : ofEnding(file.name());
    }
    return ofEnding(file.name());
  }

  /**
   * Reads a recording, which is one sample.
   *
   * @param stream the number of the stream of events where there are several (AEDAT 4); empty for the only one
   * @throws InputException when it is damaged, or of a kind that is not read: with what is
   */
  public static CameraRecording read(SourceFile file, String stream) {
    try {
      Kind kind = kind(file).orElseThrow(() -> new InputException("is no recording of a camera"));
      byte[] bytes = file.bytes(LONGEST);
      if (bytes.length == 0) {
        throw new InputException("is empty");
      }
      return switch (kind) {
        case DAT -> PropheseeDat.read(bytes);
        case RAW -> PropheseeRaw.read(bytes);
        case AEDAT -> aedat(bytes, stream);
        case PACKED -> PackedEvents.read(bytes, file.name());
      };
    } catch (InputException e) {
      throw e.in(file.label());
    }
  }

  private static CameraRecording aedat(byte[] bytes, String stream) {
    String version = TextHeader.read(bytes, AEDAT, "").lines().stream().findFirst().orElse("");
    return switch (version) {
      case "2.0" -> Aedat2.read(bytes);
      case "3.1" -> Aedat31.read(bytes);
      case "4.0" -> Aedat4.read(bytes, stream);
      default -> throw new InputException(version.isEmpty() ? "does not say which AEDAT it is (" + AEDAT + " at its start)"
          : "is AEDAT " + Printable.start(version, 20), "", "", "AEDAT 2.0, 3.1 and 4.0 are read; DV converts others");
    };
  }
}
