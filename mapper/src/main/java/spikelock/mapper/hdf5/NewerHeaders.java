package spikelock.mapper.hdf5;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * Object headers as HDF5 2.0 writes them for {@code libver='latest'}: new version numbers of the data layout (5) and of datatypes
 * (4 and 5) with the old contents. The library stops at the numbers, so a copy of the file gets the older ones, wherever a
 * header's checksum proves that it is one.
 */
final class NewerHeaders {
  private static final int PREFIX = 6;
  private static final int CHECKSUM = 4;
  private static final int DATATYPE = 0x03;
  private static final int LAYOUT = 0x08;
  private static final int ATTRIBUTE = 0x0c;
  private static final int CONTINUATION = 0x10;
  private static final int MOST_DEPTH = 16;

  private final ByteBuffer file;
  private final Set<Integer> seen = new HashSet<>();

  private NewerHeaders(byte[] bytes) {
    this.file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The file with version numbers that the library knows; the same array when there is nothing to change. */
  static byte[] toOlder(byte[] bytes) {
    byte[] copy = null;
    byte[] signature = "OHDR".getBytes(StandardCharsets.US_ASCII);
    NewerHeaders headers = null;
    for (int at = 0; at + 8 < bytes.length; at++) {
      if (bytes[at] == 'O' && java.util.Arrays.equals(bytes, at, at + 4, signature, 0, 4) && bytes[at + 4] == 2) {
        if (headers == null) {
          copy = bytes.clone();
          headers = new NewerHeaders(copy);
        }
        headers.header(at);
      }
    }
    return copy == null ? bytes : copy;
  }

  private void header(int at) {
    int flags = file.get(at + 5);
    int from = at + PREFIX + ((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0);
    int digits = 1 << (flags & 3);
    long size = number(from, digits);
    if (size >= 0) {
      chunk(at, from + digits, size, (flags & 4) != 0, 0);
    }
  }

  /** @param at where what the checksum covers begins; @param from where the messages begin; @param size of the messages */
  private void chunk(int at, int from, long size, boolean hasOrder, int depth) {
    long end = from + size;
    if (depth > MOST_DEPTH || end + CHECKSUM > file.capacity() || !seen.add(at)
        || file.getInt((int) end) != Lookup3.hash(file.array(), at, (int) end - at)) {
      return;
    }
    int header = hasOrder ? 6 : 4;
    boolean changed = false;
    for (int m = from; m + header <= end; ) {
      int type = file.get(m) & 0xff;
      int length = file.getShort(m + 1) & 0xffff;
      boolean shared = (file.get(m + 3) & 2) != 0;
      int data = m + header;
      if (data + length > end) {
        break;
      }
      if (type == CONTINUATION && length >= 16) {
        continuation(number(data, 8), number(data + 8, 8), hasOrder, depth);
      } else if (!shared) {
        changed |= message(type, data, length);
      }
      m = data + length;
    }
    if (changed) {
      file.putInt((int) end, Lookup3.hash(file.array(), at, (int) end - at));
    }
  }

  private void continuation(long at, long length, boolean hasOrder, int depth) {
    if (at >= 0 && length >= 8 && at <= file.capacity() - length) {
      chunk((int) at, (int) at + 4, length - 4 - CHECKSUM, hasOrder, depth + 1);
    }
  }

  private boolean message(int type, int data, int length) {
    switch (type) {
      case LAYOUT -> {
        if (length > 0 && file.get(data) == 5) {
          file.put(data, (byte) 4);
          return true;
        }
        return false;
      }
      case DATATYPE -> {
        return datatype(data, data + length, 0);
      }
      case ATTRIBUTE -> {
        int version = length > 8 ? file.get(data) : 0;
        int names = file.getShort(data + 2) & 0xffff;
        int typeSize = version == 3 ? file.getShort(data + 4) & 0xffff : 0;
        int from = data + 9 + names;
        return version == 3 && (file.get(data + 1) & 1) == 0 && from + typeSize <= data + length && datatype(from, from + typeSize, 0);
      }
      default -> {
        return false;
      }
    }
  }

  /** Version 3 is the same for all classes that existed then; references and complex numbers stay as they are. */
  private boolean datatype(int at, int end, int depth) {
    if (at + 8 > end || depth > MOST_DEPTH) {
      return false;
    }
    int kind = file.get(at) & 0x0f;
    int version = file.get(at) >> 4 & 0x0f;
    boolean changed = version >= 4 && version <= 5 && kind < 11 && kind != 7;
    if (changed) {
      file.put(at, (byte) (3 << 4 | kind));
    }
    return switch (kind) {
      case 8, 9 -> datatype(at + 8, end, depth + 1) | changed; // enumeration, variable length: the base type follows
      case 10 -> at + 9 <= end && datatype(at + 9 + 4 * (file.get(at + 8) & 0xff), end, depth + 1) | changed; // array
      default -> changed;
    };
  }

  /** A whole number of 1, 2, 4 or 8 bytes; -1 when it is past the end or does not fit. */
  private long number(int at, int digits) {
    if (at < 0 || at + digits > file.capacity()) {
      return -1;
    }
    long value = switch (digits) {
      case 1 -> file.get(at) & 0xff;
      case 2 -> file.getShort(at) & 0xffff;
      case 4 -> file.getInt(at) & 0xffffffffL;
      default -> file.getLong(at);
    };
    return value > Integer.MAX_VALUE ? -1 : value;
  }
}
