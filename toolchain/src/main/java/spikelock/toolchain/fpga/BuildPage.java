package spikelock.toolchain.fpga;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import spikelock.emulator.files.Decimal;
import spikelock.toolchain.report.Cell;
import spikelock.toolchain.report.HtmlPage;
import spikelock.toolchain.report.Palette;
import spikelock.toolchain.report.Svg;

/** The page about a build, {@code report.html}: what it takes, what its clock reaches, and the part from above with what sits where. */
final class BuildPage {
  private static final double WIDEST = 760;
  private static final double MOST_SIDE = 20;
  private static final double GAP = 0.15; // of a square's side
  private static final int MOST_PARTS = 14;
  private static final String REST = "other";

  private BuildPage() {}

  static void write(BuildReport report, Flow flow, Path folder, Path file) {
    HtmlPage page = new HtmlPage(report.chip() + " on " + flow.board().title(),
        report.part() + ", " + Decimal.text(report.clockMhz(), 3) + " MHz from " + report.clockMadeBy() + ", " + report.baud() + " baud");
    page.facts(facts(report));
    resources(page, report);
    report.routed().ifPresent(routed -> {
      clocks(page, routed);
      floorPlan(page, flow, PlacedCells.read(folder.resolve(flow.placed())));
    });
    page.section("Tools").table(List.of("step", "tool", "version", "processor time", "arguments"), report.tools().stream().map(use -> List.of(Cell.of(use.step()),
        Cell.of(use.tool()), Cell.of(use.version()), (Cell) new Cell.Number(String.format(Locale.ROOT, "%.0f s", use.cpuSeconds())),
        Cell.of(String.join(" ", use.arguments())))).toList());
    page.write(file);
  }

  private static List<HtmlPage.Fact> facts(BuildReport report) {
    List<HtmlPage.Fact> facts = new ArrayList<>();
    report.routed().ifPresentOrElse(routed -> {
      Resources used = routed.used();
      facts.add(new HtmlPage.Fact(String.format(Locale.ROOT, "%.0f %%", 100.0 * used.logic() / report.available().logic()), "of the logic"));
      facts.add(new HtmlPage.Fact(used.blockRams() + " of " + report.available().blockRams(), "block RAMs"));
      BuildReport.ClockUse clock = routed.clocks().getFirst();
      facts.add(new HtmlPage.Fact(String.format(Locale.ROOT, "%.1f MHz", clock.achievedMhz()), clock.closed() ? "closes" : "does not close"));
    }, () -> facts.add(new HtmlPage.Fact("?", "not placed and routed: whether it fits, nobody knows")));
    report.bitstream().ifPresent(bits ->
        facts.add(new HtmlPage.Fact(String.format(Locale.ROOT, "%,d bytes", bits.bytes()), "bitstream " + bits.sha256().substring(0, 12))));
    return facts;
  }

  private static void resources(HtmlPage page, BuildReport report) {
    List<List<Cell>> rows = new ArrayList<>();
    row(rows, "logic", report, Resources::logic);
    row(rows, "flip-flops", report, Resources::flipFlops);
    row(rows, "block RAMs", report, Resources::blockRams);
    row(rows, "large RAMs", report, Resources::largeRams);
    row(rows, "multipliers", report, Resources::dsps);
    page.section("What it takes").table(List.of("", "estimate", "synthesis", "placed and routed", "of the part"), rows);
  }

  private static void row(List<List<Cell>> rows, String what, BuildReport report, ToIntFunction<Resources> count) {
    int has = count.applyAsInt(report.available());
    Optional<Integer> used = report.routed().map(BuildReport.Routed::used).map(count::applyAsInt).filter(n -> n >= 0);
    rows.add(List.of(Cell.of(what), number(Optional.of(report.estimate().needs()), count), number(report.synthesis(), count),
        number(report.routed().map(BuildReport.Routed::used), count),
        has < 0 || used.isEmpty() ? Cell.of(has < 0 ? "" : String.format(Locale.ROOT, "%,d", has)) : Cell.use(used.get(), has)));
  }

  private static Cell number(Optional<Resources> resources, ToIntFunction<Resources> count) {
    return resources.map(count::applyAsInt).filter(n -> n >= 0).map(n -> Cell.of((long) n)).orElse(Cell.of(""));
  }

  private static void clocks(HtmlPage page, BuildReport.Routed routed) {
    page.section("Clocks").table(List.of("clock", "reaches", "needs", ""), routed.clocks().stream().map(clock -> List.of(Cell.of(clock.net()), mhz(clock.achievedMhz()),
        mhz(clock.constraintMhz()), Cell.of(clock.closed() ? "closes" : "does not close"))).toList());
    if (routed.seeds().size() > 1) {
      page.table(List.of("seed", "reaches"), routed.seeds().stream().map(seed -> List.of((Cell) new Cell.Number("" + seed.seed()), mhz(seed.achievedMhz()))).toList());
    }
    CriticalPath path = routed.criticalPath();
    page.paragraph(String.format(Locale.ROOT, "The slowest path takes %.1f ns, %.1f in logic and %.1f on wires:", path.ns(), path.logicNs(), path.routingNs()));
    page.list(path.through());
  }

  private static Cell mhz(double value) {
    return new Cell.Number(String.format(Locale.ROOT, "%.1f MHz", value));
  }

  /** A square for each place of the part that has cells, in the colour of the part of the design that has most of them. */
  private static void floorPlan(HtmlPage page, Flow flow, List<PlacedCells.Placed> cells) {
    boolean byTile = flow.project().spec().tiles() > 1;
    Map<String, Integer> sizes = new TreeMap<>();
    Map<Long, Map<String, Integer>> squares = new LinkedHashMap<>();
    int columns = 0;
    int rows = 0;
    for (PlacedCells.Placed cell : cells) {
      Optional<int[]> place = Flow.place(cell.bel());
      if (place.isPresent()) {
        String part = OurNames.part(cell.cell(), byTile);
        sizes.merge(part, 1, Integer::sum);
        columns = Math.max(columns, place.get()[0] + 1);
        rows = Math.max(rows, place.get()[1] + 1);
        squares.computeIfAbsent((long) place.get()[0] << 32 | place.get()[1], key -> new TreeMap<>()).merge(part, 1, Integer::sum);
      }
    }
    if (columns == 0) {
      return;
    }
    List<String> parts = sizes.entrySet().stream().sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())).limit(MOST_PARTS)
        .map(Map.Entry::getKey).toList();
    double side = Math.min(MOST_SIDE, WIDEST / columns);
    Svg svg = new Svg(columns * side, rows * side, "the part from above, coloured by what sits where");
    svg.rectangle(0, 0, columns * side, rows * side, Svg.PANEL, "");
    for (int part = 0; part <= parts.size(); part++) {
      String name = part < parts.size() ? parts.get(part) : REST;
      List<Double> corners = new ArrayList<>();
      for (Map.Entry<Long, Map<String, Integer>> square : squares.entrySet()) {
        String most = square.getValue().entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
        if (most.equals(name) || name.equals(REST) && !parts.contains(most)) {
          corners.add((square.getKey() >> 32) * side);
          corners.add((rows - 1 - (square.getKey() & 0xffffffffL)) * side); // y grows upwards on a part
        }
      }
      svg.marks(Palette.pure(part), side * (1 - GAP), side * (1 - GAP), corners.stream().mapToDouble(Double::doubleValue).toArray());
    }
    List<Cell.Key> legend = new ArrayList<>();
    for (int part = 0; part < parts.size(); part++) {
      legend.add(new Cell.Key(Palette.pure(part), parts.get(part) + String.format(Locale.ROOT, " (%,d cells)", sizes.get(parts.get(part)))));
    }
    if (sizes.size() > parts.size()) {
      legend.add(new Cell.Key(Palette.pure(parts.size()), REST));
    }
    page.section("Floor plan").figure(svg, legend, "A square is a place of the part's grid, coloured by the part of the design that has most of its cells.");
  }
}
