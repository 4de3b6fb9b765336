package spikelock.mapper.linear;

import java.util.ArrayList;
import java.util.List;
import spikelock.emulator.error.InputException;
import spikelock.mapper.network.Connectivity;

/** A linear function of the values of one population. */
public sealed interface LinearMap {

  /** What a composition may still cost. */
  final class Work {
    private long left;

    public Work(long most) {
      this.left = most;
    }

    public void spend(long amount) {
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

  /**
   * Steps that are not multiplied out: where a convolution, a pool or a delay takes part.
   *
   * @param columns values of the population
   * @param steps at least one
   */
  record Chain(int columns, List<Step> steps) implements LinearMap {
    public Chain {
      steps = List.copyOf(steps);
    }

    @Override
    public int rows() {
      return steps.getLast().out();
    }

    /** Whether some of its values come later than others, or all do. */
    boolean delays() {
      return steps.stream().anyMatch(Step::delays);
    }
  }

  /** @param chains two or more of the same size */
  record Sum(List<Chain> chains) implements LinearMap {
    public Sum {
      chains = List.copyOf(chains);
    }

    @Override
    public int rows() {
      return chains.getFirst().rows();
    }
  }

  /** A step after this, without multiplying out. */
  default LinearMap then(Step step) {
    return this instanceof Sum sum ? new Sum(sum.chains.stream().map(c -> appended(c.columns, c.steps, step)).toList())
        : appended(columns(), steps(), step);
  }

  private static Chain appended(int columns, List<Step> steps, Step step) {
    List<Step> longer = new ArrayList<>(steps);
    longer.add(step);
    return new Chain(columns, longer);
  }

  private int columns() {
    return switch (this) {
      case Identity same -> same.rows;
      case Diagonal diagonal -> diagonal.values.length;
      case Dense dense -> dense.columns;
      case Chain chain -> chain.columns;
      case Sum sum -> sum.chains.getFirst().columns;
    };
  }

  private List<Step> steps() {
    return switch (this) {
      case Identity same -> List.of();
      case Diagonal diagonal -> {
        double[] factors = new double[diagonal.values.length];
        for (int i = 0; i < factors.length; i++) {
          factors[i] = diagonal.values[i];
        }
        yield List.of(new Step.Factors(factors));
      }
      case Dense dense -> List.of(new Step.Matrix(dense.columns, dense.rows, dense.weights));
      case Chain chain -> chain.steps;
      case Sum sum -> throw new IllegalStateException("a sum is no chain");
    };
  }

  /** This as chains to be added. */
  private List<Chain> chains() {
    return switch (this) {
      case Sum sum -> sum.chains;
      case Chain chain -> List.of(chain);
      case Identity same -> List.of(appended(same.rows, List.of(), new Step.Factors(ones(same.rows))));
      case Diagonal diagonal -> List.of(new Chain(columns(), steps()));
      case Dense dense -> List.of(new Chain(columns(), steps()));
    };
  }

  private static double[] ones(int size) {
    double[] ones = new double[size];
    java.util.Arrays.fill(ones, 1);
    return ones;
  }

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
      case Chain chain -> then(new Step.Matrix(matrix.columns, matrix.rows, matrix.weights));
      case Sum sum -> then(new Step.Matrix(matrix.columns, matrix.rows, matrix.weights));
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
      case Chain chain -> then(new Step.Factors(factors.clone()));
      case Sum sum -> then(new Step.Factors(factors.clone()));
    };
  }

  /** The sum of two functions of the same population. */
  default LinearMap plus(LinearMap other, Work work) {
    if (!isMultipliedOut() || !other.isMultipliedOut()) {
      List<Chain> all = new ArrayList<>(chains());
      all.addAll(other.chains());
      return new Sum(all);
    }
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
  default Connectivity connectivity(Work work) {
    return switch (this) {
      case Identity same -> new Connectivity.Diagonal(diagonal());
      case Diagonal diagonal -> new Connectivity.Diagonal(diagonal.values);
      case Dense dense -> new Connectivity.Dense(dense.columns, dense.rows, dense.weights);
      case Chain chain -> Impulses.connectivity(List.of(chain), work);
      case Sum sum -> Impulses.connectivity(sum.chains, work);
    };
  }

  private boolean isMultipliedOut() {
    return !(this instanceof Chain || this instanceof Sum);
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
