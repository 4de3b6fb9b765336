package spikelock.toolchain.sweep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import spikelock.toolchain.report.Cell;
import spikelock.toolchain.report.HtmlPage;
import spikelock.toolchain.report.Palette;
import spikelock.toolchain.report.ScatterDrawing;

/** What a sweep found, for people: the settings worth choosing among, what each axis does, what did not fit. */
public final class SweepPage {
  private static final int MOST_MARKS = 4000;
  private static final int MOST_ROWS = 200;
  private static final int MOST_REASONS = 50;
  private static final int MOST_VALUES = 60;

  /** Two things that are weighed against each other. */
  private record Pair(Objective across, Objective up) {}

  private static final List<Pair> PAIRS = List.of(new Pair(Objective.ENERGY, Objective.ACCURACY), new Pair(Objective.LATENCY, Objective.ACCURACY),
      new Pair(Objective.MEMORY, Objective.ACCURACY), new Pair(Objective.LATENCY, Objective.ENERGY), new Pair(Objective.CORES, Objective.LATENCY));

  private final Summary summary;
  private final Grid grid;
  private final HtmlPage page;

  private SweepPage(String name, Summary summary) {
    this.summary = summary;
    this.grid = summary.grid();
    this.page = new HtmlPage("Sweep of " + name, String.format(Locale.ROOT, "%,d of %,d points: %s", summary.points(), grid.points(), Grid.product(grid.axes())));
  }

  public static HtmlPage of(String name, Summary summary) {
    SweepPage sweep = new SweepPage(name, summary);
    sweep.facts();
    sweep.fronts();
    sweep.table();
    sweep.axes();
    sweep.problems();
    return sweep.page;
  }

  private void facts() {
    List<HtmlPage.Fact> facts = new ArrayList<>(List.of(new HtmlPage.Fact(count(summary.marks().size()), "settings ran"),
        new HtmlPage.Fact(count(summary.unfit()), "do not fit their chip"), new HtmlPage.Fact(count(summary.refused()), "cannot be")));
    int missing = grid.points() - summary.points();
    if (missing > 0) {
      facts.add(new HtmlPage.Fact(count(missing), "are not run yet"));
    }
    for (Objective objective : List.of(Objective.ACCURACY, Objective.ENERGY, Objective.LATENCY)) {
      if (!known(objective).isEmpty()) {
        facts.add(new HtmlPage.Fact(text(objective, best(known(objective), objective)), (objective.isMost() ? "best " : "least ") + objective.title()));
      }
    }
    page.facts(facts);
    if (!summary.fidelities().isEmpty()) {
      page.paragraph("Time and energy are " + String.join("; ", summary.fidelities()) + ". Profiles price different chips, with constants that can be trusted "
          + "differently far: compare settings under one profile. The bands of energy are in the results.");
    }
  }

  private List<Summary.Mark> known(Objective objective) {
    return summary.marks().stream().filter(mark -> !Double.isNaN(mark.of(objective))).toList();
  }

  private static double best(List<Summary.Mark> marks, Objective objective) {
    var values = marks.stream().mapToDouble(mark -> mark.of(objective)).filter(value -> !Double.isNaN(value));
    return (objective.isMost() ? values.max() : values.min()).orElse(Double.NaN);
  }

  // ---- what is worth choosing among -------------------------------------------------------------------------------------

  private void fronts() {
    for (Pair pair : PAIRS) {
      List<Summary.Mark> both = summary.marks().stream().filter(mark -> !Double.isNaN(mark.of(pair.across)) && !Double.isNaN(mark.of(pair.up))).toList();
      if (both.stream().mapToDouble(mark -> mark.of(pair.across)).distinct().limit(2).count() < 2
          || both.stream().mapToDouble(mark -> mark.of(pair.up)).distinct().limit(2).count() < 2) {
        continue; // one of them is the same everywhere: nothing to weigh
      }
      drawing(pair, both);
    }
  }

  private void drawing(Pair pair, List<Summary.Mark> both) {
    Unit across = Unit.of(pair.across, both);
    Unit up = Unit.of(pair.up, both);
    Summary some = new Summary(grid, both, 0, 0, List.of(), List.of());
    List<ScatterDrawing.Cloud> clouds = new ArrayList<>();
    List<Cell.Key> legend = new ArrayList<>();
    int stride = (both.size() + MOST_MARKS - 1) / MOST_MARKS;
    int colour = 0;
    for (Map.Entry<String, List<Summary.Mark>> front : ParetoFront.of(some, List.of(pair.across, pair.up)).entrySet()) {
      List<Summary.Mark> joined = front.getValue().stream().sorted(Comparator.comparingDouble((ToDoubleFunction<Summary.Mark>) mark -> mark.of(pair.across))).toList();
      List<Summary.Mark> drawn = new ArrayList<>(joined);
      for (int i = 0; i < both.size(); i += stride) {
        if (ParetoFront.profile(grid, both.get(i).point()).equals(front.getKey())) {
          drawn.add(both.get(i));
        }
      }
      String shade = Palette.pure(colour++);
      clouds.add(new ScatterDrawing.Cloud(shade, drawn.stream().mapToDouble(mark -> across.factor * mark.of(pair.across)).toArray(),
          drawn.stream().mapToDouble(mark -> up.factor * mark.of(pair.up)).toArray(), java.util.stream.IntStream.range(0, joined.size()).toArray(),
          joined.stream().map(mark -> hint(mark, pair)).toList()));
      legend.add(new Cell.Key(shade, front.getKey().isEmpty() ? "front of " + joined.size() : front.getKey() + ", front of " + joined.size()));
    }
    page.section(capital(pair.up.title()) + " and " + pair.across.title())
        .figure(ScatterDrawing.of(pair.up.title() + " over " + pair.across.title(), new ScatterDrawing.Scale(pair.across.title(), across.name, pair.across == Objective.ACCURACY),
            new ScatterDrawing.Scale(pair.up.title(), up.name, pair.up == Objective.ACCURACY), clouds), legend,
            "Small marks are settings" + (stride > 1 ? ", every " + stride + "th of " + count(both.size()) : "") + "; large ones, joined, are the front: none has "
                + (pair.up.isMost() ? "more " : "less ") + pair.up.title() + " for as little " + pair.across.title() + ". The mouse over one shows its setting.");
  }

  private String hint(Summary.Mark mark, Pair pair) {
    return grid.at(mark.point()) + ": " + text(pair.up, mark.of(pair.up)) + ", " + text(pair.across, mark.of(pair.across)) + " (point " + mark.point() + ")";
  }

  private void table() {
    List<Axis> varied = grid.axes().keySet().stream().filter(axis -> grid.axes().get(axis).size() > 1).toList();
    List<String> titles = new ArrayList<>(List.of("point"));
    varied.forEach(axis -> titles.add(axis.text()));
    for (Objective objective : Objective.values()) {
      titles.add(objective.title());
    }
    List<List<Cell>> rows = new ArrayList<>();
    int all = 0;
    for (List<Summary.Mark> front : ParetoFront.of(summary, List.of(Objective.values())).values()) {
      all += front.size();
      for (Summary.Mark mark : front.subList(0, Math.min(front.size(), Math.max(0, MOST_ROWS - rows.size())))) {
        Setting setting = grid.at(mark.point());
        List<Cell> cells = new ArrayList<>(List.of(Cell.of((long) mark.point())));
        varied.forEach(axis -> cells.add(Cell.of(setting.get(axis).orElse(""))));
        for (Objective objective : Objective.values()) {
          cells.add(new Cell.Number(Double.isNaN(mark.of(objective)) ? "" : text(objective, mark.of(objective))));
        }
        rows.add(cells);
      }
    }
    if (!rows.isEmpty()) {
      page.section("Worth choosing among").paragraph("No other setting" + (grid.axes().containsKey(Axis.PROFILE) ? " under the same profile" : "")
          + " is better in one of accuracy, energy, time, cores and memory and as good in all others." + (all > rows.size() ? " The first " + rows.size() + " of "
          + count(all) + "; all are in the results." : "")).table(titles, rows);
    }
  }

  // ---- what each axis does ----------------------------------------------------------------------------------------------

  private void axes() {
    for (Map.Entry<Axis, List<String>> axis : grid.axes().entrySet()) {
      if (axis.getValue().size() < 2 || summary.marks().isEmpty()) {
        continue;
      }
      Map<String, List<Summary.Mark>> byValue = new java.util.LinkedHashMap<>();
      axis.getValue().forEach(value -> byValue.put(value, new ArrayList<>()));
      summary.marks().forEach(mark -> byValue.get(grid.at(mark.point()).get(axis.getKey()).orElseThrow()).add(mark));
      List<String> titles = new ArrayList<>(List.of(axis.getKey().text(), "settings that ran"));
      for (Objective objective : Objective.values()) {
        titles.add((objective.isMost() ? "best " : "least ") + objective.title());
      }
      List<List<Cell>> rows = new ArrayList<>();
      for (Map.Entry<String, List<Summary.Mark>> value : byValue.entrySet()) {
        if (rows.size() < MOST_VALUES) {
          List<Cell> cells = new ArrayList<>(List.of(Cell.of(value.getKey()), Cell.of((long) value.getValue().size())));
          for (Objective objective : Objective.values()) {
            double best = best(value.getValue(), objective);
            cells.add(new Cell.Number(Double.isNaN(best) ? "" : text(objective, best)));
          }
          rows.add(cells);
        }
      }
      page.section("By " + axis.getKey().text()).table(titles, rows);
      if (byValue.size() > rows.size()) {
        page.paragraph("The first " + rows.size() + " of " + byValue.size() + " values.");
      }
    }
  }

  private void problems() {
    if (summary.reasons().isEmpty()) {
      return;
    }
    List<List<Cell>> rows = new ArrayList<>();
    for (Summary.Reason reason : summary.reasons().subList(0, Math.min(MOST_REASONS, summary.reasons().size()))) {
      rows.add(List.of(Cell.of((long) reason.points()), Cell.of(reason.status()), Cell.of(reason.limit()), Cell.of(reason.problem()), Cell.of(grid.at(reason.first()).toString())));
    }
    page.section("What did not run").table(List.of("settings", "status", "limit", "why", "one of them"), rows);
    if (summary.reasons().size() > rows.size()) {
      page.paragraph("The " + rows.size() + " most frequent of " + summary.reasons().size() + " reasons.");
    }
  }

  // ---- numbers ----------------------------------------------------------------------------------------------------------

  /** The unit in which the numbers of a drawing are written. */
  private record Unit(String name, double factor) {
    static Unit of(Objective objective, List<Summary.Mark> marks) {
      double most = marks.stream().mapToDouble(mark -> mark.of(objective)).max().orElse(1);
      return of(objective, most);
    }

    static Unit of(Objective objective, double value) {
      return switch (objective) {
        case ENERGY -> scaled(value, "J");
        case LATENCY -> scaled(value, "s");
        case MEMORY -> new Unit("kbit", 1e-3);
        case ACCURACY, CORES -> new Unit("", 1);
      };
    }

    private static Unit scaled(double value, String unit) {
      if (value >= 1) {
        return new Unit(unit, 1);
      }
      return value >= 1e-3 ? new Unit("m" + unit, 1e3) : value >= 1e-6 ? new Unit("u" + unit, 1e6) : value >= 1e-9 ? new Unit("n" + unit, 1e9) : new Unit("p" + unit, 1e12);
    }
  }

  private static String text(Objective objective, double value) {
    Unit unit = Unit.of(objective, value);
    return switch (objective) {
      case ACCURACY -> String.format(Locale.ROOT, "%.2f %%", 100 * value);
      case CORES -> String.format(Locale.ROOT, "%.0f", value);
      case MEMORY -> String.format(Locale.ROOT, "%,.1f %s", unit.factor * value, unit.name);
      case ENERGY, LATENCY -> new java.math.BigDecimal(String.format(Locale.ROOT, "%.4g", unit.factor * value)).toPlainString() + " " + unit.name;
    };
  }

  private static String count(int number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
