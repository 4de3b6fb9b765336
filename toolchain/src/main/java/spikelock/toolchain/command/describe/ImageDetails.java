package spikelock.toolchain.command.describe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.error.Printable;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.CoreImage;
import spikelock.emulator.image.ImageFile;
import spikelock.emulator.image.Population;
import spikelock.mapper.fixed.FixedNetworkFile;
import spikelock.toolchain.console.Means;
import spikelock.toolchain.console.TextTable;

/** An image of a mapped network. */
@Means("of an image")
record ImageDetails(
    @Means("SHA-256 of the image's contents") String hash,
    @Means("the chip it is for") String chip,
    @Means("tiles, width x height") String mesh,
    @Means("cores in use") int cores,
    @Means("in use") int neurons,
    @Means("words") long synapsesStored,
    @Means("words that axons lead to, shared rows as often as they are used") long synapsesUnrolled,
    @Means("of all input populations") int inputChannels,
    @Means("output numbers in use") int outputs,
    @Means("per population") List<PopulationPlace> populations,
    @Means("per core in use") List<Core> perCore,
    @Means("what the mapper has written about it, by name") Map<String, Object> description) {
  private static final String NETWORK = "network";
  private static final String SCALES = "scales";
  private static final String OUTPUTS = "outputs";

  /** A population and where it is; -1 where it has no outputs or inputs. */
  record PopulationPlace(String name, String kind, List<Integer> shape, int neurons, int lag, SortedSet<Integer> tiles, int firstOutput, int firstInput) {

    static PopulationPlace of(Population population) {
      SortedSet<Integer> tiles = new TreeSet<>();
      Arrays.stream(population.tile()).forEach(tiles::add);
      return new PopulationPlace(population.name(), population.kind(), population.shape(), population.size(), population.lag(), tiles,
          population.firstOutput(), population.firstInput());
    }

    private String where() {
      return tiles.size() > 6 ? tiles.size() + " tiles" : tiles.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    private String numbers(int first) {
      return first < 0 ? "" : first + ".." + (first + neurons - 1);
    }
  }

  /** What is in a core. */
  record Core(int tile, String datapath, int neurons, int axons, int synapseWords, int sets, int fanoutEntries) {

    static Core of(int tile, String datapath, CoreImage core) {
      return new Core(tile, datapath, core.neurons(), core.axonFormat().length, core.synapses().length, core.setCount().length, core.fanout().length);
    }
  }

  static ImageDetails of(ChipImage image) {
    ChipSpec spec = image.spec();
    List<Core> cores = new ArrayList<>();
    for (int tile = 0; tile < image.cores().size(); tile++) {
      if (image.cores().get(tile).neurons() > 0) {
        cores.add(Core.of(tile, spec.datapaths().get(tile).model(), image.cores().get(tile)));
      }
    }
    return new ImageDetails(ImageFile.hash(image), spec.name(), spec.mesh().width() + "x" + spec.mesh().height(), cores.size(),
        cores.stream().mapToInt(Core::neurons).sum(), image.cores().stream().mapToLong(core -> core.synapses().length).sum(),
        image.cores().stream().mapToLong(core -> Arrays.stream(core.axonLength()).asLongStream().sum()).sum(), image.inputs().channels(),
        image.outputCount(), image.populations().stream().map(PopulationPlace::of).toList(), cores, image.description());
  }

  /**
   * For people.
   *
   * @param settings what it was mapped with
   */
  String text(Settings settings) {
    StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "Image %sfor %s (%s tiles): %,d neurons on %,d %s, %,d synapse words for %,d synapses%n"
        + "SHA-256 %s%n%n", description.get(NETWORK) instanceof String name ? "of " + TextTable.printable(name) + " " : "", TextTable.printable(chip), mesh, neurons, cores,
        cores == 1 ? "core" : "cores", synapsesStored, synapsesUnrolled, hash));
    Map<?, ?> scales = description.get(SCALES) instanceof Map<?, ?> map ? map : Map.of();
    TextTable table = new TextTable("population", "kind", "shape", "neurons", "lag", "tiles", "outputs", "inputs", "scale");
    populations.forEach(p -> table.row(p.name, p.kind, p.shape, p.neurons, p.lag, p.where(), p.numbers(p.firstOutput), p.numbers(p.firstInput),
        scale(scales.get(p.name))));
    TextTable used = new TextTable("tile", "datapath", "neurons", "axons", "synapse words", "sets", "fan-out entries");
    perCore.forEach(c -> used.row(c.tile, c.datapath, c.neurons, c.axons, c.synapseWords, c.sets, c.fanoutEntries));
    text.append(table).append("\n\n").append(used).append('\n');
    if (!settings.lines().isEmpty()) {
      text.append("\nmapped with:\n");
      settings.lines().forEach(line -> text.append("  ").append(line).append('\n'));
    } else if (!settings.line().isEmpty()) {
      text.append("\nmapped with: ").append(settings.line()).append('\n');
    }
    if (description.get(OUTPUTS) instanceof Map<?, ?> outputs && !outputs.isEmpty()) {
      text.append("outputs: ").append(TextTable.printable(outputs.entrySet().stream().map(ImageDetails::output).collect(Collectors.joining(", ")))).append('\n');
    }
    for (String notes : List.of("repairs", "changes")) {
      if (description.get(notes) instanceof List<?> lines) {
        lines.forEach(line -> text.append("note: ").append(TextTable.printable(String.valueOf(line))).append('\n'));
      }
    }
    if (description.containsKey(FixedNetworkFile.KEY)) {
      text.append("with the network in integers, for run --target reference\n");
    }
    return text.append(others(settings)).toString().stripTrailing();
  }

  /** A population's scale, or between which they are where its neurons have their own. */
  private static String scale(Object said) {
    return said instanceof Number scale ? String.format(Locale.ROOT, "%.4g", scale.doubleValue())
        : said instanceof Map<?, ?> own && own.get("least") instanceof Number least && own.get("greatest") instanceof Number greatest
            ? String.format(Locale.ROOT, "%.4g .. %.4g", least.doubleValue(), greatest.doubleValue()) : "";
  }

  /** Of an output the population, where it has another name. */
  private static String output(Map.Entry<?, ?> output) {
    return output.getKey().equals(output.getValue()) ? output.getKey().toString() : output.getKey() + " (of " + output.getValue() + ")";
  }

  /** What another program has written. */
  private String others(Settings settings) {
    Set<String> shown = new HashSet<>(Set.of(NETWORK, SCALES, OUTPUTS, "repairs", "changes", "lags", "reasons", FixedNetworkFile.KEY));
    shown.addAll(settings.names());
    return description.entrySet().stream().filter(e -> !shown.contains(e.getKey())).map(e -> Printable.start(e.getKey() + ": " + e.getValue(), 200) + "\n")
        .collect(Collectors.joining());
  }
}
