package spikelock.toolchain.estimate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import spikelock.emulator.chip.PublishedMesh;
import spikelock.emulator.cost.Constant;
import spikelock.emulator.cost.CostProfile;
import spikelock.emulator.cost.Estimate;
import spikelock.emulator.cost.Event;
import spikelock.emulator.cost.EventCounts;
import spikelock.emulator.cost.Latency;
import spikelock.emulator.cost.Term;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.Population;
import spikelock.toolchain.console.Quantity;
import spikelock.toolchain.report.Cell;
import spikelock.toolchain.report.HistogramDrawing;
import spikelock.toolchain.report.HtmlPage;
import spikelock.toolchain.report.Palette;
import spikelock.toolchain.report.Svg;

/** What a network costs, for somebody who has never seen the tool. */
public final class CostPage {
  private static final int MOST_FRAMES = 32;
  /** Squares of all drawings of a strip: a page that a browser opens at once. */
  private static final int MOST_SQUARES = 16_384;
  private static final double BAR_WIDTH = 620;
  private static final double BAR_HEIGHT = 26;
  private static final double BAR_GAP = 34;

  private final ChipImage image;
  private final EventCounts counts;
  private final List<Estimate> estimates;
  private final double samples;
  private final HtmlPage page;

  private CostPage(String network, CountedRun run, List<Estimate> estimates) {
    this.image = run.image();
    this.counts = run.counts();
    this.estimates = estimates;
    this.samples = Math.max(1, counts.samples());
    this.page = new HtmlPage("What " + network + " costs", String.format(Locale.ROOT, "%,d samples, %,d timesteps on %s: events that were counted times published constants",
        counts.samples(), counts.timesteps(), image.spec().name()));
  }

  /**
   * The page of a run.
   *
   * @param network as the user calls it
   * @param advice what would lower the greatest costs
   */
  public static HtmlPage of(String network, CountedRun run, List<Estimate> estimates, List<Advice> advice) {
    CostPage cost = new CostPage(network, run, estimates);
    cost.summary();
    cost.breakdown();
    cost.advice(advice);
    cost.latency(run);
    cost.layers();
    cost.floorPlans();
    cost.events();
    cost.constants();
    return cost.page;
  }

  private void summary() {
    Estimate first = estimates.getFirst();
    List<HtmlPage.Fact> facts = new ArrayList<>(List.of(new HtmlPage.Fact(Quantity.joules(first.perSampleJ()), "a sample, by " + first.profile().name())));
    first.latency().ifPresent(latency -> facts.add(new HtmlPage.Fact(Quantity.seconds(Latency.mean(latency.samples())), "a sample takes")));
    first.powerW().ifPresent(power -> facts.add(new HtmlPage.Fact(Quantity.watts(power), "mean power while it runs")));
    first.perSynapticEventJ().ifPresent(joules -> facts.add(new HtmlPage.Fact(Quantity.joules(joules), "a synaptic event, everything included")));
    page.facts(facts);
    page.paragraph("Nothing here was measured on this network. Events were counted in an exact run; what each costs is taken from the profiles below, each constant "
        + "with its source. The band adds up the least and the greatest value of every constant, so it is wider than a standard error.");
    List<List<Cell>> rows = new ArrayList<>();
    for (Estimate estimate : estimates) {
      rows.add(List.of(Cell.of(estimate.profile().name()), Cell.of(estimate.profile().timing().fidelity()), number(Quantity.joules(estimate.perSampleJ())),
          number(Quantity.joules(estimate.lowJ() / samples) + " .. " + Quantity.joules(estimate.highJ() / samples)),
          number(estimate.latency().map(l -> Quantity.seconds(Latency.mean(l.samples()))).orElse("-")),
          number(estimate.powerW().isPresent() ? Quantity.watts(estimate.powerW().getAsDouble()) : "-"), Cell.of(estimate.latency().map(l -> l.boundBy().text()).orElse("-"))));
    }
    page.table(List.of("profile", "fidelity", "energy a sample", "band", "time a sample", "power", "bound by"), rows);
    List<String> lines = new ArrayList<>();
    estimates.forEach(estimate -> {
      estimate.warnings().forEach(warning -> lines.add(estimate.profile().name() + ": " + warning));
      estimate.profile().notes().forEach(note -> lines.add(estimate.profile().name() + ": " + note));
    });
    page.list(lines);
  }

  private static Cell number(String text) {
    return new Cell.Number(text);
  }

  /** The parts of an energy, in the order of the bars. */
  private static Map<String, Double> parts(Estimate estimate) {
    Map<String, Double> parts = new LinkedHashMap<>();
    estimate.dynamicJ().forEach((unit, joules) -> parts.put(unit.text(), joules));
    parts.put("clock", estimate.clockJ());
    parts.put("static", estimate.staticJ());
    parts.put("host", estimate.hostJ());
    return parts;
  }

  private void breakdown() {
    Svg svg = new Svg(BAR_WIDTH + 10, 14 + estimates.size() * (BAR_HEIGHT + BAR_GAP), "Parts of the energy by each profile");
    List<Cell.Key> legend = new ArrayList<>();
    for (int e = 0; e < estimates.size(); e++) {
      Estimate estimate = estimates.get(e);
      double y = 14 + e * (BAR_HEIGHT + BAR_GAP);
      svg.text(0, y, "start", 12, estimate.profile().name() + ", " + Quantity.joules(estimate.perSampleJ()) + " a sample");
      double x = 0;
      int colour = 0;
      for (Map.Entry<String, Double> part : parts(estimate).entrySet()) {
        double share = estimate.totalJ() <= 0 ? 0 : part.getValue() / estimate.totalJ();
        if (share > 0) {
          svg.rectangle(x, y + 6, Math.max(0.5, BAR_WIDTH * share), BAR_HEIGHT, Palette.colour(colour), String.format(Locale.ROOT, "%s: %s a sample, %.1f %%", part.getKey(),
              Quantity.joules(part.getValue() / samples), 100 * share));
          if (share > 0.12) {
            svg.text(x + 6, y + 23, "start", 11, String.format(Locale.ROOT, "%s %.0f %%", part.getKey(), 100 * share));
          }
        }
        x += BAR_WIDTH * share;
        if (e == 0) {
          legend.add(new Cell.Key(Palette.colour(colour), part.getKey()));
        }
        colour++;
      }
    }
    page.section("Where the energy goes").figure(svg, legend, "Each bar is one profile's whole energy. Soma: neurons updated and spiking. Synapse: rows read, weights added. Axon: packets "
        + "made and taken. Network: hops between tiles. Clock and static: what flows however little happens. Host: input, output and the machine that feeds it.");
  }

  private void advice(List<Advice> advice) {
    if (advice.isEmpty()) {
      return;
    }
    page.section("What would lower it");
    page.paragraph("Each line was done, not guessed: the network was changed, mapped, run on the same samples and priced again by " + estimates.getFirst().profile().name() + ".");
    List<List<Cell>> rows = new ArrayList<>();
    for (Advice each : advice) {
      if (each.trials().isEmpty()) {
        rows.add(List.of(Cell.of(each.cost()), number(String.format(Locale.ROOT, "%.0f %%", 100 * each.share())), Cell.of("none of " + each.tried() + " changes lowers it"),
            number(""), number(""), number(""), Cell.of("")));
      }
      for (Advice.Trial trial : each.trials()) {
        rows.add(List.of(Cell.of(each.cost()), number(String.format(Locale.ROOT, "%.0f %%", 100 * each.share())), Cell.of(trial.change()),
            number(trial.problem().isEmpty() ? percent(trial.energy()) : "-"), number(trial.problem().isEmpty() ? percent(trial.cost()) : "-"),
            number(trial.latency().isPresent() ? percent(trial.latency().getAsDouble()) : "-"), Cell.of(trial.problem().isEmpty() ? trial.effect() : trial.problem())));
      }
    }
    page.table(List.of("cost", "of the energy", "change", "energy", "this cost", "time", "what it does to the network"), rows);
  }

  private static String percent(double change) {
    return String.format(Locale.ROOT, "%+.1f %%", 100 * change);
  }

  private void latency(CountedRun run) {
    page.section("How long it takes");
    for (Estimate estimate : estimates) {
      estimate.latency().filter(l -> l.timesteps().length > 1 && l.timesteps()[0] < l.timesteps()[l.timesteps().length - 1]).ifPresent(l -> histogram(estimate.profile().name(), l));
    }
    Latency own = run.ownLatency();
    page.paragraph(String.format(Locale.ROOT, "On our own RTL the same image takes %,d clock cycles, exactly: %s a sample at %s; most of it goes into %s.", counts.cycles(),
        Quantity.seconds(Latency.mean(own.samples())), image.spec().clock(), own.boundBy().text()));
  }

  private void histogram(String name, Latency latency) {
    double[] us = Arrays.stream(latency.timesteps()).map(s -> s * 1e6).toArray();
    page.figure(HistogramDrawing.of(us, "us", List.of(new HistogramDrawing.Mark(Latency.quantile(us, 0.5), "median"), new HistogramDrawing.Mark(Latency.quantile(us, 0.99), "99 %"),
        new HistogramDrawing.Mark(us[us.length - 1], "most"))), List.of(), "Time of a timestep by " + name + ", bound by " + latency.boundBy().text() + ".");
  }

  private void layers() {
    List<String> titles = new ArrayList<>(List.of("layer", "neurons", "spikes", "synaptic events", "packets", "hops"));
    estimates.forEach(estimate -> titles.add(estimate.profile().name() + ", a sample"));
    List<Population> populations = image.populations().stream().filter(p -> p.tile().length > 0).toList();
    List<List<Cell>> rows = new ArrayList<>();
    for (int layer = 0; layer < counts.layers().size(); layer++) {
      int at = layer;
      List<Cell> row = new ArrayList<>(List.of(Cell.of(counts.layers().get(layer)), Cell.of(populations.get(layer).size()), Cell.of(counts.ofLayer(Event.SPIKE, layer)),
          Cell.of(counts.ofLayer(Event.SYNAPTIC_EVENT, layer)), Cell.of(counts.ofLayer(Event.PACKET_OUT, layer)),
          Cell.of(counts.ofLayer(Event.HOP_NORTH, layer) + counts.ofLayer(Event.HOP_EAST, layer) + counts.ofLayer(Event.HOP_SOUTH, layer) + counts.ofLayer(Event.HOP_WEST, layer))));
      for (Estimate estimate : estimates) {
        double joules = estimate.dynamicJ().keySet().stream().mapToDouble(unit -> estimate.layerJ(at, unit)).sum();
        row.add(new Cell.Bar(estimate.eventsJ() <= 0 ? 0 : joules / estimate.eventsJ(), Quantity.joules(joules / samples)));
      }
      rows.add(row);
    }
    page.section("By layer").table(titles, rows);
    page.paragraph("Synaptic events are a layer's own: weights added to its neurons, whoever sent the spikes. Static power, clock and host belong to no layer.");
  }

  private void floorPlans() {
    PublishedMesh mesh = image.spec().mesh().published();
    FloorPlan plan = new FloorPlan(mesh, core -> counts.of(Event.NEURON_ACCESS, core) + counts.of(Event.AXON_ROW, core) > 0);
    List<int[]> groups = new ArrayList<>();
    if (counts.bins() > 1) {
      groups.add(new int[] {0, counts.bins() - 1});
    }
    groups.addAll(FloorPlan.groups(counts.bins(), Math.clamp(MOST_SQUARES / counts.cores(), 1, MOST_FRAMES)));
    Estimate first = estimates.getFirst();
    page.section("On the chip");
    frames("energy", plan, groups, (core, bin) -> first.coreJ(core, bin), value -> Quantity.joules(value / samples) + " a sample",
        "Energy of each core's events by " + first.profile().name() + ", over the time of a sample: choose a part above the drawing, or walk through them with the arrow keys.");
    frames("load", plan, groups, (core, bin) -> counts.of(Event.SYNAPTIC_EVENT, core, bin) + (double) counts.of(Event.NEURON_UPDATE, core, bin),
        value -> String.format(Locale.ROOT, "%,.0f events", value), "Load of each core: synaptic events and neuron updates.");
    page.figure(plan.links(counts), List.of(), "Packets between tiles over the whole run; a link is as thick as its share of the busiest. Packets of the host are left out.");
  }

  private interface Amount {
    double of(int core, int bin);
  }

  private interface Words {
    String of(double value);
  }

  private void frames(String name, FloorPlan plan, List<int[]> groups, Amount amount, Words words, String caption) {
    int cores = counts.cores();
    double[][] values = new double[groups.size()][cores];
    double most = 0;
    for (int group = 0; group < values.length; group++) {
      for (int core = 0; core < cores; core++) {
        for (int bin = groups.get(group)[0]; bin <= groups.get(group)[1]; bin++) {
          values[group][core] += amount.of(core, bin);
        }
        most = Math.max(most, group == 0 && values.length > 1 ? 0 : values[group][core]);
      }
    }
    double ofPart = Math.max(most, Double.MIN_NORMAL);
    double ofWhole = Math.max(Arrays.stream(values[0]).max().orElse(0), Double.MIN_NORMAL);
    List<Svg> drawings = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (int group = 0; group < values.length; group++) {
      double[] of = values[group];
      double greatest = group == 0 ? ofWhole : ofPart;
      drawings.add(plan.cores(Arrays.stream(of).map(value -> value / greatest).toArray(), core -> "core " + core + ": " + words.of(of[core]), name));
      labels.add(group == 0 && values.length > 1 ? "the whole sample; darkest " + words.of(ofWhole) : FloorPlan.part(groups.get(group)[0], groups.get(group)[1], counts.binWidth(), counts.bins()));
    }
    page.frames(name, drawings, labels, caption + " Darkest of all parts: " + words.of(most) + "." + plan.cropped());
  }

  private void events() {
    List<List<Cell>> rows = new ArrayList<>();
    for (Event event : Event.values()) {
      List<Cell> row = new ArrayList<>(List.of(Cell.of(event.text()), Cell.of(event.meaning()), Cell.of(counts.total(event))));
      for (Estimate estimate : estimates) {
        double joules = IntStream.range(0, counts.cores())
            .mapToDouble(core -> counts.of(event, core) * estimate.costs().of(event, core).map(Constant::value).orElse(0.0)).sum();
        row.add(number(joules == 0 ? "-" : Quantity.joules(joules / samples)));
      }
      rows.add(row);
    }
    List<String> titles = new ArrayList<>(List.of("event", "which is", "count"));
    estimates.forEach(estimate -> titles.add(estimate.profile().name() + ", a sample"));
    page.section("What was counted").table(titles, rows);
  }

  private void constants() {
    page.section("Every constant");
    for (Estimate estimate : estimates) {
      CostProfile profile = estimate.profile();
      page.paragraph(profile.name() + ": " + profile.title() + (profile.operatingPoint().isEmpty() ? "" : " (" + profile.operatingPoint() + ")"));
      List<List<Cell>> rows = new ArrayList<>();
      profile.constants().forEach((path, constant) -> rows.add(row(path, Term.of(path).map(Term::meaning).orElse(""), constant)));
      for (int kind = 0; profile.hasPrimitives() && kind < estimate.costs().kinds(); kind++) {
        int number = kind;
        estimate.costs().ofKind(kind).forEach((event, constant) -> {
          if (profile.constant(Term.energy(event)).isEmpty()) {
            rows.add(row(Term.energy(event) + (estimate.costs().kinds() > 1 ? " (kind " + number + ")" : ""), event.meaning(), constant));
          }
        });
      }
      page.table(List.of("constant", "which is", "value", "confidence", "source", "holds at"), rows);
    }
  }

  private static List<Cell> row(String path, String meaning, Constant constant) {
    return List.of(Cell.of(path), Cell.of(meaning), number(constant.written().isEmpty() ? Quantity.joules(constant.value()) : constant.written()),
        Cell.of(constant.confidence().text()), Cell.of(constant.source()), Cell.of(constant.validity()));
  }
}
