package spikelock.mapper.data.camera;

import java.nio.ByteBuffer;

/** Takes the words of a RAW recording one after the other and adds the events of pixels that they make. */
abstract class RawDecoder {
  private static final int TIME_HIGH = 0x8;

  final CameraEvents events;
  /** Events before the first time. */
  long untimed;
  /** Words that are neither events of pixels nor times. */
  long others;

  private RawDecoder(CameraEvents events) {
    this.events = events;
  }

  /**
   * Takes a word.
   *
   * @param in the words
   * @param at byte within them
   * @param byteInFile for messages
   */
  abstract void word(ByteBuffer in, int at, long byteInFile);

  /**
   * EVT2, 32 bits: 4 of kind, of an event 6 low ones of time, 11 of x and 11 of y; 28 high ones of time.
   *
   * @see <a href="https://docs.prophesee.ai/stable/data/encoding_formats/evt2.html">Prophesee: EVT 2.0</a>
   */
  static final class Evt2 extends RawDecoder {
    private final WrappingClock clock = new WrappingClock(28);
    private long high = -1;

    Evt2(CameraEvents events) {
      super(events);
    }

    @Override
    void word(ByteBuffer in, int at, long byteInFile) {
      int word = in.getInt(at);
      int kind = word >>> 28;
      if (kind == TIME_HIGH) {
        high = clock.at(word & 0x0fffffff);
      } else if (kind > 1) {
        others++;
      } else if (high < 0) {
        untimed++;
      } else {
        events.add(high << 6 | word >> 22 & 0x3f, word >> 11 & 0x7ff, word & 0x7ff, kind, byteInFile);
      }
    }
  }

  /**
   * EVT2.1, 64 bits: as EVT2, but below the 32 bits of an event one bit for each of 32 pixels from x on.
   *
   * @see <a href="https://docs.prophesee.ai/stable/data/encoding_formats/evt21.html">Prophesee: EVT 2.1</a>
   */
  static final class Evt21 extends RawDecoder {
    private final WrappingClock clock = new WrappingClock(28);
    private final boolean swapped;
    private long high = -1;

    /** @param swapped whether the upper half of a word comes first, as IMX636 sends it */
    Evt21(CameraEvents events, boolean swapped) {
      super(events);
      this.swapped = swapped;
    }

    static boolean isKnown(int kind) {
      return kind <= 1 || kind == TIME_HIGH || kind == 0xa || kind >= 0xe;
    }

    @Override
    void word(ByteBuffer in, int at, long byteInFile) {
      long word = swapped ? (long) in.getInt(at) << 32 | in.getInt(at + 4) & 0xffffffffL : in.getLong(at);
      int upper = (int) (word >>> 32);
      int kind = upper >>> 28;
      if (kind == TIME_HIGH) {
        high = clock.at(upper & 0x0fffffff);
      } else if (kind > 1) {
        others++;
      } else {
        int x = upper >> 11 & 0x7ff;
        for (int valid = (int) word; valid != 0; valid &= valid - 1) {
          if (high < 0) {
            untimed++;
          } else {
            events.add(high << 6 | upper >> 22 & 0x3f, x + Integer.numberOfTrailingZeros(valid), upper & 0x7ff, kind, byteInFile);
          }
        }
      }
    }
  }

  /**
   * EVT3, 16 bits: 4 of kind; what a word says (row, time, start of a vector) holds until the next of its kind.
   *
   * @see <a href="https://docs.prophesee.ai/stable/data/encoding_formats/evt3.html">Prophesee: EVT 3.0</a>
   */
  static final class Evt3 extends RawDecoder {
    private final WrappingClock clock = new WrappingClock(12);
    private long high = -1;
    private boolean isHighNew;
    private int low;
    private int row;
    private int column;
    private int polarity;

    Evt3(CameraEvents events) {
      super(events);
    }

    @Override
    void word(ByteBuffer in, int at, long byteInFile) {
      int word = in.getShort(at) & 0xffff;
      switch (word >> 12) {
        case 0x0 -> row = word & 0x7ff;
        case 0x2 -> event(word & 0x7ff, word >> 11 & 1, byteInFile);
        case 0x3 -> {
          column = word & 0x7ff;
          polarity = word >> 11 & 1;
        }
        case 0x4 -> vector(word & 0xfff, 12, byteInFile);
        case 0x5 -> vector(word & 0xff, 8, byteInFile);
        case 0x6 -> low(word & 0xfff);
        case TIME_HIGH -> {
          high = clock.at(word & 0xfff);
          isHighNew = true;
        }
        default -> others++;
      }
    }

    /** A sensor sends the high bits when they change; what expelliarmus writes has them once, and low bits that start again from 0. */
    private void low(int bits) {
      high += !isHighNew && high >= 0 && bits < low - 0x800 ? 1 : 0;
      isHighNew = false;
      low = bits;
    }

    private void vector(int valid, int pixels, long byteInFile) {
      for (int left = valid; left != 0; left &= left - 1) {
        event(column + Integer.numberOfTrailingZeros(left), polarity, byteInFile);
      }
      column += pixels;
    }

    private void event(int x, int on, long byteInFile) {
      if (high < 0) {
        untimed++;
      } else {
        events.add(high << 12 | low, x, row, on, byteInFile);
      }
    }
  }
}
