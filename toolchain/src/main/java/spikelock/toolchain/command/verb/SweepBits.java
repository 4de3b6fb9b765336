package spikelock.toolchain.command.verb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import spikelock.emulator.error.InputException;
import spikelock.emulator.stimulus.Stimulus;
import spikelock.mapper.MapReport;
import spikelock.mapper.MappedNetwork;
import spikelock.mapper.description.NetworkDescription;
import spikelock.mapper.fit.Fit;
import spikelock.mapper.fit.Fitting;
import spikelock.mapper.fit.Shortage;
import spikelock.toolchain.command.options.InputOptions;
import spikelock.toolchain.command.options.NetworkOptions;
import spikelock.toolchain.command.options.Subject;
import spikelock.toolchain.console.Answer;
import spikelock.toolchain.console.Progress;
import spikelock.toolchain.console.Session;
import spikelock.toolchain.console.TextTable;
import spikelock.toolchain.run.BitSweep;

/** {@code map --sweep-bits}: what every number of weight bits costs in memory and in spikes. */
final class SweepBits {
  private static final Pattern RANGE = Pattern.compile("(\\d{1,2})(?::(\\d{1,2}))?");

  /** Of a row that says what a setting gave. */
  private static final List<String> COLUMNS = List.of("chip", "cores", "synapses_stored", "synapse_words", "synapse_bits", "accuracy",
      "output_differences", "output_entries", "hidden_differences", "hidden_entries", "first_difference");

  private final int least;
  private final int most;

  private SweepBits(int least, int most) {
    this.least = least;
    this.most = most;
  }

  /** Reads {@code 2:8}, both ends included, or one number. */
  static SweepBits parse(String text) {
    Matcher range = RANGE.matcher(text);
    if (!range.matches()) {
      throw new InputException("\"" + text + "\" is no range of bits", "", "--sweep-bits", "for example 2:8");
    }
    int least = Integer.parseInt(range.group(1));
    int most = range.group(2) == null ? least : Integer.parseInt(range.group(2));
    if (least < 2 || most > 16 || least > most) {
      throw new InputException("is " + text + ", must be within 2:16, the smaller number first", "", "--sweep-bits", "");
    }
    return new SweepBits(least, most);
  }

  /** Maps with every number of bits, runs all beside the float reference, and gives a table. */
  Answer run(Session session, Subject subject, NetworkOptions options, InputOptions input, String name) throws InterruptedException {
    NetworkDescription network = subject.description().orElseThrow(() -> new InputException("is an image already", name, "",
        "--sweep-bits maps a network: a .nir file or a network .yaml"));
    subject.noteReading(session);
    List<Fitting<MappedNetwork>> settings = new ArrayList<>();
    try (Progress progress = session.progress("mapping", most - least + 1)) {
      for (int bits = least; bits <= most; bits++) {
        settings.add(map(network, options, OptionalInt.of(bits)));
        progress.at(bits - least + 1);
      }
    } catch (InputException e) {
      throw e.in(name);
    }
    List<MappedNetwork> mapped = new ArrayList<>();
    settings.forEach(setting -> {
      if (setting instanceof Fit<MappedNetwork>(MappedNetwork fits)) {
        mapped.add(fits);
      }
    });
    if (mapped.isEmpty()) {
      throw ((Shortage<MappedNetwork>) settings.getFirst()).problem().in(name);
    }
    InputOptions.Data data = input.read(session, subject, mapped.getFirst().image());
    BitSweep sweep = new BitSweep(network.network(), mapped.stream().map(MappedNetwork::image).toList(), data.stimulus(), data.labels());
    try (Progress progress = session.progress("running samples", sweep.work())) {
      sweep.run(Runtime.getRuntime().availableProcessors(), progress::at);
    }
    return answer(settings, mapped, sweep, data);
  }

  private static Fitting<MappedNetwork> map(NetworkDescription network, NetworkOptions options, OptionalInt bits) {
    return Subject.chip(network, options, bits).then(chosen -> options.fit(network.network(), chosen, bits));
  }

  private Answer answer(List<Fitting<MappedNetwork>> settings, List<MappedNetwork> mapped, BitSweep sweep, InputOptions.Data data) {
    int samples = data.stimulus().samples();
    boolean labelled = data.labels().isPresent();
    TextTable table = new TextTable("bits", "chip", "cores", "synapse words", "memory bits", "accuracy", "outputs differ", "hidden differ",
        "first difference");
    StringBuilder unfit = new StringBuilder();
    List<Map<String, Object>> rows = new ArrayList<>();
    int fitting = 0;
    for (int i = 0; i < settings.size(); i++) {
      Map<String, Object> row = new LinkedHashMap<>();
      rows.add(row);
      row.put("weight_bits", least + i);
      if (settings.get(i) instanceof Shortage<MappedNetwork> none) {
        table.row(least + i, "does not fit", "", "", "", "", "", "", "");
        unfit.append(String.format("%n%d bits do not fit: %s", least + i, TextTable.printable(none.problem().describe())));
        COLUMNS.forEach(column -> row.put(column, null));
        row.put("problem", none.problem().describe());
        continue;
      }
      MappedNetwork network = settings.get(i).require();
      MapReport report = network.report();
      BitSweep.Score score = sweep.scores().get(fitting++);
      long words = report.perCore().stream().mapToLong(c -> c.synapseWords().used()).sum();
      long bits = words * network.image().spec().core().synapses().wordBits();
      String chip = network.image().spec().name();
      Optional<Double> accuracy = accuracy(score, labelled, samples);
      table.row(least + i, chip, report.cores(), words, bits, percent(accuracy), score.outputDifferences(), score.hiddenDifferences(),
          score.firstDifference().isEmpty() ? "none" : score.firstDifference());
      row.put("chip", chip);
      row.put("cores", report.cores());
      row.put("synapses_stored", report.synapsesStored());
      row.put("synapse_words", words);
      row.put("synapse_bits", bits);
      row.put("accuracy", accuracy.orElse(null));
      row.put("output_differences", score.outputDifferences());
      row.put("output_entries", score.outputEntries());
      row.put("hidden_differences", score.hiddenDifferences());
      row.put("hidden_entries", score.hiddenEntries());
      row.put("first_difference", score.firstDifference());
      row.put("problem", "");
    }
    Optional<Double> reference = accuracy(sweep.reference(), labelled, samples);
    Map<String, Object> description = mapped.getFirst().image().description();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("samples", samples);
    fields.put("timesteps", timesteps(data.stimulus()));
    fields.put("scale_rule", description.get("scale_rule"));
    fields.put("reference_accuracy", reference.orElse(null));
    fields.put("sweep", rows);
    BitSweep.Score any = sweep.scores().getFirst();
    String text = String.format(Locale.ROOT, "%,d samples, %,d timesteps; scale %s%s%n%,d entries of outputs and %,d of hidden neurons "
        + "compared with the float reference%n%n%s", samples, timesteps(data.stimulus()),
        description.get("scale_rule"), reference.map(r -> "; accuracy of the float reference " + percent(Optional.of(r))).orElse(""),
        any.outputEntries(), any.hiddenEntries(), table + (unfit.isEmpty() ? "" : System.lineSeparator() + unfit));
    return Answer.done(fields, text);
  }

  private static Optional<Double> accuracy(BitSweep.Score score, boolean labelled, int samples) {
    return labelled && samples > 0 ? Optional.of((double) score.right() / samples) : Optional.empty();
  }

  private static String percent(Optional<Double> share) {
    return share.map(s -> String.format(Locale.ROOT, "%.2f %%", 100 * s)).orElse("");
  }

  private static long timesteps(Stimulus stimulus) {
    return RunVerb.timesteps(stimulus);
  }
}
