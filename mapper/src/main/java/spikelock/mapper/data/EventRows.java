package spikelock.mapper.data;

import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import spikelock.emulator.error.InputException;
import spikelock.mapper.data.format.EventGroup;
import spikelock.mapper.data.format.EventList;
import spikelock.mapper.data.format.EventNames;
import spikelock.mapper.data.format.EventNames.Role;

/** Events in time out of rows of numbers, a row an event: of a table, of arrays side by side, of the fields of a structured one. */
final class EventRows {
  private static final int MOST_SAMPLES = 1 << 24;
  private static final int LARGEST_CHANNEL = 1 << 24;
  private static final double LATEST = 1L << 53;
  private static final double MICROSECOND = 1e-6;
  private static final double NANOSECOND = 1e-9;

  private final String label;
  private final int rows;
  private final Cells cells;
  private final EventNames.Columns columns;
  private final IntFunction<String> place;

  /** The number in a row and a column. */
  interface Cells {
    double at(int row, int column);
  }

  /** @param place where a row stands in the file, for messages */
  EventRows(String label, int rows, Cells cells, EventNames.Columns columns, IntFunction<String> place) {
    this.label = label;
    this.rows = rows;
    this.cells = cells;
    this.columns = columns;
    this.place = place;
  }

  /** Those of an HDF5 file. */
  static EventRows of(EventGroup group, String label) {
    return new EventRows(label, group.rows(), group::at, group.columns(), row -> "event " + row);
  }

  /**
   * All of them, in the order of their samples.
   *
   * @param notes gets what was assumed
   * @throws InputException when a number is none of its kind, or there are no rows
   */
  EventList list(List<String> notes) {
    if (rows == 0) {
      throw new InputException("holds no events", label, "", "");
    }
    SampleOrder samples = columns.has(Role.SAMPLE) ? SampleOrder.of(rows, row -> whole(row, Role.SAMPLE, 0, MOST_SAMPLES - 1))
        : SampleOrder.one(rows);
    int[] order = samples.rows();
    boolean pixels = columns.has(Role.Y) || polarities() > 1;
    int[] x = new int[rows];
    int[] y = new int[pixels ? rows : 0];
    int[] p = new int[pixels && columns.has(Role.P) ? rows : 0];
    double[] time = new double[rows];
    boolean whole = true;
    for (int i = 0; i < rows; i++) {
      int row = order[i];
      time[i] = time(row);
      whole &= time[i] == Math.rint(time[i]);
      x[i] = whole(row, Role.X, 0, LARGEST_CHANNEL);
      if (columns.has(Role.Y)) {
        y[i] = whole(row, Role.Y, 0, LARGEST_CHANNEL);
      }
      if (p.length > 0) {
        p[i] = polarity(row);
      }
    }
    if (columns.unitS() == 0 && !whole) {
      throw new InputException("the times are not whole, and nothing says their unit", label, "", "name the column t_s, t_ms or t_us, or say it: --events t_s,x,y,p");
    }
    if (columns.unitS() == 0) {
      note(notes, "times are taken as microseconds (--events t_ms,x,y,p says otherwise)");
    }
    int[] start = samples.start();
    double unit = columns.unitS() == 0 ? MICROSECOND : columns.unitS();
    if (!whole && unit > NANOSECOND) {
      unit = counted(time, unit);
    }
    return new EventList(start, time, unit, true, x, y, p, new double[0], true, new double[start.length - 1], 0,
        e -> place.apply(order[e]));
  }

  /**
   * Makes times with decimals whole numbers of nanoseconds, or of microseconds where those since 1970 are too many for a double: differences of
   * times are exact then, which those of decimals in floating point are not.
   *
   * @return seconds of the new unit
   */
  private static double counted(double[] time, double unit) {
    double latest = 0;
    for (double one : time) {
      latest = Math.max(latest, one);
    }
    double finer = latest * (unit / NANOSECOND) < LATEST ? NANOSECOND : MICROSECOND;
    if (unit > finer) {
      double factor = Math.rint(unit / finer);
      for (int e = 0; e < time.length; e++) {
        time[e] = Math.rint(time[e] * factor);
      }
    }
    return Math.min(unit, finer);
  }

  private static void note(List<String> notes, String text) {
    if (!notes.contains(text)) {
      notes.add(text);
    }
  }

  private double time(int row) {
    double time = cells.at(row, columns.of(Role.T));
    if (!(time >= 0 && time < LATEST)) {
      throw new InputException("t is " + time + unit() + ", must be 0 or above and below 2^53", label, place.apply(row), "");
    }
    return time;
  }

  private String unit() {
    return columns.unitS() == 1 ? " s" : columns.unitS() == 1e-3 ? " ms" : columns.unitS() == 1e-9 ? " ns" : " us";
  }

  /** 1 for increasing light; some recorders write -1 and 1. */
  private int polarity(int row) {
    return Math.max(0, whole(row, Role.P, -1, 255));
  }

  /** How many polarities there are, 2 for more. */
  private int polarities() {
    boolean[] seen = new boolean[256];
    for (int row = 0; row < rows && columns.has(Role.P); row++) {
      seen[polarity(row)] = true;
    }
    int count = 0;
    for (boolean one : seen) {
      count += one ? 1 : 0;
    }
    return count;
  }

  private int whole(int row, Role role, int least, int most) {
    double value = cells.at(row, columns.of(role));
    String name = role.name().toLowerCase(Locale.ROOT);
    if (value != Math.rint(value)) {
      throw new InputException(name + " is \"" + value + "\", not a whole number", label, place.apply(row), "");
    }
    if (value < least || value > most) {
      throw new InputException(name + " is " + (Math.abs(value) < 1e15 ? Long.toString((long) value) : Double.toString(value)) + ", must be " + least + ".." + most,
          label, place.apply(row), "");
    }
    return (int) value;
  }
}
