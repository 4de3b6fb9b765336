package spikelock.toolchain.demo;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import spikelock.emulator.chip.Counter;
import spikelock.emulator.cost.Estimate;
import spikelock.emulator.cost.Latency;
import spikelock.emulator.image.ImageFile;
import spikelock.toolchain.console.Quantity;
import spikelock.toolchain.examples.Examples;
import spikelock.toolchain.report.Cell;
import spikelock.toolchain.report.ConfusionDrawing;
import spikelock.toolchain.report.HistogramDrawing;
import spikelock.toolchain.report.HtmlPage;
import spikelock.toolchain.report.MappingPage;

/** The whole way for people: what went in, the spikes through the layers, where they ran, how long it took, and the proof. */
public final class DemoPage {
  private static final String SYNTHETIC = " The pictures are synthetic: nobody has written them, a program drew them from strokes with random "
      + "bends, slants, pens and noise.";
  private static final int SHOWN = 36;
  private static final int SHOWN_WRONG = 24;

  private final DemoRun run;
  private final HtmlPage page;

  private DemoPage(DemoRun run) {
    this.run = run;
    this.page = new HtmlPage(run.name() + ": from pictures to silicon", run.about());
  }

  public static HtmlPage of(DemoRun run) {
    DemoPage demo = new DemoPage(run);
    demo.summary();
    demo.samples();
    demo.layers();
    demo.raster();
    demo.mesh();
    demo.time();
    demo.cost();
    demo.proof();
    demo.files();
    return demo.page;
  }

  private void summary() {
    page.facts(List.of(new HtmlPage.Fact(text("%.1f %%", 100 * run.accuracy()), "read right"),
        new HtmlPage.Fact(number(run.samples()), "samples on the emulator"),
        new HtmlPage.Fact(text("%.0f \u00b5s", run.latencyUs()), "a sample, on average"),
        new HtmlPage.Fact(text("%d of %d", run.mapped().report().cores(), run.spec().tiles()), "cores of " + run.spec().name()),
        new HtmlPage.Fact(number(run.mapped().report().neurons()), "neurons"),
        new HtmlPage.Fact(run.comparison().equal() ? "EQUAL" : "DIFFERENT", "emulator and Verilog")));
    page.paragraph("A spiking network was mapped on a many-core chip. Its samples ran on an emulator that counts every clock cycle, and "
        + run.compared().length + " of them also on the chip's Verilog. Everything below comes from that one run.");
  }

  private void samples() {
    List<Integer> wrong = IntStream.range(0, run.samples()).filter(s -> !run.isRight(s)).boxed().toList();
    page.section("What it saw").figure(GalleryDrawing.of(run, IntStream.range(0, Math.min(SHOWN, run.samples())).boxed().toList()), List.of(),
        "The first of " + number(run.samples()) + " samples, each with its label; where the chip read something else, that stands behind the arrow."
            + (run.pictures().original() ? "" : " They are films: a pixel is the darker the more often it was lit.")
            + (run.name().equals(Examples.GLYPHS) ? SYNTHETIC : ""));
    if (wrong.isEmpty()) {
      page.paragraph("It read all of them right.");
    } else {
      page.figure(GalleryDrawing.of(run, wrong.subList(0, Math.min(SHOWN_WRONG, wrong.size()))), List.of(),
          text("%s of %s it read wrong.", number(wrong.size()), number(run.samples())));
    }
    page.figure(ConfusionDrawing.of(run.classes(), run.labels(), run.predictions()), List.of(), "How many samples of each class were read as which.");
  }

  private void layers() {
    page.section("Through the layers").paragraph((run.pictures().original() ? "In every timestep a pixel sends a spike or none, the more often the more ink is on it. " : "")
        + "There is nothing but spikes: each map is a channel of a layer, and the stronger its colour, the more often a neuron spiked. The "
        + "output neuron that spikes most is the answer.");
    for (Trace trace : run.traces()) {
      int sample = trace.sample();
      page.figure(LayerDrawing.of(run, trace), List.of(), text("Sample %d: %s, read as %s, after %d timesteps in %s clock cycles, %.0f \u00b5s.", sample,
          run.named(run.labels()[sample]), run.named(run.predictions()[sample]), trace.timesteps(), number(run.cycles()[sample]), run.micros(run.cycles()[sample])));
    }
  }

  private void raster() {
    page.section("Spike by spike").figure(SpikeRaster.of(run), List.of(), "The same samples in time: every mark is one spike. The chip runs deeper layers a few "
        + "timesteps later, which is taken back here, so that what belongs together stands in one column.");
  }

  private void mesh() {
    page.section("Where it ran");
    MappingPage.mesh(page, run.mapped());
    page.paragraph(text("In all samples together the cores added %s weights, neurons spiked %s times, and %s packets came in from the host and from other cores.",
        number(run.totals().counter(Counter.ACCUMULATIONS)), number(run.totals().counter(Counter.SPIKES)), number(run.totals().counter(Counter.PACKETS_IN))));
  }

  private void time() {
    double[] micros = Arrays.stream(run.cycles()).mapToDouble(run::micros).toArray();
    page.section("How long it took").figure(HistogramDrawing.of(micros, "\u00b5s", List.of(new HistogramDrawing.Mark(run.latencyUs(), "mean"),
        new HistogramDrawing.Mark(run.latencyUs(.95), "95 % within"))), List.of(), text("Time of a sample on the chip at its clock (%s), from its first timestep to its last "
            + "answer: clock cycles counted, not estimated.", run.spec().clock()));
    double fastest = Math.max(run.emulatorSpeed(), run.rtlSpeed());
    page.table(List.of("simulated on this machine", "million cycles a second", "", "a sample takes"), List.of(
        speed("the emulator (Java)", run.emulatorSpeed(), fastest), speed("the Verilog (Verilator)", run.rtlSpeed(), fastest)));
    page.paragraph(text("The emulator is %.0f times as fast as the Verilog, with the same spikes in the same clock cycles.", run.emulatorSpeed() / run.rtlSpeed()));
  }

  private List<Cell> speed(String what, double speed, double fastest) {
    return List.of(Cell.of(what), new Cell.Number(text("%.2f", speed / 1e6)), new Cell.Bar(speed / fastest, ""),
        new Cell.Number(text("%.1f ms", 1e3 * run.totals().cycles() / run.samples() / speed)));
  }

  private void cost() {
    page.section("What it costs").table(List.of("by", "on", "fidelity", "energy a sample", "band", "time a sample"), run.costs().all().stream().map(DemoPage::row).toList());
    page.paragraph("Events were counted, and each is priced with a published constant: nothing of this was measured on silicon. cost.html has every part and every constant.");
  }

  private static List<Cell> row(Estimate estimate) {
    double samples = Math.max(1, estimate.counts().samples());
    return List.of(Cell.of(estimate.profile().name()), Cell.of(estimate.profile().title()), Cell.of(estimate.profile().timing().fidelity()),
        new Cell.Number(Quantity.joules(estimate.perSampleJ())), new Cell.Number(Quantity.joules(estimate.lowJ() / samples) + " .. " + Quantity.joules(estimate.highJ() / samples)),
        new Cell.Number(estimate.latency().map(l -> Quantity.seconds(Latency.mean(l.samples()))).orElse("-")));
  }

  private void proof() {
    var c = run.comparison();
    page.section("The proof").table(List.of("in lockstep", ""), List.of(List.of(Cell.of("samples"), Cell.of(run.compared().length)),
        List.of(Cell.of("timesteps"), Cell.of(c.timesteps())), List.of(Cell.of("clock cycles"), Cell.of(c.cycles())),
        List.of(Cell.of("output spikes"), Cell.of(c.spikes())), List.of(Cell.of("16-bit words of state"), Cell.of(c.stateWords()))));
    page.paragraph(c.firstDifference().map(d -> "DIFFERENT: " + d.describe("emulator", "rtl")).orElse("EQUAL: in every timestep the Verilog took as many clock "
        + "cycles as the emulator, sent the same spikes, counted the same, and held the same state."));
  }

  private void files() {
    page.section("Go on").list(List.of("spikelock run " + run.name() + ": the samples once more, in numbers", "spikelock cosim " + run.name()
        + " --samples 0:2: the proof for other samples", "spikelock map " + run.name() + " --report mapping.html: how it was rounded and placed"));
    page.paragraph("Image " + run.name() + ".slk, SHA-256 " + ImageFile.hash(run.mapped().image()));
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static String number(long number) {
    return text("%,d", number);
  }
}
