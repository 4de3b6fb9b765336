package spikelock.mapper.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NdArray;
import spikelock.emulator.files.NearMiss;
import spikelock.mapper.data.format.IdxFile;
import spikelock.mapper.source.SourceFile;

/**
 * Reads the right answers: {@code .npy}, {@code .npz} or IDX with one whole number a sample, or text with one a line; of a text with a
 * header line the column {@code label}.
 */
public final class LabelFile {
  private static final long LONGEST = 1L << 28;

  private LabelFile() {}

  /**
   * Reads labels.
   *
   * @param samples how many there must be
   * @return [samples] classes, 0 or above
   */
  public static int[] read(SourceFile file, int samples) {
    int[] labels = all(file);
    if (labels.length != samples) {
      throw new InputException("has " + labels.length + " labels for " + samples + " samples", file.label(), "", "");
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0) {
        throw new InputException("label " + i + " is " + labels[i] + "; classes count from 0", file.label(), "", "");
      }
    }
    return labels;
  }

  /** All labels of a file, whatever they are. */
  public static int[] all(SourceFile file) {
    if (file.name().endsWith(".csv") || file.name().endsWith(".txt")) {
      return text(file);
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

  private static int[] text(SourceFile file) {
    List<String> lines = new String(file.bytes(LONGEST), StandardCharsets.UTF_8).lines().map(String::strip)
        .filter(l -> !l.isEmpty() && !l.startsWith("#")).toList();
    boolean header = !lines.isEmpty() && Character.isLetter(lines.getFirst().charAt(0));
    List<String> names = header ? Arrays.stream(lines.getFirst().split(",", -1)).map(c -> c.strip().toLowerCase(Locale.ROOT)).toList() : List.of();
    int column = Math.max(0, names.indexOf("label"));
    if (names.size() > 1 && !names.contains("label")) {
      throw new InputException("has no column \"label\"", file.label(), "line 1", NearMiss.hint("label", names));
    }
    int[] labels = new int[lines.size() - (header ? 1 : 0)];
    for (int i = 0; i < labels.length; i++) {
      String[] cells = lines.get(i + (header ? 1 : 0)).split(",", -1);
      try {
        labels[i] = Integer.parseInt(column < cells.length && cells.length == Math.max(1, names.size()) ? cells[column].strip() : "");
      } catch (NumberFormatException e) {
        throw new InputException("label " + i + " is not a whole number", file.label(), "", "one class a line, or columns with a header that names label");
      }
    }
    return labels;
  }
}
