package spikelock.mapper.data.format;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.FileBudget;
import spikelock.emulator.files.NdArray;
import spikelock.mapper.source.SourceFile;

/** IDX, the format of MNIST: two zero bytes, a type, a rank, big-endian extents and values; plain or packed with gzip. */
public final class IdxFile {
  private static final long LONGEST = 1L << 30;
  /** The most that deflate can shrink. */
  private static final long SHRINK = 1032;

  private IdxFile() {}

  /** Whether the file's first bytes, or those of what gzip packed, are IDX's. */
  public static boolean accepts(String name, byte[] start) {
    String lower = name.toLowerCase(Locale.ROOT);
    return isIdx(start) || isGzip(start) && (lower.endsWith(".gz") || lower.contains("idx"));
  }

  private static boolean isIdx(byte[] start) {
    return start.length >= 4 && start[0] == 0 && start[1] == 0 && start[2] >= 0x08 && start[2] <= 0x0e && start[2] != 0x0a && start[3] >= 1
        && start[3] <= 8;
  }

  private static boolean isGzip(byte[] start) {
    return start.length >= 2 && start[0] == 0x1f && start[1] == (byte) 0x8b;
  }

  /** @throws InputException when it is damaged, or claims more than it holds */
  public static NdArray read(SourceFile file) {
    byte[] bytes = file.bytes(LONGEST);
    boolean packed = isGzip(bytes);
    long most = packed ? Math.min(FileBudget.of(bytes.length), SHRINK * bytes.length) : bytes.length;
    try (InputStream in = packed ? new GZIPInputStream(new ByteArrayInputStream(bytes), 1 << 16) : new ByteArrayInputStream(bytes)) {
      return array(in, most, bytes.length, file.label());
    } catch (EOFException e) {
      throw new InputException("ends inside its packed data", file.label(), "", "fetch the file again");
    } catch (IOException e) {
      throw new InputException("is damaged (" + e.getMessage() + ")", file.label(), "", "fetch the file again");
    }
  }

  /**
   * The contents of a file, not packed.
   *
   * @param values unsigned bytes in C order
   * @param shape as many as {@code values} in all
   */
  public static byte[] bytes(byte[] values, int... shape) {
    ByteBuffer out = ByteBuffer.allocate(4 + 4 * shape.length + values.length);
    out.put((byte) 0).put((byte) 0).put((byte) 0x08).put((byte) shape.length);
    Arrays.stream(shape).forEach(out::putInt);
    return out.put(values).array();
  }

  private static NdArray array(InputStream in, long most, long fileBytes, String label) throws IOException {
    byte[] magic = in.readNBytes(4);
    if (!isIdx(magic)) {
      throw new InputException("is no IDX file: it starts with " + Arrays.toString(magic), label, "",
          "IDX starts with 0, 0, a type of 8, 9, 11, 12, 13 or 14, and the number of axes");
    }
    int[] shape = new int[magic[3]];
    long count = 1;
    for (int axis = 0; axis < shape.length; axis++) {
      byte[] extent = in.readNBytes(4);
      if (extent.length < 4) {
        throw new InputException("ends inside its header", label, "", "fetch the file again");
      }
      shape[axis] = ByteBuffer.wrap(extent).getInt();
      count = shape[axis] < 0 ? -1 : count * shape[axis];
      if (count < 0 || count > Integer.MAX_VALUE - 8) {
        throw new InputException("claims " + (shape[axis] & 0xffffffffL) + " entries on axis " + axis + ", too many", label, "header", "");
      }
    }
    int width = width(magic[2]);
    long needs = count * width;
    FileBudget.require(needs, fileBytes, "what its header claims", label, "header");
    if (needs > most || needs > Integer.MAX_VALUE - 8) {
      throw new InputException("claims " + needs + " bytes of values, more than the " + most + " it can hold", label, "header",
          "fetch the file again");
    }
    byte[] data = in.readNBytes((int) needs);
    if (data.length < needs) {
      throw new InputException("ends after " + data.length + " of its " + needs + " bytes of values", label, "", "fetch the file again");
    }
    if (in.read() >= 0) {
      throw new InputException("goes on behind the " + needs + " bytes of values that its header names", label, "", "");
    }
    return new NdArray(shape, values(ByteBuffer.wrap(data), magic[2], (int) count));
  }

  private static int width(int type) {
    return switch (type) {
      case 0x08, 0x09 -> 1;
      case 0x0b -> 2;
      case 0x0c, 0x0d -> 4;
      default -> 8;
    };
  }

  private static Object values(ByteBuffer in, int type, int count) {
    switch (type) {
      case 0x08 -> {
        short[] out = new short[count];
        for (int i = 0; i < count; i++) {
          out[i] = (short) (in.get() & 0xff);
        }
        return out;
      }
      case 0x09 -> {
        return in.array();
      }
      case 0x0b -> {
        short[] out = new short[count];
        in.asShortBuffer().get(out);
        return out;
      }
      case 0x0c -> {
        int[] out = new int[count];
        in.asIntBuffer().get(out);
        return out;
      }
      case 0x0d -> {
        float[] out = new float[count];
        in.asFloatBuffer().get(out);
        return out;
      }
      default -> {
        double[] out = new double[count];
        in.asDoubleBuffer().get(out);
        return out;
      }
    }
  }
}
