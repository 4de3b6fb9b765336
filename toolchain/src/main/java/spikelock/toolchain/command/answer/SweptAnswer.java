package spikelock.toolchain.command.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import spikelock.toolchain.console.Means;
import spikelock.toolchain.console.TextTable;
import spikelock.toolchain.sweep.Axis;
import spikelock.toolchain.sweep.Grid;
import spikelock.toolchain.sweep.Objective;
import spikelock.toolchain.sweep.ParetoFront;
import spikelock.toolchain.sweep.Setting;
import spikelock.toolchain.sweep.Summary;

/** What {@code sweep} did. */
public record SweptAnswer(
    @Means("the SQLite file that has every point; empty with --dry-run") String results,
    @Means("the table written, or empty") String csv,
    @Means("the page written, or empty") String report,
    @Means("SHA-256 of all that the results depend on; empty with --dry-run") String definition,
    @Means("the part that was run, such as 2/8; empty for all") String shard,
    @Means("the values of each axis") Map<String, List<String>> axes,
    @Means("how many points the sweep has") int points,
    @Means("how often the network is mapped for them") int mappings,
    @Means("how many runs they share") int runs,
    @Means("points run now") int ran,
    @Means("points of this part that are still missing") int missing,
    @Means("points in the results that ran") int done,
    @Means("points in the results for which a chip is too small") int unfit,
    @Means("points in the results that cannot be") int refused,
    @Means("points of which none beats another in accuracy, energy, time, cores and memory, for each profile") List<Best> front) {
  private static final int MOST_LINES = 40;

  /** A point of the front. */
  public record Best(int point, Map<String, String> setting, @Means("null without labels") Optional<Double> accuracy,
      @Means("J, null without profile") Optional<Double> energyPerSampleJ, @Means("s") Optional<Double> sampleMeanS, Optional<Long> cores,
      Optional<Long> memoryBits) {

    static Best of(Grid grid, Summary.Mark mark) {
      return new Best(mark.point(), values(grid.at(mark.point())), known(mark, Objective.ACCURACY), known(mark, Objective.ENERGY),
          known(mark, Objective.LATENCY), known(mark, Objective.CORES).map(Double::longValue), known(mark, Objective.MEMORY).map(Double::longValue));
    }

    private static Optional<Double> known(Summary.Mark mark, Objective objective) {
      double value = mark.of(objective);
      return Double.isNaN(value) ? Optional.empty() : Optional.of(value);
    }
  }

  private static Map<String, String> values(Setting setting) {
    Map<String, String> values = new LinkedHashMap<>();
    setting.values().forEach((axis, value) -> values.put(axis.text(), value));
    return values;
  }

  private static Map<String, List<String>> axes(Grid grid) {
    Map<String, List<String>> axes = new LinkedHashMap<>();
    grid.axes().forEach((axis, values) -> axes.put(axis.text(), values));
    return axes;
  }

  /** Of points that nobody has run. */
  public static SweptAnswer counted(Grid grid, String shard, int missing) {
    return new SweptAnswer("", "", "", "", shard, axes(grid), grid.points(), grid.mappings(), grid.runs(), 0, missing, 0, 0, 0, List.of());
  }

  /**
   * Of results.
   *
   * @param files results, table and page, or empty
   */
  public static SweptAnswer of(Summary summary, List<String> files, String definition, String shard, int ran, int missing) {
    Grid grid = summary.grid();
    List<Best> front = new ArrayList<>();
    ParetoFront.of(summary, List.of(Objective.values())).values().forEach(marks -> marks.forEach(mark -> front.add(Best.of(grid, mark))));
    return new SweptAnswer(files.get(0), files.get(1), files.get(2), definition, shard, axes(grid), grid.points(), grid.mappings(), grid.runs(), ran, missing,
        summary.marks().size(), summary.unfit(), summary.refused(), front);
  }

  // ---- for people -------------------------------------------------------------------------------------------------------

  /** For people. */
  public String text(List<Summary.Reason> reasons) {
    StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%,d points (%s), %,d mappings, %,d runs%n", points, product(), mappings, runs));
    if (results.isEmpty()) {
      return text.append(String.format(Locale.ROOT, "%,d to run%s", missing, shard.isEmpty() ? "" : " in shard " + shard)).toString();
    }
    text.append(String.format(Locale.ROOT, "%,d run now%s, %,d missing; of all in the results %,d done, %,d do not fit, %,d cannot be%n", ran,
        shard.isEmpty() ? "" : " of shard " + shard, missing, done, unfit, refused));
    for (Summary.Reason reason : reasons.subList(0, Math.min(5, reasons.size()))) {
      text.append(String.format(Locale.ROOT, "  %,d points: %s%n", reason.points(), TextTable.printable(reason.problem())));
    }
    if (!front.isEmpty()) {
      text.append(String.format(Locale.ROOT, "%nthe front: no other point is better in one thing and as good in all others%s%n%s%n",
          front.size() > MOST_LINES ? String.format(Locale.ROOT, " (%d of %,d)", MOST_LINES, front.size()) : "", table()));
    }
    text.append(System.lineSeparator()).append("results in ").append(results);
    for (String written : List.of(csv, report)) {
      text.append(written.isEmpty() ? "" : ", " + written);
    }
    return text.toString();
  }

  private String product() {
    return String.join(" x ", axes.entrySet().stream().map(axis -> axis.getValue().size() + " " + axis.getKey()).toList());
  }

  private String table() {
    List<String> varied = axes.entrySet().stream().filter(axis -> axis.getValue().size() > 1 || Axis.PROFILE.text().equals(axis.getKey())).map(Map.Entry::getKey).toList();
    List<String> titles = new ArrayList<>(List.of("point"));
    titles.addAll(varied);
    titles.addAll(List.of("accuracy", "energy a sample", "time a sample", "cores", "memory bits"));
    TextTable table = new TextTable(titles.toArray(String[]::new));
    for (Best best : front.subList(0, Math.min(MOST_LINES, front.size()))) {
      List<Object> cells = new ArrayList<>(List.of(best.point));
      varied.forEach(axis -> cells.add(best.setting.get(axis)));
      cells.add(best.accuracy.map(share -> String.format(Locale.ROOT, "%.2f %%", 100 * share)).orElse(""));
      cells.add(best.energyPerSampleJ.map(joules -> String.format(Locale.ROOT, "%.4g uJ", 1e6 * joules)).orElse(""));
      cells.add(best.sampleMeanS.map(seconds -> String.format(Locale.ROOT, "%.4g ms", 1e3 * seconds)).orElse(""));
      cells.add(best.cores.isPresent() ? best.cores.get() : "");
      cells.add(best.memoryBits.isPresent() ? best.memoryBits.get() : "");
      table.row(cells.toArray());
    }
    return table.toString();
  }
}
