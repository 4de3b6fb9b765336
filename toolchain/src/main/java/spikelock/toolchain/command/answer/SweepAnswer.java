package spikelock.toolchain.command.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;
import spikelock.mapper.MapReport;
import spikelock.mapper.MappedNetwork;
import spikelock.mapper.quantise.PopulationReport;
import spikelock.mapper.quantise.WeightLoss;
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

  /** What a number of bits costs and loses; only bits and problem where the network does not fit. */
  public record Bits(int weightBits, Optional<String> chip, Optional<Integer> cores, Optional<Long> synapsesStored, Optional<Long> synapseWords,
      Optional<Long> synapseBits, Optional<Double> accuracy, Optional<Long> outputDifferences, Optional<Long> outputEntries,
      Optional<Long> hiddenDifferences, Optional<Long> hiddenEntries, Optional<String> firstDifference,
      @Means("empty; or why so many bits do not fit, and all but weight_bits is null") String problem,
      @Means("whose weight is not 0") Optional<Long> synapses, @Means("of them, whose weight was rounded to 0") Optional<Long> lostSynapses) {

    static Bits of(int weightBits, MappedNetwork mapped, BitSweep.Score score, Optional<Double> accuracy) {
      MapReport report = mapped.report();
      long words = report.perCore().stream().mapToLong(core -> core.synapseWords().used()).sum();
      return new Bits(weightBits, Optional.of(mapped.image().spec().name()), Optional.of(report.cores()), Optional.of(report.synapsesStored()),
          Optional.of(words), Optional.of(words * mapped.image().spec().core().synapses().wordBits()), accuracy,
          Optional.of(score.outputDifferences()), Optional.of(score.outputEntries()), Optional.of(score.hiddenDifferences()),
          Optional.of(score.hiddenEntries()), Optional.of(score.firstDifference()), "",
          Optional.of(sum(report, WeightLoss::synapses)), Optional.of(sum(report, WeightLoss::lost)));
    }

    static Bits unfit(int weightBits, String problem) {
      return new Bits(weightBits, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), problem, Optional.empty(), Optional.empty());
    }

    private static long sum(MapReport report, ToLongFunction<WeightLoss> of) {
      return report.quantisation().stream().map(PopulationReport::weights).mapToLong(of).sum();
    }

    /** {@code 19 of 192}. */
    private String lost() {
      return lostSynapses.map(lost -> String.format(Locale.ROOT, "%,d of %,d", lost, synapses.orElseThrow())).orElse("");
    }

    private void row(TextTable table) {
      table.row(weightBits, chip.orElse("does not fit"), cell(cores), cell(synapseWords), cell(synapseBits), lost(), percent(accuracy), cell(outputDifferences),
          cell(hiddenDifferences), firstDifference.map(first -> first.isEmpty() ? "none" : first).orElse(""));
    }

    private static Object cell(Optional<? extends Number> number) {
      return number.isPresent() ? number.get() : "";
    }
  }

  /**
   * A number of bits that was tried.
   *
   * @param problem why there is nothing mapped; else empty
   */
  public record Tried(int bits, Optional<MappedNetwork> mapped, String problem) {}

  /**
   * From what the runs gave.
   *
   * @param settings what was tried, of which {@code sweep} ran those that were mapped
   */
  public static SweepAnswer of(List<Tried> settings, BitSweep sweep, int samples, long timesteps, boolean labelled) {
    List<Bits> rows = new ArrayList<>();
    String rule = "";
    int fitting = 0;
    for (Tried setting : settings) {
      if (setting.mapped.isPresent()) {
        MappedNetwork mapped = setting.mapped.get();
        BitSweep.Score score = sweep.scores().get(fitting++);
        rows.add(Bits.of(setting.bits, mapped, score, accuracy(score, labelled, samples)));
        rule = String.valueOf(mapped.image().description().get("scale_rule"));
      } else {
        rows.add(Bits.unfit(setting.bits, setting.problem));
      }
    }
    return new SweepAnswer(samples, timesteps, rule, accuracy(sweep.reference(), labelled, samples), rows);
  }

  private static Optional<Double> accuracy(BitSweep.Score score, boolean labelled, int samples) {
    return labelled && samples > 0 ? Optional.of((double) score.right() / samples) : Optional.empty();
  }

  public String text() {
    TextTable table = new TextTable("bits", "chip", "cores", "synapse words", "memory bits", "became 0", "accuracy", "outputs differ", "hidden differ",
        "first difference");
    sweep.forEach(row -> row.row(table));
    Optional<Bits> any = sweep.stream().filter(row -> row.problem.isEmpty()).findFirst();
    StringBuilder unfit = new StringBuilder();
    sweep.stream().filter(row -> !row.problem.isEmpty())
        .forEach(row -> unfit.append(String.format("%n%d bits do not fit: %s", row.weightBits, TextTable.printable(row.problem))));
    String compared = any.map(row -> String.format(Locale.ROOT, "%,d entries of outputs and %,d of hidden neurons compared with the float reference",
        row.outputEntries.orElseThrow(), row.hiddenEntries.orElseThrow())).orElse("nothing fits, so nothing was compared with the float reference");
    return String.format(Locale.ROOT, "%,d samples, %,d timesteps%s%s%n%s%n%n%s", samples, timesteps, scaleRule.isEmpty() ? "" : "; scale " + scaleRule,
        referenceAccuracy.isPresent() ? "; accuracy of the float reference " + percent(referenceAccuracy) : "", compared,
        table + (unfit.isEmpty() ? "" : System.lineSeparator() + unfit));
  }

  private static String percent(Optional<Double> share) {
    return share.map(s -> String.format(Locale.ROOT, "%.2f %%", 100 * s)).orElse("");
  }
}
