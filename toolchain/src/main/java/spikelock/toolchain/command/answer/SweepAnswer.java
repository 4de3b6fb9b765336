package spikelock.toolchain.command.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import spikelock.mapper.MapReport;
import spikelock.mapper.MappedNetwork;
import spikelock.toolchain.console.Means;
import spikelock.toolchain.console.TextTable;
import spikelock.toolchain.run.BitSweep;

/** What {@code map --sweep-bits} found. */
@Means("with --sweep-bits")
public record SweepAnswer(
    @Means("samples run") int samples,
    @Means("their timesteps") long timesteps,
    @Means("free or pow2") String scaleRule,
    @Means("of the float reference; null without labels") Optional<Double> referenceAccuracy,
    @Means("per number of bits; entries are [samples, timesteps, neurons], and differ from the float reference's") List<Bits> sweep) {

  /** What a number of bits costs and loses. */
  public record Bits(int weightBits, String chip, int cores, long synapsesStored, long synapseWords, long synapseBits, Optional<Double> accuracy,
      long outputDifferences, long outputEntries, long hiddenDifferences, long hiddenEntries, String firstDifference) {

    static Bits of(int weightBits, MappedNetwork mapped, BitSweep.Score score, Optional<Double> accuracy) {
      MapReport report = mapped.report();
      long words = report.perCore().stream().mapToLong(core -> core.synapseWords().used()).sum();
      return new Bits(weightBits, mapped.image().spec().name(), report.cores(), report.synapsesStored(), words,
          words * mapped.image().spec().wordBits(), accuracy, score.outputDifferences(), score.outputEntries(), score.hiddenDifferences(),
          score.hiddenEntries(), score.firstDifference());
    }
  }

  /**
   * From what the runs gave.
   *
   * @param least bits of the first mapping; each further one has one more
   */
  public static SweepAnswer of(int least, List<MappedNetwork> mapped, BitSweep sweep, int samples, long timesteps, boolean labelled) {
    List<Bits> rows = new ArrayList<>();
    for (int i = 0; i < mapped.size(); i++) {
      rows.add(Bits.of(least + i, mapped.get(i), sweep.scores().get(i), accuracy(sweep.scores().get(i), labelled, samples)));
    }
    return new SweepAnswer(samples, timesteps, String.valueOf(mapped.getFirst().image().description().get("scale_rule")),
        accuracy(sweep.reference(), labelled, samples), rows);
  }

  private static Optional<Double> accuracy(BitSweep.Score score, boolean labelled, int samples) {
    return labelled && samples > 0 ? Optional.of((double) score.right() / samples) : Optional.empty();
  }

  public String text() {
    TextTable table = new TextTable("bits", "chip", "cores", "synapse words", "memory bits", "accuracy", "outputs differ", "hidden differ",
        "first difference");
    sweep.forEach(row -> table.row(row.weightBits, row.chip, row.cores, row.synapseWords, row.synapseBits, percent(row.accuracy), row.outputDifferences,
        row.hiddenDifferences, row.firstDifference.isEmpty() ? "none" : row.firstDifference));
    Bits any = sweep.getFirst();
    return String.format(Locale.ROOT, "%,d samples, %,d timesteps; scale %s%s%n%,d entries of outputs and %,d of hidden neurons compared with the float "
        + "reference%n%n%s", samples, timesteps, scaleRule,
        referenceAccuracy.isPresent() ? "; accuracy of the float reference " + percent(referenceAccuracy) : "", any.outputEntries, any.hiddenEntries, table);
  }

  private static String percent(Optional<Double> share) {
    return share.map(s -> String.format(Locale.ROOT, "%.2f %%", 100 * s)).orElse("");
  }
}
