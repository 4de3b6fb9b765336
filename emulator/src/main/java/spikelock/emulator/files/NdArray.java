package spikelock.emulator.files;

import java.util.Arrays;

/**
 * An array of any rank in C order, as numpy knows it.
 *
 * @param shape extent of each axis; empty for a single value
 * @param data {@code byte[]} (also booleans), {@code short[]}, {@code int[]}, {@code long[]}, {@code float[]},
 *     {@code double[]} or {@code String[]} of as many elements as the shape says
 */
public record NdArray(int[] shape, Object data) {

  public static NdArray of(int[] data) {
    return new NdArray(new int[] {data.length}, data);
  }

  public static NdArray of(byte[] data, int... shape) {
    return new NdArray(shape, data);
  }

  public static NdArray of(float[] data, int... shape) {
    return new NdArray(shape, data);
  }

  /** Elements. */
  public int size() {
    return java.lang.reflect.Array.getLength(data);
  }

  public int rank() {
    return shape.length;
  }

  /** {@code (2, 3)} as numpy prints it. */
  public String shapeText() {
    return shapeText(shape);
  }

  static String shapeText(int[] shape) {
    StringBuilder text = new StringBuilder("(");
    for (int i = 0; i < shape.length; i++) {
      text.append(i == 0 ? "" : ", ").append(shape[i]);
    }
    return text.append(shape.length == 1 ? ",)" : ")").toString();
  }

  public boolean isText() {
    return data instanceof String[];
  }

  /** Whether the elements are whole numbers by type. */
  public boolean isInteger() {
    return !(data instanceof float[] || data instanceof double[] || data instanceof String[]);
  }

  /** The elements as doubles; a copy unless they are doubles already. */
  public double[] doubles() {
    if (data instanceof double[] values) {
      return values;
    }
    double[] out = new double[size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = at(i);
    }
    return out;
  }

  /** The elements as floats; a copy unless they are floats already. */
  public float[] floats() {
    if (data instanceof float[] values) {
      return values;
    }
    float[] out = new float[size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) at(i);
    }
    return out;
  }

  /**
   * The elements as ints; a copy unless they are ints already.
   *
   * @throws ArithmeticException when one is not a whole number that fits
   */
  public int[] ints() {
    if (data instanceof int[] values) {
      return values;
    }
    int[] out = new int[size()];
    for (int i = 0; i < out.length; i++) {
      double value = at(i);
      out[i] = (int) value;
      if (out[i] != value) {
        throw new ArithmeticException("element " + i + " is " + value + ", not a whole number of 32 bits");
      }
    }
    return out;
  }

  /** One element as a double. */
  public double at(int i) {
    return switch (data) {
      case byte[] v -> v[i];
      case short[] v -> v[i];
      case int[] v -> v[i];
      case long[] v -> v[i];
      case float[] v -> v[i];
      case double[] v -> v[i];
      default -> throw new ArithmeticException("element " + i + " is text");
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NdArray array && Arrays.equals(shape, array.shape)
        && Arrays.deepEquals(new Object[] {data}, new Object[] {array.data});
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(new Object[] {shape, data});
  }

  @Override
  public String toString() {
    return data.getClass().getComponentType().getSimpleName() + shapeText();
  }
}
