package spikelock.toolchain.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import spikelock.emulator.chip.ChipFile;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Chips;
import spikelock.mapper.MapOptions;
import spikelock.mapper.MappedNetwork;
import spikelock.mapper.Mapper;
import spikelock.mapper.description.NetworkFile;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.RunOptions;
import spikelock.mapper.source.SourceFile;
import spikelock.toolchain.examples.Examples;

/** The page is read with an XML parser: whatever is no text in it was put there by us. */
class MappingPageTest {
  private static final List<String> HOSTILE = List.of("<script>alert(1)</script>", "\" onload=\"alert(1)", "a & b < c", "]]>", "\u202eevil",
      "x".repeat(150));

  @ParameterizedTest
  @CsvSource({"1, 1, 256", "2, 2, 256", "3, 2, 20", "16, 16, 16", "1, 16, 16", "16, 1, 16"})
  void namesAreTextOnEveryMesh(int width, int height, int neurons) throws Exception {
    MappedNetwork mapped = Mapper.map(chain(HOSTILE), mesh(width, height), MapOptions.DEFAULT.withLimits(Map.of("neurons", neurons)));
    String html = MappingPage.of("<b>net</b>", mapped).toString();

    Document page = parse(html);

    String text = page.getDocumentElement().getTextContent();
    HOSTILE.stream().map(name -> name.replace('\u202e', '\ufffd')).forEach(name -> assertThat(text).contains(name));
    assertThat(page.getElementsByTagName("title").item(0).getTextContent()).startsWith("<b>net</b> on ");
    assertThat(page.getElementsByTagName("script").getLength()).isZero();
    NodeList all = page.getElementsByTagName("*");
    for (int i = 0; i < all.getLength(); i++) {
      Element element = (Element) all.item(i);
      for (int a = 0; a < element.getAttributes().getLength(); a++) {
        assertThat(element.getAttributes().item(a).getNodeName()).doesNotStartWith("on").isNotIn("src", "href", "xlink:href");
      }
    }
    assertThat(html).doesNotContain("url(", "@import", "://");
  }

  @Test
  void tellsWhatMappingGave() throws Exception {
    MappedNetwork mapped = Mapper.map(Examples.open("orientation").network(), Chips.read("mesh-2x2"),
        MapOptions.DEFAULT.withLimits(Map.of("neurons", 32)));

    String text = parse(MappingPage.of("orientation", mapped).toString()).getDocumentElement().getTextContent();

    assertThat(text).contains("orientation on mesh-2x2", "3 of 4", "32 of 32", "edges", "regions", "choice", "never: ", "dt_s",
        "from the file", "The file needed none.");
    List<String> mesh = MeshText.of(mapped).lines().toList();
    assertThat(mesh).hasSize(5).endsWith("  A   edges: 64 neurons on 2 cores", "  B   regions: 16 neurons on 1 core", "  C   choice: 4 neurons on 1 core");
    assertThat(mesh.subList(0, 2).stream().flatMap(line -> Pattern.compile("\\[.*?\\]").matcher(line).results()).map(MatchResult::group))
        .containsExactlyInAnyOrder("[A   100%]", "[A   100%]", "[BC   62%]", "[.       ]");
  }

  @Test
  void packetsTakeTheRoutersWay() {
    MappedNetwork mapped = Mapper.map(chain(List.of("a", "b", "c", "d")), mesh(2, 2), MapOptions.DEFAULT.withLimits(Map.of("neurons", 20)));
    Traffic traffic = new Traffic(mapped.image());

    long hops = 0;
    for (Traffic.Flow flow : traffic.flows()) {
      int from = flow.from() == 4 ? 0 : flow.from();
      int to = flow.to() == 4 ? 0 : flow.to();
      hops += flow.packets() * (Math.abs(from % 2 - to % 2) + Math.abs(from / 2 - to / 2) + (flow.from() == 4 || flow.to() == 4 ? 1 : 0));
    }
    long onLinks = traffic.fromHost() + traffic.toHost();
    for (int from = 0; from < 4; from++) {
      for (int to = 0; to < 4; to++) {
        onLinks += traffic.onLink(from, to);
      }
    }

    assertThat(onLinks).isEqualTo(hops).isPositive();
    assertThat(traffic.onLink(0, 3)).isZero();
    assertThat(traffic.onLink(1, 2)).isZero();
    assertThat(traffic.fromHost()).isEqualTo(mapped.image().inputs().packets());
    assertThat(traffic.toHost()).isEqualTo(20);
  }

  private static Document parse(String html) throws Exception {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(html)));
  }

  private static ChipSpec mesh(int width, int height) {
    return ChipFile.parse(Chips.text("mesh-2x2").replace("{width: 2, height: 2}", "{width: " + width + ", height: " + height + "}"), "mesh.yaml");
  }

  /** Populations of 20 neurons, each wired one to one to the next. */
  private static Network chain(List<String> names) {
    List<String> populations = new ArrayList<>(List.of("  - {name: in, input: true, size: 20}"));
    List<String> projections = new ArrayList<>();
    String identity = java.util.stream.IntStream.range(0, 20).mapToObj(n -> java.util.stream.IntStream.range(0, 20)
        .mapToObj(i -> i == n ? "7" : "0").toList().toString()).toList().toString();
    String before = "in";
    for (String name : names) {
      String quoted = "\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
      populations.add("  - {name: " + quoted + ", size: 20, neuron: LIF, tau_mem_s: 2e-3, unit_gain: true, v_threshold: 5}");
      projections.add("  - {from: " + before + ", to: " + quoted + ", delay: 0, weights: " + identity + "}");
      before = quoted;
    }
    String yaml = "format: spikelock/network\nversion: 1\nname: chain\nrun: {dt_s: 1e-3, reset: zero}\npopulations:\n"
        + String.join("\n", populations) + "\nprojections:\n" + String.join("\n", projections) + "\noutputs: [" + before + "]\n";
    return NetworkFile.read(text(yaml), RunOptions.NONE).network();
  }

  private static SourceFile text(String yaml) {
    try {
      java.nio.file.Path file = java.nio.file.Files.createTempFile("chain", ".yaml");
      file.toFile().deleteOnExit();
      return SourceFile.of(java.nio.file.Files.writeString(file, yaml));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
