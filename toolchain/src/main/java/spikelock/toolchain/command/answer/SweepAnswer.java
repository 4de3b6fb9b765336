package spikelock.toolchain.command.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import spikelock.mapper.MapReport;
import spikelock.mapper.MappedNetwork;
import spikelock.mapper.fit.Fit;
import spikelock.mapper.fit.Fitting;
import spikelock.mapper.fit.Misfit;
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
      @Means("empty; or why so many bits do not fit, and all but weight_bits is null") String problem) {

    static Bits of(int weightBits, MappedNetwork mapped, BitSweep.Score score, Optional<Double> accuracy) {
      MapReport report = mapped.report();
      long words = report.perCore().stream().mapToLong(core -> core.synapseWords().used()).sum();
      return new Bits(weightBits, Optional.of(mapped.image().spec().name()), Optional.of(report.cores()), Optional.of(report.synapsesStored()),
          Optional.of(words), Optional.of(words * mapped.image().spec().core().synapses().wordBits()), accuracy,
          Optional.of(score.outputDifferences()), Optional.of(score.outputEntries()), Optional.of(score.hiddenDifferences()),
          Optional.of(score.hiddenEntries()), Optional.of(score.firstDifference()), "");
    }

    static Bits unfit(int weightBits, String problem) {
      return new Bits(weightBits, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), problem);
    }

    private void row(TextTable table) {
      table.row(weightBits, chip.orElse("does not fit"), cell(cores), cell(synapseWords), cell(synapseBits), percent(accuracy), cell(outputDifferences),
          cell(hiddenDifferences), firstDifference.map(first -> first.isEmpty() ? "none" : first).orElse(""));
    }

    private static Object cell(Optional<? extends Number> number) {
      return number.isPresent() ? number.get() : "";
    }
  }

  /**
   * From what the runs gave.
   *
   * @param least bits of the first setting; each further one has one more
   * @param settings the mappings, of which {@code sweep} ran those that fit
   */
  public static SweepAnswer of(int least, List<Fitting<MappedNetwork>> settings, BitSweep sweep, int samples, long timesteps, boolean labelled) {
    List<Bits> rows = new ArrayList<>();
    String rule = "";
    int fitting = 0;
    for (Fitting<MappedNetwork> setting : settings) {
      int bits = least + rows.size();
      switch (setting) {
        case Fit<MappedNetwork>(MappedNetwork mapped) -> {
          BitSweep.Score score = sweep.scores().get(fitting++);
          rows.add(Bits.of(bits, mapped, score, accuracy(score, labelled, samples)));
          rule = String.valueOf(mapped.image().description().get("scale_rule"));
        }
        case Misfit<MappedNetwork> none -> rows.add(Bits.unfit(bits, none.problem().describe()));
      }
    }
    return new SweepAnswer(samples, timesteps, rule, accuracy(sweep.reference(), labelled, samples), rows);
  }

  private static Optional<Double> accuracy(BitSweep.Score score, boolean labelled, int samples) {
    return labelled && samples > 0 ? Optional.of((double) score.right() / samples) : Optional.empty();
  }

  public String text() {
    TextTable table = new TextTable("bits", "chip", "cores", "synapse words", "memory bits", "accuracy", "outputs differ", "hidden differ",
        "first difference");
    sweep.forEach(row -> row.row(table));
    Bits any = sweep.stream().filter(row -> row.problem.isEmpty()).findFirst().orElseThrow();
    StringBuilder unfit = new StringBuilder();
    sweep.stream().filter(row -> !row.problem.isEmpty())
        .forEach(row -> unfit.append(String.format("%n%d bits do not fit: %s", row.weightBits, TextTable.printable(row.problem))));
    return String.format(Locale.ROOT, "%,d samples, %,d timesteps; scale %s%s%n%,d entries of outputs and %,d of hidden neurons compared with the float "
        + "reference%n%n%s", samples, timesteps, scaleRule,
        referenceAccuracy.isPresent() ? "; accuracy of the float reference " + percent(referenceAccuracy) : "", any.outputEntries.orElseThrow(),
        any.hiddenEntries.orElseThrow(), table + (unfit.isEmpty() ? "" : System.lineSeparator() + unfit));
  }

  private static String percent(Optional<Double> share) {
    return share.map(s -> String.format(Locale.ROOT, "%.2f %%", 100 * s)).orElse("");
  }
}
