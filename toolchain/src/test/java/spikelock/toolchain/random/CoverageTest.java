package spikelock.toolchain.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.DatapathChoice;
import spikelock.emulator.platform.StepRecord;

class CoverageTest {
  private static final int CASES_A_CHIP = 40;

  /** One step in which every counter counts, the first saturates, all FIFOs are full and everybody wants everything. */
  private static void run(Coverage coverage, RandomCase made, boolean lively) {
    ChipSpec spec = made.image().spec();
    StepRecord record = new StepRecord(spec);
    Arrays.fill(record.counters(), 3);
    record.counters()[0] = 1 << 31 | 255;
    int[] wants = new int[spec.tiles()];
    int[] held = new int[spec.tiles() * RouterPorts.COUNT];
    Arrays.fill(wants, (1 << 25) - 1);
    Arrays.fill(held, spec.mesh().fifoDepth());
    try (Coverage.Run run = coverage.begin(made)) {
      run.cycle(0, wants, held);
      run.timestep(record, lively);
      if (spec.packet().payloadBits() > 0) {
        run.payload(0);
        run.payload(-(1 << spec.packet().payloadBits() - 1));
      }
    }
  }

  private static Coverage full(boolean lively) {
    Coverage coverage = new Coverage(makers(RandomChips.all()));
    for (ChipSpec spec : RandomChips.all()) {
      RandomImages images = new RandomImages(spec);
      for (int seed = 0; seed < CASES_A_CHIP; seed++) {
        run(coverage, images.generate(seed), lively);
      }
    }
    return coverage;
  }

  @Test
  void nothingIsMissingWhenAllIsSeen() {
    Coverage coverage = full(true);

    assertThat(coverage.missing()).isEmpty();
    assertThat(coverage.cases()).isEqualTo(CASES_A_CHIP * RandomChips.all().size());
  }

  @Test
  void quietNetworksAreMissed() {
    assertThat(full(false).missing()).singleElement().asString().contains("90 %", "(0 of 480 do)");
  }

  @Test
  void everythingIsMissingAtFirst() {
    List<String> missing = new Coverage(makers(RandomChips.all())).missing();

    assertThat(missing).contains("chip grid", "counter AXON_OUT_STALLS above 0", "a saturated counter",
        "a dense row on 4 lanes", "FIFO W of grid tile 15 full", "FIFO L of pair tile 0 full", "several batches before a step",
        "ports E and W in conflict for output N", "ports L and S in conflict for output W", "a row of length 0", "a neuron's payload of 0",
        "an input with a negative payload");
    assertThat(missing).doesNotContain("FIFO L of dot tile 0 full", "FIFO W of grid tile 0 full",
        "ports N and W in conflict for output E");
  }

  @Test
  void aCoreThatCannotSpikeIsNotExpectedToFillAnything() {
    List<DatapathChoice> choices = new ArrayList<>(RandomChips.named("square").datapaths());
    choices.set(0, new DatapathChoice("LI", Map.of(), List.of(), List.of(), false));

    List<String> missing = new Coverage(makers(List.of(RandomChips.named("square").withDatapaths(choices)))).missing();

    assertThat(missing).contains("FIFO E of square tile 0 full", "FIFO N of square tile 2 full");
    assertThat(missing).doesNotContain("FIFO L of square tile 0 full", "FIFO W of square tile 1 full");
  }

  /** To L from five ports, to N and S from four, to E from L and W, to W from L and E, at tile 0 also from S. */
  @Test
  void xyRoutingMakesTwentySixConflictsPossible() {
    assertThat(new Coverage(makers(RandomChips.all())).missing()).filteredOn(m -> m.contains("conflict")).hasSize(10 + 6 + 6 + 1 + 3);
  }

  @Test
  void aPortThatNeverClashesIsNamed() {
    Coverage coverage = new Coverage(makers(List.of(RandomChips.named("pair"))));
    try (Coverage.Run run = coverage.begin(new RandomImages(RandomChips.named("pair")).generate(1))) {
      run.cycle(0, new int[] {0b00101, 0b10000}, new int[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 2});
    }

    assertThat(coverage.missing()).contains("ports L and E in conflict for output W", "ports L and W in conflict for output L")
        .doesNotContain("ports L and E in conflict for output L", "FIFO W of pair tile 1 full");
  }

  private static List<RandomImages> makers(List<ChipSpec> chips) {
    return chips.stream().map(RandomImages::new).toList();
  }
}
