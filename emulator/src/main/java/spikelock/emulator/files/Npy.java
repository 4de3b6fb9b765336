package spikelock.emulator.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import spikelock.emulator.error.InputException;

/**
 * The {@code .npy} format (numpy NEP 1, versions 1 to 3). Reads b1, i1..i8, u1..u8, f2, f4, f8 and U in either byte order and
 * either memory order; objects (pickles) are refused. Writes C order, little endian.
 */
public final class Npy {
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
    return elements(in, name, NpyHeader.read(in, name, available));
  }

  private static NdArray elements(InputStream in, String name, NpyHeader header) throws IOException {
    NdArray array = new NdArray(header.shape(), values(in, name, header));
    return header.fortran() ? fromFortran(array) : array;
  }

  /**
   * Writes the array that {@link #read} would give, in most cases without holding it.
   *
   * @param available bytes that the file can hold at most
   */
  public static void copy(InputStream in, String name, long available, OutputStream out) throws IOException {
    NpyHeader header = NpyHeader.read(in, name, available);
    if (!header.isAsWritten()) {
      write(out, elements(in, name, header));
      return;
    }
    writeHeader(out, descr(header.elements()), NdArray.shapeText(header.shape()));
    byte[] chunk = new byte[CHUNK];
    long bytes = (long) header.count() * header.elementBytes();
    for (long done = 0; done < bytes; ) {
      int now = (int) Math.min(CHUNK, bytes - done);
      if (in.readNBytes(chunk, 0, now) < now) {
        throw ends(name, done / header.elementBytes(), header);
      }
      out.write(chunk, 0, now);
      done += now;
    }
  }

  private static Object values(InputStream in, String name, NpyHeader header) throws IOException {
    int count = header.count();
    int bytes = header.elementBytes();
    Object out = Array.newInstance(header.elements(), count);
    if (bytes == 0) {
      java.util.Arrays.fill((String[]) out, "");
      return out;
    }
    char kind = header.type().charAt(0);
    int perChunk = Math.max(1, CHUNK / bytes);
    byte[] chunk = new byte[perChunk * bytes];
    ByteBuffer buffer = ByteBuffer.wrap(chunk).order(header.order());
    for (int done = 0; done < count; ) {
      int now = Math.min(perChunk, count - done);
      if (in.readNBytes(chunk, 0, now * bytes) < now * bytes) {
        throw ends(name, done, header);
      }
      for (int i = 0; i < now; i++) {
        int at = i * bytes;
        element(out, done + i, buffer, at, kind, bytes, name);
      }
      done += now;
    }
    return out;
  }

  /** Reads one element into an array of the type that {@link NpyHeader#elements} names. */
  static void element(Object out, int index, ByteBuffer buffer, int at, char kind, int bytes, String name) {
    switch (out) {
      case byte[] v -> v[index] = buffer.get(at);
      case short[] v -> v[index] = kind == 'u' ? (short) (buffer.get(at) & 0xff) : buffer.getShort(at);
      case int[] v -> v[index] = kind == 'u' ? buffer.getShort(at) & 0xffff : buffer.getInt(at);
      case long[] v -> v[index] = bytes == 4 ? buffer.getInt(at) & 0xffffffffL : checked(buffer.getLong(at), kind, name);
      case float[] v -> v[index] = bytes == 2 ? Float.float16ToFloat(buffer.getShort(at)) : buffer.getFloat(at);
      case double[] v -> v[index] = buffer.getDouble(at);
      case String[] v -> v[index] = text(buffer, at, bytes / 4);
      default -> throw new IllegalStateException(out.getClass().getName());
    }
  }

  private static InputException ends(String name, long done, NpyHeader header) {
    return bad(name, "ends after " + done + " of its " + header.count() + " elements or a little later");
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
    Object out = Array.newInstance(array.data().getClass().getComponentType(), size);
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
    String descr = descr(data.getClass().getComponentType());
    writeHeader(out, descr, array.shapeText());
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

  private static String descr(Class<?> elements) {
    return switch (elements.getSimpleName()) {
      case "byte" -> "|i1";
      case "short" -> "<i2";
      case "int" -> "<i4";
      case "long" -> "<i8";
      case "float" -> "<f4";
      case "double" -> "<f8";
      default -> throw new IllegalArgumentException("cannot write elements of type " + elements.getSimpleName());
    };
  }

  private static void writeHeader(OutputStream out, String descr, String shape) throws IOException {
    String dictionary = "{'descr': '" + descr + "', 'fortran_order': False, 'shape': " + shape + ", }";
    int padding = 64 - (10 + dictionary.length() + 1) % 64;
    String header = dictionary + " ".repeat(padding) + "\n";
    out.write(NpyHeader.MAGIC);
    out.write(new byte[] {1, 0, (byte) header.length(), (byte) (header.length() >> 8)});
    out.write(header.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static InputException bad(String name, String what) {
    return NpyHeader.bad(name, what);
  }
}
