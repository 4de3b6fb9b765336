package spikelock.mapper.data;

import java.nio.charset.StandardCharsets;
import java.util.List;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NdArray;
import spikelock.mapper.source.SourceFile;

/** Reads the right answers: {@code .npy} or {@code .npz} with one whole number a sample, or text with one a line. */
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
    int[] labels = file.name().endsWith(".csv") || file.name().endsWith(".txt") ? text(file) : array(file);
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

  private static int[] array(SourceFile file) {
    if (!file.name().endsWith(".npy") && !file.name().endsWith(".npz")) {
      throw new InputException("is no label file", file.label(), "", "labels are read from .npy, .npz, .csv and .txt");
    }
    NdArray array = file.array(StimulusFile.only(file));
    try {
      return array.ints();
    } catch (ArithmeticException e) {
      throw new InputException(e.getMessage(), file.label(), "", "labels are whole numbers");
    }
  }

  private static int[] text(SourceFile file) {
    List<String> lines = new String(file.bytes(LONGEST), StandardCharsets.UTF_8).lines().map(String::strip)
        .filter(l -> !l.isEmpty() && !l.startsWith("#")).toList();
    int header = !lines.isEmpty() && Character.isLetter(lines.getFirst().charAt(0)) ? 1 : 0;
    int[] labels = new int[lines.size() - header];
    for (int i = 0; i < labels.length; i++) {
      try {
        labels[i] = Integer.parseInt(lines.get(i + header));
      } catch (NumberFormatException e) {
        throw new InputException("label " + i + " is not a whole number", file.label(), "", "one class a line");
      }
    }
    return labels;
  }
}
