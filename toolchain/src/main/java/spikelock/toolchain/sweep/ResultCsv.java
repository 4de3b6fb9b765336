package spikelock.toolchain.sweep;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Results as a table: a line a point, ascending; the same results give the same bytes. */
public final class ResultCsv {
  private ResultCsv() {}

  /** Writes every point that is there. */
  public static void write(ResultStore store, Path file) {
    List<Axis> axes = List.copyOf(store.definition().grid().axes().keySet());
    try (CsvWriter csv = CsvWriter.builder().build(file)) {
      List<String> titles = new ArrayList<>(List.of("point"));
      axes.forEach(axis -> titles.add(axis.text()));
      for (Column column : Column.values()) {
        titles.add(column.text());
      }
      csv.writeRecord(titles);
      store.each(row -> {
        Setting setting = store.definition().grid().at(row.point());
        List<String> cells = new ArrayList<>(List.of(Integer.toString(row.point())));
        axes.forEach(axis -> cells.add(setting.get(axis).orElse("")));
        for (Column column : Column.values()) {
          cells.add(row.text(column));
        }
        csv.writeRecord(cells);
      });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
