package spikelock.toolchain.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import spikelock.emulator.error.InputException;

class GridTest {
  private static final Grid GRID = new Grid(new EnumMap<>(Map.of(Axis.PROFILE, List.of("a", "b", "c"), Axis.CHIP, List.of("x", "y"), Axis.ENCODING, List.of("rate", "latency"),
      Axis.CLOCK_MHZ, List.of("1", "2"), Axis.WEIGHT_BITS, List.of("2", "3", "4", "5"))));

  @Test
  void everyCombinationIsOnePoint() {
    assertThat(GRID.points()).isEqualTo(96);
    Set<Setting> seen = new HashSet<>();
    for (int point = 0; point < GRID.points(); point++) {
      seen.add(GRID.at(point));
    }
    assertThat(seen).hasSize(96);
    assertThat(GRID.at(0)).hasToString("chip x, weight_bits 2, encoding rate, clock_mhz 1, profile a");
    assertThat(GRID.at(95)).hasToString("chip y, weight_bits 5, encoding latency, clock_mhz 2, profile c");
  }

  @Test
  void pointsOfARunAndRunsOfAMappingFollowEachOther() {
    assertThat(List.of(GRID.mappings(), GRID.inputs(), GRID.prices(), GRID.runs())).containsExactly(8, 2, 6, 16);
    for (int run = 0; run < GRID.runs(); run++) {
      Setting first = GRID.at(GRID.firstPoint(run));
      for (int point = GRID.firstPoint(run); point < GRID.firstPoint(run) + GRID.prices(); point++) {
        assertThat(GRID.at(point).of(Axis.Stage.MAPPING)).isEqualTo(first.of(Axis.Stage.MAPPING));
        assertThat(GRID.at(point).of(Axis.Stage.INPUT)).isEqualTo(first.of(Axis.Stage.INPUT));
        assertThat(GRID.at(GRID.firstPoint(run - run % GRID.inputs())).of(Axis.Stage.MAPPING)).isEqualTo(first.of(Axis.Stage.MAPPING));
      }
    }
  }

  @Test
  void partsHaveEveryRunOnce() {
    for (int parts : new int[] {1, 2, 3, 8, 40}) {
      for (int run = 0; run < GRID.runs(); run++) {
        int owners = 0;
        for (int number = 1; number <= parts; number++) {
          owners += new Shard(number, parts).has(run) ? 1 : 0;
        }
        assertThat(owners).isEqualTo(1);
      }
    }
    assertThat(Shard.parse("2/8")).isEqualTo(new Shard(2, 8));
    for (String wrong : List.of("0/8", "9/8", "2", "a/b", "1/0", "-1/2", "2/8/3", "9999999/9999999")) {
      assertThatThrownBy(() -> Shard.parse(wrong)).as(wrong).isInstanceOf(InputException.class);
    }
  }

  @Test
  void countsMoreThanNumbersHold() {
    List<String> many = java.util.stream.IntStream.range(0, 100_000).mapToObj(Integer::toString).toList();
    Map<Axis, List<String>> axes = new EnumMap<>(Map.of(Axis.WEIGHT_BITS, many, Axis.CHIP, many, Axis.PROFILE, many, Axis.ENCODE_SEED, many));
    assertThat(Grid.count(axes)).isEqualTo(Long.MAX_VALUE);
    assertThatThrownBy(() -> new Grid(axes)).isInstanceOf(IllegalArgumentException.class);
  }
}
