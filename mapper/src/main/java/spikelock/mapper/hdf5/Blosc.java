package spikelock.mapper.hdf5;

import io.airlift.compress.v3.lz4.Lz4JavaDecompressor;
import io.airlift.compress.v3.zstd.ZstdJavaDecompressor;
import io.jhdf.exceptions.HdfFilterException;
import io.jhdf.filter.Filter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The HDF5 filter Blosc (number 32001), with Zstandard as DSEC is packed, LZ4 or zlib. A chunk has 16 bytes of header, the place of each block, and blocks
 * that may be cut into one stream for each byte of an element; the bytes of a block's elements are sorted by their place in the element.
 *
 * @see <a href="https://github.com/Blosc/c-blosc/blob/main/README_CHUNK_FORMAT.rst">Blosc: chunk format</a>
 */
final class Blosc implements Filter {
  private static final int HEADER = 16;
  private static final int SHUFFLED = 1;
  private static final int STORED = 2;
  private static final int BITS_SHUFFLED = 4;
  private static final int ONE_STREAM = 16;
  private static final int MOST_STREAMS = 16;
  private static final int LEAST_STREAM = 128;
  /** A chunk of HDF5 has less than 4 GB; one of events some KB. */
  private static final int MOST_RATIO = 256;

  @Override
  public int getId() {
    return 32001;
  }

  @Override
  public String getName() {
    return "blosc";
  }

  @Override
  public byte[] decode(byte[] packed, int[] filterData) {
    try {
      return unpacked(ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN));
    } catch (DataFormatException | IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new HdfFilterException("a Blosc chunk is damaged", e);
    } catch (RuntimeException e) {
      throw e instanceof HdfFilterException known ? known : new HdfFilterException("a Blosc chunk cannot be unpacked", e);
    }
  }

  private static byte[] unpacked(ByteBuffer in) throws DataFormatException {
    int flags = in.get(2) & 0xff;
    int typeSize = in.get(3) & 0xff;
    int bytes = in.getInt(4);
    int blockBytes = in.getInt(8);
    if (bytes < 0 || blockBytes <= 0 || typeSize == 0 || bytes > (long) MOST_RATIO * in.limit() + (1 << 20)) {
      throw new HdfFilterException("a Blosc chunk of " + in.limit() + " bytes claims " + bytes + " unpacked");
    }
    byte[] out = new byte[bytes];
    if ((flags & STORED) != 0) {
      in.get(HEADER, out);
      return out;
    }
    if ((flags & BITS_SHUFFLED) != 0) {
      throw new HdfFilterException("a Blosc chunk whose bits are sorted, which is not read");
    }
    int blocks = (int) ((bytes + (long) blockBytes - 1) / blockBytes);
    for (int block = 0; block < blocks; block++) {
      int from = block * blockBytes;
      int size = Math.min(blockBytes, bytes - from);
      boolean single = (flags & ONE_STREAM) != 0 || typeSize > MOST_STREAMS || size < blockBytes || size / typeSize < LEAST_STREAM;
      byte[] plain = block(in, in.getInt(HEADER + 4 * block), size, single ? 1 : typeSize, flags >> 5);
      if ((flags & SHUFFLED) != 0 && typeSize > 1) {
        plain = sorted(plain, typeSize);
      }
      System.arraycopy(plain, 0, out, from, size);
    }
    return out;
  }

  private static byte[] block(ByteBuffer in, int place, int size, int streams, int codec) throws DataFormatException {
    byte[] plain = new byte[size];
    int each = size / streams;
    int at = place;
    for (int stream = 0; stream < streams; stream++) {
      int packed = in.getInt(at);
      at += 4;
      if (packed < 0 || packed > in.limit() - at) {
        throw new HdfFilterException("a Blosc chunk ends inside a block");
      }
      if (packed == each) {
        in.get(at, plain, stream * each, each);
      } else if (unpack(codec, in.array(), at, packed, plain, stream * each, each) != each) {
        throw new HdfFilterException("a Blosc block has another size than it says");
      }
      at += packed;
    }
    return plain;
  }

  private static int unpack(int codec, byte[] in, int from, int size, byte[] out, int to, int most) throws DataFormatException {
    return switch (codec) {
      case 1 -> new Lz4JavaDecompressor().decompress(in, from, size, out, to, most);
      case 3 -> {
        Inflater inflater = new Inflater();
        try {
          inflater.setInput(in, from, size);
          yield inflater.inflate(out, to, most);
        } finally {
          inflater.end();
        }
      }
      case 4 -> new ZstdJavaDecompressor().decompress(in, from, size, out, to, most);
      default -> throw new HdfFilterException("a Blosc chunk packed with " + (codec == 0 ? "blosclz" : codec == 2 ? "snappy" : "codec " + codec)
          + ", which is not read (zstd, lz4 and zlib are)");
    };
  }

  /** The bytes of each element together again; what is no whole element stays at the end. */
  private static byte[] sorted(byte[] shuffled, int typeSize) {
    byte[] plain = Arrays.copyOf(shuffled, shuffled.length);
    int elements = shuffled.length / typeSize;
    for (int b = 0; b < typeSize; b++) {
      for (int e = 0; e < elements; e++) {
        plain[e * typeSize + b] = shuffled[b * elements + e];
      }
    }
    return plain;
  }
}
