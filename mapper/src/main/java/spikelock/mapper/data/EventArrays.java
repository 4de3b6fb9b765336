package spikelock.mapper.data;

import java.util.List;
import java.util.Optional;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NdArray;
import spikelock.mapper.data.format.EventList;
import spikelock.mapper.data.format.EventNames;
import spikelock.mapper.source.SourceFile;

/** Events in the arrays of a {@code .npy} or {@code .npz}: the fields of a structured one, arrays side by side, or the columns of a plain one. */
final class EventArrays {
  private EventArrays() {}

  /**
   * The events of a file; empty where it holds other arrays.
   *
   * @param array the structured array, or the plain one of rows, where there are several; else empty
   * @param said what the user says of the columns
   * @param notes gets what was assumed
   */
  static Optional<EventList> read(SourceFile file, String array, EventNames said, List<String> notes) {
    Named named = Named.of(file, array);
    Optional<EventNames.Columns> columns = said.among(named.own);
    if (columns.isPresent()) {
      return Optional.of(sideBySide(file, named.full, columns.get()).list(notes));
    }
    return said.isSaid() ? Optional.of(rows(file, array, said).list(notes)) : Optional.empty();
  }

  /** Whether the arrays of a file are called as those of events are. */
  static boolean holds(SourceFile file) {
    return EventNames.USUAL.among(Named.of(file, "").own).isPresent();
  }

  /** Names of arrays as the file has them, and as they are within the structured array. */
  private record Named(List<String> full, List<String> own) {
    static Named of(SourceFile file, String array) {
      List<String> names = file.arrayNames();
      String group = array.isEmpty() ? group(names) : array;
      List<String> full = names.stream().filter(name -> group.isEmpty() ? array.isEmpty() : name.startsWith(group + ".")).toList();
      return new Named(full, full.stream().map(name -> group.isEmpty() ? name : name.substring(group.length() + 1)).toList());
    }
  }

  /** The structured array that all names are fields of; empty where there is none. */
  private static String group(List<String> names) {
    List<String> groups = names.stream().map(name -> name.substring(0, Math.max(0, name.lastIndexOf('.')))).distinct().toList();
    return groups.size() == 1 ? groups.getFirst() : "";
  }

  private static EventRows sideBySide(SourceFile file, List<String> fields, EventNames.Columns columns) {
    NdArray[] arrays = new NdArray[fields.size()];
    int rows = -1;
    for (int column : columns.at().values()) {
      arrays[column] = file.array(fields.get(column));
      if (arrays[column].rank() != 1 || arrays[column].isText() || rows >= 0 && arrays[column].size() != rows) {
        throw new InputException("array " + fields.get(column) + " has the shape " + arrays[column].shapeText() + (arrays[column].isText() ? " of text" : "")
            + (rows >= 0 ? ", those before it " + rows + " events" : ""), file.label(), "", "each column of events is an array of one axis, all of one length");
      }
      rows = arrays[column].size();
    }
    return new EventRows(file.label(), rows, (row, column) -> arrays[column].at(row), columns, row -> "event " + row);
  }

  private static EventRows rows(SourceFile file, String array, EventNames said) {
    NdArray plain = file.array(array.isEmpty() ? StimulusFile.onlyInput(file) : array);
    if (plain.rank() != 2 || plain.isText()) {
      throw new InputException("has the shape " + plain.shapeText() + "; events are (events, columns)", file.label(), "--events", "");
    }
    int width = plain.shape()[1];
    return new EventRows(file.label(), plain.shape()[0], (row, column) -> plain.at(row * width + column), said.inOrder(width, file.label()), row -> "event " + row);
  }
}
