package spikelock.mapper.hdf5;

/**
 * The checksum of HDF5's newer structures.
 *
 * @see <a href="http://burtleburtle.net/bob/c/lookup3.c">Bob Jenkins, lookup3.c, hashlittle</a>
 */
final class Lookup3 {
  private Lookup3() {}

  /** Over {@code length} bytes from {@code from}. */
  static int hash(byte[] bytes, int from, int length) {
    int a = 0xdeadbeef + length;
    int b = a;
    int c = a;
    int at = from;
    int left = length;
    while (left > 12) {
      a += word(bytes, at, 4);
      b += word(bytes, at + 4, 4);
      c += word(bytes, at + 8, 4);
      a = a - c ^ Integer.rotateLeft(c, 4);
      c += b;
      b = b - a ^ Integer.rotateLeft(a, 6);
      a += c;
      c = c - b ^ Integer.rotateLeft(b, 8);
      b += a;
      a = a - c ^ Integer.rotateLeft(c, 16);
      c += b;
      b = b - a ^ Integer.rotateLeft(a, 19);
      a += c;
      c = c - b ^ Integer.rotateLeft(b, 4);
      b += a;
      at += 12;
      left -= 12;
    }
    if (left == 0) {
      return c;
    }
    a += word(bytes, at, Math.min(4, left));
    b += word(bytes, at + 4, Math.min(4, left - 4));
    c += word(bytes, at + 8, Math.min(4, left - 8));
    c = (c ^ b) - Integer.rotateLeft(b, 14);
    a = (a ^ c) - Integer.rotateLeft(c, 11);
    b = (b ^ a) - Integer.rotateLeft(a, 25);
    c = (c ^ b) - Integer.rotateLeft(b, 16);
    a = (a ^ c) - Integer.rotateLeft(c, 4);
    b = (b ^ a) - Integer.rotateLeft(a, 14);
    return (c ^ b) - Integer.rotateLeft(b, 24);
  }

  /** The first bytes of a word, low one first. */
  private static int word(byte[] bytes, int at, int count) {
    int word = 0;
    for (int i = 0; i < count; i++) {
      word |= (bytes[at + i] & 0xff) << 8 * i;
    }
    return word;
  }
}
