package spikelock.emulator.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import spikelock.emulator.error.InputException;

/**
 * The {@code .npy} format (numpy NEP 1, versions 1 to 3). Reads b1, i1..i8, u1..u8, f2, f4, f8 and U in either byte order and
 * either memory order; objects (pickles) are refused. Writes C order, little endian.
 */
public final class Npy {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([<>|=]?)([a-zA-Z])(\\d*)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9,\\sL]*)\\)");
  private static final int CHUNK = 1 << 16;

  private Npy() {}

  /**
   * Reads one array.
   *
   * @param in the stream, at the magic
   * @param name the file, for messages
   * @param available bytes that the file can hold at most: an array that claims more is refused before allocating
   */
  public static NdArray read(InputStream in, String name, long available) throws IOException {
    byte[] start = in.readNBytes(8);
    if (start.length < 8 || !java.util.Arrays.equals(start, 0, 6, MAGIC, 0, 6)) {
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
    String header = new String(headerBytes, StandardCharsets.ISO_8859_1);
    Matcher descr = DESCR.matcher(header);
    Matcher order = ORDER.matcher(header);
    Matcher shapeText = SHAPE.matcher(header);
    if (!descr.find() || !order.find() || !shapeText.find()) {
      throw bad(name, header.contains("'descr'") && header.contains("[(")
          ? "is a structured array; only plain number arrays are read" : "has a damaged .npy header");
    }
    int[] shape = shape(shapeText.group(1), name);
    char kind = descr.group(2).charAt(0);
    if (kind == 'O') {
      throw bad(name, "holds Python objects (a pickle), which are never loaded; save it as a plain number array");
    }
    int width = descr.group(3).isEmpty() ? 1 : Integer.parseInt(descr.group(3).substring(0, Math.min(4, descr.group(3).length())));
    int bytes = kind == 'U' ? Math.multiplyExact(4, width) : width;
    long count = 1;
    for (int extent : shape) {
      count = count * Math.max(extent, 0);
      if (count > Integer.MAX_VALUE - 8) {
        throw bad(name, "has " + shapeText.group(1) + " elements, too many");
      }
    }
    if (count * Math.max(bytes, 1) > available) {
      throw bad(name, "claims " + count * bytes + " bytes of data but the file holds only " + available);
    }
    ByteOrder endian = descr.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    Object data = values(in, name, kind, width, bytes, (int) count, endian);
    NdArray array = new NdArray(shape, data);
    return order.group(1).equals("True") && shape.length > 1 ? fromFortran(array) : array;
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

  private static Object values(InputStream in, String name, char kind, int width, int bytes, int count, ByteOrder endian)
      throws IOException {
    String type = "" + kind + width;
    Object out = switch (type) {
      case "b1", "i1" -> new byte[count];
      case "u1", "i2", "h2" -> new short[count];
      case "u2", "i4" -> new int[count];
      case "u4", "i8", "u8" -> new long[count];
      case "f2", "f4" -> new float[count];
      case "f8" -> new double[count];
      default -> {
        if (kind == 'U' && width >= 0 && width <= 4096) {
          yield new String[count];
        }
        throw bad(name, "has elements of type " + type + "; numbers (b1, i1..i8, u1..u8, f2, f4, f8) are read");
      }
    };
    if (bytes == 0) {
      java.util.Arrays.fill((String[]) out, "");
      return out;
    }
    int perChunk = Math.max(1, CHUNK / bytes);
    byte[] chunk = new byte[perChunk * bytes];
    ByteBuffer buffer = ByteBuffer.wrap(chunk).order(endian);
    for (int done = 0; done < count; ) {
      int now = Math.min(perChunk, count - done);
      if (in.readNBytes(chunk, 0, now * bytes) < now * bytes) {
        throw bad(name, "ends after " + done + " of its " + count + " elements or a little later");
      }
      for (int i = 0; i < now; i++) {
        int at = i * bytes;
        switch (out) {
          case byte[] v -> v[done + i] = chunk[at];
          case short[] v -> v[done + i] = kind == 'u' ? (short) (chunk[at] & 0xff) : buffer.getShort(at);
          case int[] v -> v[done + i] = kind == 'u' ? buffer.getShort(at) & 0xffff : buffer.getInt(at);
          case long[] v -> v[done + i] = bytes == 4 ? buffer.getInt(at) & 0xffffffffL : checked(buffer.getLong(at), kind, name);
          case float[] v -> v[done + i] = bytes == 2 ? Float.float16ToFloat(buffer.getShort(at)) : buffer.getFloat(at);
          case double[] v -> v[done + i] = buffer.getDouble(at);
          case String[] v -> v[done + i] = text(buffer, at, width);
          default -> throw new IllegalStateException(type);
        }
      }
      done += now;
    }
    return out;
  }

  private static long checked(long value, char kind, String name) {
    if (kind == 'u' && value < 0) {
      throw bad(name, "has an unsigned value above 2^63");
    }
    return value;
  }

  private static String text(ByteBuffer buffer, int at, int width) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < width; i++) {
      int point = buffer.getInt(at + 4 * i);
      if (point == 0) {
        break;
      }
      text.appendCodePoint(Character.isValidCodePoint(point) ? point : 0xfffd);
    }
    return text.toString();
  }

  /** The same array with the last axis varying fastest. */
  private static NdArray fromFortran(NdArray array) {
    int[] shape = array.shape();
    int size = array.size();
    Object out = java.lang.reflect.Array.newInstance(array.data().getClass().getComponentType(), size);
    int[] stride = new int[shape.length];
    int product = 1;
    for (int axis = 0; axis < shape.length; axis++) {
      stride[axis] = product;
      product *= shape[axis];
    }
    int[] index = new int[shape.length];
    int from = 0;
    for (int to = 0; to < size; to++) {
      System.arraycopy(array.data(), from, out, to, 1);
      for (int axis = shape.length - 1; axis >= 0; axis--) {
        from += stride[axis];
        if (++index[axis] < shape[axis]) {
          break;
        }
        from -= stride[axis] * shape[axis];
        index[axis] = 0;
      }
    }
    return new NdArray(shape, out);
  }

  /** Writes one array; {@code byte[]} as i1, {@code short[]} i2, {@code int[]} i4, {@code long[]} i8, f4, f8. */
  public static void write(OutputStream out, NdArray array) throws IOException {
    Object data = array.data();
    String descr = switch (data) {
      case byte[] v -> "|i1";
      case short[] v -> "<i2";
      case int[] v -> "<i4";
      case long[] v -> "<i8";
      case float[] v -> "<f4";
      case double[] v -> "<f8";
      default -> throw new IllegalArgumentException("cannot write " + array);
    };
    String dictionary = "{'descr': '" + descr + "', 'fortran_order': False, 'shape': " + array.shapeText() + ", }";
    int padding = 64 - (10 + dictionary.length() + 1) % 64;
    String header = dictionary + " ".repeat(padding) + "\n";
    out.write(MAGIC);
    out.write(new byte[] {1, 0, (byte) header.length(), (byte) (header.length() >> 8)});
    out.write(header.getBytes(StandardCharsets.ISO_8859_1));
    int bytes = descr.charAt(2) - '0';
    int count = array.size();
    ByteBuffer buffer = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      switch (data) {
        case byte[] v -> buffer.put(v[i]);
        case short[] v -> buffer.putShort(v[i]);
        case int[] v -> buffer.putInt(v[i]);
        case long[] v -> buffer.putLong(v[i]);
        case float[] v -> buffer.putFloat(v[i]);
        case double[] v -> buffer.putDouble(v[i]);
        default -> throw new IllegalStateException();
      }
      if (buffer.remaining() < bytes || i == count - 1) {
        out.write(buffer.array(), 0, buffer.position());
        buffer.clear();
      }
    }
  }

  private static InputException bad(String name, String what) {
    return new InputException(what, name, "", "");
  }
}
