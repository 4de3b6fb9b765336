package spikelock.mapper.data;

import java.util.List;
import spikelock.emulator.error.InputException;
import spikelock.emulator.error.Printable;
import spikelock.emulator.files.NdArray;
import spikelock.emulator.files.NearMiss;
import spikelock.mapper.data.format.ClassNames;
import spikelock.mapper.data.format.CsvRows;
import spikelock.mapper.data.format.IdxFile;
import spikelock.mapper.source.SourceFile;

/**
 * Reads the right answers: {@code .npy}, {@code .npz} or IDX with one whole number a sample, or text with one a line; of a text with a
 * header line the column {@code label}. Labels of a text may be names, which are numbered in the order of the alphabet.
 */
public final class LabelFile {
  private LabelFile() {}

  /**
   * Classes of samples.
   *
   * @param numbers [samples] 0 or above
   * @param classes their names in the order of their numbers; empty where the file has numbers
   */
  public record Labels(int[] numbers, List<String> classes) {}

  /**
   * Reads labels.
   *
   * @param samples how many there must be
   * @return [samples] classes, 0 or above
   */
  public static int[] read(SourceFile file, int samples) {
    return labels(file, samples).numbers();
  }

  /**
   * Reads labels with their names.
   *
   * @param samples how many there must be
   */
  public static Labels labels(SourceFile file, int samples) {
    Labels labels = isText(file) ? text(file) : new Labels(all(file), List.of());
    int[] numbers = labels.numbers();
    if (numbers.length != samples) {
      throw new InputException("has " + numbers.length + " labels for " + samples + " samples", file.label(), "", "");
    }
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] < 0) {
        throw new InputException("label " + i + " is " + numbers[i] + "; classes count from 0", file.label(), "", "");
      }
    }
    return labels;
  }

  private static boolean isText(SourceFile file) {
    return file.name().endsWith(".csv") || file.name().endsWith(".txt");
  }

  /** All labels of a file, whatever they are. */
  public static int[] all(SourceFile file) {
    if (isText(file)) {
      return text(file).numbers();
    }
    return IdxFile.accepts(file.name(), file.start(16)) ? ints(IdxFile.read(file), file) : array(file);
  }

  private static int[] array(SourceFile file) {
    if (!file.name().endsWith(".npy") && !file.name().endsWith(".npz")) {
      throw new InputException("is no label file", file.label(), "", "labels are read from .npy, .npz, IDX, .csv and .txt");
    }
    return ints(file.array(StimulusFile.only(file)), file);
  }

  private static int[] ints(NdArray array, SourceFile file) {
    if (array.rank() > 1 && array.shape()[0] != array.size()) {
      throw new InputException("has the shape " + array.shapeText() + ", not one label a sample", file.label(), "", "");
    }
    try {
      return array.ints();
    } catch (ArithmeticException e) {
      throw new InputException(e.getMessage(), file.label(), "", "labels are whole numbers");
    }
  }

  private static Labels text(SourceFile file) {
    List<CsvRows.Row> rows = CsvRows.all(file);
    boolean header = isHeader(rows);
    List<String> names = header ? ClassNames.lowerCase(rows.getFirst().cells()) : List.of();
    int column = Math.max(0, ClassNames.column(names));
    if (names.size() > 1 && ClassNames.column(names) < 0) {
      throw new InputException("has no column \"label\"", file.label(), "line " + rows.getFirst().line(), Printable.start(NearMiss.hint("label", names), 200));
    }
    List<CsvRows.Row> labelled = header ? rows.subList(1, rows.size()) : rows;
    List<String> words = labelled.stream().map(row -> row.cells().size() == Math.max(1, names.size()) ? row.cells().get(column) : "").toList();
    if (!words.isEmpty() && words.stream().allMatch(ClassNames::isName)) {
      List<String> classes = ClassNames.numbered(words);
      return new Labels(ClassNames.numbers(words, classes), classes);
    }
    int[] labels = new int[words.size()];
    for (int i = 0; i < labels.length; i++) {
      try {
        labels[i] = Integer.parseInt(words.get(i));
      } catch (NumberFormatException e) {
        throw new InputException("label " + i + " is not a whole number", file.label(), "line " + labelled.get(i).line(),
            "one class a line, or columns with a header that names label");
      }
    }
    return new Labels(labels, List.of());
  }

  /** Whether the first row names columns: one of them the label, several, or a word in front of numbers. */
  private static boolean isHeader(List<CsvRows.Row> rows) {
    if (rows.isEmpty() || !startsWithLetter(rows.getFirst())) {
      return false;
    }
    List<String> cells = ClassNames.lowerCase(rows.getFirst().cells());
    return ClassNames.column(cells) >= 0 || cells.size() > 1 || rows.size() < 2 || !startsWithLetter(rows.get(1));
  }

  private static boolean startsWithLetter(CsvRows.Row row) {
    String first = row.cells().getFirst();
    return !first.isEmpty() && Character.isLetter(first.charAt(0));
  }
}
