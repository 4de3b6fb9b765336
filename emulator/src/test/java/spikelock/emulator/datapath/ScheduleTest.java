package spikelock.emulator.datapath;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
    Models.names().forEach(name -> latency.put(name, Schedule.of(Models.bundled(name), Technology.ASIC, List.of()).latency()));
    Models.presets().keySet().forEach(name -> latency.put(name, Schedule.of(Models.bundled(name), Technology.ASIC, List.of()).latency()));

    assertThat(latency).containsExactlyInAnyOrderEntriesOf(Map.ofEntries(entry("ALIF", 2), entry("CubaLI", 3), entry("CubaLIF", 3), entry("GradedCubaLI", 3),
        entry("GradedI", 2), entry("GradedLI", 3), entry("I", 1),
        entry("IF", 2), entry("LI", 2), entry("LIF", 2), entry("LoihiLI", 3), entry("Threshold", 1), entry("adaptive", 2), entry("alif", 2), entry("cuba", 3),
        entry("cuba_graded", 3),
        entry("cuba_resets", 4), entry("delta", 2), entry("loihi", 3)));
  }

  @ParameterizedTest
  @EnumSource(Technology.class)
  void operationsFollowTheirOperands(Technology technology) {
    for (String name : Models.names()) {
      Datapath datapath = Models.bundled(name);
      Schedule schedule = Schedule.of(datapath, technology, List.of());

      for (int i = 0; i < datapath.nodes().size(); i++) {
        Node node = datapath.nodes().get(i);
        for (int from : node.operandNumbers()) {
          assertThat(schedule.stage()[from]).as("%s on %s, operand %d of node %d", name, technology, from, i).isLessThanOrEqualTo(schedule.stage()[i]);
        }
      }
      assertThat(schedule.interval()).isEqualTo(1);
    }
  }

  @Test
  void shorterStagesMakeALongerPipeline() {
    Datapath lif = Models.bundled("LIF");

    assertThat(Schedule.of(lif, Technology.ICE40_HX, List.of()).latency()).isGreaterThan(Schedule.of(lif, Technology.ASIC, List.of()).latency());
  }

  @ParameterizedTest
  @EnumSource(Technology.class)
  void aLargeTableIsARomThatTakesAStage(Technology technology) {
    assertThat(Schedule.of(lookUp(6), technology, List.of()).inside()).doesNotContain(1);
    Datapath large = lookUp(7);

    Schedule schedule = Schedule.of(large, technology, List.of());

    assertThat(schedule.inside()).contains(1);
    assertThat(schedule.latency()).isGreaterThan(1);
  }

  /** A block without registers on both sides is reported at twice its true speed by nextpnr-ice40. */
  @ParameterizedTest
  @EnumSource(value = Technology.class, names = "ASIC", mode = EnumSource.Mode.EXCLUDE)
  void productsStandBetweenRegisters(Technology technology) {
    Datapath lif = Models.bundled("LIF");
    Schedule schedule = Schedule.of(lif, technology, List.of());

    for (int i = 0; i < lif.nodes().size(); i++) {
      Node node = lif.nodes().get(i);
      if (node.op() == Op.MUL) {
        assertThat(schedule.inside()[i]).isPositive();
        for (int from : node.operandNumbers()) {
          assertThat(schedule.stable()[from] || schedule.stage()[from] < schedule.stage()[i] - schedule.inside()[i]).isTrue();
        }
      }
    }
  }

  @Test
  void whatTheNeuronHasItsOwnValueOfIsNotStable() {
    Datapath lif = Models.bundled("LIF");
    int decay = lif.parameter("decay_v");

    assertThat(node(lif, Op.PARAMETER, decay)).satisfies(i -> {
      assertThat(Schedule.of(lif, Technology.ECP5, List.of()).stable()[i]).isTrue();
      assertThat(Schedule.of(lif, Technology.ECP5, List.of(decay)).stable()[i]).isFalse();
    });
  }

  /** The inputs wait in their memory while the state is multiplied. */
  @Test
  void inputsAreTakenAsLateAsCostsNoLatency() {
    Schedule lif = Schedule.of(Models.bundled("LIF"), Technology.ICE40_UP, List.of());

    assertThat(lif.inputStage()).isPositive().isLessThan(lif.latency());
    assertThat(Schedule.of(Models.bundled("LIF"), Technology.ASIC, List.of()).inputStage()).isZero();
  }

  private static int node(Datapath datapath, Op op, int immediate) {
    for (int i = 0; i < datapath.nodes().size(); i++) {
      if (datapath.nodes().get(i).op() == op && datapath.nodes().get(i).immediate() == immediate) {
        return i;
      }
    }
    throw new AssertionError(op + " " + immediate);
  }

  private static Datapath lookUp(int indexBits) {
    StringBuilder values = new StringBuilder("[0");
    for (int i = 1; i < 1 << indexBits; i++) {
      values.append(", ").append(i % 100);
    }
    return DatapathFile.parse(LOOK_UP.formatted(values.append("]"), indexBits), "look up.neuron", Map.of());
  }
}
