package spikelock.mapper.data;

import java.util.List;
import java.util.Optional;
import spikelock.emulator.error.InputException;
import spikelock.emulator.stimulus.Stimulus;
import spikelock.mapper.source.SourceFile;

/** Reads one file of input where there is nothing to choose; see {@link DataReader} for everything else. */
public final class StimulusFile {
  /** Largest magnitude of an input value: payloads have at most 16 bits, and beyond a little more no chip takes it anyway. */
  static final int GREATEST = 1 << 20;

  private StimulusFile() {}

  /** Reads a file with a single array. */
  public static Stimulus read(SourceFile file, int channels) {
    return read(file, "", channels);
  }

  /**
   * Reads input for a network.
   *
   * @param array name of the array in a {@code .npz} that has several; empty for the only one
   * @param channels of the network; trailing axes are flattened to it
   * @throws InputException when the file is damaged, does not fit the channels, or holds values that are not finite
   */
  public static Stimulus read(SourceFile file, String array, int channels) {
    return DataReader.read(List.of(file), InputShape.flat(channels), Reading.DEFAULT.withArray(array), "", Optional.empty()).stimulus();
  }

  /** The name of the only array. */
  static String only(SourceFile file) {
    return only(file, "name one of them (--array)");
  }

  /** The same of input, which may be events whose columns have names of their own. */
  static String onlyInput(SourceFile file) {
    return only(file, "name one of them (--array), or, if they are the columns of events, say which is which: --events t=NAME,x=NAME,y=NAME,p=NAME");
  }

  private static String only(SourceFile file, String hint) {
    List<String> names = file.arrayNames();
    if (names.size() != 1) {
      throw new InputException("holds " + names.size() + " arrays" + (names.isEmpty() ? "" : ": "
          + String.join(", ", names.stream().limit(20).toList())), file.label(), "", names.isEmpty() ? "" : hint);
    }
    return names.getFirst();
  }
}
