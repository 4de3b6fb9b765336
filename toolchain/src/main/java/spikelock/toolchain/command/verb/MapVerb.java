package spikelock.toolchain.command.verb;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import spikelock.emulator.error.InputException;
import spikelock.emulator.image.ImageFile;
import spikelock.mapper.MapReport;
import spikelock.mapper.MappedNetwork;
import spikelock.mapper.network.RunSettings;
import spikelock.toolchain.command.options.InputOptions;
import spikelock.toolchain.command.options.NetworkOptions;
import spikelock.toolchain.command.options.Subject;
import spikelock.toolchain.console.Answer;
import spikelock.toolchain.console.Session;
import spikelock.toolchain.console.TextTable;
import spikelock.toolchain.console.Verb;
import spikelock.toolchain.report.MappingPage;
import spikelock.toolchain.report.MeshText;

/** {@code map}: a network becomes an image of a chip. */
@Command(name = "map", description = "quantise a network and place it on a chip: gives an image (.slk)")
final class MapVerb extends Verb {
  @Parameters(index = "0", paramLabel = "NETWORK", description = "A .nir or .net file, a network .yaml, or a bundled network (see examples).")
  private String network = "";

  @Option(names = {"-o", "--output"}, paramLabel = "IMAGE", description = "Where the image goes. Without it nothing is written.")
  private Path output;

  @Option(names = "--report", paramLabel = "FILE.html", description = "Write a page about the mapping: the mesh with what sits where, how full "
      + "each memory is, traffic, rounding, settings. One file, without scripts.")
  private Path page;

  @Option(names = "--sweep-bits", paramLabel = "A:B", description = "Map with weights of A to B bits, run the samples of --input on each and in "
      + "floats, and compare: a table instead of an image.")
  private String sweep = "";

  @Mixin private final InputOptions input = new InputOptions();
  @Mixin private final NetworkOptions options = new NetworkOptions();

  @Override
  public Group group() {
    return Group.NETWORK;
  }

  @Override
  public List<String> examples() {
    return List.of("map orientation -o orientation.slk", "map braille.nir --chip mesh-2x2 --dt 1e-4 --reset zero -o braille.slk",
        "map braille.nir --limit neurons=24 --json", "map orientation --report mapping.html",
        "map braille.nir --sweep-bits 2:8 --input x.npy --labels y.npy");
  }

  @Override
  public Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("image", "the file written, or empty");
    fields.put("report", "the page written, or empty");
    fields.put("hash", "SHA-256 of the image's contents");
    fields.put("chip", "the chip's name");
    fields.put("cores", "cores in use");
    fields.put("neurons", "neurons, inputs not counted");
    fields.put("synapses_stored", "synapses in the rows of all cores, equal rows of a core once");
    fields.put("synapses_unrolled", "synapses of the network whose weight is not rounded to 0");
    fields.put("per_core", "per core in use: tile, datapath, sets, and used and capacity of neurons, axons, synapse_words, "
        + "fanout_entries, set_words; neurons of each of its populations, synapses_stored, synapses_unrolled");
    fields.put("lags", "per population: timesteps by which the chip runs behind the layer-synchronous network");
    fields.put("quantisation", "per population: scale, weight and threshold errors, saturations, the overflow proof, notes");
    fields.put("settings", "dt_s, reset, integrator, loop_bias_at_zero, like, gain, multi_spike, clamp, delay_mode, time_unit, weight_bits, "
        + "scale_rule and why");
    fields.put("repairs", "what the reader mended or assumed");
    fields.put("changes", "in what the chip's network is another than the file's: loops slowed down by --approximate-loops");
    fields.put("sweep", "with --sweep-bits, and then with samples, timesteps, scale_rule and reference_accuracy only: per number of bits "
        + "weight_bits, chip, cores, synapses_stored, synapse_words, synapse_bits, accuracy, output_differences of output_entries and "
        + "hidden_differences of hidden_entries (entries [samples, timesteps, neurons] unlike the float reference), first_difference, "
        + "problem (empty; or why so many bits do not fit, and the rest but weight_bits is null)");
    return fields;
  }

  @Override
  public Answer run(Session session) throws InterruptedException {
    Subject subject = Subject.open(network, options);
    if (!sweep.isEmpty()) {
      if (output != null || page != null || options.weightBits().isPresent()) {
        throw new InputException("gives a table, no image", "", "--sweep-bits", "leave out --output, --report and --weight-bits");
      }
      return SweepBits.parse(sweep).run(session, subject, options, input, network);
    }
    if (input.isGiven()) {
      throw new InputException("needs nothing to run on", "", "map", "--input, --labels and --samples are for --sweep-bits");
    }
    MappedNetwork mapped = subject.map(session, options);
    MapReport report = mapped.report();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("image", output == null ? "" : output.toString());
    fields.put("report", page == null ? "" : page.toString());
    fields.put("hash", ImageFile.hash(mapped.image()));
    fields.put("chip", mapped.image().spec().name());
    fields.putAll(report.toMap());
    fields.put("settings", Subject.settings(mapped.image()));
    fields.put("repairs", subject.description().orElseThrow().network().repairs());
    if (output != null) {
      ImageFile.write(session.outputs().file(output), mapped.image());
    }
    if (page != null) {
      MappingPage.of(Path.of(network).getFileName().toString(), mapped).write(session.outputs().file(page));
    }
    return Answer.done(fields, text(mapped, report, subject.description().orElseThrow().network().settings()));
  }

  private String text(MappedNetwork mapped, MapReport report, RunSettings settings) {
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "%s on %s: %d neurons, %d synapses on %d of %d cores%n", network, mapped.image().spec().name(),
        report.neurons(), report.synapsesUnrolled(), report.cores(), mapped.image().spec().tiles()));
    text.append(settings.text()).append(System.lineSeparator()).append(System.lineSeparator());
    text.append(MeshText.of(mapped)).append(System.lineSeparator()).append(System.lineSeparator());
    TextTable table = new TextTable("tile", "datapath", "neurons", "axons", "synapse words", "fan-out", "set words");
    for (MapReport.CoreUse core : report.perCore()) {
      table.row(core.tile(), core.datapath(), use(core.neurons()), use(core.axons()), use(core.synapseWords()), use(core.fanoutEntries()),
          use(core.setWords()));
    }
    text.append(table).append(System.lineSeparator());
    if (report.lags().values().stream().anyMatch(lag -> lag > 0)) {
      text.append("lag in timesteps: ").append(TextTable.printable(report.lags().toString())).append(System.lineSeparator());
    }
    report.notes().forEach(note -> text.append("note: ").append(TextTable.printable(note)).append(System.lineSeparator()));
    if (output != null) {
      text.append("wrote ").append(output).append(System.lineSeparator());
    }
    if (page != null) {
      text.append("wrote ").append(page);
    }
    return text.toString().stripTrailing();
  }

  private static String use(MapReport.Use use) {
    return use.used() + " of " + use.capacity();
  }
}
