package spikelock.mapper.hdf5;

import io.jhdf.api.Dataset;
import java.math.BigInteger;
import java.util.Arrays;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NdArray;

/** The reader's many kinds of values (boxed scalars, "TRUE"/"FALSE" for booleans, big integers) in one form. */
final class Hdf5Values {
  private Hdf5Values() {}

  /** @throws InputException when the elements are neither numbers, booleans nor text */
  static NdArray of(Dataset dataset, String where) {
    int[] shape = dataset.getDimensions().clone();
    long count = Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
    if (count > 0 && shape.length > 0 && dataset.isEmpty()) {
      return filled(dataset, shape, count, where);
    }
    if (dataset.isEmpty() || count == 0) {
      return new NdArray(shape, new double[0]);
    }
    Object data = plain(dataset.isScalar() ? dataset.getData() : dataset.getDataFlat(), where);
    NdArray array = new NdArray(shape, data);
    if (array.size() != count) {
      throw new InputException("has " + array.size() + " values where its shape " + array.shapeText() + " needs " + count, "",
          where, "");
    }
    return array;
  }

  /** What was never written is the fill value everywhere, 0 unless the file says another. */
  private static NdArray filled(Dataset dataset, int[] shape, long count, String where) {
    if (count > Integer.MAX_VALUE - 8) {
      throw new InputException("has " + count + " values, too many", "", where, "");
    }
    double[] values = new double[(int) count];
    Arrays.fill(values, dataset.getFillValue() instanceof Number number ? number.doubleValue() : 0);
    return new NdArray(shape, values);
  }

  /** One element of variable length as an array of one axis. */
  static NdArray flat(Object data, String where) {
    Object values = plain(data, where);
    return new NdArray(new int[] {java.lang.reflect.Array.getLength(values)}, values);
  }

  private static Object plain(Object data, String where) {
    return switch (data) {
      case byte[] v -> v;
      case short[] v -> v;
      case int[] v -> v;
      case long[] v -> v;
      case float[] v -> v;
      case double[] v -> v;
      case Float v -> new float[] {v};
      case Double v -> new double[] {v};
      case Long v -> new long[] {v};
      case Number v -> new double[] {v.doubleValue()};
      case Boolean v -> new byte[] {(byte) (v ? 1 : 0)};
      case boolean[] v -> {
        byte[] bits = new byte[v.length];
        for (int i = 0; i < bits.length; i++) {
          bits[i] = (byte) (v[i] ? 1 : 0);
        }
        yield bits;
      }
      case BigInteger[] v -> Arrays.stream(v).mapToDouble(BigInteger::doubleValue).toArray();
      case String v -> words(new String[] {v});
      case String[] v -> words(v);
      case null -> throw new InputException("has no values", "", where, "");
      default -> throw new InputException("has values of the kind " + data.getClass().getSimpleName()
          + "; numbers, booleans and text are read", "", where, "");
    };
  }

  private static Object words(String[] words) {
    byte[] bits = new byte[words.length];
    for (int i = 0; i < bits.length; i++) {
      if (words[i] == null) {
        words[i] = "";
      }
      if (!words[i].equals("TRUE") && !words[i].equals("FALSE")) {
        return words;
      }
      bits[i] = (byte) (words[i].equals("TRUE") ? 1 : 0);
    }
    return bits;
  }
}
