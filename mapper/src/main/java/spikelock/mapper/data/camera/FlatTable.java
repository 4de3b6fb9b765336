package spikelock.mapper.data.camera;

import com.google.flatbuffers.Table;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import spikelock.emulator.error.InputException;

/** The root table of a FlatBuffer, its fields by number. What a damaged one points at is outside of it: {@link IndexOutOfBoundsException}. */
final class FlatTable extends Table {
  private static final int FIRST_FIELD = 4;

  private FlatTable() {}

  /**
   * Opens one.
   *
   * @param buffer without a size before it
   * @param identifier the 4 letters that it must bear
   * @param where the place as messages name it
   */
  static FlatTable root(ByteBuffer buffer, String identifier, String where) {
    ByteBuffer bytes = buffer.order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.limit() < 8 || !__has_identifier(bytes, identifier)) {
      throw new InputException("is damaged: \"" + identifier + "\" is not where it must be", "", where, "fetch the file again");
    }
    FlatTable table = new FlatTable();
    table.__reset(bytes.getInt(0), bytes);
    return table;
  }

  private int place(int field) {
    return __offset(FIRST_FIELD + 2 * field);
  }

  /** A number of 32 bits, 0 where it is left out. */
  int number(int field) {
    int place = place(field);
    return place == 0 ? 0 : bb.getInt(bb_pos + place);
  }

  /** A number of 64 bits. */
  long longNumber(int field, long absent) {
    int place = place(field);
    return place == 0 ? absent : bb.getLong(bb_pos + place);
  }

  /** Elements of a list. */
  int length(int field) {
    int place = place(field);
    return place == 0 ? 0 : __vector_len(place);
  }

  /** Byte of a list's first element. */
  int elements(int field) {
    int place = place(field);
    return place == 0 ? 0 : __vector(place);
  }

  /** What it lies in. */
  ByteBuffer bytes() {
    return bb;
  }
}
