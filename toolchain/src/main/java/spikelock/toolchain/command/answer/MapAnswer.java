package spikelock.toolchain.command.answer;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import spikelock.emulator.image.ImageFile;
import spikelock.mapper.MapReport;
import spikelock.mapper.MappedNetwork;
import spikelock.toolchain.command.describe.Settings;
import spikelock.toolchain.console.Means;
import spikelock.toolchain.console.TextTable;

/** What {@code map} made. */
@Means("without --sweep-bits")
public record MapAnswer(
    @Means("the file written, or empty") String image,
    @Means("the page written, or empty") String report,
    @Means("SHA-256 of the image's contents") String hash,
    @Means("the chip's name") String chip,
    @Means("cores in use") int cores,
    @Means("neurons, inputs not counted") int neurons,
    @Means("synapses in the rows of all cores, equal rows of a core once") long synapsesStored,
    @Means("synapses of the network whose weight is not rounded to 0") long synapsesUnrolled,
    @Means("per core in use") List<MapReport.CoreUse> perCore,
    @Means("per population: timesteps by which the chip runs behind the layer-synchronous network") Map<String, Integer> lags,
    @Means("per population; errors are relative") Map<String, Rounding> quantisation,
    @Means("in what the chip's network is another than the file's: loops slowed down by --approximate-loops") List<String> changes,
    @Means("what it was mapped with") Settings settings,
    @Means("what the reader mended or assumed") List<String> repairs,
    @Means("what was lost and what helps, a line each") List<String> warnings) {

  public static MapAnswer of(MappedNetwork mapped, List<String> repairs, Optional<Path> image, Optional<Path> page) {
    MapReport report = mapped.report();
    return new MapAnswer(image.map(Path::toString).orElse(""), page.map(Path::toString).orElse(""), ImageFile.hash(mapped.image()),
        mapped.image().spec().name(), report.cores(), report.neurons(), report.synapsesStored(), report.synapsesUnrolled(), report.perCore(), report.lags(),
        Rounding.of(report), report.changes(), Settings.of(mapped.image()), repairs, report.warnings());
  }

  /**
   * For people.
   *
   * @param network as it was named
   * @param settings how it is run
   * @param drawing of the mesh
   */
  public String text(String network, Settings settings, String drawing, int tiles) {
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "%s on %s: %,d neurons, %,d synapses on %d of %d %s%n", network, chip, neurons, synapsesUnrolled, cores, tiles,
        tiles == 1 ? "core" : "cores"));
    text.append(settings.line()).append(System.lineSeparator()).append(System.lineSeparator());
    text.append(drawing).append(System.lineSeparator()).append(System.lineSeparator());
    TextTable table = new TextTable("tile", "datapath", "neurons", "axons", "synapse words", "fan-out", "set words");
    for (MapReport.CoreUse core : perCore) {
      table.row(core.tile(), core.datapath(), use(core.neurons()), use(core.axons()), use(core.synapseWords()), use(core.fanoutEntries()),
          use(core.setWords()));
    }
    text.append(table).append(System.lineSeparator());
    text.append(System.lineSeparator()).append(Rounding.table(quantisation)).append(System.lineSeparator());
    Rounding.payloads(quantisation).forEach(line -> text.append(line).append(System.lineSeparator()));
    if (lags.values().stream().anyMatch(lag -> lag > 0)) {
      text.append("lag in timesteps: ").append(TextTable.printable(lags.entrySet().stream().map(lag -> lag.getKey() + " " + lag.getValue())
          .collect(Collectors.joining(", ")))).append(System.lineSeparator());
    }
    changes.forEach(change -> text.append("note: ").append(TextTable.printable(change)).append(System.lineSeparator()));
    quantisation.forEach((population, rounding) -> rounding.notes().forEach(note -> text.append("note: ")
        .append(TextTable.printable(population + ": " + note)).append(System.lineSeparator())));
    warnings.forEach(warning -> text.append("warning: ").append(TextTable.printable(warning)).append(System.lineSeparator()));
    text.append(image.isEmpty() ? "" : "wrote " + image + System.lineSeparator()).append(report.isEmpty() ? "" : "wrote " + report);
    return text.toString().stripTrailing();
  }

  private static String use(MapReport.Use use) {
    return String.format(Locale.ROOT, "%,d of %,d", use.used(), use.capacity());
  }
}
