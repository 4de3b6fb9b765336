package spikelock.tests.frameworks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import spikelock.mapper.framework.FrameworkTable;
import spikelock.mapper.framework.Row;

/** The table of the guide: what the classes of the frameworks compute, and how well that was reached. */
public final class FrameworkReport {
  private FrameworkReport() {}

  /** What every class writes, computes and imports: the mapper's own table. */
  public static List<String> classes() {
    List<String> lines = new ArrayList<>(List.of("| framework | class | NIR node | its exporter writes | it computes | its importer makes of it |",
        "|---|---|---|---|---|---|"));
    for (Row row : FrameworkTable.rows()) {
      lines.add("| " + String.join(" | ", row.framework().toString(), cell(row.name()),
          String.join(", ", row.kinds().stream().map(kind -> kind.label()).sorted().toList()), cell(row.words().writes()),
          cell(row.words().computes()), cell(row.words().imports())) + " |");
    }
    return lines;
  }

  /**
   * What was recorded of the frameworks themselves, run here.
   *
   * @param rows of the archives
   * @param folder to work in
   */
  public static List<String> results(List<RecordedRow> rows, Path folder, Consumer<String> progress) throws IOException {
    List<String> lines = new ArrayList<>(List.of("| recorded | options beside `--like` | entries | reference differs | chip at 16 bits differs from the reference |",
        "|---|---|---|---|---|"));
    for (RecordedRow row : rows) {
      progress.accept(row.row());
      lines.add(row.canBeRead() ? line(RowResult.of(row, folder)) : unreadable(row));
    }
    return lines;
  }

  /** The line of a row that no options give. */
  static String unreadable(RecordedRow row) {
    return "| " + cell(row.row()) + " | " + cell(row.options()) + " | | | |";
  }

  /** The line of a row. */
  static String line(RowResult result) {
    return "| " + String.join(" | ", cell(result.row().row()), result.row().options().isEmpty() ? "" : "`" + result.row().options() + "`",
        String.format(Locale.ROOT, "%,d", result.entries()), Long.toString(result.reference()),
        result.chip() >= 0 ? Long.toString(result.chip()) : cell(result.refusal())) + " |";
  }

  /** Text that a Markdown table takes for what it is. */
  private static String cell(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*").replace("\n", " ");
  }
}
