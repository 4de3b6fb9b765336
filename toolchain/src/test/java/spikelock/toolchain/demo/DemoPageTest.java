package spikelock.toolchain.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import spikelock.emulator.chip.Chips;
import spikelock.emulator.cost.CostProfile;
import spikelock.emulator.cost.Profiles;
import spikelock.emulator.lockstep.Comparison;
import spikelock.emulator.stimulus.Stimulus;
import spikelock.mapper.MapOptions;
import spikelock.mapper.MappedNetwork;
import spikelock.mapper.Mapper;
import spikelock.mapper.data.DataReader;
import spikelock.mapper.data.InputShape;
import spikelock.mapper.data.Reading;
import spikelock.mapper.data.SampleData;
import spikelock.mapper.description.NetworkDescription;
import spikelock.mapper.description.NetworkFile;
import spikelock.mapper.network.RunOptions;
import spikelock.mapper.source.SourceFile;
import spikelock.toolchain.estimate.CountedRun;
import spikelock.toolchain.examples.Examples;
import spikelock.toolchain.examples.glyphs.Glyphs;
import spikelock.toolchain.run.Outcome;

/** The page of networks that ran on the emulator; what the Verilog said is made up. */
class DemoPageTest {
  private static final List<String> SECTIONS = List.of("What it saw", "Through the layers", "Spike by spike", "Where it ran", "How long it took", "What it costs",
      "The proof", "Go on");

  @TempDir Path folder;

  @Test
  void tellsTheWholeWayOfFilms() throws Exception {
    DemoRun run = run(Examples.ORIENTATION, Examples.open(Examples.ORIENTATION), 0, 1);

    Document page = parse(DemoPage.of(run).toString());

    assertThat(texts(page, "h2")).isEqualTo(SECTIONS);
    assertThat(page.getDocumentElement().getTextContent()).contains("100.0 %", "24 samples", "films", "It read all of them right.", "EQUAL", "horizontal",
        "edges 4 \u00d7 4 \u00d7 4", "95 % within").doesNotContain("synthetic", "DIFFERENT");
    assertThat(page.getElementsByTagName("script").getLength()).isZero();
    // the raster and two samples' layers, the gallery, the confusion matrix, the mesh, the histogram
    assertThat(page.getElementsByTagName("svg").getLength()).isEqualTo(7);
  }

  @Test
  void tellsTheWholeWayOfPictures() throws Exception {
    DemoRun run = run(Examples.GLYPHS, untrained(), 0, 5);

    String html = DemoPage.of(run).toString();
    Document page = parse(html);

    assertThat(texts(page, "h2")).isEqualTo(SECTIONS);
    assertThat(page.getDocumentElement().getTextContent()).contains("30 samples", "synthetic", "of 30 it read wrong", "the picture", "label "
        + run.labels()[5]);
    assertThat(html).doesNotContain("url(", "@import", "://", "NaN");
    assertThat(PictureText.of(run).lines().toList()).hasSize(18).allMatch(line -> line.length() <= 80)
        .anyMatch(line -> line.contains("a " + run.labels()[0] + ", read as "));
  }

  @Test
  void picturesAreWhatWasGivenAndTracesWhatWasSent() {
    NetworkDescription network = untrained();
    DemoRun run = run(Examples.GLYPHS, network, 3);
    byte[] picture = new Glyphs(2).picture(3);
    double brightest = IntStream.range(0, 30).flatMap(n -> unsigned(new Glyphs(2).picture(n))).max().orElseThrow();

    Trace trace = run.traces().getFirst();

    assertThat(run.pictures().height()).isEqualTo(16);
    assertThat(run.pictures().values()[3]).containsExactly(unsigned(picture).mapToDouble(grey -> grey / brightest).toArray());
    assertThat(trace.layers()).extracting(Trace.Layer::name).containsExactly("input", "hidden", "digit");
    assertThat(trace.layers().getFirst().total()).isBetween(1L, 256L * 20);
    assertThat(Arrays.stream(trace.last().counts()).sum()).isEqualTo((int) trace.last().total()).isPositive();
    assertThat(run.cycles()).hasSize(30).doesNotContain(0);
    assertThat(Arrays.stream(run.cycles()).sum()).isEqualTo(run.totals().cycles());
    assertThat(run.latencyUs(1)).isEqualTo(Arrays.stream(run.cycles()).max().orElseThrow() / 100.0);
    assertThat(run.latencyUs(.95)).isBetween(run.latencyUs(.5), run.latencyUs(1));
  }

  private static IntStream unsigned(byte[] picture) {
    return IntStream.range(0, picture.length).map(pixel -> picture[pixel] & 0xff);
  }

  /** Pictures into twelve neurons that each see every third row, and from there to the ten digits. */
  private NetworkDescription untrained() {
    List<String> rows = matrix(12, 256, (n, pixel) -> n % 3 == pixel / 16 % 3 ? 1 : 0);
    List<String> out = matrix(10, 12, (digit, n) -> (n * 7 + digit * 3) % 5 == 0 ? 4 : 0);
    String yaml = "format: spikelock/network\nversion: 1\nname: glyphs\nrun: {dt_s: 1e-3, reset: zero}\npopulations:\n"
        + "  - {name: input, input: true, shape: [1, 16, 16]}\n"
        + "  - {name: hidden, shape: [12], neuron: LIF, tau_mem_s: 2e-3, unit_gain: true, v_threshold: 9}\n"
        + "  - {name: digit, shape: [10], neuron: LIF, tau_mem_s: 2e-3, unit_gain: true, v_threshold: 5}\noutputs: [digit]\nprojections:\n"
        + "  - {from: input, to: hidden, delay: 0, weights: " + rows + "}\n  - {from: hidden, to: digit, delay: 0, weights: " + out + "}\n";
    Glyphs glyphs = new Glyphs(2);
    try {
      SourceFile file = SourceFile.of(Files.writeString(folder.resolve("glyphs.yaml"), yaml));
      return new NetworkDescription(NetworkFile.read(file, RunOptions.NONE).network(), Optional.of("mesh-2x2"),
          Optional.of(SourceFile.generated("images.idx", () -> glyphs.images(30))), Optional.of(SourceFile.generated("labels.idx", () -> glyphs.labels(30))),
          IntStream.range(0, 10).mapToObj(Integer::toString).toList(), Reading.DEFAULT.withCoding(Reading.Coding.RATE, 20, 1));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** A row for each target. */
  private static List<String> matrix(int targets, int sources, java.util.function.IntBinaryOperator weight) {
    return IntStream.range(0, targets).mapToObj(t -> IntStream.range(0, sources).map(s -> weight.applyAsInt(t, s)).boxed().toList().toString()).toList();
  }

  private static DemoRun run(String name, NetworkDescription network, int... traced) {
    MappedNetwork mapped = Mapper.map(network.network(), Chips.read("mesh-2x2"), MapOptions.DEFAULT);
    SampleData data = DataReader.read(List.of(network.input().orElseThrow()), InputShape.of(mapped.image()), network.reading(), "", network.labels());
    Stimulus stimulus = data.stimulus();
    try {
      CostProfile profile = Profiles.bundled("generic-45nm");
      CountedRun counted = CountedRun.of(mapped.image(), stimulus, List.of(profile), 2, done -> { });
      Outcome outcome = counted.outcome();
      return new DemoRun(name, "about it", mapped, network.classes(), stimulus, Pictures.of(network, stimulus), data.labels().orElseThrow(), outcome.predictions(),
          outcome.cycles(), outcome.totals().orElseThrow(), Arrays.stream(traced).mapToObj(s -> Trace.of(mapped.image(), stimulus, s)).toList(), traced,
          new Comparison(44, 1000, 2000, 0, 30, Optional.empty()), 5e7, 5e5, new DemoRun.Costs(counted, counted.price(profile), counted, counted.price(profile)));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> texts(Document page, String element) {
    NodeList found = page.getElementsByTagName(element);
    return IntStream.range(0, found.getLength()).mapToObj(i -> found.item(i).getTextContent()).toList();
  }

  private static Document parse(String html) throws Exception {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(html)));
  }
}
