package spikelock.mapper.train.gradient;

/**
 * The inner loops over rows of a matrix. Every element is summed in the order of the rows, one product and one sum after the other, so
 * that the result is the same bit by bit however wide the machine's vectors are, and without them.
 */
interface Rows {
  /** With vectors when the JVM was started with {@code --add-modules jdk.incubator.vector}, else without. */
  Rows FASTEST = fastest();

  /** {@code sum[j] += value[k] * matrix[index[k]][j]} for k in {@code from..to-1}, rows of {@code width}. */
  void add(float[] sum, float[] matrix, int width, int[] index, float[] value, int from, int to);

  /** As {@link #add(float[], float[], int, int[], float[], int, int)}, in wrapping integers. */
  void add(int[] sum, int[] matrix, int width, int[] index, float[] value, int from, int to);

  /** {@code matrix[first + index[k] * width + j] += value[k] * slope[j]} for k in {@code from..to-1}. */
  void addOuter(float[] matrix, int first, int width, int[] index, float[] value, int from, int to, float[] slope);

  private static Rows fastest() {
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
      return new ScalarRows();
    }
    return new VectorRows();
  }
}
