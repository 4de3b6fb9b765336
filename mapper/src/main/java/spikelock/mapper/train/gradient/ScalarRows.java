package spikelock.mapper.train.gradient;

/** Without vectors: C2 cannot know that the arrays differ, and leaves these loops scalar. */
final class ScalarRows implements Rows {
  @Override
  public void add(float[] sum, float[] matrix, int width, int[] index, float[] value, int from, int to) {
    int k = from;
    for (; k + 3 < to; k += 4) {
      int a = index[k] * width;
      int b = index[k + 1] * width;
      int c = index[k + 2] * width;
      int d = index[k + 3] * width;
      float va = value[k];
      float vb = value[k + 1];
      float vc = value[k + 2];
      float vd = value[k + 3];
      for (int j = 0; j < width; j++) {
        sum[j] = sum[j] + va * matrix[a + j] + vb * matrix[b + j] + vc * matrix[c + j] + vd * matrix[d + j];
      }
    }
    for (; k < to; k++) {
      int a = index[k] * width;
      float va = value[k];
      for (int j = 0; j < width; j++) {
        sum[j] += va * matrix[a + j];
      }
    }
  }

  @Override
  public void add(int[] sum, int[] matrix, int width, int[] index, float[] value, int from, int to) {
    int k = from;
    for (; k + 1 < to; k += 2) {
      int a = index[k] * width;
      int b = index[k + 1] * width;
      int va = (int) value[k];
      int vb = (int) value[k + 1];
      for (int j = 0; j < width; j++) {
        sum[j] += va * matrix[a + j] + vb * matrix[b + j];
      }
    }
    for (; k < to; k++) {
      int a = index[k] * width;
      int va = (int) value[k];
      for (int j = 0; j < width; j++) {
        sum[j] += va * matrix[a + j];
      }
    }
  }

  @Override
  public void addOuter(float[] matrix, int first, int width, int[] index, float[] value, int from, int to, float[] slope) {
    for (int k = from; k < to; k++) {
      int a = first + index[k] * width;
      float va = value[k];
      for (int j = 0; j < width; j++) {
        matrix[a + j] += va * slope[j];
      }
    }
  }
}
