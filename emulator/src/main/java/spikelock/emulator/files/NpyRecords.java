package spikelock.emulator.files;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import spikelock.emulator.error.InputException;

/**
 * A structured {@code .npy} array: records of fields with names, in any order and of any width, with or without padding. Fields that are no
 * single numbers (text, times of a calendar, arrays, records within) are passed over.
 *
 * @param fields those that are read
 * @param recordBytes of a record in the file
 * @param shape of the array
 * @param count records
 */
record NpyRecords(List<Field> fields, int recordBytes, int[] shape, int count) {
  private static final int CHUNK = 1 << 16;
  private static final int MOST_FIELDS = 1024;
  private static final int LARGEST_RECORD = 1 << 20;

  /** One number of every record; {@code type} as {@link NpyHeader#type}. */
  record Field(String name, char kind, int bytes, int offset, ByteOrder order, Class<?> elements) {}

  /**
   * Reads a header and leaves the stream at the first record; empty where the array is a plain one, or what is there is no sound header of any.
   *
   * @param available bytes that the file can hold at most: an array that claims more is refused
   * @throws InputException when it is structured, but cannot be read
   */
  static Optional<NpyRecords> header(InputStream in, String name, long available) throws IOException {
    Optional<String> text = NpyHeader.textIfSound(in);
    int at = text.map(t -> t.indexOf("'descr'")).orElse(-1);
    int list = at < 0 ? -1 : text.get().indexOf('[', at);
    if (list < 0 || !text.get().substring(at + 7, list).strip().equals(":")) {
      return Optional.empty();
    }
    Layout layout = new Layout(text.get(), list, name);
    int bytes = layout.records("", 0, 0);
    int[] shape = NpyHeader.shapeIn(text.get(), name);
    long count = 1;
    for (int extent : shape) {
      count = Math.min(Integer.MAX_VALUE, count * Math.max(0, extent));
    }
    if (bytes < 1 || layout.fields.isEmpty()) {
      throw NpyHeader.bad(name, "is a structured array without a field of numbers");
    }
    if (count * bytes > available) {
      throw NpyHeader.bad(name, "claims " + count * bytes + " bytes of data but the file holds only " + available);
    }
    if (shape.length > 1 && text.get().contains("True")) {
      throw NpyHeader.bad(name, "is a structured array of several axes in Fortran's order, which is not read");
    }
    return Optional.of(new NpyRecords(List.copyOf(layout.fields), bytes, shape, (int) count));
  }

  /** Each field as an array, in the order of the fields. */
  Map<String, NdArray> read(InputStream in, String name) throws IOException {
    Map<String, NdArray> columns = new LinkedHashMap<>();
    fields.forEach(field -> columns.put(field.name, new NdArray(shape, Array.newInstance(field.elements, count))));
    int perChunk = Math.max(1, CHUNK / recordBytes);
    byte[] chunk = new byte[perChunk * recordBytes];
    for (int done = 0; done < count; ) {
      int now = Math.min(perChunk, count - done);
      if (in.readNBytes(chunk, 0, now * recordBytes) < now * recordBytes) {
        throw NpyHeader.bad(name, "ends after " + done + " of its " + count + " records or a little later");
      }
      for (Field field : fields) {
        ByteBuffer buffer = ByteBuffer.wrap(chunk).order(field.order);
        Object out = columns.get(field.name).data();
        for (int i = 0; i < now; i++) {
          Npy.element(out, done + i, buffer, i * recordBytes + field.offset, field.kind, field.bytes, name);
        }
      }
      done += now;
    }
    return columns;
  }

  /** Walks through numpy's description of a record, which is a Python literal. */
  private static final class Layout {
    private static final int DEEPEST = 8;

    private final String text;
    private final String file;
    private final List<Field> fields = new ArrayList<>();
    private int at;

    Layout(String text, int from, String file) {
      this.text = text;
      this.at = from;
      this.file = file;
    }

    /** A list of fields; gives the bytes of a record. Those of records within are passed over. */
    int records(String within, int offset, int depth) {
      expect('[');
      int bytes = 0;
      while (peek() != ']') {
        expect('(');
        String name = peek() == '(' ? titled() : string();
        expect(',');
        int own = depth < DEEPEST && peek() == '[' ? records(within + name + ".", offset + bytes, depth + 1) * extent() : number(within, name, offset + bytes);
        expect(')');
        bytes = Math.addExact(bytes, own);
        if (bytes > LARGEST_RECORD || fields.size() > MOST_FIELDS) {
          throw damaged();
        }
        skip(',');
      }
      expect(']');
      return bytes;
    }

    /** {@code ('title', 'name')}. */
    private String titled() {
      expect('(');
      string();
      expect(',');
      String name = string();
      expect(')');
      return name;
    }

    /** One field; gives its bytes. */
    private int number(String within, String name, int offset) {
      String type = string();
      if (!type.matches("[<>|=]?[a-zA-Z?]\\d{0,6}(\\[\\w{1,8}\\])?")) {
        throw damaged();
      }
      String plain = type.replaceFirst("\\[.*", "").replace("?", "b1");
      int letter = Character.isLetter(plain.charAt(0)) ? 0 : 1;
      char kind = plain.charAt(letter);
      int width = plain.length() == letter + 1 ? 1 : Integer.parseInt(plain.substring(letter + 1));
      if (kind == 'O') {
        throw NpyHeader.bad(file, "holds Python objects (a pickle), which are never loaded; save it as numbers");
      }
      int bytes = kind == 'U' ? 4 * width : width;
      boolean single = peek() != ',';
      int extent = extent();
      if (single && within.isEmpty() && !name.isEmpty() && "biuf".indexOf(kind) >= 0) {
        ByteOrder order = type.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        fields.add(new Field(name, kind, bytes, offset, order, NpyHeader.elements(file, kind, width)));
      }
      return Math.multiplyExact(bytes, extent);
    }

    /** The elements of {@code , (2, 3)} or {@code , 2} behind a type; 1 where there is nothing. */
    private int extent() {
      if (!skip(',') || peek() == ')') {
        return 1;
      }
      long extent = 1;
      boolean several = skip('(');
      do {
        int from = at;
        while (at < text.length() && Character.isDigit(text.charAt(at))) {
          at++;
        }
        if (at == from || at - from > 6) {
          throw damaged();
        }
        extent *= Integer.parseInt(text.substring(from, at));
        if (extent > LARGEST_RECORD) {
          throw damaged();
        }
      } while (several && skip(',') && peek() != ')');
      if (several) {
        expect(')');
      }
      return (int) extent;
    }

    private String string() {
      char quote = peek();
      int end = quote == '\'' || quote == '"' ? text.indexOf(quote, at + 1) : -1;
      if (end < 0) {
        throw damaged();
      }
      String string = text.substring(at + 1, end);
      at = end + 1;
      return string;
    }

    /** The next character that is no space; a space at the end. */
    private char peek() {
      while (at < text.length() && text.charAt(at) == ' ') {
        at++;
      }
      return at < text.length() ? text.charAt(at) : ' ';
    }

    private boolean skip(char wanted) {
      boolean there = peek() == wanted;
      at += there ? 1 : 0;
      return there;
    }

    private void expect(char wanted) {
      if (!skip(wanted)) {
        throw damaged();
      }
    }

    private InputException damaged() {
      return NpyHeader.bad(file, "has a damaged .npy header, or records of fields that are not read");
    }
  }
}
