package spikelock.toolchain.sweep;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongConsumer;
import spikelock.emulator.error.InputException;

/** Joins results of one sweep that were found apart. */
public final class ResultMerge {
  private static final int BATCH = 1000;

  private ResultMerge() {}

  /**
   * Writes all points of some files into one.
   *
   * @param target does not exist yet
   * @param progress told the number of points read
   * @return the target, open
   * @throws InputException when the files are of different sweeps, or say different things of a point
   */
  public static ResultStore of(List<Path> files, Path target, LongConsumer progress) {
    Definition definition;
    try (ResultStore first = ResultStore.read(files.getFirst())) {
      definition = first.definition();
    }
    ResultStore merged = ResultStore.open(target, definition);
    try {
      long[] read = new long[1];
      for (Path file : files) {
        try (ResultStore part = ResultStore.read(file)) {
          if (!part.definition().hash().equals(definition.hash())) {
            throw new InputException("holds the results of another sweep than " + files.getFirst() + ": "
                + Definition.difference(definition.text(), part.definition().text()), file.toString(), "", "merge the shards of one sweep");
          }
          add(part, merged, files, () -> progress.accept(++read[0]));
        }
      }
      return merged;
    } catch (RuntimeException e) {
      merged.close();
      throw e;
    }
  }

  private static void add(ResultStore part, ResultStore merged, List<Path> files, Runnable read) {
    var there = merged.points();
    List<Row> rows = new ArrayList<>();
    part.each(row -> {
      read.run();
      if (there.get(row.point())) {
        checkSame(merged.at(row.point()).orElseThrow(), row, part, files);
        return;
      }
      rows.add(row);
      if (rows.size() == BATCH) {
        merged.add(rows);
        rows.clear();
      }
    });
    merged.add(rows);
  }

  private static void checkSame(Row known, Row row, ResultStore part, List<Path> files) {
    for (Column column : Column.values()) {
      Object before = known.values().get(column);
      Object now = row.values().get(column);
      if (!Objects.equals(before, now)) {
        throw new InputException("of point " + row.point() + " (" + part.definition().grid().at(row.point()) + ") says " + column.text() + " is " + text(now) + ", "
            + owner(row.point(), part.file(), files) + " says " + text(before), part.file().toString(), "", "one of them was changed; run the point again");
      }
    }
  }

  private static Object text(Object value) {
    return Optional.ofNullable(value).orElse("nothing");
  }

  /** The file that a point was taken from: the first that has it. */
  private static Path owner(int point, Path but, List<Path> files) {
    for (Path file : files) {
      if (!file.equals(but) && Files.exists(file)) {
        try (ResultStore store = ResultStore.read(file)) {
          if (store.points().get(point)) {
            return file;
          }
        }
      }
    }
    return but;
  }
}
