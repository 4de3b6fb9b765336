package spikelock.mapper.data.camera;

import java.util.Arrays;

/**
 * Unpacks LZ4 frames whose blocks go on from each other, as AEDAT 4 has them; the libraries for Java read blocks that stand alone. Checksums
 * are skipped.
 *
 * @see <a href="https://github.com/lz4/lz4/tree/dev/doc">LZ4: frame and block formats</a>
 */
final class Lz4Frame {
  private static final int MAGIC = 0x184D2204;
  private static final int LEAST_MATCH = 4;

  private final byte[] in;
  private final int end;
  private final int most;
  private byte[] out;
  private int length;
  private int at;

  /** What is not as the format has it. */
  static final class Damaged extends RuntimeException {
    Damaged(String what) {
      super(what);
    }
  }

  private Lz4Frame(byte[] in, int from, int size, int most) {
    this.in = in;
    this.at = from;
    this.end = from + size;
    this.most = most;
    this.out = new byte[(int) Math.min(most, 64L + 4L * size)];
  }

  /**
   * Unpacks one frame.
   *
   * @param most bytes that it may have unpacked
   * @throws Damaged when it is not sound, or is longer
   */
  static byte[] unpack(byte[] in, int from, int size, int most) {
    Lz4Frame frame = new Lz4Frame(in, from, size, most);
    frame.blocks();
    return Arrays.copyOf(frame.out, frame.length);
  }

  private void blocks() {
    if (word() != MAGIC) {
      throw new Damaged("it does not begin as an LZ4 frame");
    }
    int flags = next();
    if (flags >> 6 != 1) {
      throw new Damaged("version " + (flags >> 6) + " of LZ4 frames");
    }
    next(); // the greatest size of a block
    skip((flags & 8) == 0 ? 0 : 8); // the size of all
    skip((flags & 1) == 0 ? 0 : 4); // the number of a dictionary
    next(); // the header's checksum
    for (int size = word(); size != 0; size = word()) {
      int bytes = size & 0x7fffffff;
      if (bytes > end - at) {
        throw new Damaged("it ends inside a block");
      }
      if (size < 0) {
        append(in, at, bytes);
        at += bytes;
      } else {
        block(at + bytes);
      }
      skip((flags & 16) == 0 ? 0 : 4);
    }
  }

  /** Runs of literals, each followed by a copy of what was unpacked before; the last by nothing. */
  private void block(int blockEnd) {
    while (at < blockEnd) {
      int token = next();
      int literals = run(token >> 4, blockEnd);
      if (literals > blockEnd - at) {
        throw new Damaged("literals go beyond their block");
      }
      append(in, at, literals);
      at += literals;
      if (at < blockEnd) {
        if (blockEnd - at < 2) {
          throw new Damaged("a block ends inside a copy");
        }
        int distance = next() | next() << 8;
        copy(distance, run(token & 15, blockEnd) + LEAST_MATCH);
      }
    }
    if (at != blockEnd) {
      throw new Damaged("a block is longer than it says");
    }
  }

  private int run(int start, int blockEnd) {
    int run = start;
    for (int more = start == 15 ? 255 : 0; more == 255; run += more) {
      if (at >= blockEnd || run > most) {
        throw new Damaged("a run does not end");
      }
      more = next();
    }
    return run;
  }

  private void copy(int distance, int bytes) {
    if (distance == 0 || distance > length) {
      throw new Damaged("a copy from before the start");
    }
    reserve(bytes);
    for (int i = 0; i < bytes; i++, length++) { // one by one: a copy may overlap itself
      out[length] = out[length - distance];
    }
  }

  private void append(byte[] from, int first, int bytes) {
    reserve(bytes);
    System.arraycopy(from, first, out, length, bytes);
    length += bytes;
  }

  private void reserve(int bytes) {
    if (bytes > most - length) {
      throw new Damaged("it is longer than " + most + " bytes unpacked");
    }
    if (length + bytes > out.length) {
      out = Arrays.copyOf(out, (int) Math.min(most, Math.max(2L * out.length, (long) length + bytes)));
    }
  }

  private int next() {
    if (at >= end) {
      throw new Damaged("it ends too early");
    }
    return in[at++] & 0xff;
  }

  private int word() {
    return next() | next() << 8 | next() << 16 | next() << 24;
  }

  private void skip(int bytes) {
    if (bytes > end - at) {
      throw new Damaged("it ends too early");
    }
    at += bytes;
  }
}
