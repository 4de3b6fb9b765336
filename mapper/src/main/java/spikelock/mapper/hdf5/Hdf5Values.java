package spikelock.mapper.hdf5;

import io.jhdf.api.Dataset;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NdArray;

/** The reader's many kinds of values (boxed scalars, "TRUE"/"FALSE" for booleans, big integers) in one form. */
final class Hdf5Values {
  private Hdf5Values() {}

  /** Refused when the elements are neither numbers, booleans nor text. */
  static Reading of(Dataset dataset, String where) {
    int[] shape = dataset.getDimensions().clone();
    long count = Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
    if (count > 0 && shape.length > 0 && dataset.isEmpty()) {
      return filled(dataset, shape, count, where);
    }
    if (dataset.isEmpty() || count == 0) {
      return new Reading.Values(new NdArray(shape, new double[0]));
    }
    Object data = dataset.isScalar() ? dataset.getData() : dataset.getDataFlat();
    Optional<Object> plain = plain(data);
    if (plain.isEmpty()) {
      return Reading.refused(unknown(data), where);
    }
    NdArray array = new NdArray(shape, plain.get());
    return array.size() == count ? new Reading.Values(array)
        : Reading.refused("has " + array.size() + " values where its shape " + array.shapeText() + " needs " + count, where);
  }

  /** What was never written is the fill value everywhere, 0 unless the file says another. */
  private static Reading filled(Dataset dataset, int[] shape, long count, String where) {
    if (count > Integer.MAX_VALUE - 8) {
      return Reading.refused("has " + count + " values, too many", where);
    }
    double[] values = new double[(int) count];
    Arrays.fill(values, dataset.getFillValue() instanceof Number number ? number.doubleValue() : 0);
    return new Reading.Values(new NdArray(shape, values));
  }

  /** One element of variable length as an array of one axis. */
  static NdArray flat(Object data, String where) {
    Object values = plain(data).orElseThrow(() -> new InputException(unknown(data), "", where, ""));
    return new NdArray(new int[] {java.lang.reflect.Array.getLength(values)}, values);
  }

  private static String unknown(Object data) {
    return data == null ? "has no values" : "has values of the kind " + data.getClass().getSimpleName() + "; numbers, booleans and text are read";
  }

  /** Empty for what is not read. */
  private static Optional<Object> plain(Object data) {
    return Optional.ofNullable(switch (data) {
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
      case null, default -> null;
    });
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
