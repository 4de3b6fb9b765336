package spikelock.toolchain.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.ImageFile;
import spikelock.emulator.image.Population;
import spikelock.mapper.MapReport;
import spikelock.mapper.MappedNetwork;
import spikelock.mapper.quantise.PopulationReport;
import spikelock.mapper.quantise.ScaleShare;
import spikelock.mapper.quantise.WeightLoss;

/**
 * What mapping a network gave, for people: the mesh with what sits where, how full every memory is, the traffic to expect, what rounding
 * cost each population, and every setting with its reason.
 */
public final class MappingPage {
  private static final int MOST_FLOWS = 24;

  private final MapReport report;
  private final ChipImage image;
  private final ChipSpec spec;
  private final Occupancy occupancy;
  private final Traffic traffic;
  private final HtmlPage page;

  private MappingPage(String network, MappedNetwork mapped) {
    this.report = mapped.report();
    this.image = mapped.image();
    this.spec = image.spec();
    this.occupancy = new Occupancy(mapped);
    this.traffic = new Traffic(image);
    this.page = new HtmlPage(network + " on " + spec.name(), "Mapped by Spikelock on " + spec.mesh().width() + " x " + spec.mesh().height() + " tiles");
  }

  /** @param network as the user calls it */
  public static HtmlPage of(String network, MappedNetwork mapped) {
    MappingPage mapping = new MappingPage(network, mapped);
    mapping.summary();
    mapping.mesh();
    mapping.populations();
    mapping.cores();
    mapping.traffic();
    mapping.settings();
    return mapping.page;
  }

  private void summary() {
    long words = report.perCore().stream().mapToLong(c -> c.synapseWords().used()).sum();
    page.facts(List.of(new HtmlPage.Fact(String.format(Locale.ROOT, "%,d of %,d", report.cores(), spec.tiles()), "cores in use"),
        new HtmlPage.Fact(number(report.neurons()), "neurons"),
        new HtmlPage.Fact(number(report.synapsesUnrolled()), "synapses of the network"),
        new HtmlPage.Fact(number(report.synapsesStored()), "synapses stored"),
        new HtmlPage.Fact(report.synapsesUnrolled() == 0 ? "-"
            : String.format(Locale.ROOT, "%.3g", (double) report.synapsesStored() / report.synapsesUnrolled()), "stored per synapse"),
        new HtmlPage.Fact(number(words), "synapse words of " + spec.core().synapses().wordBits() + " bits")));
    page.paragraph("Equal rows of a core are stored once, so a convolution costs its kernel and not its unrolled size. A weight that is rounded "
        + "to 0 is no synapse.");
  }

  private void mesh() {
    page.section("The mesh");
    mesh(page, image, occupancy, traffic);
  }

  /** Adds the mesh with what sits where to any page. */
  public static void mesh(HtmlPage page, MappedNetwork mapped) {
    mesh(page, mapped.image(), new Occupancy(mapped), new Traffic(mapped.image()));
  }

  private static void mesh(HtmlPage page, ChipImage image, Occupancy occupancy, Traffic traffic) {
    List<Cell.Key> legend = new ArrayList<>();
    for (int p : occupancy.placed()) {
      legend.add(new Cell.Key(occupancy.colour(p), image.populations().get(p).name()));
    }
    page.figure(MeshDrawing.of(image, occupancy, traffic), legend, "A tile is filled as high as its " + occupancy.slots()
        + " neuron slots are taken. Arrows are as thick as their share of the packets on the busiest link (" + number(traffic.busiestLink())
        + ") if every neuron and every input channel spiked once." + rest(image.spec(), occupancy));
  }

  private static String rest(ChipSpec spec, Occupancy occupancy) {
    return occupancy.columns() * occupancy.rows() == spec.tiles() ? "" : " Of " + spec.mesh().width() + " x " + spec.mesh().height()
        + " tiles these are those up to the last one in use; the others are empty.";
  }

  private void populations() {
    Map<String, PopulationReport> rounding = report.quantisation().stream()
        .collect(Collectors.toMap(PopulationReport::name, r -> r, (a, b) -> a, LinkedHashMap::new));
    List<List<Cell>> rows = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (int p = 0; p < image.populations().size(); p++) {
      Population population = image.populations().get(p);
      boolean placed = occupancy.placed().contains(p);
      List<Cell> row = new ArrayList<>();
      row.add(placed ? new Cell.Key(occupancy.colour(p), population.name()) : Cell.of(population.name()));
      row.add(Cell.of(population.kind()));
      row.add(Cell.of(shape(population)));
      row.add(Cell.of(population.size()));
      row.add(placed ? Cell.of(occupancy.tilesOf(p)) : new Cell.Number(""));
      row.add(placed ? Cell.of(population.lag()) : new Cell.Number(""));
      PopulationReport q = rounding.get(population.name());
      if (q == null) {
        row.addAll(java.util.Collections.nCopies(8, new Cell.Number("")));
        row.add(Cell.of(""));
      } else {
        row.add(new Cell.Number(scales(q)));
        row.add(Cell.of(q.weights().lost()));
        row.add(new Cell.Number(q.weights().worst().isEmpty() ? "exact" : String.format(Locale.ROOT, "%.1f dB in [%d]",
            q.weights().worst().getFirst().signalToNoise(), q.weights().worst().getFirst().neuron())));
        row.add(new Cell.Number(q.weights().worst().isEmpty() ? "" : WeightLoss.percent(q.weights().worst().getFirst().totalError())));
        row.add(new Cell.Number(percent(q.weightRmsError())));
        row.add(new Cell.Number(percent(q.weightMaxError())));
        row.add(new Cell.Number(percent(q.thresholdMaxError())));
        row.add(Cell.of(q.saturations()));
        row.add(overflow(q));
        q.payload().ifPresent(payload -> notes.add(q.name() + " " + payload.describe()));
        q.warnings().forEach(warning -> notes.add("Warning: " + q.name() + ": " + warning));
        q.notes().forEach(note -> notes.add(q.name() + ": " + note));
      }
      rows.add(row);
    }
    page.section("Populations").table(List.of("population", "kind", "shape", "neurons", "cores", "lag", "scale", "synapses that became 0",
        "worst signal to noise", "total weight off by", "weight error, rms",
        "greatest", "threshold error", "cut off", "overflow"), rows);
    page.paragraph("Weights are rounded to " + image.description().getOrDefault("weight_bits", spec.core().synapses().weightBits()) + " bits. The scale is what weights and thresholds were multiplied with before rounding, one for all neurons or one for each; "
        + "the worst signal to noise is that of the weights into the neuron whose number is given, and the total weight is that of the same neuron; "
        + "errors are relative to the weights' rms, the greatest weight and the threshold. Lag: timesteps by which the chip runs behind the "
        + "layer-synchronous network; spikes are the same. Overflow: the greatest sum if all "
        + "axons of a neuron were due together, of what the accumulator holds.");
    page.list(notes);
  }

  private static String scales(PopulationReport q) {
    return q.scaleShare() == ScaleShare.POPULATION ? significant(q.scale()) : significant(q.scale()) + " .. " + significant(q.greatestScale());
  }

  private static Cell overflow(PopulationReport q) {
    String sum = number(q.greatestSum()) + " of " + number(q.sumLimit());
    return new Cell.Bar((double) q.greatestSum() / q.sumLimit(), q.overflowProven() ? "never: " + sum
        : "possible in [" + q.worstNeuron() + "]: " + sum);
  }

  private void cores() {
    List<List<Cell>> rows = new ArrayList<>();
    for (MapReport.CoreUse core : report.perCore()) {
      rows.add(List.of(Cell.of(core.tile()), new Cell.Number(core.tile() % spec.mesh().width() + ", " + core.tile() / spec.mesh().width()),
          Cell.of(occupancy.describe(core.tile(), image.populations())), Cell.of(core.datapath()), bar(core.neurons()), bar(core.axons()),
          bar(core.synapseWords()), bar(core.fanoutEntries()), bar(core.setWords())));
    }
    page.section("Cores").table(List.of("tile", "x, y", "holds", "datapath", "neurons", "axons", "synapse words", "fan-out entries", "set words"),
        rows);
  }

  private static Cell bar(MapReport.Use use) {
    return Cell.use(use.used(), use.capacity());
  }

  private void traffic() {
    List<Traffic.Flow> flows = traffic.flows();
    page.section("Traffic").paragraph("Estimated from the mapping: the packets if every neuron and every input channel spiked once, one for each "
        + "axon that listens. " + number(traffic.fromHost()) + " come from the host, " + number(traffic.toHost()) + " go to it, "
        + number(traffic.local()) + " stay on their tile.");
    if (flows.isEmpty()) {
      return;
    }
    long greatest = flows.getFirst().packets();
    List<List<Cell>> rows = flows.stream().limit(MOST_FLOWS)
        .map(f -> List.<Cell>of(Cell.of(place(f.from())), Cell.of(place(f.to())), Cell.of(f.packets()), new Cell.Bar((double) f.packets() / greatest, ""))).toList();
    page.table(List.of("from", "to", "packets", ""), rows);
    if (flows.size() > MOST_FLOWS) {
      page.paragraph("The greatest " + MOST_FLOWS + " of " + number(flows.size()) + " flows.");
    }
  }

  private String place(int number) {
    return number == traffic.host() ? "host" : "tile " + number;
  }

  /** Every plain value of the image's description is a setting; its reason has the same name, with or without the unit. */
  private void settings() {
    Map<String, Object> reasons = new LinkedHashMap<>();
    if (image.description().get("reasons") instanceof Map<?, ?> given) {
      given.forEach((name, reason) -> reasons.put(name.toString(), reason));
    }
    List<List<Cell>> rows = new ArrayList<>();
    image.description().forEach((name, value) -> {
      if (!(value instanceof Map || value instanceof Iterable) && !name.equals("network")) {
        Object reason = reasons.getOrDefault(name, reasons.getOrDefault(name.replaceAll("_s$", ""), ""));
        rows.add(List.of(Cell.of(name), Cell.of(String.valueOf(value)), Cell.of(reason.toString())));
      }
    });
    rows.add(List.of(Cell.of("image_hash"), Cell.of(ImageFile.hash(image)), Cell.of("SHA-256 of the image's contents")));
    page.section("Settings").table(List.of("setting", "value", "why"), rows);
    List<String> repairs = lines("repairs");
    List<String> changes = lines("changes");
    if (!changes.isEmpty()) {
      page.section("Changes").paragraph("In these the chip's network is another than the file's:").list(changes);
    }
    page.section("Repairs").paragraph(repairs.isEmpty() ? "The file needed none." : "What the reader mended or assumed:").list(repairs);
  }

  private List<String> lines(String field) {
    List<String> lines = new ArrayList<>();
    if (image.description().get(field) instanceof Iterable<?> given) {
      given.forEach(line -> lines.add(line.toString()));
    }
    return lines;
  }

  private static String shape(Population population) {
    return population.shape().stream().map(String::valueOf).collect(Collectors.joining(" x "));
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String significant(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }
}
