package spikelock.mapper.lava;

import java.util.Arrays;
import java.util.Optional;
import spikelock.emulator.error.InputException;
import spikelock.emulator.error.Printable;
import spikelock.emulator.files.NdArray;
import spikelock.mapper.hdf5.Hdf5Group;

/** One group {@code layer/N} of the file. */
final class NetLayer {
  private static final int MOST = 1 << 24;

  final int number;
  final String type;
  final String where;
  private final Hdf5Group group;

  NetLayer(int number, Hdf5Group group) {
    this.number = number;
    this.group = group;
    this.type = word(group, "type", "layer " + number);
    this.where = "layer " + number + " (" + type + ")";
  }

  /** The text of an array of one element. */
  static String word(Hdf5Group group, String field, String where) {
    NdArray array = group.array(field, where + ", field \"" + field + "\"").orElseThrow(() ->
        new InputException("has no field \"" + field + "\"", "", where, ""));
    if (!(array.data() instanceof String[] words) || words.length != 1) {
      throw new InputException("field \"" + field + "\" is not a word", "", where, "");
    }
    return Printable.start(words[0].strip(), 40);
  }

  boolean has(String field) {
    return group.names().contains(field);
  }

  Optional<Hdf5Group> neuron() {
    return group.group("neuron", where + ", neuron");
  }

  NdArray array(String field) {
    if (has(field) && !group.hasArray(field)) {
      throw error("field \"" + field + "\" is a group", field.equals("weight") ? "complex weights are not read" : "");
    }
    return group.array(field, where + ", field \"" + field + "\"").orElseThrow(() -> error("has no field \"" + field + "\"", ""));
  }

  /** Whole numbers, as lava-dl's netx takes them: what stands behind the point is cut off. */
  int[] wholes(String field) {
    return wholes(array(field), field, -MOST, MOST);
  }

  int[] wholes(String field, int least, int most) {
    return wholes(array(field), field, least, most);
  }

  private int[] wholes(NdArray array, String field, int least, int most) {
    if (array.isText()) {
      throw error("field \"" + field + "\" is text, not numbers", "");
    }
    int[] values = new int[array.size()];
    for (int i = 0; i < values.length; i++) {
      double value = array.at(i);
      if (!(value >= least && value <= most)) {
        throw error("field \"" + field + "\" is " + value + (values.length == 1 ? "" : " at index " + i) + ", must be " + least + ".."
            + most, "");
      }
      values[i] = (int) value;
    }
    return values;
  }

  /** As whole numbers in floats. */
  float[] weights(String field) {
    int[] values = wholes(field);
    float[] weights = new float[values.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = values[i];
    }
    return weights;
  }

  /** The shape that the layer gives. */
  int[] shape() {
    int[] shape = wholes("shape", 1, MOST);
    if (shape.length == 0 || shape.length > 3 || Arrays.stream(shape).asLongStream().reduce(1, (a, b) -> Math.min(1L << 40, a * b)) > MOST) {
      throw error("gives the shape " + Arrays.toString(shape) + ", which has too many axes or values", "");
    }
    return shape;
  }

  /** A field of a neuron's group. */
  int[] ofNeuron(Hdf5Group neuron, String field, int least, int most) {
    NdArray array = neuron.array(field, where + ", neuron/" + field).orElseThrow(() -> error("has no field \"neuron/" + field + "\"", ""));
    return wholes(array, "neuron/" + field, least, most);
  }

  /**
   * One value for each neuron.
   *
   * @param given one for all, for each channel or for each neuron
   * @param of the shape of the neurons
   */
  int[] spread(String field, int[] given, int[] of) {
    int size = NetSynapses.size(of);
    if (given.length != 1 && given.length != size && given.length != of[0]) {
      throw error("field \"" + field + "\" has " + given.length + " values for " + size + " neurons of " + of[0] + " channels", "");
    }
    int[] values = new int[size];
    for (int i = 0; i < size; i++) {
      values[i] = given[given.length == 1 ? 0 : given.length == size ? i : i / (size / of[0])];
    }
    return values;
  }

  /** Two numbers (y, x), or one for both. */
  int[] pair(String field, int least, int usual) {
    if (!has(field)) {
      return new int[] {usual, usual};
    }
    int[] values = wholes(field, least, 1 << 16);
    if (values.length == 1) {
      return new int[] {values[0], values[0]};
    }
    if (values.length != 2) {
      throw error("field \"" + field + "\" has " + values.length + " values, must have 2", "");
    }
    return values;
  }

  InputException error(String problem, String hint) {
    return new InputException(problem, "", where, hint);
  }
}
