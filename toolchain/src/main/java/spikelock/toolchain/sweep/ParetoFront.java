package spikelock.toolchain.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The settings that are worth choosing among: no other one is at least as good in every objective and better in one. Profiles price different
 * chips with constants of different confidence, so each has a front of its own. Of settings that come to exactly the same, the first stands for all.
 */
public final class ParetoFront {
  private ParetoFront() {}

  /** The front of each profile, by its name; of all points under the empty name where no profile is varied. Points ascend. */
  public static Map<String, List<Summary.Mark>> of(Summary summary, List<Objective> objectives) {
    Map<String, List<Summary.Mark>> byProfile = new LinkedHashMap<>();
    for (Summary.Mark mark : summary.marks()) {
      byProfile.computeIfAbsent(profile(summary.grid(), mark.point()), any -> new ArrayList<>()).add(mark);
    }
    Map<String, List<Summary.Mark>> fronts = new LinkedHashMap<>();
    byProfile.forEach((profile, marks) -> fronts.put(profile, front(marks, objectives)));
    return fronts;
  }

  /** The profile of a point; empty where none is varied. */
  public static String profile(Grid grid, int point) {
    return grid.axes().containsKey(Axis.PROFILE) ? grid.at(point).get(Axis.PROFILE).orElse("") : "";
  }

  private static List<Summary.Mark> front(List<Summary.Mark> marks, List<Objective> objectives) {
    List<Summary.Mark> front = new ArrayList<>();
    for (Summary.Mark mark : marks) {
      boolean beaten = false;
      for (Summary.Mark other : front) {
        if (covers(other, mark, objectives)) {
          beaten = true;
          break;
        }
      }
      if (!beaten) {
        front.removeIf(other -> covers(mark, other, objectives));
        front.add(mark);
      }
    }
    front.sort(java.util.Comparator.comparingInt(Summary.Mark::point));
    return front;
  }

  /** Whether one is at least as good as another in everything that is known of the other. */
  private static boolean covers(Summary.Mark one, Summary.Mark other, List<Objective> objectives) {
    for (Objective objective : objectives) {
      double ours = loss(one, objective);
      double theirs = loss(other, objective);
      if (!(ours <= theirs)) {
        return false;
      }
    }
    return true;
  }

  /** Less is better; nothing known is worst. */
  private static double loss(Summary.Mark mark, Objective objective) {
    double value = mark.of(objective);
    return Double.isNaN(value) ? Double.POSITIVE_INFINITY : objective.isMost() ? -value : value;
  }
}
