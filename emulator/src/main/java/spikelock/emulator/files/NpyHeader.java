package spikelock.emulator.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import spikelock.emulator.error.InputException;

/**
 * What a {@code .npy} array says of itself before its elements.
 *
 * @param type kind and width, such as {@code i4}
 * @param elements their type in {@link NdArray#data}: the smallest that holds every value
 * @param elementBytes of an element in the file
 * @param order of the bytes of an element
 * @param fortran whether the first of several axes varies fastest
 * @param shape extent of each axis; empty for a single value
 * @param count elements
 * @param bytes of the header itself
 */
public record NpyHeader(String type, Class<?> elements, int elementBytes, ByteOrder order, boolean fortran, int[] shape, int count, int bytes) {
  static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([<>|=]?)([a-zA-Z])(\\d*)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9,\\sL]*)\\)");

  /**
   * Reads a header and leaves the stream at the first element.
   *
   * @param in the stream, at the magic
   * @param name the file, for messages
   * @param available bytes that the file can hold at most: an array that claims more is refused
   * @throws InputException when this is no array that {@link Npy} reads
   */
  public static NpyHeader read(InputStream in, String name, long available) throws IOException {
    Text text = text(in, name);
    return parse(text.text, name, text.bytes, available);
  }

  /** The words of a header, and all its bytes. */
  private record Text(String text, int bytes) {}

  private static Text text(InputStream in, String name) throws IOException {
    byte[] start = in.readNBytes(8);
    if (start.length < 8 || !Arrays.equals(start, 0, 6, MAGIC, 0, 6)) {
      throw bad(name, start.length == 0 ? "is empty, not a .npy array" : "is not a .npy array (the magic is missing)");
    }
    int lengthBytes = start[6] == 1 ? 2 : 4;
    byte[] lengthField = in.readNBytes(lengthBytes);
    long headerLength = 0;
    for (int i = lengthField.length - 1; i >= 0; i--) {
      headerLength = headerLength << 8 | (lengthField[i] & 0xff);
    }
    if (start[6] < 1 || start[6] > 3 || lengthField.length < lengthBytes || headerLength > 1 << 16) {
      throw bad(name, "has a damaged .npy header");
    }
    byte[] headerBytes = in.readNBytes((int) headerLength);
    if (headerBytes.length < headerLength) {
      throw bad(name, "ends inside the .npy header");
    }
    return new Text(new String(headerBytes, StandardCharsets.ISO_8859_1), 8 + lengthBytes + headerBytes.length);
  }

  /** The words of a header; empty where it is none that can be read. */
  static Optional<String> textIfSound(InputStream in) throws IOException {
    try {
      return Optional.of(text(in, "").text);
    } catch (InputException e) {
      return Optional.empty();
    }
  }

  /** The extents that a header names. */
  static int[] shapeIn(String text, String name) {
    Matcher extents = SHAPE.matcher(text);
    if (!extents.find()) {
      throw bad(name, "has a damaged .npy header");
    }
    return shape(extents.group(1), name);
  }

  private static NpyHeader parse(String text, String name, int headerBytes, long available) {
    Matcher descr = DESCR.matcher(text);
    Matcher order = ORDER.matcher(text);
    Matcher extents = SHAPE.matcher(text);
    if (!descr.find() || !order.find() || !extents.find()) {
      throw bad(name, text.contains("'descr'") && text.contains("[(")
          ? "is a structured array; only plain number arrays are read here" : "has a damaged .npy header");
    }
    char kind = descr.group(2).charAt(0);
    if (kind == 'O') {
      throw bad(name, "holds Python objects (a pickle), which are never loaded; save it as a plain number array");
    }
    int width = descr.group(3).isEmpty() ? 1 : Integer.parseInt(descr.group(3).substring(0, Math.min(4, descr.group(3).length())));
    int bytes = kind == 'U' ? 4 * width : width;
    int[] shape = shape(extents.group(1), name);
    long count = 1;
    for (int extent : shape) {
      count = count * Math.max(extent, 0);
      if (count > Integer.MAX_VALUE - 8) {
        throw bad(name, "has " + extents.group(1) + " elements, too many");
      }
    }
    if (count * Math.max(bytes, 1) > available) {
      throw bad(name, "claims " + count * bytes + " bytes of data but the file holds only " + available);
    }
    ByteOrder endian = descr.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    return new NpyHeader("" + kind + width, elements(name, kind, width), bytes, endian, order.group(1).equals("True") && shape.length > 1,
        shape, (int) count, headerBytes);
  }

  private static int[] shape(String text, String name) {
    String cleaned = text.replace("L", "").strip();
    if (cleaned.isEmpty()) {
      return new int[0];
    }
    String[] parts = cleaned.split(",");
    if (parts.length > 32) {
      throw bad(name, "has more than 32 axes");
    }
    int[] shape = new int[parts.length];
    for (int i = 0; i < parts.length; i++) {
      try {
        shape[i] = Integer.parseInt(parts[i].strip());
      } catch (NumberFormatException e) {
        throw bad(name, "has a damaged or too large shape (" + cleaned + ")");
      }
    }
    return shape;
  }

  static Class<?> elements(String name, char kind, int width) {
    String type = "" + kind + width;
    return switch (type) {
      case "b1", "i1" -> byte.class;
      case "u1", "i2", "h2" -> short.class;
      case "u2", "i4" -> int.class;
      case "u4", "i8", "u8" -> long.class;
      case "f2", "f4" -> float.class;
      case "f8" -> double.class;
      default -> {
        if (kind == 'U' && width <= 4096) {
          yield String.class;
        }
        throw bad(name, "has elements of type " + type + "; numbers (b1, i1..i8, u1..u8, f2, f4, f8) are read");
      }
    };
  }

  /** Whether {@link Npy#write} would give the elements as they are in the file. */
  boolean isAsWritten() {
    return order == ByteOrder.LITTLE_ENDIAN && !fortran && switch (type) {
      case "b1", "i1", "i2", "i4", "i8", "f4", "f8" -> true;
      default -> false;
    };
  }

  /** The same type and shape as {@link NdArray} prints them. */
  @Override
  public String toString() {
    return elements.getSimpleName() + NdArray.shapeText(shape);
  }

  static InputException bad(String name, String what) {
    return new InputException(what, name, "", "");
  }
}
