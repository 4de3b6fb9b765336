package spikelock.mapper.data.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import spikelock.emulator.error.InputException;
import spikelock.emulator.error.Printable;
import spikelock.mapper.source.SourceFile;

/**
 * A table of numbers as text, as {@link CsvRows} reads it; of events with a header line also with blanks between columns. One column may hold
 * names of classes, which are numbered in the order of the alphabet.
 *
 * @param label of the file, for messages
 * @param header lower-case names of the columns; empty when the first row holds numbers
 * @param columns how many; 0 in a file without lines
 * @param cells [rows, columns]
 * @param line [rows] the line at which each row begins, from 1
 * @param labels the column that holds classes, or -1
 * @param classes names of the classes in the order of their numbers; empty where the labels are numbers
 */
public record CsvTable(String label, List<String> header, int columns, double[] cells, int[] line, int labels, List<String> classes) {
  /** What the last column holds when its name does not say it. */
  public enum Last {
    NUMBERS,
    CLASSES,
    /** Classes where the first row has a name there. */
    CLASSES_IF_NAMED
  }

  /**
   * Reads a table.
   *
   * @param last a column that is named label, class or target holds classes anyway
   * @throws InputException when a row is shorter or longer than the first, or a cell is no finite number
   */
  public static CsvTable read(SourceFile file, Last last) {
    Parser parser = new Parser(file.label(), last);
    CsvRows.read(file, parser::row);
    return parser.table();
  }

  public int rows() {
    return line.length;
  }

  public double at(int row, int column) {
    return cells[row * columns + column];
  }

  /** The names of the columns where the header has them, else their numbers. */
  public String column(int column) {
    return column(header, column);
  }

  private static String column(List<String> header, int column) {
    return header.isEmpty() ? "column " + column : Printable.start(header.get(column), 40);
  }

  /**
   * A cell that must be a whole number.
   *
   * @throws InputException when it is not, or is not within the bounds
   */
  public int whole(int row, int column, int least, int most) {
    double value = at(row, column);
    if (value != Math.rint(value)) {
      throw new InputException(column(column) + " is \"" + value + "\", not a whole number", label, "line " + line[row], "");
    }
    if (value < least || value > most) {
      throw new InputException(column(column) + " is " + shown(value) + ", must be " + least + ".." + most, label, "line " + line[row], "");
    }
    return (int) value;
  }

  private static String shown(double value) {
    return Math.abs(value) < 1e15 ? Long.toString((long) value) : Double.toString(value);
  }

  private static final class Parser {
    private static final Pattern BLANKS = Pattern.compile("[ \\t]+");
    private static final Set<String> STEPPED = Set.of("timestep", "channel", "value");
    private static final String COMMAS = "write commas between columns, and numbers with a point";

    private final String label;
    private final Last last;
    private List<String> header = List.of();
    private int columns;
    private double[] cells = new double[1024];
    private int count;
    private int[] lines = new int[256];
    private int rows;
    private int labels = -1;
    private final List<String> names = new ArrayList<>();
    /** Whether columns are separated by blanks, as the names of the first row are. */
    private boolean blanks;

    Parser(String label, Last last) {
      this.label = label;
      this.last = last;
    }

    void row(CsvRows.Row found) {
      blanks |= columns == 0 && found.cells().size() == 1 && areEvents(words(found.cells().getFirst()));
      if (blanks && found.cells().size() > 1) {
        throw new InputException("has commas between its columns, but there are blanks between their names", label, "line " + found.line(), "");
      }
      CsvRows.Row row = blanks ? new CsvRows.Row(found.line(), words(found.cells().getFirst())) : found;
      if (columns > 0) {
        numbers(row);
        return;
      }
      columns = row.cells().size();
      requireCommas(row);
      if (isHeader(row.cells())) {
        header = ClassNames.lowerCase(row.cells()).stream().map(Printable::of).toList();
        labels = last == Last.CLASSES ? columns - 1 : ClassNames.column(header);
      } else {
        labels = last == Last.CLASSES ? columns - 1 : -1;
        numbers(row);
      }
    }

    private static List<String> words(String cell) {
      return List.of(BLANKS.split(cell.strip()));
    }

    /** Whether several words are all names of events' columns. */
    private static boolean areEvents(List<String> words) {
      return words.size() > 1 && ClassNames.lowerCase(words).stream().allMatch(word -> EventNames.isKnown(word) || STEPPED.contains(word));
    }

    CsvTable table() {
      List<String> classes = List.of();
      if (names.stream().anyMatch(name -> !name.isEmpty())) {
        classes = ClassNames.numbered(names);
        int[] numbers = ClassNames.numbers(names, classes);
        for (int row = 0; row < rows; row++) {
          cells[row * columns + labels] = numbers[row];
        }
      }
      return new CsvTable(label, header, columns, Arrays.copyOf(cells, count), Arrays.copyOf(lines, rows), labels, classes);
    }

    /** A file whose columns are separated otherwise is one column of what is no number. */
    private void requireCommas(CsvRows.Row row) {
      String found = separator(row.cells().getFirst());
      if (columns == 1 && !found.isEmpty()) {
        throw new InputException("has " + found + " between its columns, not commas", label, "line " + row.line(), COMMAS);
      }
    }

    private static String separator(String cell) {
      boolean number = !cell.isEmpty() && !Character.isLetter(cell.charAt(0));
      return cell.indexOf('\t') >= 0 ? "tabs" : cell.indexOf(';') >= 0 ? "semicolons" : number && cell.indexOf(' ') > 0 ? "spaces" : "";
    }

    /** Whether the first row names columns: its first cell starts with a letter. */
    private static boolean isHeader(List<String> cells) {
      String first = cells.getFirst();
      return !first.isEmpty() && Character.isLetter(first.charAt(0)) && !first.regionMatches(true, 0, "nan", 0, 3)
          && !first.regionMatches(true, 0, "inf", 0, 3);
    }

    private void numbers(CsvRows.Row row) {
      if (row.cells().size() != columns) {
        throw new InputException("has " + row.cells().size() + " columns, not " + columns + (header.isEmpty() || columns > 20 ? " as the lines before it"
            : " (" + Printable.start(String.join(",", header), 200) + ")"), label, "line " + row.line(), "");
      }
      if (rows == 0 && labels < 0 && last == Last.CLASSES_IF_NAMED && ClassNames.isName(row.cells().getLast())) {
        labels = columns - 1;
      }
      if (rows == lines.length) {
        lines = Arrays.copyOf(lines, 2 * rows);
      }
      lines[rows++] = row.line();
      for (int c = 0; c < columns; c++) {
        if (count == cells.length) {
          cells = Arrays.copyOf(cells, (int) Math.min(Integer.MAX_VALUE - 8L, 2L * count));
        }
        String cell = row.cells().get(c);
        cells[count++] = c == labels && isName(cell, row.line()) ? 0 : number(cell, c, row.line());
      }
    }

    /** Whether the label of a row is a name; all of them must be, or none. */
    private boolean isName(String cell, int line) {
      if (ClassNames.isMissing(cell)) {
        throw new InputException("the row has no label" + (cell.isEmpty() ? "" : " (\"" + cell + "\")"), label, "line " + line,
            "take the row out, or give it a class");
      }
      boolean name = ClassNames.isName(cell);
      if (!names.isEmpty() && names.getLast().isEmpty() == name) {
        throw new InputException("the label is " + shown(cell) + ", a " + (name ? "name, but those before it are numbers" : "number, but those before it are names"),
            label, "line " + line, "");
      }
      names.add(name ? cell : "");
      return name;
    }

    private static String shown(String text) {
      return "\"" + Printable.start(text, 40) + "\"";
    }

    private double number(String text, int column, int line) {
      String name = column(header, column);
      double value;
      try {
        value = Double.parseDouble(text);
      } catch (NumberFormatException e) {
        throw new InputException(name + " is " + shown(text) + ", not a number", label, "line " + line, separator(text).isEmpty() ? "" : COMMAS);
      }
      if (!Double.isFinite(value)) {
        throw new InputException(name + " is " + shown(text) + "; every number must be finite", label, "line " + line, "");
      }
      return value;
    }
  }
}
