package spikelock.mapper.nir;

import spikelock.emulator.error.InputException;
import spikelock.mapper.network.Connectivity;

/** A linear function of the values of one population. */
sealed interface LinearMap {

  /** What a composition may still cost. */
  final class Work {
    private long left;

    Work(long most) {
      this.left = most;
    }

    void spend(long amount) {
      left -= amount;
      if (left < 0) {
        throw new InputException("folding its chains of linear nodes takes too much work", "", "edges",
            "put neurons between large Linear nodes, or multiply them before the export");
      }
    }
  }

  int rows();

  record Identity(int rows) implements LinearMap {}

  record Diagonal(float[] values) implements LinearMap {
    @Override
    public int rows() {
      return values.length;
    }
  }

  /** @param weights [rows, columns] */
  record Dense(int rows, int columns, float[] weights) implements LinearMap {}

  /** {@code matrix} after this; {@code matrix} is used as it is, never changed. */
  default LinearMap then(Dense matrix, Work work) {
    work.spend((long) matrix.rows * matrix.columns);
    return switch (this) {
      case Identity same -> matrix;
      case Diagonal diagonal -> {
        float[] product = matrix.weights.clone();
        for (int i = 0; i < product.length; i++) {
          product[i] *= diagonal.values[i % matrix.columns];
        }
        yield new Dense(matrix.rows, matrix.columns, product);
      }
      case Dense first -> product(first, matrix, work);
    };
  }

  /** Each value times its own factor after this. */
  default LinearMap then(double[] factors, Work work) {
    return switch (this) {
      case Identity same -> {
        float[] values = new float[factors.length];
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) factors[i];
        }
        yield new Diagonal(values);
      }
      case Diagonal diagonal -> {
        float[] values = new float[factors.length];
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) (diagonal.values[i] * factors[i]);
        }
        yield new Diagonal(values);
      }
      case Dense dense -> {
        work.spend(dense.weights.length);
        float[] weights = new float[dense.weights.length];
        for (int i = 0; i < weights.length; i++) {
          weights[i] = (float) (dense.weights[i] * factors[i / dense.columns]);
        }
        yield new Dense(dense.rows, dense.columns, weights);
      }
    };
  }

  /** The sum of two functions of the same population. */
  default LinearMap plus(LinearMap other, Work work) {
    if (this instanceof Dense || other instanceof Dense) {
      Dense a = dense(work);
      Dense b = other.dense(work);
      float[] sum = a.weights.clone();
      for (int i = 0; i < sum.length; i++) {
        sum[i] += b.weights[i];
      }
      return new Dense(a.rows, a.columns, sum);
    }
    float[] sum = diagonal().clone();
    float[] added = other.diagonal();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += added[i];
    }
    return new Diagonal(sum);
  }

  /** The same function as synapses. */
  default Connectivity connectivity() {
    return switch (this) {
      case Identity same -> new Connectivity.Diagonal(diagonal());
      case Diagonal diagonal -> new Connectivity.Diagonal(diagonal.values);
      case Dense dense -> new Connectivity.Dense(dense.columns, dense.rows, dense.weights);
    };
  }

  private float[] diagonal() {
    if (this instanceof Diagonal diagonal) {
      return diagonal.values;
    }
    float[] ones = new float[rows()];
    java.util.Arrays.fill(ones, 1);
    return ones;
  }

  private Dense dense(Work work) {
    if (this instanceof Dense dense) {
      return dense;
    }
    int size = rows();
    work.spend((long) size * size);
    if ((long) size * size > Integer.MAX_VALUE - 8) {
      throw new InputException("a one-to-one path of " + size + " values joins a dense one, which is too large to fold");
    }
    float[] values = diagonal();
    float[] weights = new float[size * size];
    for (int i = 0; i < size; i++) {
      weights[i * size + i] = values[i];
    }
    return new Dense(size, size, weights);
  }

  private static Dense product(Dense first, Dense second, Work work) {
    work.spend((long) second.rows * second.columns * first.columns);
    if ((long) second.rows * first.columns > Integer.MAX_VALUE - 8) {
      throw new InputException("the product of two linear nodes has " + (long) second.rows * first.columns + " weights, too many");
    }
    float[] weights = new float[second.rows * first.columns];
    double[] row = new double[first.columns];
    for (int r = 0; r < second.rows; r++) {
      java.util.Arrays.fill(row, 0);
      for (int k = 0; k < second.columns; k++) {
        double factor = second.weights[r * second.columns + k];
        for (int c = 0; c < row.length; c++) {
          row[c] += factor * first.weights[k * row.length + c];
        }
      }
      for (int c = 0; c < row.length; c++) {
        weights[r * row.length + c] = (float) row[c];
      }
    }
    return new Dense(second.rows, first.columns, weights);
  }
}
