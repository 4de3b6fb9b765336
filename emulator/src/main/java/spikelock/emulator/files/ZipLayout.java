package spikelock.emulator.files;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.ZipException;

/**
 * Whether a ZIP archive agrees with itself. It says most things twice, before an entry and in the central directory, and {@link java.util.zip.ZipFile}
 * reads only the latter: a damaged name would be another name. Everything must be said alike in both places, and the entries must lie without gaps.
 * Fields: APPNOTE.TXT of PKWARE, 4.3. Archives in the 64-bit form are not looked at.
 */
public final class ZipLayout {
  private static final int LOCAL = 0x04034b50;
  private static final int CENTRAL = 0x02014b50;
  private static final int END = 0x06054b50;
  private static final int DESCRIPTOR = 0x08074b50;
  private static final int LOCAL_BYTES = 30;
  private static final int CENTRAL_BYTES = 46;
  private static final int END_BYTES = 22;
  private static final int MOST_COMMENT = 65_535;
  private static final int HAS_DESCRIPTOR = 1 << 3;
  private static final int WIDE_EXTRA = 1;
  private static final long WIDE = 0xFFFF_FFFFL;

  private final FileChannel file;
  private final long size;

  private ZipLayout(FileChannel file) throws IOException {
    this.file = file;
    this.size = file.size();
  }

  /**
   * What the central directory says of an entry.
   *
   * @param meaning version needed, flags, method, time and date: bytes that the local header repeats
   * @param origin version made by and attributes, which it does not
   */
  private record Entry(String name, ByteBuffer meaning, List<Long> origin, int flags, long crc, long packed, long unpacked, long at) {}

  /**
   * Looks through an archive.
   *
   * @param alike whether all entries must come from the same writer, as those of an image do
   * @throws ZipException when it contradicts itself
   */
  public static void check(Path path, boolean alike) throws IOException {
    try (FileChannel file = FileChannel.open(path)) {
      new ZipLayout(file).check(alike);
    } catch (EOFException e) {
      throw new ZipException("it ends too early");
    }
  }

  private void check(boolean alike) throws IOException {
    long endAt = end();
    ByteBuffer end = read(endAt, END_BYTES);
    int count = end.getShort(10) & 0xFFFF;
    long bytes = end.getInt(12) & WIDE;
    long start = end.getInt(16) & WIDE;
    if (count == 0xFFFF || bytes == WIDE || start == WIDE) {
      return;
    }
    require(end.getShort(4) == 0 && end.getShort(6) == 0 && (end.getShort(8) & 0xFFFF) == count && start + bytes == endAt, "its end");
    List<Entry> entries = central(start, bytes, count);
    if (alike) {
      require(entries.stream().map(Entry::origin).distinct().count() <= 1, "the attributes of its entries");
    }
    entries.sort(Comparator.comparingLong(Entry::at));
    long at = 0;
    for (Entry entry : entries) {
      require(entry.at() == at, "where " + entry.name() + " begins");
      at = next(entry);
    }
    require(at == start, "where its directory begins");
  }

  private long end() throws IOException {
    int most = (int) Math.min(size, END_BYTES + MOST_COMMENT);
    ByteBuffer tail = read(size - most, most);
    for (int at = most - END_BYTES; at >= 0; at--) {
      if (tail.getInt(at) == END && (tail.getShort(at + 20) & 0xFFFF) == most - at - END_BYTES) {
        return size - most + at;
      }
    }
    throw new ZipException("it has no end");
  }

  private List<Entry> central(long start, long bytes, int count) throws IOException {
    if (bytes > Integer.MAX_VALUE) {
      throw new ZipException("its directory is too long");
    }
    ByteBuffer all = read(start, (int) bytes);
    List<Entry> entries = new ArrayList<>();
    int at = 0;
    for (int i = 0; i < count; i++) {
      require(at + CENTRAL_BYTES <= bytes && all.getInt(at) == CENTRAL, "entry " + i + " of its directory");
      int name = all.getShort(at + 28) & 0xFFFF;
      int extra = all.getShort(at + 30) & 0xFFFF;
      int comment = all.getShort(at + 32) & 0xFFFF;
      require(at + CENTRAL_BYTES + name + extra + comment <= bytes && all.getShort(at + 34) == 0, "entry " + i + " of its directory");
      long[] sizes = sizes(all, at + 20, at + CENTRAL_BYTES + name, extra);
      entries.add(new Entry(text(all, at + CENTRAL_BYTES, name), all.slice(at + 6, 10), List.of((long) all.getShort(at + 4), (long) all.getShort(at + 36),
          (long) all.getInt(at + 38)), all.getShort(at + 8), all.getInt(at + 16) & WIDE, sizes[0], sizes[1], all.getInt(at + 42) & WIDE));
      at += CENTRAL_BYTES + name + extra + comment;
    }
    require(at == bytes, "the length of its directory");
    return entries;
  }

  /** Holds what precedes and follows an entry's data to its directory; gives where the next one begins. */
  private long next(Entry entry) throws IOException {
    ByteBuffer head = read(entry.at(), LOCAL_BYTES);
    require(head.getInt(0) == LOCAL, "the header of " + entry.name());
    int name = head.getShort(26) & 0xFFFF;
    int extra = head.getShort(28) & 0xFFFF;
    ByteBuffer rest = read(entry.at() + LOCAL_BYTES, name + extra);
    require(head.slice(4, 10).equals(entry.meaning()) && text(rest, 0, name).equals(entry.name()), "the header of " + entry.name());
    long data = entry.at() + LOCAL_BYTES + name + extra;
    long crc = head.getInt(14) & WIDE;
    long[] sizes = sizes(head, 18, rest, name, extra);
    boolean said = crc == entry.crc() && sizes[0] == entry.packed() && sizes[1] == entry.unpacked();
    if ((entry.flags() & HAS_DESCRIPTOR) == 0) {
      require(said, "the header of " + entry.name());
      return data + entry.packed();
    }
    boolean wide = (head.getInt(18) & WIDE) == WIDE;
    require(said || crc == 0 && (wide || sizes[0] == 0 && sizes[1] == 0), "the header of " + entry.name());
    return descriptor(entry, data + entry.packed(), wide);
  }

  /** What follows an entry whose sizes were not known before it was written: a signature or none, CRC-32 and sizes of 4 or 8 bytes. */
  private long descriptor(Entry entry, long at, boolean wide) throws IOException {
    int signature = read(at, 4).getInt(0) == DESCRIPTOR ? 4 : 0;
    int width = wide ? 8 : 4;
    ByteBuffer said = read(at + signature, 4 + 2 * width);
    require((said.getInt(0) & WIDE) == entry.crc() && number(said, 4, width) == entry.packed() && number(said, 4 + width, width) == entry.unpacked(),
        "what follows " + entry.name());
    return at + signature + 4 + 2 * width;
  }

  private static long number(ByteBuffer bytes, int at, int width) {
    return width == 8 ? bytes.getLong(at) : bytes.getInt(at) & WIDE;
  }

  private static long[] sizes(ByteBuffer all, int at, int extraAt, int extra) throws ZipException {
    return sizes(all, at, all, extraAt, extra);
  }

  /** Packed and unpacked size, from the extra field where the 32 bits beside each other at {@code at} say that they are there. */
  private static long[] sizes(ByteBuffer head, int at, ByteBuffer extras, int extraAt, int extra) throws ZipException {
    long packed = head.getInt(at) & WIDE;
    long unpacked = head.getInt(at + 4) & WIDE;
    int field = extraAt;
    while (field + 4 <= extraAt + extra) {
      int id = extras.getShort(field) & 0xFFFF;
      int length = extras.getShort(field + 2) & 0xFFFF;
      require(field + 4 + length <= extraAt + extra, "an extra field");
      if (id == WIDE_EXTRA) {
        int value = field + 4;
        if (unpacked == WIDE && value + 8 <= field + 4 + length) {
          unpacked = extras.getLong(value);
          value += 8;
        }
        if (packed == WIDE && value + 8 <= field + 4 + length) {
          packed = extras.getLong(value);
        }
      }
      field += 4 + length;
    }
    return new long[] {packed, unpacked};
  }

  private ByteBuffer read(long at, int length) throws IOException {
    if (at < 0 || at + length > size) {
      throw new EOFException();
    }
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (file.read(bytes, at + bytes.position()) < 0) {
        throw new EOFException();
      }
    }
    return bytes.flip();
  }

  private static String text(ByteBuffer bytes, int at, int length) {
    byte[] copy = new byte[length];
    bytes.get(at, copy);
    return new String(copy, StandardCharsets.ISO_8859_1);
  }

  private static void require(boolean holds, String what) throws ZipException {
    if (!holds) {
      throw new ZipException(what + " is not what the rest of the file says");
    }
  }
}
