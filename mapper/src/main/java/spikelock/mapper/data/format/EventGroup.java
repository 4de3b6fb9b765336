package spikelock.mapper.data.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import spikelock.emulator.error.InputException;
import spikelock.emulator.error.Printable;
import spikelock.emulator.files.NdArray;
import spikelock.mapper.hdf5.Hdf5Group;

/**
 * Events in HDF5 as arrays side by side, in the group {@code events} or at the top: DSEC ({@code events/t,x,y,p} with {@code ms_to_idx}), and
 * others with other names. DSEC's {@code t_offset}, which makes times those of its other sensors, is not added: time counts within the recording.
 *
 * @param columns where each is among the arrays
 * @param arrays those that are columns, others empty
 * @param rows how many events there are
 * @see <a href="https://dsec.ifi.uzh.ch/data-format/">DSEC: data format</a>
 */
public record EventGroup(EventNames.Columns columns, List<Optional<NdArray>> arrays, int rows) {
  private static final String GROUP = "events";
  private static final String INDEX = "ms_to_idx";
  private static final double MICROSECOND = 1e-6;
  private static final double MILLISECOND = 1000;

  public EventGroup {
    arrays = List.copyOf(arrays);
  }

  /** Whether there are events in a file. */
  static boolean accepts(Hdf5Group top) {
    return columns(top, EventNames.USUAL).isPresent() || top.optionalGroup(GROUP, GROUP).flatMap(g -> columns(g, EventNames.USUAL)).isPresent();
  }

  private static Optional<EventNames.Columns> columns(Hdf5Group group, EventNames names) {
    return names.among(arrays(group));
  }

  private static List<String> arrays(Hdf5Group group) {
    return group.names().stream().filter(group::hasArray).toList();
  }

  static EventGroup read(Hdf5Group top, EventNames names) {
    Hdf5Group group = top.optionalGroup(GROUP, GROUP).orElse(top);
    List<String> all = arrays(group);
    String holds = Printable.of(String.join(", ", all.stream().limit(8).toList()));
    EventNames.Columns columns = names.among(all).orElseThrow(() -> new InputException("has no arrays of times and places of events", "", GROUP,
        "say which they are: --events t=NAME,x=NAME,y=NAME,p=NAME; this has: " + holds));
    int rows = -1;
    List<Optional<NdArray>> arrays = new ArrayList<>();
    for (int column = 0; column < all.size(); column++) {
      String where = GROUP + "/" + Printable.of(all.get(column));
      if (!columns.at().containsValue(column)) {
        arrays.add(Optional.empty());
        continue;
      }
      NdArray array = group.array(all.get(column), where).orElseThrow();
      if (array.isText() || array.rank() != 1 || rows >= 0 && rows != array.size()) {
        throw new InputException("has the shape " + array.shapeText() + (array.isText() ? " of text" : "") + (rows < 0 ? "" : ", those before it " + rows + " events"),
            "", where, "each column of events is an array of one axis, all of one length");
      }
      rows = array.size();
      arrays.add(Optional.of(array));
    }
    EventGroup events = new EventGroup(columns, arrays, rows);
    Optional<NdArray> index = top.readable(INDEX, INDEX).or(() -> group.readable(INDEX, INDEX)).filter(i -> !i.isText());
    if (index.isEmpty() || columns.unitS() != 0) {
      return events;
    }
    events.requireIndex(index.get());
    return new EventGroup(new EventNames.Columns(columns.at(), MICROSECOND), events.arrays, events.rows);
  }

  /** A number of an event. */
  public double at(int row, int column) {
    return arrays.get(column).orElseThrow().at(row);
  }

  /** {@code ms_to_idx[k]} is the first event at or after k ms; where it is not, the file is damaged or a part of another. */
  private void requireIndex(NdArray index) {
    int time = columns.of(EventNames.Role.T);
    double before = 0;
    for (int k = 0; k < index.size(); k++) {
      double first = index.at(k);
      boolean sound = first == Math.rint(first) && first >= before && first <= rows
          && (first == rows || at((int) first, time) >= k * MILLISECOND) && (first == 0 || at((int) first - 1, time) < k * MILLISECOND);
      if (!sound) {
        throw new InputException("says that event " + (long) first + " of " + rows + " is the first at " + k + " ms, which it is not", "", "ms_to_idx[" + k + "]",
            "the file is damaged, or its events and its index belong to different recordings; without ms_to_idx they are read");
      }
      before = first;
    }
  }
}
