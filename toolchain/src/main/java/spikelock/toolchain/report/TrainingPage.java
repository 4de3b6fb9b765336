package spikelock.toolchain.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import spikelock.mapper.train.Epoch;
import spikelock.mapper.train.model.LayerPlan;
import spikelock.toolchain.training.ChipCheck;
import spikelock.toolchain.training.TrainingReport;

/** What a training came to, for people: curves of loss and accuracy, what was mistaken for what, and how busy each layer is. */
public final class TrainingPage {
  private static final String TRAINING = Palette.colour(0);
  private static final String VALIDATION = Palette.colour(1);
  private static final String TEST = Palette.colour(2);
  private static final int MOST_CLASSES = 40;
  private static final String DASHED = "5 4";

  private final TrainingReport report;
  private final HtmlPage page;

  private TrainingPage(TrainingReport report) {
    this.report = report;
    this.page = new HtmlPage("Training of " + report.plan().name(), String.format(Locale.ROOT, "%,d parameters, %d epochs, seed %d%s",
        report.parameters(), report.history().size(), report.options().seed(), report.interrupted() ? "; interrupted" : ""));
  }

  public static HtmlPage of(TrainingReport report) {
    TrainingPage training = new TrainingPage(report);
    training.summary();
    training.curves();
    training.confusion();
    training.rates();
    training.epochs();
    return training.page;
  }

  private void summary() {
    List<HtmlPage.Fact> facts = new ArrayList<>();
    int test = report.labels().length;
    if (test > 0) {
      facts.add(new HtmlPage.Fact(percent(report.test().accuracy()), "right of " + test + " test samples"));
    }
    if (report.chip().isPresent()) {
      ChipCheck chip = report.chip().get();
      facts.add(new HtmlPage.Fact(percent(report.accuracy(chip.answers())), "right on the chip"));
    }
    facts.add(new HtmlPage.Fact(number(report.test().spikes()), "spikes a sample"));
    facts.add(new HtmlPage.Fact(number(report.test().operations()), "synaptic operations a sample"));
    facts.add(new HtmlPage.Fact(Integer.toString(report.bestEpoch()), "epoch that was kept"));
    page.facts(facts);
    if (report.chip().isPresent()) {
      int[] chip = report.chip().get().answers();
      long other = java.util.stream.IntStream.range(0, chip.length).filter(i -> chip[i] != report.test().answers()[i]).count();
      page.paragraph(other == 0 ? "The chip gives the same answer as the trainer to every single test sample."
          : "It was trained without rounding; rounded for the chip, it answers " + other + " of the test samples differently.");
    }
  }

  private void curves() {
    List<Epoch> history = report.history();
    if (history.isEmpty()) {
      return;
    }
    List<Cell.Key> legend = new ArrayList<>(List.of(new Cell.Key(TRAINING, "training samples, while the weights were changing")));
    boolean validated = history.stream().anyMatch(e -> Double.isFinite(e.validationLoss()));
    boolean tested = history.stream().anyMatch(e -> Double.isFinite(e.testAccuracy()));
    if (validated) {
      legend.add(new Cell.Key(VALIDATION, "validation samples, after the epoch"));
    }
    if (tested) {
      legend.add(new Cell.Key(TEST, "test samples, after the epoch"));
    }
    page.section("Loss").figure(LineChart.of("Loss over epochs", "epoch", false,
        List.of(curve(TRAINING, "", Epoch::loss), curve(VALIDATION, DASHED, Epoch::validationLoss))), legend.subList(0, validated ? 2 : 1),
        "Mean " + report.options().passes().loss().word() + " of a sample, regularisers included while training.");
    page.section("Accuracy").figure(LineChart.of("Accuracy over epochs", "epoch", true,
        List.of(curve(TRAINING, "", Epoch::accuracy), curve(VALIDATION, DASHED, Epoch::validationAccuracy), curve(TEST, "", Epoch::testAccuracy))),
        legend, "Part of the samples that are answered right. The test samples take no part in any decision.");
  }

  private LineChart.Curve curve(String colour, String dashes, ToDoubleFunction<Epoch> value) {
    return new LineChart.Curve(colour, dashes, report.history().stream().mapToDouble(Epoch::number).toArray(),
        report.history().stream().mapToDouble(value).toArray());
  }

  private void confusion() {
    if (report.labels().length == 0) {
      return;
    }
    List<String> names = new ArrayList<>(report.classes());
    for (int c = names.size(); c < report.plan().output().size(); c++) {
      names.add(Integer.toString(c));
    }
    if (names.size() > MOST_CLASSES) {
      page.section("What was mistaken for what").paragraph("There are " + names.size() + " classes, too many for a drawing.");
      return;
    }
    page.section("What was mistaken for what").figure(ConfusionDrawing.of(names, report.labels(), report.test().answers()), List.of(),
        "A row holds the test samples of a class, a column those with an answer. Off the diagonal are the mistakes.");
  }

  private void rates() {
    double[][] rates = report.rates();
    if (report.labels().length == 0) {
      return;
    }
    page.section("How busy the neurons are");
    for (int l = 0; l < rates.length; l++) {
      String name = l == 0 ? "input" : report.plan().layers().get(l - 1).name();
      String silent = String.format(Locale.ROOT, "%,d %s, %,d of them silent, mean %.3g", rates[l].length, l == 0 ? "channels" : "neurons",
          Arrays.stream(rates[l]).filter(r -> r == 0).count(), Arrays.stream(rates[l]).average().orElse(0));
      boolean sends = l == 0 || report.plan().layers().get(l - 1).unit().kind().sends();
      if (sends) {
        page.figure(HistogramDrawing.of(rates[l], "spikes a timestep", List.of()), List.of(), name + ": " + silent);
      }
    }
  }

  private void epochs() {
    List<List<Cell>> layers = new ArrayList<>();
    for (LayerPlan layer : report.plan().layers()) {
      layers.add(List.of(new Cell.Text(layer.name()), new Cell.Text(layer.unit().kind().word()), new Cell.Number(String.format(Locale.ROOT, "%,d", layer.size()))));
    }
    page.section("Layers").table(List.of("layer", "units", "neurons"), layers);
    List<List<Cell>> rows = new ArrayList<>();
    for (Epoch e : report.history()) {
      rows.add(List.of(new Cell.Number(Integer.toString(e.number())), new Cell.Number(String.format(Locale.ROOT, "%.4f", e.loss())),
          new Cell.Number(percent(e.accuracy())), new Cell.Number(percent(e.validationAccuracy())), new Cell.Number(percent(e.testAccuracy())),
          new Cell.Number(number(e.spikesPerSample())), new Cell.Number(number(e.operationsPerSample()))));
    }
    page.section("Epochs").table(List.of("epoch", "loss", "training", "validation", "test", "spikes a sample", "operations a sample"), rows);
  }

  private static String percent(double share) {
    return Double.isFinite(share) ? String.format(Locale.ROOT, "%.1f %%", 100 * share) : "-";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.3g" : "%,.0f", value);
  }
}
