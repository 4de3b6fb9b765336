package spikelock.toolchain.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a sweep has found so far.
 *
 * @param grid its points
 * @param marks the points that ran, ascending
 * @param unfit points for which a chip is too small
 * @param refused points that cannot be
 * @param reasons why points did not run, the most frequent of different ones first
 * @param fidelities how near time and energy are to the chip, in the order in which they occur
 */
public record Summary(Grid grid, List<Mark> marks, int unfit, int refused, List<Reason> reasons, List<String> fidelities) {
  private static final int MOST_REASONS = 1000;

  /**
   * A point that ran.
   *
   * @param values of each {@link Objective}; NaN where it is not known
   */
  public record Mark(int point, double[] values) {
    public double of(Objective objective) {
      return values[objective.ordinal()];
    }
  }

  /**
   * Why points did not run.
   *
   * @param limit what there is too little of; empty for points that are refused
   * @param points how many
   * @param first the number of one of them
   */
  public record Reason(String status, String limit, String problem, int points, int first) {}

  public Summary {
    marks = List.copyOf(marks);
    reasons = List.copyOf(reasons);
    fidelities = List.copyOf(fidelities);
  }

  /** Points that are there. */
  public int points() {
    return marks.size() + unfit + refused;
  }

  /** Of everything in a file of results. */
  public static Summary of(ResultStore store) {
    List<Mark> marks = new ArrayList<>();
    Map<String, Reason> reasons = new LinkedHashMap<>();
    List<String> fidelities = new ArrayList<>();
    int[] count = new int[2];
    store.each(row -> {
      if (row.isDone()) {
        double[] values = new double[Objective.values().length];
        for (Objective objective : Objective.values()) {
          values[objective.ordinal()] = row.number(objective.column()).orElse(Double.NaN);
        }
        marks.add(new Mark(row.point(), values));
        String fidelity = row.text(Column.FIDELITY);
        if (!fidelities.contains(fidelity)) {
          fidelities.add(fidelity);
        }
        return;
      }
      String status = row.text(Column.STATUS);
      count[status.equals(Row.UNFIT) ? 0 : 1]++;
      Reason reason = new Reason(status, row.text(Column.SHORT_OF), row.text(Column.PROBLEM), 1, row.point());
      if (reasons.containsKey(reason.problem()) || reasons.size() < MOST_REASONS) {
        reasons.merge(reason.problem(), reason, (a, b) -> new Reason(a.status(), a.limit(), a.problem(), a.points() + 1, a.first()));
      }
    });
    List<Reason> frequent = new ArrayList<>(reasons.values());
    frequent.sort(java.util.Comparator.comparingInt((Reason reason) -> -reason.points()).thenComparingInt(Reason::first));
    return new Summary(store.definition().grid(), marks, count[0], count[1], frequent, fidelities);
  }
}
