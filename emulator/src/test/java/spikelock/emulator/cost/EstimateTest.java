package spikelock.emulator.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Prices of counts that were multiplied by hand. */
class EstimateTest {
  private static final String HEAD = """
      format: spikelock/profile
      version: 1
      name: small
      timing: timestep
      operating_point: 1 V
      """;
  private static final String FULL = HEAD + """
      clock: {value: 10, unit: MHz, confidence: assumed, source: here}
      power:
        static: {value: 2, unit: mW, confidence: measured, source: here, low: 1, high: 4}
        host: {value: 1, unit: mW, confidence: measured, source: here}
      energy:
        cycle: {value: 50, unit: uW/MHz, confidence: measured, source: here}
        timestep: {value: 1, unit: nJ, confidence: measured, source: here}
        neuron_update: {value: 3, unit: pJ, confidence: assumed, source: here}
        synaptic_event: {value: 20, unit: pJ, confidence: published, source: here}
        input_packet: {value: 1, unit: nJ, confidence: published, source: here}
      time:
        timestep: {value: 1, unit: ms, confidence: published, source: here}
      """;
  private static final EventCounts COUNTS = EventCounts.totals(100, Map.of(Event.NEURON_UPDATE, 1_000L, Event.SYNAPTIC_EVENT, 50_000L, Event.INPUT_PACKET, 30L));

  private static CostProfile profile(String text) {
    return ProfileFile.parse(text, "small.yaml", Profiles::bundled);
  }

  private static Estimate price(String text) {
    CostProfile profile = profile(text);
    return Estimate.of(profile, COUNTS, EventCosts.named(profile, 1), OptionalDouble.empty(),
        profile.value(Term.TIMESTEP) > 0 ? Optional.of(Latency.constant(profile.value(Term.TIMESTEP), new int[] {100})) : Optional.empty());
  }

  @Test
  void everyPartIsCountTimesConstant() {
    Estimate estimate = price(FULL);
    assertThat(estimate.staticJ()).isCloseTo(0.1 * 2e-3, within(1e-15));
    assertThat(estimate.clockJ()).isCloseTo(0.1 * 10e6 * 50e-12 + 100e-9, within(1e-15));
    assertThat(estimate.hostJ()).isCloseTo(0.1 * 1e-3 + 30e-9, within(1e-15));
    assertThat(estimate.dynamicJ().get(Event.Unit.SOMA)).isCloseTo(3e-9, within(1e-18));
    assertThat(estimate.dynamicJ().get(Event.Unit.SYNAPSE)).isCloseTo(1e-6, within(1e-18));
    assertThat(estimate.totalJ()).isCloseTo(2e-4 + 5.01e-5 + 1.0003e-4 + 3e-9 + 1e-6, within(1e-15));
    assertThat(estimate.powerW().orElseThrow()).isCloseTo(estimate.totalJ() / 0.1, within(1e-12));
    assertThat(estimate.perSynapticEventJ().orElseThrow()).isCloseTo(estimate.totalJ() / 50_000, within(1e-18));
    assertThat(estimate.warnings()).isEmpty();
  }

  @Test
  void theBandAddsUpTheEndsOfEveryConstant() {
    Estimate estimate = price(FULL);
    double low = 0.1 * 1e-3 + (0.1 * 10e6 * 50e-12 + 100e-9) / 1.1 + 0.1 * 1e-3 / 1.1 + 30e-9 / 1.25 + 3e-9 / 2 + 1e-6 / 1.25;
    double high = 0.1 * 4e-3 + (0.1 * 10e6 * 50e-12 + 100e-9) * 1.1 + 0.1 * 1e-3 * 1.1 + 30e-9 * 1.25 + 3e-9 * 2 + 1e-6 * 1.25;
    assertThat(estimate.lowJ()).isCloseTo(low, within(1e-15));
    assertThat(estimate.highJ()).isCloseTo(high, within(1e-15));
  }

  @Test
  void betweenSamplesWhatIsStaticGoesOn() {
    double power = price(FULL).powerAtRate(4, 0);
    assertThat(power).isCloseTo(2e-3 + 1e-3 + 10e6 * 50e-12 + 4 * (3e-9 + 1e-6 + 30e-9 + 100e-9), within(1e-12));
  }

  @Test
  void aConstantWithStaticPowerInItHoldsAtItsOwnRateOnly() {
    String text = HEAD + """
        power:
          static: {value: 2, unit: mW, confidence: measured, source: here}
        energy:
          synaptic_event: {value: 26, unit: pJ, confidence: published, source: here, includes_static_at: %s}
        time:
          timestep: {value: 1, unit: ms, confidence: published, source: here}
        """;
    Estimate there = price(text.formatted("500e3")); // 50,000 events in 0.1 s
    assertThat(there.warnings()).isEmpty();
    assertThat(there.staticJ()).as("static power is not paid twice").isZero();
    assertThat(price(text.formatted("560e3")).warnings()).singleElement().asString().contains("26 pJ", "5.60e+05", "5.00e+05", "outside its operating point");
  }

  @Test
  void withoutTimeThereIsNoStaticEnergyAndThatIsSaid() {
    Estimate estimate = price(HEAD.replace("timing: timestep", "timing: none") + """
        power:
          static: {value: 2, unit: mW, confidence: measured, source: here}
        """);
    assertThat(estimate.totalJ()).isZero();
    assertThat(estimate.powerW()).isEmpty();
    assertThat(estimate.warnings()).singleElement().asString().contains("static power is not in it");
  }

  @Test
  void kindsOfSynapticEventsArePricedApart() {
    CostProfile profile = profile(HEAD.replace("timing: timestep", "timing: none") + """
        energy:
          sparse_event: {value: 33.6, unit: pJ, confidence: fitted, source: here}
          dense_event: {value: 35.5, unit: pJ, confidence: fitted, source: here}
        """);
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
