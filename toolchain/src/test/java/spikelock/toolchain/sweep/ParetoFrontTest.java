package spikelock.toolchain.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ParetoFrontTest {
  private static final List<Objective> ALL = List.of(Objective.values());

  /** Against the definition, in words: nobody is as good in all and better in one. */
  @Test
  void nobodyBeatsOneOfTheFrontAndSomebodyEveryOther() {
    long seed = Long.getLong("test.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int n = 0; n < 50; n++) {
      Grid grid = new Grid(new EnumMap<>(Map.of(Axis.PARTITION_SEED, java.util.stream.IntStream.range(0, 60).mapToObj(Integer::toString).toList(), Axis.PROFILE, List.of("a", "b"))));
      List<Summary.Mark> marks = new ArrayList<>();
      for (int point = 0; point < grid.points(); point++) {
        double[] values = new double[ALL.size()];
        for (int i = 0; i < values.length; i++) {
          values[i] = random.nextInt(8) == 0 ? Double.NaN : random.nextInt(2 + n % 5);
        }
        marks.add(new Summary.Mark(point, values));
      }
      Map<String, List<Summary.Mark>> fronts = ParetoFront.of(new Summary(grid, marks, 0, 0, List.of(), List.of()), ALL);
      assertThat(fronts.keySet()).containsExactly("a", "b");
      for (Summary.Mark mark : marks) {
        String profile = ParetoFront.profile(grid, mark.point());
        List<Summary.Mark> own = marks.stream().filter(other -> ParetoFront.profile(grid, other.point()).equals(profile)).toList();
        boolean beaten = own.stream().anyMatch(other -> asGood(other, mark) && !asGood(mark, other));
        boolean first = own.stream().noneMatch(other -> other.point() < mark.point() && asGood(other, mark) && asGood(mark, other));
        assertThat(fronts.get(profile).contains(mark)).as("point %d, seed %d", mark.point(), seed).isEqualTo(!beaten && first);
      }
    }
  }

  private static boolean asGood(Summary.Mark one, Summary.Mark other) {
    for (Objective objective : ALL) {
      double a = one.of(objective);
      double b = other.of(objective);
      boolean good = Double.isNaN(b) || !Double.isNaN(a) && (objective.isMost() ? a >= b : a <= b);
      if (!good) {
        return false;
      }
    }
    return true;
  }
}
