package spikelock.toolchain.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import spikelock.emulator.chip.Chips;
import spikelock.emulator.chip.Counter;
import spikelock.emulator.engine.Emulator;
import spikelock.emulator.files.NdArray;
import spikelock.emulator.run.SampleRun;
import spikelock.emulator.stimulus.Stimulus;
import spikelock.mapper.MapOptions;
import spikelock.mapper.MapReport;
import spikelock.mapper.MappedNetwork;
import spikelock.mapper.Mapper;
import spikelock.mapper.data.LabelFile;
import spikelock.mapper.data.StimulusFile;
import spikelock.mapper.description.NetworkDescription;
import spikelock.mapper.fixed.FixedProjection;
import spikelock.mapper.fixed.ReferenceRun;
import spikelock.mapper.network.Network;
import spikelock.mapper.reference.FloatReference;
import spikelock.mapper.retime.Retiming;

/** The example {@code orientation}: it fits the small chips, computes the same everywhere, and decides rightly. */
class OrientationTest {
  private static final NetworkDescription EXAMPLE = Examples.open("orientation");
  private static final Stimulus BARS = StimulusFile.read(EXAMPLE.input().orElseThrow(), EXAMPLE.network().inputs());
  private static final int[] LABELS = LabelFile.read(EXAMPLE.labels().orElseThrow(), BARS.samples());
  private static final int CLASSES = 4;

  @Test
  void bringsAllThatItsVerbsNeed() {
    assertThat(EXAMPLE.chip()).contains("mesh-2x2");
    assertThat(EXAMPLE.classes()).containsExactly("horizontal", "vertical", "rising", "falling");
    assertThat(BARS.samples()).isEqualTo(24);
    assertThat(BARS.timesteps(0)).isEqualTo(24);
    for (int label = 0; label < CLASSES; label++) {
      int wanted = label;
      assertThat(Arrays.stream(LABELS).filter(l -> l == wanted)).hasSize(6);
    }
  }

  /** The limits of the issue, whatever the chip at hand would allow. */
  @ParameterizedTest
  @ValueSource(strings = {"mesh-2x2", "hx8k-1", "up5k-1"})
  void fitsTheSmallestChip(String chip) {
    MapOptions issue = MapOptions.DEFAULT.withLimits(
        Map.of("neurons", 128, "axons", 128, "synapse_words", 4096, "fanout_entries", 256));

    MappedNetwork mapped = Mapper.map(EXAMPLE.network(), Chips.read(chip), issue);

    MapReport report = mapped.report();
    System.out.println(chip + ": " + report.perCore() + " lags " + report.lags());
    assertThat(report.cores()).isEqualTo(1);
    MapReport.CoreUse core = report.perCore().getFirst();
    assertThat(core.datapath()).isEqualTo("LIF");
    assertThat(core.neurons().used()).isEqualTo(84);
    assertThat(core.axons().used()).isBetween(EXAMPLE.network().inputs(), 128);
    assertThat(core.synapseWords().used()).isLessThanOrEqualTo(4096);
    assertThat(core.fanoutEntries().used()).isLessThanOrEqualTo(256);
    mapped.fixed().projections().forEach(p -> assertThat(delays(mapped, p)).allMatch(d -> d <= 3));
    assertThat(report.quantisation()).allMatch(q -> q.saturations() == 0 && q.overflowProven());
  }

  private static List<Integer> delays(MappedNetwork mapped, FixedProjection projection) {
    return Arrays.stream(projection.rowDelay())
        .map(d -> Retiming.chipDelay(mapped.fixed(), projection, d)).boxed().toList();
  }

  /** A chip of 4-bit weights holds this network as it is written. */
  @ParameterizedTest
  @ValueSource(strings = {"hx8k-1", "up5k-1"})
  void fourBitsHoldEveryWeight(String chip) {
    MappedNetwork mapped = Mapper.map(EXAMPLE.network(), Chips.read(chip), MapOptions.DEFAULT);

    assertThat(mapped.report().quantisation()).allMatch(q -> q.weightMaxError() < 1e-12);
  }

  @ParameterizedTest
  @CsvSource({"mesh-2x2, 256, 1", "mesh-2x2, 32, 3", "hx8k-1, 128, 1", "up5k-1, 256, 1"})
  void emulatorEqualsTheIntegerReferenceAndDecidesRightly(String chip, int neurons, int cores) {
    MapOptions options = MapOptions.DEFAULT.withLimits(Map.of("neurons", neurons));
    MappedNetwork mapped = Mapper.map(EXAMPLE.network(), Chips.read(chip), options);
    assertThat(mapped.report().cores()).isEqualTo(cores);

    NdArray expected = ReferenceRun.of(mapped.fixed(), BARS, List.of()).outputs().get("choice");

    byte[] answers = new byte[expected.size()];
    try (Emulator emulator = Emulator.of(mapped.image())) {
      SampleRun run = new SampleRun(emulator, List.of(), false);
      for (int sample = 0; sample < BARS.samples(); sample++) {
        int[] output = run.run(BARS, sample).outputs().getFirst();
        for (int i = 0; i < output.length; i++) {
          answers[sample * output.length + i] = (byte) output[i];
        }
      }
      System.out.printf("%s, %d cores: %d of %d right, %.2f spikes and %.1f cycles a timestep%n", chip, cores, right(answers),
          BARS.samples(), (double) run.totals().counter(Counter.SPIKES) / run.totals().steps(), run.totals().meanCycles());
    }
    assertThat(answers).isEqualTo((byte[]) expected.data());
    assertThat(right(answers)).isEqualTo(BARS.samples());
  }

  @Test
  void floatReferenceDecidesRightly() {
    byte[] answers = floats(EXAMPLE.network());

    System.out.println("float reference: " + right(answers) + " of " + BARS.samples() + " right");
    assertThat(right(answers)).isEqualTo(BARS.samples());
  }

  @Test
  void inhibitionSilencesTheLosers() {
    Network whole = EXAMPLE.network();
    int choice = whole.population("choice").orElseThrow();
    Network without = new Network("no inhibition", whole.populations(),
        whole.projections().stream().filter(p -> p.source() != choice).toList(), whole.outputs(), whole.settings(), List.of());

    int undecided = undecided(floats(without));
    int decided = undecided(floats(whole));

    System.out.println("samples in which more than one choice fired: " + decided + ", without inhibition " + undecided);
    assertThat(undecided).isGreaterThanOrEqualTo(6);
    assertThat(decided).isZero();
  }

  @Test
  void filmShowsTheBarItsEdgesAndTheChoice() {
    MappedNetwork mapped = Mapper.map(EXAMPLE.network(), Chips.read("mesh-2x2"), MapOptions.DEFAULT);

    String clean;
    String noisy;
    try (Emulator emulator = Emulator.of(mapped.image())) {
      clean = OrientationFilm.draw(emulator, BARS, 0, 4);
      noisy = OrientationFilm.draw(emulator, BARS, 8, 4);
    }

    List<String> lines = clean.lines().toList();
    assertThat(lines).allMatch(l -> l.length() <= 72);
    assertThat(lines.get(2)).isEqualTo("retina    ######    ......    ......    ......    ......    ......");
    assertThat(lines.get(3)).isEqualTo("          ......    ######    ......    ......    ......    ......");
    assertThat(lines.get(9)).isEqualTo("edges      ....      ----      ....      ....      ....      ....");
    assertThat(lines.getLast()).startsWith("choice").contains("-").doesNotContain("|", "/", "\\");
    assertThat(noisy.lines().toList().get(2)).isEqualTo("retina    ##.###    ......    .....+    ......    +.....    ......");
  }

  private static byte[] floats(Network network) {
    FloatReference reference = new FloatReference(network, List.of());
    byte[] answers = new byte[BARS.samples() * BARS.timesteps(0) * CLASSES];
    for (int sample = 0; sample < BARS.samples(); sample++) {
      byte[] output = reference.run(BARS, sample).outputs().getFirst();
      System.arraycopy(output, 0, answers, sample * output.length, output.length);
    }
    return answers;
  }

  /** [samples][classes] spikes. */
  private static int[][] counts(byte[] answers) {
    int[][] counts = new int[BARS.samples()][CLASSES];
    for (int i = 0; i < answers.length; i++) {
      counts[i / (answers.length / counts.length)][i % CLASSES] += answers[i];
    }
    return counts;
  }

  private static int right(byte[] answers) {
    int[][] counts = counts(answers);
    int right = 0;
    for (int sample = 0; sample < counts.length; sample++) {
      int[] row = counts[sample];
      int label = LABELS[sample];
      boolean most = true;
      for (int other = 0; other < CLASSES; other++) {
        most &= other == label || row[label] > row[other];
      }
      right += most ? 1 : 0;
    }
    return right;
  }

  private static int undecided(byte[] answers) {
    return (int) Arrays.stream(counts(answers)).filter(row -> Arrays.stream(row).filter(c -> c > 0).count() > 1).count();
  }
}
