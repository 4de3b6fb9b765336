package spikelock.toolchain.command.answer;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import spikelock.emulator.cost.Dimension;
import spikelock.toolchain.console.Means;
import spikelock.toolchain.console.TextTable;
import spikelock.toolchain.validate.CaseCheck.Checked;
import spikelock.toolchain.validate.CaseCheck.Verdict;
import spikelock.toolchain.validate.CaseFile;
import spikelock.toolchain.validate.ProfileFit;
import spikelock.toolchain.validate.PublishedCase;
import spikelock.toolchain.validate.PublishedCase.Bound;
import spikelock.toolchain.validate.PublishedCase.Work;

/** What {@code validate} found. */
public record ValidateAnswer(
    @Means("a row for each published value") List<Row> cases,
    @Means("rows within their tolerance") int ok,
    @Means("rows that are out") int out,
    @Means("rows that could not be computed") int notRun,
    @Means("profiles that were fitted in front of the reader, and the constants found") List<String> fits,
    @Means("cases that nothing computes yet; none of them counts as passed") List<CaseFile.NotYet> notYet) {
  private static final int DIGITS = 5;
  private static final double ALL_DIGITS = 1e4;
  private static final double TENTH = 0.0995;
  private static final double NOTHING = 0.5e-4;

  /** A published value and ours. */
  public record Row(
      @Means("the case") String id,
      @Means("what was measured") String title,
      String quantity,
      @Means("in baseUnit") double published,
      @Means("in baseUnit; null where it was not run, or is a bracket") OptionalDouble ours,
      @Means("least and most of ours, in baseUnit; null where it was not run") OptionalDouble low,
      OptionalDouble high,
      String baseUnit,
      @Means("ours less published, divided by published; null where there is none") OptionalDouble error,
      String tolerance,
      @Means("fitted: used to make the constants; predicted: not") String basis,
      String source,
      @Means("ok, out or not run") String verdict,
      @Means("why it was not run, or what the estimate says of itself") String remark,
      @Means("published and ours as people read them") String publishedText,
      String oursText,
      String errorText) {}

  /** The answer to cases that were checked. */
  public static ValidateAnswer of(List<Checked> checked, List<CaseFile.NotYet> notYet) {
    List<String> fits = checked.stream().flatMap(one -> fit(one.of()).stream()).map(ProfileFit::text).distinct().toList();
    return new ValidateAnswer(checked.stream().map(ValidateAnswer::row).toList(), count(checked, Verdict.OK), count(checked, Verdict.OUT),
        count(checked, Verdict.NOT_RUN), fits, notYet);
  }

  private static Optional<ProfileFit> fit(PublishedCase of) {
    return switch (of.work()) {
      case Work.Price price -> price.subject().fit();
      case Work.Bracket bracket -> bracket.subject().fit();
      case Work.Count count -> Optional.empty();
      case Work.Simulate simulate -> Optional.empty();
    };
  }

  private static int count(List<Checked> checked, Verdict verdict) {
    return (int) checked.stream().filter(one -> one.verdict() == verdict).count();
  }

  // ---- rows -------------------------------------------------------------------------------------------------------------

  private static Row row(Checked one) {
    PublishedCase.Expected expected = one.expected();
    Dimension dimension = expected.quantity().dimension();
    String quantity = expected.quantity().text() + expected.per().map(event -> " per " + event.text().replace('_', ' ')).orElse("");
    return new Row(one.of().id(), one.of().title(), quantity, expected.published().inBaseUnit(), known(one.ours()), known(one.low()), known(one.high()),
        dimension.base(), one.error(), tolerance(expected.bound()), expected.basis().name().toLowerCase(Locale.ROOT), one.of().source(),
        one.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' '), one.remark(),
        number(expected.published().inBaseUnit(), one) + unit(one), ours(one), error(one));
  }

  private static OptionalDouble known(double value) {
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private static String tolerance(Bound bound) {
    return switch (bound) {
      case Bound.Near near -> near.text();
      case Bound.InBand band -> "inside";
      case Bound.AtMost most -> "at most";
      case Bound.Flagged flagged -> "flagged";
    };
  }

  private static String unit(Checked one) {
    String unit = one.expected().published().unit();
    return unit.equals("1") ? "" : " " + unit;
  }

  private static String number(double value, Checked one) {
    double written = value / one.expected().published().unitFactor();
    if (one.expected().quantity().dimension() == Dimension.COUNT || Math.abs(written) >= ALL_DIGITS) {
      return String.format(Locale.ROOT, "%,.0f", written);
    }
    BigDecimal rounded = new BigDecimal(written).round(new MathContext(DIGITS));
    return written == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  private static String ours(Checked one) {
    if (one.verdict() == Verdict.NOT_RUN) {
      return "not run: " + one.remark();
    }
    String band = number(one.low(), one) + " .. " + number(one.high(), one);
    if (Double.isNaN(one.ours())) {
      return band + unit(one);
    }
    return number(one.ours(), one) + unit(one) + (one.expected().bound() instanceof Bound.InBand ? " (" + band + ")" : "");
  }

  private static String error(Checked one) {
    if (one.verdict() == Verdict.NOT_RUN) {
      return "";
    }
    String error = one.error().isEmpty() ? one.verdict() == Verdict.OK ? "inside" : "outside" : percent(one.error().getAsDouble());
    return error + (one.expected().bound() instanceof Bound.Flagged ? one.verdict() == Verdict.OK ? ", flagged" : ", NOT flagged" : "");
  }

  private static String percent(double share) {
    return share == 0 ? "0" : Math.abs(share) < NOTHING ? "0.00 %"
        : String.format(Locale.ROOT, Math.abs(share) < TENTH ? "%+.2f %%" : "%+.0f %%", 100 * share);
  }

  // ---- for people -------------------------------------------------------------------------------------------------------

  /** A table, then what was fitted, what is out and what was not run. */
  public String text() {
    TextTable table = new TextTable("case", "of", "published", "ours", "error", "tolerance", "", "", "source");
    for (Row row : cases) {
      table.row(row.id, row.title + ": " + row.quantity, row.publishedText, row.oursText, row.errorText, row.tolerance, row.basis,
          row.verdict.equals("ok") ? "ok" : row.verdict.toUpperCase(Locale.ROOT), row.source);
    }
    List<String> lines = new ArrayList<>(List.of(table.toString(), ""));
    lines.addAll(fits);
    notYet.forEach(missing -> lines.add("not yet: " + missing.id() + " " + missing.title() + ": " + missing.why()));
    if (notRun > 0) {
      lines.add("NOT RUN: " + notRun + (notRun == 1 ? " value needs" : " values need") + " SANA-FE's files: --sanafe FOLDER (with dvs.yaml and loihi.yaml)");
    }
    lines.add(summary());
    return String.join(System.lineSeparator(), lines);
  }

  /** One line. */
  public String summary() {
    long predicted = cases.stream().filter(row -> row.basis.equals("predicted") && row.verdict.equals("ok")).count();
    return String.format(Locale.ROOT, "%d of %d published values within tolerance (%d of them predicted), %d out, %d not run", ok, cases.size(), predicted, out,
        notRun);
  }

  /** The table as Markdown. */
  public String markdown() {
    StringBuilder text = new StringBuilder("| case | of | published | ours | error | tolerance | fitted or predicted | source |\n");
    text.append("|---|---|---|---|---|---|---|---|\n");
    for (Row row : cases) {
      List<String> cells = List.of(row.id, row.title + ": " + row.quantity, row.publishedText, row.oursText,
          row.errorText + (row.verdict.equals("out") ? " OUT" : ""), row.tolerance, row.basis, row.source);
      text.append("| ").append(String.join(" | ", cells.stream().map(cell -> TextTable.printable(cell).replace("|", "\\|")).toList())).append(" |\n");
    }
    return text.toString().stripTrailing();
  }
}
