package spikelock.mapper.data.format;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import spikelock.emulator.error.InputException;
import spikelock.mapper.source.SourceFile;

/**
 * A table of numbers as text, separated by commas; lines that start with {@code #} and empty lines are skipped. One column may hold names
 * of classes, which are numbered in the order of the alphabet.
 *
 * @param label of the file, for messages
 * @param header lower-case names of the columns; empty when the first line holds numbers
 * @param columns how many; 0 in a file without lines
 * @param cells [rows, columns]
 * @param line [rows] the number of each row's line, from 1
 * @param classes names of the classes in the order of their numbers; empty where the labels are numbers
 */
public record CsvTable(String label, List<String> header, int columns, double[] cells, int[] line, List<String> classes) {
  /** Names of columns that hold the class of a row. */
  public static final List<String> LABELS = List.of("label", "class", "target");

  /** Bytes that are read at most. */
  public static final long LONGEST = 1L << 28;

  private static final int MOST_COLUMNS = 1 << 20;

  /**
   * Reads a table.
   *
   * @param labelsLast whether the last column holds classes; one named as one of {@link #LABELS} does anyway
   * @throws InputException when a row is shorter or longer than the first, or a cell is no finite number
   */
  public static CsvTable read(SourceFile file, boolean labelsLast) {
    return new Parser(file, labelsLast).table();
  }

  /** The column named as one of {@link #LABELS}, or -1. */
  public static int labelColumn(List<String> header) {
    return LABELS.stream().mapToInt(header::indexOf).filter(i -> i >= 0).findFirst().orElse(-1);
  }

  public int rows() {
    return line.length;
  }

  public double at(int row, int column) {
    return cells[row * columns + column];
  }

  /** The names of the columns where the header has them, else their numbers. */
  public String column(int column) {
    return header.isEmpty() ? "column " + column : header.get(column);
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

  /** Whether a line is a header: its first cell starts with a letter. */
  static boolean isHeader(String line) {
    return Character.isLetter(line.charAt(0)) && !line.regionMatches(true, 0, "nan", 0, 3) && !line.regionMatches(true, 0, "inf", 0, 3);
  }

  /** Names of columns as they are compared. */
  static List<String> names(String line) {
    return Arrays.stream(line.split(",", -1)).map(c -> c.strip().toLowerCase(Locale.ROOT)).toList();
  }

  private static final class Parser {
    private final byte[] text;
    private final String label;
    private List<String> header = List.of();
    private int columns;
    private double[] cells = new double[1024];
    private int count;
    private int[] lines = new int[256];
    private int rows;
    private final boolean labelsLast;
    private int labels = -1;
    private final List<String> names = new ArrayList<>();

    Parser(SourceFile file, boolean labelsLast) {
      this.labelsLast = labelsLast;
      this.text = file.bytes(LONGEST);
      this.label = file.label();
    }

    CsvTable table() {
      int number = 0;
      boolean first = true;
      for (int from = 0; from < text.length; ) {
        int end = from;
        while (end < text.length && text[end] != '\n') {
          end++;
        }
        String line = withoutMark(new String(text, from, end - from, StandardCharsets.UTF_8)).strip();
        number++;
        from = end + 1;
        if (line.isEmpty() || line.startsWith("#")) {
          continue;
        }
        if (first && isHeader(line)) {
          header = names(line);
          width(header.size(), number);
        } else {
          row(line, number);
        }
        first = false;
      }
      List<String> classes = numberNames();
      return new CsvTable(label, header, columns, Arrays.copyOf(cells, count), Arrays.copyOf(lines, rows), classes);
    }

    /** Puts numbers in the places of names, where they are names. */
    private List<String> numberNames() {
      if (names.stream().allMatch(String::isEmpty)) {
        return List.of();
      }
      List<String> known = names.stream().distinct().sorted().toList();
      for (int row = 0; row < rows; row++) {
        cells[row * columns + labels] = Collections.binarySearch(known, names.get(row));
      }
      return known;
    }

    private void width(int wide, int number) {
      if (wide > MOST_COLUMNS) {
        throw new InputException("has " + wide + " columns, more than the " + MOST_COLUMNS + " that are read", label, "line " + number, "");
      }
      columns = wide;
      labels = labelsLast ? columns - 1 : labelColumn(header);
    }

    private void row(String line, int number) {
      List<String> parts = parts(line);
      if (columns == 0) {
        width(parts.size(), number);
      }
      if (parts.size() != columns) {
        throw new InputException("has " + parts.size() + " columns, not " + columns + (header.isEmpty() || columns > 20 ? " as the lines before it"
            : " (" + String.join(",", header) + ")"), label, "line " + number, "");
      }
      if (rows == lines.length) {
        lines = Arrays.copyOf(lines, 2 * rows);
      }
      lines[rows++] = number;
      for (int c = 0; c < columns; c++) {
        if (count == cells.length) {
          cells = Arrays.copyOf(cells, (int) Math.min(Integer.MAX_VALUE - 8L, 2L * count));
        }
        String cell = parts.get(c).strip();
        cells[count++] = c == labels && isName(cell, number) ? 0 : number(cell, c, number);
      }
    }

    /** Whether the label of a row is a name; all of them must be, or none. */
    private boolean isName(String cell, int number) {
      boolean name = !cell.matches("[-+0-9.].*");
      if (cell.isEmpty() || cell.equals("?") || cell.equalsIgnoreCase("nan")) {
        throw new InputException("the row has no label" + (cell.isEmpty() ? "" : " (\"" + cell + "\")"), label, "line " + number,
            "take the row out, or give it a class");
      }
      if (!names.isEmpty() && names.getLast().isEmpty() == name) {
        throw new InputException("the label is " + shorten(cell) + ", a " + (name ? "name, but those before it are numbers" : "number, but those before it are names"),
            label, "line " + number, "");
      }
      names.add(name ? cell : "");
      return name;
    }

    private static String shorten(String text) {
      return "\"" + (text.length() > 40 ? text.substring(0, 40) + "..." : text).replaceAll("\\p{Cntrl}", "?") + "\"";
    }

    private static List<String> parts(String line) {
      List<String> parts = new ArrayList<>();
      int from = 0;
      for (int comma = line.indexOf(','); comma >= 0; comma = line.indexOf(',', from)) {
        parts.add(line.substring(from, comma));
        from = comma + 1;
      }
      parts.add(line.substring(from));
      return parts;
    }

    private double number(String text, int column, int number) {
      String name = header.isEmpty() ? "column " + column : header.get(column);
      String shown = shorten(text);
      double value;
      try {
        value = Double.parseDouble(text);
      } catch (NumberFormatException e) {
        throw new InputException(name + " is " + shown + ", not a number", label, "line " + number, "");
      }
      if (!Double.isFinite(value)) {
        throw new InputException(name + " is " + shown + "; every number must be finite", label, "line " + number, "");
      }
      return value;
    }
  }

  /** Without the byte order mark that spreadsheets put in front of UTF-8. */
  public static String withoutMark(String text) {
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }
}
