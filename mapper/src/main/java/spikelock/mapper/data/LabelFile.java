package spikelock.mapper.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NdArray;
import spikelock.emulator.files.NearMiss;
import spikelock.mapper.data.format.CsvTable;
import spikelock.mapper.data.format.IdxFile;
import spikelock.mapper.source.SourceFile;

/**
 * Reads the right answers: {@code .npy}, {@code .npz} or IDX with one whole number a sample, or text with one a line; of a text with a
 * header line the column {@code label}. Labels of a text may be names, which are numbered in the order of the alphabet.
 */
public final class LabelFile {
  private static final long LONGEST = 1L << 28;

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
    List<String> lines = CsvTable.withoutMark(new String(file.bytes(LONGEST), StandardCharsets.UTF_8)).lines().map(String::strip)
        .filter(l -> !l.isEmpty() && !l.startsWith("#")).toList();
    boolean header = isHeader(lines);
    List<String> names = header ? Arrays.stream(lines.getFirst().split(",", -1)).map(c -> c.strip().toLowerCase(Locale.ROOT)).toList() : List.of();
    int column = Math.max(0, CsvTable.labelColumn(names));
    if (names.size() > 1 && CsvTable.labelColumn(names) < 0) {
      throw new InputException("has no column \"label\"", file.label(), "line 1", NearMiss.hint("label", names));
    }
    String[] words = new String[lines.size() - (header ? 1 : 0)];
    for (int i = 0; i < words.length; i++) {
      String[] cells = lines.get(i + (header ? 1 : 0)).split(",", -1);
      words[i] = column < cells.length && cells.length == Math.max(1, names.size()) ? cells[column].strip() : "";
    }
    if (words.length > 0 && Arrays.stream(words).noneMatch(w -> w.isEmpty() || w.matches("[-+0-9.?].*") || w.equalsIgnoreCase("nan"))) {
      List<String> classes = Arrays.stream(words).distinct().sorted().toList();
      return new Labels(Arrays.stream(words).mapToInt(w -> Collections.binarySearch(classes, w)).toArray(), classes);
    }
    int[] labels = new int[words.length];
    for (int i = 0; i < labels.length; i++) {
      try {
        labels[i] = Integer.parseInt(words[i]);
      } catch (NumberFormatException e) {
        throw new InputException("label " + i + " is not a whole number", file.label(), "", "one class a line, or columns with a header that names label");
      }
    }
    return new Labels(labels, List.of());
  }

  /** Whether the first line names columns: one of them the label, several, or a word in front of numbers. */
  private static boolean isHeader(List<String> lines) {
    if (lines.isEmpty() || !Character.isLetter(lines.getFirst().charAt(0))) {
      return false;
    }
    List<String> cells = Arrays.stream(lines.getFirst().split(",", -1)).map(c -> c.strip().toLowerCase(Locale.ROOT)).toList();
    return CsvTable.labelColumn(cells) >= 0 || cells.size() > 1 || lines.size() < 2 || !Character.isLetter(lines.get(1).charAt(0));
  }
}
