package spikelock.emulator.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class EstimateTest {
  private static CostProfile profile(String... lines) {
    return ProfileFile.parse("format: spikelock/profile\nversion: 1\nname: mine\ntiming: messages\n" + String.join("\n", lines), "mine.yaml", Profiles::bundled);
  }

  /** A profile with 2 W static, 1 W host, 1 nJ a cycle of 1 GHz, 3 J a spike (2 to 5), 5 J a timestep. */
  private static CostProfile profile(String more) {
    return profile("clock: {value: 1, unit: GHz, confidence: measured, source: us}",
        "power:", "  static: {value: 2, unit: W, low: 1, high: 3, confidence: measured, source: us}",
        "  host: {value: 1, unit: W, low: 1, high: 1, confidence: measured, source: us}",
        "time: {spike: {value: 1, unit: s, confidence: measured, source: us}}",
        "energy:", "  cycle: {value: 1, unit: nJ, low: 1, high: 1, confidence: measured, source: us}",
        "  timestep: {value: 5, unit: J, low: 5, high: 5, confidence: measured, source: us}",
        "  output_packet: {value: 7, unit: J, low: 7, high: 7, confidence: measured, source: us}",
        "  spike: {value: 3, unit: J, low: 2, high: 5, confidence: measured, source: us" + more + "}");
  }

  private static Estimate price(CostProfile profile, double seconds, int timesteps, Map<Event, Long> counts) {
    return Estimate.of(profile, EventCounts.totals(timesteps, counts), EventCosts.named(profile, 1), OptionalDouble.empty(),
        seconds == 0 ? Optional.empty() : Optional.of(Latency.constant(seconds / timesteps, new int[] {timesteps})));
  }

  @Test
  void everyPartIsPaidOnce() {
    Estimate estimate = price(profile(""), 4, 2, Map.of(Event.SPIKE, 10L, Event.OUTPUT_PACKET, 1L));

    assertThat(estimate.staticJ()).isEqualTo(8);
    assertThat(estimate.clockJ()).as("4e9 cycles and 2 timesteps").isCloseTo(14, within(1e-9));
    assertThat(estimate.hostJ()).isEqualTo(4 + 7);
    assertThat(estimate.dynamicJ().get(Event.Unit.SOMA)).isEqualTo(30);
    assertThat(estimate.totalJ()).isCloseTo(8 + 14 + 11 + 30, within(1e-9));
    assertThat(estimate.lowJ()).isCloseTo(4 + 14 + 11 + 20, within(1e-9));
    assertThat(estimate.highJ()).isCloseTo(12 + 14 + 11 + 50, within(1e-9));
    assertThat(estimate.powerW().orElseThrow()).isCloseTo(63.0 / 4, within(1e-9));
    assertThat(estimate.powerAtRate(2, 0)).as("static, host and clock always, the rest twice").isCloseTo(2 + 1 + 1 + 2 * (30 + 7 + 10), within(1e-9));
    assertThat(estimate.warnings()).isEmpty();
  }

  @Test
  void anEnergyWithStaticPowerInItPaysNeitherStaticNorClock() {
    Estimate there = price(profile(", includes_static_at: 2.6"), 4, 2, Map.of(Event.SPIKE, 10L));

    assertThat(there.staticJ()).isZero();
    assertThat(there.clockJ()).as("timesteps alone").isEqualTo(10);
    assertThat(there.totalJ()).isEqualTo(10 + 4 + 30);
    assertThat(there.highJ()).isEqualTo(10 + 4 + 50);
    assertThat(there.powerAtRate(1, 0)).isCloseTo(1 + 10 + 30, within(1e-9));
    assertThat(there.warnings()).as("2.5 events/s are within a tenth of 2.6").isEmpty();
  }

  @Test
  void anEnergyWithStaticPowerInItIsFlaggedElsewhere() {
    for (double seconds : new double[] {0, 3.3, 5}) {
      assertThat(price(profile(", includes_static_at: 2.6"), seconds, 2, Map.of(Event.SPIKE, 10L)).warnings()).as("%s s", seconds)
          .anyMatch(warning -> warning.contains("outside its operating point"));
    }
  }

  @Test
  void logicCellsArePaidForEveryCycleAndTile() {
    CostProfile cells = ProfileFile.parse("""
        format: spikelock/profile
        version: 1
        name: mine
        timing: cycles
        size:
          logic_cells: {value: 100, unit: "1", confidence: measured, source: us}
          logic_cells_per_tile: {value: 10, unit: "1", confidence: measured, source: us}
        energy:
          logic_cell_cycle: {value: 2, unit: J, confidence: measured, source: us}
        """, "mine.yaml", Profiles::bundled);
    EventCounts counts = new EventCounts(4, List.of(), 1);
    counts.cycles(5);

    Estimate estimate = Estimate.of(cells, counts, EventCosts.named(cells, 4), OptionalDouble.of(1e6), Optional.empty());

    assertThat(estimate.clockJ()).isEqualTo(5 * 2 * (100 + 4 * 10));
  }

  @Test
  void kindsOfSynapticEventsArePricedApart() {
    CostProfile profile = ProfileFile.parse("""
        format: spikelock/profile
        version: 1
        name: kinds
        timing: none
        energy:
          sparse_event: {value: 33.6, unit: pJ, confidence: fitted, source: us}
          dense_event: {value: 35.5, unit: pJ, confidence: fitted, source: us}
        """, "kinds.yaml", Profiles::bundled);
    EventCounts counts = EventCounts.totals(1, Map.of(Event.SYNAPTIC_EVENT, 30L, Event.SPARSE_EVENT, 10L, Event.DENSE_EVENT, 20L));
    assertThat(Estimate.of(profile, counts, EventCosts.named(profile, 1), OptionalDouble.empty(), Optional.empty()).totalJ())
        .isCloseTo(10 * 33.6e-12 + 20 * 35.5e-12, within(1e-20));
    EventCounts counted = EventCounts.totals(1, Map.of(Event.SYNAPTIC_EVENT, 30L));
    counted.forgetRows();
    Estimate byCounters = Estimate.of(profile, counted, EventCosts.named(profile, 1), OptionalDouble.empty(), Optional.empty());
    assertThat(byCounters.totalJ()).isCloseTo(30 * 33.6e-12, within(1e-20));
    assertThat(byCounters.warnings()).singleElement().asString().contains("priced as sparse");
  }
}
