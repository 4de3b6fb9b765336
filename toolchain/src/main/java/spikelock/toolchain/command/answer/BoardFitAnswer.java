package spikelock.toolchain.command.answer;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import spikelock.toolchain.console.Means;
import spikelock.toolchain.console.TextTable;
import spikelock.toolchain.fpga.Prediction;
import spikelock.toolchain.fpga.Resources;

/** What {@code boards fit} says. */
@Means("of fit")
public record BoardFitAnswer(
    @Means("boards whose part has what is predicted; only place and route knows") List<String> candidates,
    @Means("per board and chip of it") List<FitLine> fits) {

  /** A network or image on a board's chip. */
  public record FitLine(
      String board,
      String family,
      @Means("of the board's chips; empty: the image's own") String overlay,
      @Means("whether the network fits on the chip, and the chip, as predicted, in the part") boolean candidate,
      @Means("what is short, in words; empty where nothing is") String lacks,
      @Means("null where the network does not fit on the chip") Prediction prediction,
      @Means("what the part has") Resources available,
      @Means("MHz that must close") double clockMhz) {}

  public static BoardFitAnswer of(List<FitLine> fits) {
    return new BoardFitAnswer(fits.stream().filter(FitLine::candidate).map(FitLine::board).distinct().toList(), fits);
  }

  public String text(String file) {
    TextTable table = new TextTable("board", "chip", "", "logic", "block RAMs", "large RAMs", "clock", "what is short");
    Map<String, String> errors = new TreeMap<>();
    for (FitLine fit : fits) {
      Prediction p = fit.prediction;
      table.row(fit.board, fit.overlay.isEmpty() ? "(the image's)" : fit.overlay, fit.candidate ? "may fit" : "no",
          p == null ? "" : use(p.needs().logic(), fit.available.logic()), p == null ? "" : use(p.needs().blockRams(), fit.available.blockRams()), p == null ? "" : use(p.needs().largeRams(), fit.available.largeRams()),
          p == null || p.mhz() == null ? BuildAnswer.number(fit.clockMhz) + " MHz"
              : String.format(Locale.ROOT, "%s of %.0f MHz", BuildAnswer.number(fit.clockMhz), p.mhz()), fit.lacks);
      if (p != null) {
        errors.put(fit.family, p.logicError() == null ? "unknown" : String.format(Locale.ROOT, "%.0f %%", 100 * p.logicError()));
      }
    }
    String build = candidates.isEmpty() ? "" : "\nspikelock build " + file + " --board " + candidates.getFirst() + " -o DIR places and routes it: only then it is known.";
    return table + "\n\nPredicted, before synthesis. Greatest error of the logic, each measurement predicted from the others: "
        + errors.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).collect(Collectors.joining(", ")) + "." + build;
  }

  private static String use(int needed, int available) {
    return available == 0 && needed == 0 ? "" : needed < 0 ? "not measured" : String.format(Locale.ROOT, "%,d of %,d", needed, available);
  }
}
