package spikelock.toolchain.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import spikelock.emulator.cost.Confidence;
import spikelock.emulator.cost.Constant;
import spikelock.emulator.cost.CostProfile;
import spikelock.emulator.cost.Estimate;
import spikelock.emulator.cost.Term;
import spikelock.toolchain.validate.PublishedCase.Happened;

/**
 * Constants of a profile chosen so that its estimates come nearest (least squares of the energies) to measured powers.
 *
 * @param fitted the profile with them
 * @param constants paths of what was chosen
 * @param points how many measurements
 */
public record ProfileFit(CostProfile fitted, List<String> constants, int points) {
  private static final double SINGULAR = 1e-12;

  /** A measurement: what happened, and the mean power meanwhile. */
  public record Point(Happened happened, double powerW) {}

  /**
   * Fits.
   *
   * @throws ArithmeticException when the points do not tell the constants apart, or one would be negative
   */
  public static ProfileFit of(CostProfile profile, List<String> constants, List<Point> points, String source) {
    CostProfile without = profile;
    for (String path : constants) {
      without = without.with(path, constant(path, 0, source));
    }
    double[][] columns = new double[constants.size()][points.size()];
    double[] rest = new double[points.size()];
    for (int p = 0; p < points.size(); p++) {
      Point point = points.get(p);
      double none = energy(without, point.happened);
      rest[p] = point.powerW * point.happened.seconds().orElseThrow() - none;
      for (int c = 0; c < constants.size(); c++) {
        columns[c][p] = energy(without.with(constants.get(c), constant(constants.get(c), 1, source)), point.happened) - none;
      }
    }
    double[] values = leastSquares(columns, rest);
    CostProfile fitted = without;
    for (int c = 0; c < values.length; c++) {
      if (values[c] < 0) {
        throw new ArithmeticException(constants.get(c) + " would be negative");
      }
      fitted = fitted.with(constants.get(c), constant(constants.get(c), values[c], source));
    }
    return new ProfileFit(fitted, List.copyOf(constants), points.size());
  }

  private static double energy(CostProfile profile, Happened happened) {
    Estimate estimate = CaseCheck.price(profile, happened);
    return estimate.totalJ();
  }

  private static Constant constant(String path, double value, String source) {
    double factor = Confidence.FITTED.factor();
    String written = Term.of(path).orElseThrow().dimension().format(value);
    return new Constant(value, value / factor, value * factor, written, Confidence.FITTED, source, "", OptionalDouble.empty());
  }

  /** What minimises the squares of the residuals, by the normal equations of columns brought to equal length. */
  private static double[] leastSquares(double[][] columns, double[] wanted) {
    int unknowns = columns.length;
    double[] lengths = new double[unknowns];
    double[][] matrix = new double[unknowns][unknowns + 1];
    for (int i = 0; i < unknowns; i++) {
      lengths[i] = Math.sqrt(product(columns[i], columns[i]));
      if (lengths[i] == 0) {
        throw new ArithmeticException("a constant has no part in any point");
      }
    }
    for (int i = 0; i < unknowns; i++) {
      for (int j = 0; j < unknowns; j++) {
        matrix[i][j] = product(columns[i], columns[j]) / lengths[i] / lengths[j];
      }
      matrix[i][unknowns] = product(columns[i], wanted) / lengths[i];
    }
    double[] solved = solve(matrix);
    for (int i = 0; i < unknowns; i++) {
      solved[i] /= lengths[i];
    }
    return solved;
  }

  /** Gauss with the largest pivot first. */
  private static double[] solve(double[][] matrix) {
    int size = matrix.length;
    for (int column = 0; column < size; column++) {
      int pivot = column;
      for (int row = column + 1; row < size; row++) {
        pivot = Math.abs(matrix[row][column]) > Math.abs(matrix[pivot][column]) ? row : pivot;
      }
      if (Math.abs(matrix[pivot][column]) < SINGULAR) {
        throw new ArithmeticException("the points do not tell the constants apart");
      }
      double[] swapped = matrix[column];
      matrix[column] = matrix[pivot];
      matrix[pivot] = swapped;
      for (int row = 0; row < size; row++) {
        double share = row == column ? 0 : matrix[row][column] / matrix[column][column];
        for (int i = column; share != 0 && i <= size; i++) {
          matrix[row][i] -= share * matrix[column][i];
        }
      }
    }
    double[] solved = new double[size];
    for (int row = 0; row < size; row++) {
      solved[row] = matrix[row][size] / matrix[row][row];
    }
    return solved;
  }

  private static double product(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** What was chosen, for people. */
  public String text() {
    List<String> chosen = new ArrayList<>();
    for (String path : constants) {
      chosen.add(path + " = " + fitted.constant(path).orElseThrow().written());
    }
    return fitted.name() + " is fitted to " + points + " points: " + String.join(", ", chosen);
  }
}
