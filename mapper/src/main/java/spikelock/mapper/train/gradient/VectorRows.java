package spikelock.mapper.train.gradient;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/** With the machine's vectors: sums stay in registers over all rows. Loaded only where the incubator module is. */
final class VectorRows implements Rows {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;

  @Override
  public void add(float[] sum, float[] matrix, int width, int[] index, float[] value, int from, int to) {
    int lanes = FLOATS.length();
    int j = 0;
    for (; j + 4 * lanes <= width; j += 4 * lanes) {
      FloatVector a = FloatVector.fromArray(FLOATS, sum, j);
      FloatVector b = FloatVector.fromArray(FLOATS, sum, j + lanes);
      FloatVector c = FloatVector.fromArray(FLOATS, sum, j + 2 * lanes);
      FloatVector d = FloatVector.fromArray(FLOATS, sum, j + 3 * lanes);
      for (int k = from; k < to; k++) {
        int row = index[k] * width + j;
        float sent = value[k];
        a = a.add(FloatVector.fromArray(FLOATS, matrix, row).mul(sent));
        b = b.add(FloatVector.fromArray(FLOATS, matrix, row + lanes).mul(sent));
        c = c.add(FloatVector.fromArray(FLOATS, matrix, row + 2 * lanes).mul(sent));
        d = d.add(FloatVector.fromArray(FLOATS, matrix, row + 3 * lanes).mul(sent));
      }
      a.intoArray(sum, j);
      b.intoArray(sum, j + lanes);
      c.intoArray(sum, j + 2 * lanes);
      d.intoArray(sum, j + 3 * lanes);
    }
    for (; j + lanes <= width; j += lanes) {
      FloatVector a = FloatVector.fromArray(FLOATS, sum, j);
      for (int k = from; k < to; k++) {
        a = a.add(FloatVector.fromArray(FLOATS, matrix, index[k] * width + j).mul(value[k]));
      }
      a.intoArray(sum, j);
    }
    for (; j < width; j++) {
      float a = sum[j];
      for (int k = from; k < to; k++) {
        a += value[k] * matrix[index[k] * width + j];
      }
      sum[j] = a;
    }
  }

  @Override
  public void add(int[] sum, int[] matrix, int width, int[] index, float[] value, int from, int to) {
    int lanes = INTS.length();
    int j = 0;
    for (; j + 2 * lanes <= width; j += 2 * lanes) {
      IntVector a = IntVector.fromArray(INTS, sum, j);
      IntVector b = IntVector.fromArray(INTS, sum, j + lanes);
      for (int k = from; k < to; k++) {
        int row = index[k] * width + j;
        int sent = (int) value[k];
        a = a.add(IntVector.fromArray(INTS, matrix, row).mul(sent));
        b = b.add(IntVector.fromArray(INTS, matrix, row + lanes).mul(sent));
      }
      a.intoArray(sum, j);
      b.intoArray(sum, j + lanes);
    }
    for (; j < width; j++) {
      int a = sum[j];
      for (int k = from; k < to; k++) {
        a += (int) value[k] * matrix[index[k] * width + j];
      }
      sum[j] = a;
    }
  }

  @Override
  public void addOuter(float[] matrix, int first, int width, int[] index, float[] value, int from, int to, float[] slope) {
    int lanes = FLOATS.length();
    int whole = FLOATS.loopBound(width);
    for (int k = from; k < to; k++) {
      int row = first + index[k] * width;
      float sent = value[k];
      int j = 0;
      for (; j < whole; j += lanes) {
        FloatVector product = FloatVector.fromArray(FLOATS, slope, j).mul(sent);
        FloatVector.fromArray(FLOATS, matrix, row + j).add(product).intoArray(matrix, row + j);
      }
      for (; j < width; j++) {
        matrix[row + j] += sent * slope[j];
      }
    }
  }
}
