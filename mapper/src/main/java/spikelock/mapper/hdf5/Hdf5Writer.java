package spikelock.mapper.hdf5;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import spikelock.emulator.files.AtomicOutput;
import spikelock.emulator.files.NdArray;

/**
 * Writes HDF5 (format specification 3.0) as h5py reads it: text of variable length, booleans as h5py's enumeration, arrays packed
 * with deflate in one chunk. The library that reads HDF5 here cannot write these. The same tree gives the same bytes.
 */
public final class Hdf5Writer {
  private static final int SUPERBLOCK = 96;
  private static final long UNDEFINED = -1;
  private static final int LEVEL = 6;
  /** Objects of a heap collection: their numbers have 16 bits. */
  private static final int COLLECTION = 30_000;

  private final List<byte[]> blocks = new ArrayList<>();
  private long end = SUPERBLOCK;

  private Hdf5Writer() {}

  /**
   * Writes a file, whole or not at all.
   *
   * @throws spikelock.emulator.error.InputException when it cannot be written
   */
  public static void write(Path path, Hdf5Output top) {
    Hdf5Writer writer = new Hdf5Writer();
    long root = writer.group(top);
    byte[] superblock = writer.superblock(root);
    AtomicOutput.write(path, out -> {
      out.write(superblock);
      for (byte[] block : writer.blocks) {
        out.write(block);
      }
    });
  }

  private byte[] superblock(long root) {
    return new Bytes().raw(0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n').raw(0, 0, 0, 0, 0, 8, 8, 0).shorts(4, 16).ints(0).longs(0, UNDEFINED, end,
        UNDEFINED).longs(0, root).ints(0, 0).longs(0, 0).array();
  }

  /** Adds a block at a multiple of 8 and answers its address. */
  private long place(byte[] block) {
    long at = end;
    blocks.add(block);
    end += block.length;
    if (end % 8 != 0) {
      byte[] pad = new byte[(int) (8 - end % 8)];
      blocks.add(pad);
      end += pad.length;
    }
    return at;
  }

  private long group(Hdf5Output group) {
    Header header = new Header();
    header.add(0x02, new Bytes().raw(0, 0).longs(UNDEFINED, UNDEFINED)); // link info: links are in this header
    header.add(0x0a, new Bytes().raw(0, 0)); // group info
    for (Map.Entry<String, Hdf5Output.Child> child : group.children.entrySet()) {
      long address = switch (child.getValue()) {
        case Hdf5Output.Sub sub -> group(sub.group());
        case Hdf5Output.Array array -> array(array);
        case Hdf5Output.Rows rows -> rows(rows.rows());
      };
      byte[] name = child.getKey().getBytes(StandardCharsets.UTF_8);
      header.add(0x06, new Bytes().raw(1, 0x11, 1).shorts(name.length).raw(name).longs(address));
    }
    group.attributes.forEach((name, value) -> header.add(0x0c, attribute(name, value)));
    return place(header.array());
  }

  private Bytes attribute(String name, Object value) {
    Bytes type;
    Bytes data;
    switch (value) {
      case Long number -> {
        type = integer(8);
        data = new Bytes().longs(number);
      }
      case Double number -> {
        type = real(8);
        data = new Bytes().longs(Double.doubleToRawLongBits(number));
      }
      case String text -> {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        type = text();
        data = new Bytes().raw(references(List.of(bytes), List.of(bytes.length)));
      }
      default -> throw new IllegalStateException("attribute of type " + value.getClass());
    }
    byte[] label = (name + "\0").getBytes(StandardCharsets.UTF_8);
    Bytes space = space(new int[0]);
    return new Bytes().raw(1, 0).shorts(label.length, type.size(), space.size()).raw(label).pad().raw(type.array()).pad().raw(space.array()).pad()
        .raw(data.array());
  }

  private long array(Hdf5Output.Array array) {
    NdArray values = array.values();
    if (values.data() instanceof String[] words) {
      return texts(values.shape(), words);
    }
    byte[] data = Elements.bytes(values.data());
    int width = Elements.width(values.data());
    Header header = new Header();
    header.add(0x01, space(values.shape()));
    header.add(0x03, array.truth() ? truth() : type(values.data()));
    header.add(0x05, new Bytes().raw(2, 2, 2, 0)); // fill value: none
    if (data.length == 0 || values.rank() == 0) {
      long at = data.length == 0 ? UNDEFINED : place(data);
      header.add(0x08, new Bytes().raw(3, 1).longs(at, data.length));
    } else {
      byte[] packed = deflate(data);
      int most = java.util.Arrays.stream(values.shape()).reduce(width, Math::max);
      int digits = (39 - Integer.numberOfLeadingZeros(most)) / 8; // readers insist on the fewest bytes
      Bytes layout = new Bytes().raw(4, 2, 2, values.rank() + 1, digits);
      for (int extent : values.shape()) {
        layout.number(extent, digits);
      }
      layout.number(width, digits).raw(1).longs(packed.length).ints(0).longs(place(packed));
      header.add(0x0b, new Bytes().raw(1, 1, 0, 0, 0, 0, 0, 0).shorts(1, 0, 1, 1).ints(LEVEL, 0));
      header.add(0x08, layout);
    }
    return place(header.array());
  }

  private long texts(int[] shape, String[] words) {
    List<byte[]> objects = new ArrayList<>();
    List<Integer> lengths = new ArrayList<>();
    for (String word : words) {
      objects.add(word.getBytes(StandardCharsets.UTF_8));
      lengths.add(objects.getLast().length);
    }
    byte[] data = references(objects, lengths);
    Header header = new Header();
    header.add(0x01, space(shape));
    header.add(0x03, text());
    header.add(0x05, new Bytes().raw(2, 2, 2, 0));
    header.add(0x08, new Bytes().raw(3, 1).longs(data.length == 0 ? UNDEFINED : place(data), data.length));
    return place(header.array());
  }

  private long rows(NdArray[] rows) {
    List<byte[]> objects = new ArrayList<>();
    List<Integer> lengths = new ArrayList<>();
    for (NdArray row : rows) {
      objects.add(Elements.bytes(row.data()));
      lengths.add(row.size());
    }
    Header header = new Header();
    header.add(0x01, space(new int[] {rows.length}));
    header.add(0x03, new Bytes().raw(0x19, 0, 0, 0).ints(16).raw(type(rows.length == 0 ? new double[0] : rows[0].data()).array()));
    header.add(0x05, new Bytes().raw(2, 2, 2, 0));
    byte[] data = references(objects, lengths);
    header.add(0x08, new Bytes().raw(3, 1).longs(data.length == 0 ? UNDEFINED : place(data), data.length));
    return place(header.array());
  }

  /** Puts objects on the global heap and answers what points to them: elements, address and number of each. */
  private byte[] references(List<byte[]> objects, List<Integer> lengths) {
    Bytes references = new Bytes();
    for (int from = 0; from < objects.size(); from += COLLECTION) {
      int to = Math.min(objects.size(), from + COLLECTION);
      Bytes heap = new Bytes();
      for (int i = from; i < to; i++) {
        heap.shorts(i - from + 1, 1).ints(0).longs(objects.get(i).length).raw(objects.get(i)).pad();
      }
      int size = Math.max(4096, heap.size() + 32);
      heap.shorts(0, 0).ints(0).longs(size - 16 - heap.size() + 8);
      long at = place(java.util.Arrays.copyOf(new Bytes().raw('G', 'C', 'O', 'L', 1, 0, 0, 0).longs(size).raw(heap.array()).array(), size));
      for (int i = from; i < to; i++) {
        boolean empty = lengths.get(i) == 0;
        references.ints(lengths.get(i)).longs(empty ? 0 : at).ints(empty ? 0 : i - from + 1);
      }
    }
    return references.array();
  }

  private static byte[] deflate(byte[] data) {
    Deflater deflater = new Deflater(LEVEL);
    try {
      deflater.setInput(data);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream(data.length / 4 + 64);
      byte[] chunk = new byte[1 << 16];
      while (!deflater.finished()) {
        out.write(chunk, 0, deflater.deflate(chunk));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  private static Bytes space(int[] shape) {
    Bytes space = new Bytes().raw(1, shape.length, 0, 0, 0, 0, 0, 0);
    for (int extent : shape) {
      space.longs(extent);
    }
    return space;
  }

  private static Bytes type(Object data) {
    boolean real = data instanceof float[] || data instanceof double[];
    return real ? real(Elements.width(data)) : integer(Elements.width(data));
  }

  private static Bytes integer(int width) {
    return new Bytes().raw(0x10, 0x08, 0, 0).ints(width).shorts(0, 8 * width);
  }

  private static Bytes real(int width) {
    return width == 4 ? new Bytes().raw(0x11, 0x20, 31, 0).ints(4).shorts(0, 32).raw(23, 8, 0, 23).ints(127)
        : new Bytes().raw(0x11, 0x20, 63, 0).ints(8).shorts(0, 64).raw(52, 11, 0, 52).ints(1023);
  }

  /** Text of variable length, UTF-8. */
  private static Bytes text() {
    return new Bytes().raw(0x19, 0x01, 0x01, 0).ints(16).raw(string1().array());
  }

  private static Bytes string1() {
    return new Bytes().raw(0x13, 0x10, 0, 0).ints(1);
  }

  /** h5py's booleans. */
  private static Bytes truth() {
    return new Bytes().raw(0x18, 2, 0, 0).ints(1).raw(integer(1).array()).raw('F', 'A', 'L', 'S', 'E', 0, 0, 0, 'T', 'R', 'U', 'E', 0, 0, 0, 0)
        .raw(0, 1);
  }

  /** An object header of version 1: a list of messages. */
  private static final class Header {
    private final Bytes messages = new Bytes();
    private int count;

    void add(int type, Bytes message) {
      message.pad();
      messages.shorts(type, message.size()).raw(0, 0, 0, 0).raw(message.array());
      count++;
    }

    byte[] array() {
      return new Bytes().raw(1, 0).shorts(count).ints(1, messages.size(), 0).raw(messages.array()).array();
    }
  }

  /** Little-endian bytes that grow. */
  private static final class Bytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Bytes raw(int... values) {
      for (int value : values) {
        out.write(value);
      }
      return this;
    }

    Bytes raw(byte[] values) {
      out.write(values, 0, values.length);
      return this;
    }

    Bytes shorts(int... values) {
      for (int value : values) {
        raw(value, value >> 8);
      }
      return this;
    }

    Bytes ints(int... values) {
      for (int value : values) {
        shorts(value, value >> 16);
      }
      return this;
    }

    Bytes longs(long... values) {
      for (long value : values) {
        ints((int) value, (int) (value >> 32));
      }
      return this;
    }

    Bytes number(int value, int digits) {
      for (int digit = 0; digit < digits; digit++) {
        out.write(value >> 8 * digit);
      }
      return this;
    }

    Bytes pad() {
      while (out.size() % 8 != 0) {
        out.write(0);
      }
      return this;
    }

    int size() {
      return out.size();
    }

    byte[] array() {
      return out.toByteArray();
    }
  }

  /** Elements of arrays as bytes. */
  private static final class Elements {
    private Elements() {}

    static int width(Object data) {
      return switch (data) {
        case byte[] v -> 1;
        case short[] v -> 2;
        case int[] v -> 4;
        case float[] v -> 4;
        case long[] v -> 8;
        case double[] v -> 8;
        default -> throw new IllegalArgumentException("array of type " + data.getClass().getSimpleName());
      };
    }

    static byte[] bytes(Object data) {
      if (data instanceof byte[] bytes) {
        return bytes;
      }
      ByteBuffer out = ByteBuffer.allocate(Math.multiplyExact(width(data), java.lang.reflect.Array.getLength(data))).order(ByteOrder.LITTLE_ENDIAN);
      switch (data) {
        case short[] v -> out.asShortBuffer().put(v);
        case int[] v -> out.asIntBuffer().put(v);
        case float[] v -> out.asFloatBuffer().put(v);
        case long[] v -> out.asLongBuffer().put(v);
        default -> out.asDoubleBuffer().put((double[]) data);
      }
      return out.array();
    }
  }
}
