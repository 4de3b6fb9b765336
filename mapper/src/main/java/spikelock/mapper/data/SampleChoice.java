package spikelock.mapper.data;

import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.IntStream;
import spikelock.emulator.error.InputException;
import spikelock.mapper.source.SourceFile;

/** Which samples are wanted: a range as {@link SampleRange} parses it, or a file of their numbers. */
final class SampleChoice {
  private SampleChoice() {}

  /**
   * Numbers of the samples.
   *
   * @param text a range, the name of a {@code .npy}, {@code .npz}, {@code .csv} or {@code .txt} with a whole number a sample, or empty for all
   * @param samples how many there are
   * @throws InputException when there are none, or one does not exist
   */
  static int[] parse(String text, int samples) {
    if (text.isEmpty()) {
      return IntStream.range(0, samples).toArray();
    }
    if (!text.strip().toLowerCase(Locale.ROOT).matches(".*\\.(npy|npz|csv|txt)")) {
      SampleRange range = SampleRange.parse(text, samples);
      return IntStream.range(range.from(), range.to()).toArray();
    }
    SourceFile file = SourceFile.of(Path.of(text.strip()));
    int[] numbers = LabelFile.all(file);
    if (numbers.length == 0) {
      throw new InputException("names no sample", file.label(), "--samples", "");
    }
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] < 0 || numbers[i] >= samples) {
        throw new InputException("entry " + i + " is sample " + numbers[i] + ", but there are " + samples + ", numbered from 0", file.label(), "--samples", "");
      }
    }
    return numbers;
  }
}
