package spikelock.mapper.data;

import java.util.List;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NdArray;
import spikelock.emulator.stimulus.DenseStimulus;
import spikelock.emulator.stimulus.GradedStimulus;
import spikelock.emulator.stimulus.Stimulus;
import spikelock.mapper.source.SourceFile;

/**
 * Reads input: {@code .npy} and {@code .npz} arrays of spikes (0 and 1) or whole values, [timesteps, channels...] or [samples, timesteps,
 * channels...], CSV events (see {@link EventCsv}), and pictures drawn as text (see {@link FilmFile}).
 */
public final class StimulusFile {
  /** Timesteps of a network without inputs: nothing in the file bounds them. */
  private static final int MOST_EMPTY = 1 << 24;

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
   * @throws InputException when the file is damaged, does not fit the channels, or holds values that are not whole or too large
   */
  public static Stimulus read(SourceFile file, String array, int channels) {
    if (file.name().endsWith(".csv")) {
      return EventCsv.read(file, channels);
    }
    if (file.name().endsWith(".yaml")) {
      return FilmFile.read(file, channels);
    }
    if (!file.name().endsWith(".npy") && !file.name().endsWith(".npz")) {
      throw new InputException("is no input file", file.label(), "", "input is read from .npy, .npz, .csv and .yaml");
    }
    NdArray values = file.array(array.isEmpty() ? only(file) : array);
    return spikes(values, channels, file.label());
  }

  /** The name of the only array. */
  static String only(SourceFile file) {
    List<String> names = file.arrayNames();
    if (names.size() != 1) {
      throw new InputException("holds " + names.size() + " arrays" + (names.isEmpty() ? "" : ": "
          + String.join(", ", names.stream().limit(20).toList())), file.label(), "", names.isEmpty() ? "" : "name one of them (--array)");
    }
    return names.getFirst();
  }

  private static Stimulus spikes(NdArray array, int channels, String file) {
    int[] shape = array.shape();
    if (array.isText()) {
      throw new InputException("holds text, not spikes", file, "", "");
    }
    long whole = product(shape, 1);
    boolean samples = shape.length >= 3 && product(shape, 2) == channels;
    boolean single = !samples && (shape.length >= 2 && whole == channels || shape.length == 1 && channels == 1);
    if (!samples && !single) {
      long has = shape.length >= 3 ? product(shape, 2) : shape.length == 2 ? shape[1] : 1;
      throw new InputException("has " + has + " channels (shape " + array.shapeText() + ") but the network has " + channels
          + " inputs", file, "", "shapes are (timesteps, channels) or (samples, timesteps, channels)");
    }
    long timesteps = samples ? (long) shape[0] * shape[1] : shape[0];
    if (timesteps == 0 || array.size() == 0 && channels > 0) {
      throw new InputException("holds no timesteps (shape " + array.shapeText() + ")", file, "", "");
    }
    if (channels == 0 && timesteps > MOST_EMPTY) {
      throw new InputException("holds " + timesteps + " timesteps without a channel (shape " + array.shapeText() + "), at most " + MOST_EMPTY
          + " are run", file, "", "");
    }
    int count = samples ? shape[0] : 1;
    int length = samples ? shape[1] : shape[0];
    byte[] small = new byte[array.size()];
    for (int i = 0; i < small.length; i++) {
      double value = whole(array, i, shape, file);
      if (value != (byte) value) {
        return new GradedStimulus(count, length, channels, values(array, shape, file));
      }
      small[i] = (byte) value;
    }
    return new DenseStimulus(count, length, channels, small);
  }

  private static int[] values(NdArray array, int[] shape, String file) {
    int[] values = new int[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (int) whole(array, i, shape, file);
    }
    return values;
  }

  private static double whole(NdArray array, int index, int[] shape, String file) {
    double value = array.at(index);
    if (value != Math.rint(value) || !(Math.abs(value) <= GREATEST)) {
      throw new InputException("has the value " + value + " at " + place(index, shape) + "; input is 0 and 1 for spikes, or whole numbers up to "
          + GREATEST + " for payloads", file, "", "scale and round the values first");
    }
    return value;
  }

  private static long product(int[] shape, int from) {
    long product = 1;
    for (int axis = from; axis < shape.length; axis++) {
      product *= shape[axis];
    }
    return product;
  }

  private static String place(int index, int[] shape) {
    int[] at = new int[shape.length];
    int left = index;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      at[axis] = left % shape[axis];
      left /= shape[axis];
    }
    return java.util.Arrays.toString(at);
  }
}
