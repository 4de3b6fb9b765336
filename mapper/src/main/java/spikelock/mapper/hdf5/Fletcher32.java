package spikelock.mapper.hdf5;

import io.jhdf.exceptions.HdfFilterException;
import io.jhdf.filter.Filter;
import java.util.Arrays;

/** The checksum behind every chunk: checked and taken off. The library's own filter does neither. */
final class Fletcher32 implements Filter {
  private static final int ID = 3;
  private static final int SIZE = 4;
  /** Words after which the sums have to be folded, lest they overflow. */
  private static final int BLOCK = 360;

  @Override
  public int getId() {
    return ID;
  }

  @Override
  public String getName() {
    return "fletcher32";
  }

  @Override
  public byte[] decode(byte[] chunk, int[] parameters) {
    int length = chunk.length - SIZE;
    if (length < 0) {
      throw new HdfFilterException("a chunk is too short for its checksum");
    }
    int stored = 0;
    for (int i = 0; i < SIZE; i++) {
      stored |= (chunk[length + i] & 0xff) << 8 * i;
    }
    int sum = sum(chunk, length);
    // releases before 1.6.3 stored it with the bytes of each half exchanged
    int swapped = (sum & 0x00ff00ff) << 8 | sum >>> 8 & 0x00ff00ff;
    if (stored != sum && stored != swapped) {
      throw new HdfFilterException("the checksum of a chunk is wrong");
    }
    return Arrays.copyOf(chunk, length);
  }

  /** As H5_checksum_fletcher32: 16-bit words, high byte first. */
  private static int sum(byte[] bytes, int length) {
    int first = 0;
    int second = 0;
    int words = length / 2;
    for (int w = 0; w < words; ) {
      for (int end = Math.min(words, w + BLOCK); w < end; w++) {
        first += (bytes[2 * w] & 0xff) << 8 | bytes[2 * w + 1] & 0xff;
        second += first;
      }
      first = (first & 0xffff) + (first >>> 16);
      second = (second & 0xffff) + (second >>> 16);
    }
    if (length % 2 == 1) {
      first += (bytes[length - 1] & 0xff) << 8;
      second += first;
      first = (first & 0xffff) + (first >>> 16);
      second = (second & 0xffff) + (second >>> 16);
    }
    first = (first & 0xffff) + (first >>> 16);
    second = (second & 0xffff) + (second >>> 16);
    return second << 16 | first;
  }
}
