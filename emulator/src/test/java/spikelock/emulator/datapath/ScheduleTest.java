package spikelock.emulator.datapath;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import spikelock.emulator.chip.Technology;

class ScheduleTest {
  private static final String LOOK_UP = """
      format: spikelock/neuron
      version: 1
      name: look_up
      inputs: {i: s16.0}
      state: {v: s16.0}
      tables:
        power: {type: s8.0, values: %s}
      next:
        v: wrap(v + table(wrap(i, u%d), power), s16.0)
      spike: v > 0
      """;

  /** Cycle counts of every image there is hang on these. */
  @Test
  void latenciesOfTheBundledModelsStayOnChipsThatNameNoTechnology() {
    Map<String, Integer> latency = new TreeMap<>();
    Models.names().forEach(name -> latency.put(name, Schedule.of(Models.bundled(name), Technology.ASIC).latency()));
    Models.presets().keySet().forEach(name -> latency.put(name, Schedule.of(Models.bundled(name), Technology.ASIC).latency()));

    assertThat(latency).containsExactlyInAnyOrderEntriesOf(Map.ofEntries(entry("ALIF", 2), entry("CubaLI", 3), entry("CubaLIF", 3), entry("I", 1),
        entry("IF", 2), entry("LI", 2), entry("LIF", 2), entry("LoihiLI", 3), entry("Threshold", 1), entry("adaptive", 2), entry("alif", 2), entry("cuba", 3),
        entry("cuba_resets", 4), entry("delta", 2), entry("loihi", 3)));
  }

  @ParameterizedTest
  @EnumSource(Technology.class)
  void operationsFollowTheirOperands(Technology technology) {
    for (String name : Models.names()) {
      Datapath datapath = Models.bundled(name);
      Schedule schedule = Schedule.of(datapath, technology);

      for (int i = 0; i < datapath.nodes().size(); i++) {
        Node node = datapath.nodes().get(i);
        int[] from = {node.a(), node.b(), node.c()};
        for (int k = 0; k < node.op().operands(); k++) {
          assertThat(schedule.stage()[from[k]]).as("%s on %s, operand %d of node %d", name, technology, k, i).isLessThanOrEqualTo(schedule.stage()[i]);
        }
      }
      assertThat(schedule.interval()).isEqualTo(1);
    }
  }

  @Test
  void shorterStagesMakeALongerPipeline() {
    Datapath lif = Models.bundled("LIF");

    assertThat(Schedule.of(lif, Technology.ICE40_HX).latency()).isGreaterThan(Schedule.of(lif, Technology.ASIC).latency());
  }

  @ParameterizedTest
  @EnumSource(Technology.class)
  void aLargeTableIsARomThatTakesAStage(Technology technology) {
    assertThat(Schedule.of(lookUp(6), technology).inside()).doesNotContain(1);
    Datapath large = lookUp(7);

    Schedule schedule = Schedule.of(large, technology);

    assertThat(schedule.inside()).contains(1);
    assertThat(schedule.latency()).isGreaterThan(1);
  }

  private static Datapath lookUp(int indexBits) {
    StringBuilder values = new StringBuilder("[0");
    for (int i = 1; i < 1 << indexBits; i++) {
      values.append(", ").append(i % 100);
    }
    return DatapathFile.parse(LOOK_UP.formatted(values.append("]"), indexBits), "look up.neuron", Map.of());
  }
}
