package spikelock.mapper.hdf5;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Whether a file was never finished: what HDF5 writes when it is closed is not there, or not all that its superblock promises.
 *
 * @see <a href="https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html">HDF5 file format, superblock</a>
 */
final class Unfinished {
  private static final int OPEN_FOR_WRITING = 1 | 4;

  private Unfinished() {}

  /**
   * What is missing; empty for a file that was closed.
   *
   * @param signature byte at which the signature begins
   */
  static Optional<String> of(byte[] bytes, int signature) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int version = signature + 8 < bytes.length ? bytes[signature + 8] : 0;
    int offsets = signature + (version < 2 ? 13 : 9);
    int base = signature + (version == 0 ? 24 : version == 1 ? 28 : 12);
    int root = version < 2 ? base + 40 : base + 24; // of the older ones behind the offset of the root's name
    if (version < 0 || version > 3 || offsets < bytes.length && bytes[offsets] != 8) {
      return Optional.empty(); // what the library does not read either, or addresses of another size
    }
    if (root + 8 > bytes.length) {
      return Optional.of("it ends inside its first block");
    }
    long end = in.getLong(base + 16); // of the whole file, also where it begins behind a block of the user's
    if (end > bytes.length || end < 0) {
      return Optional.of(end < 0 ? "its end was never written" : "it has " + bytes.length + " bytes of the " + end + " that it says it has");
    }
    if (version == 3 && (bytes[signature + 11] & OPEN_FOR_WRITING) != 0) {
      return Optional.of("it is marked as open for writing");
    }
    long top = in.getLong(base) + in.getLong(root);
    boolean isThere = top >= 0 && top + 4 <= bytes.length
        && (bytes[(int) top] == 1 || new String(bytes, (int) top, 4, StandardCharsets.ISO_8859_1).equals("OHDR"));
    return isThere || top < 0 ? Optional.empty() : top + 4 > bytes.length || isEmpty(bytes, (int) top) ? Optional.of("its top group was never written") : Optional.empty();
  }

  private static boolean isEmpty(byte[] bytes, int from) {
    for (int i = from; i < Math.min(bytes.length, from + 16); i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }
}
