package spikelock.mapper.data.camera;

import io.airlift.compress.v3.MalformedInputException;
import io.airlift.compress.v3.zstd.ZstdJavaDecompressor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import spikelock.emulator.error.InputException;

/** Unpacks the packets of a file, one at a time, within a budget that grows with the file. */
final class Unpacker {
  /** Events pack to a fifth or so; what packs to less than this part was made to be large. */
  private static final int MOST_RATIO = 64;
  private static final int FREE = 1 << 24;
  private static final int LZ4 = 1;
  private static final int LZ4_HIGH = 2;
  private static final int ZSTD = 3;
  private static final int ZSTD_HIGH = 4;

  private final int kind;
  private long left;

  private Unpacker(int kind, long budget) {
    this.kind = kind;
    this.left = budget;
  }

  /**
   * For the packets of a file.
   *
   * @param kind 0 not packed, 1 and 2 LZ4, 3 and 4 Zstandard
   * @param fileBytes length of the file
   */
  static Unpacker of(int kind, long fileBytes) {
    if (kind < 0 || kind > ZSTD_HIGH) {
      throw new InputException("is packed in the way number " + kind, "", "header", "LZ4 and Zstandard are read");
    }
    return new Unpacker(kind, FREE + MOST_RATIO * fileBytes);
  }

  /** One packet, little-endian. */
  ByteBuffer unpack(byte[] file, int from, int size, String where) {
    byte[] plain;
    try {
      plain = switch (kind) {
        case LZ4, LZ4_HIGH -> Lz4Frame.unpack(file, from, size, most(size));
        case ZSTD, ZSTD_HIGH -> zstandard(file, from, size, where);
        default -> Arrays.copyOfRange(file, from, from + size);
      };
    } catch (Lz4Frame.Damaged | MalformedInputException | IllegalArgumentException | IndexOutOfBoundsException e) {
      InputException problem = new InputException("is damaged: a packet cannot be unpacked" + (e instanceof Lz4Frame.Damaged ? " (" + e.getMessage() + ")" : ""),
          "", where, "fetch the file again");
      problem.initCause(e);
      throw problem;
    }
    left -= plain.length;
    return ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN);
  }

  private int most(int size) {
    return (int) Math.min(Math.min(left, Integer.MAX_VALUE - 16), FREE + 255L * size);
  }

  private byte[] zstandard(byte[] file, int from, int size, String where) {
    ZstdJavaDecompressor decompressor = new ZstdJavaDecompressor();
    long said = decompressor.getDecompressedSize(file, from, size);
    int most = most(size);
    if (said > most) {
      throw new InputException("a packet of " + size + " bytes claims to be " + said + " unpacked", "", where, "");
    }
    for (long room = said >= 0 ? said : 1024 + 8L * size; ; room = Math.min(most, 8 * room)) {
      byte[] plain = new byte[(int) room];
      try {
        int length = decompressor.decompress(file, from, size, plain, 0, plain.length);
        return length == plain.length ? plain : Arrays.copyOf(plain, length);
      } catch (MalformedInputException | IllegalArgumentException e) {
        if (said >= 0 || room == most) { // where the packet does not say its size, it may have been too little room
          throw e;
        }
      }
    }
  }
}
