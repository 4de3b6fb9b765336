package spikelock.toolchain.console;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import spikelock.emulator.error.Printable;

/** A table for people: columns as wide as what is in them, columns of numbers (and empty text) to the right. */
public final class TextTable {
  private final List<String> titles;
  private final List<List<Object>> rows = new ArrayList<>();

  public TextTable(String... titles) {
    this.titles = List.of(titles);
  }

  /** Adds a row; a cell is a whole number, which is written with thousands separators, or text. */
  public TextTable row(Object... cells) {
    if (cells.length != titles.size()) {
      throw new IllegalArgumentException(cells.length + " cells for " + titles.size() + " columns");
    }
    rows.add(List.of(cells));
    return this;
  }

  /** The lines, without a final line break. */
  @Override
  public String toString() {
    List<List<String>> lines = new ArrayList<>(Collections.singleton(titles));
    rows.forEach(row -> lines.add(row.stream().map(TextTable::text).toList()));
    StringBuilder table = new StringBuilder();
    for (int line = 0; line < lines.size(); line++) {
      StringBuilder text = new StringBuilder();
      for (int column = 0; column < titles.size(); column++) {
        String cell = lines.get(line).get(column);
        String padding = " ".repeat(width(lines, column) - cell.length());
        text.append(isNumber(column) ? padding + cell : cell + padding).append("  ");
      }
      table.append(line == 0 ? "" : System.lineSeparator()).append(text.toString().stripTrailing());
    }
    return table.toString();
  }

  private boolean isNumber(int column) {
    return rows.stream().anyMatch(row -> row.get(column) instanceof Number)
        && rows.stream().allMatch(row -> row.get(column) instanceof Number || row.get(column).equals(""));
  }

  private static int width(List<List<String>> lines, int column) {
    return lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0);
  }

  private static String text(Object cell) {
    return switch (cell) {
      case Integer number -> String.format(Locale.ROOT, "%,d", number);
      case Long number -> String.format(Locale.ROOT, "%,d", number);
      default -> printable(cell.toString());
    };
  }

  /** Text from a file with what a terminal would obey replaced. */
  public static String printable(String text) {
    return Printable.of(text);
  }
}
