package spikelock.toolchain.command.describe;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.error.Printable;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.CoreImage;
import spikelock.emulator.image.ImageFile;
import spikelock.emulator.image.Population;
import spikelock.toolchain.console.TextTable;

/** Images of mapped networks. */
final class ImageDescriber implements Describer {
  @Override
  public String kind() {
    return "image (.slk)";
  }

  @Override
  public String fields() {
    return "hash (SHA-256), chip, mesh, cores (in use), neurons, synapses_stored (words), synapses_unrolled, input_channels, outputs, "
        + "populations (name, kind, shape, neurons, lag, tiles, first_output, first_input), per_core (tile, datapath, neurons, axons, "
        + "synapse_words, sets, fanout_entries), description";
  }

  @Override
  public boolean accepts(String name, String start) {
    return start.startsWith("PK") && (name.endsWith(".slk") || start.startsWith("manifest.json", 30));
  }

  @Override
  public Description describe(String name) {
    ChipImage image = ImageFile.read(Path.of(name));
    ChipSpec spec = image.spec();
    List<CoreImage> used = image.cores().stream().filter(core -> core.neurons() > 0).toList();
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("hash", ImageFile.hash(image));
    details.put("chip", spec.name());
    details.put("mesh", spec.mesh().width() + "x" + spec.mesh().height());
    details.put("cores", used.size());
    details.put("neurons", used.stream().mapToInt(CoreImage::neurons).sum());
    details.put("synapses_stored", image.cores().stream().mapToLong(core -> core.synapses().length).sum());
    details.put("synapses_unrolled", image.cores().stream().mapToLong(core -> Arrays.stream(core.axonLength()).asLongStream().sum()).sum());
    details.put("input_channels", image.inputs().channels());
    details.put("outputs", image.outputCount());
    TextTable populations = new TextTable("population", "kind", "shape", "neurons", "lag", "tiles", "outputs", "inputs");
    details.put("populations", image.populations().stream().map(population -> population(population, populations)).toList());
    TextTable cores = new TextTable("tile", "datapath", "neurons", "axons", "synapse words", "sets", "fan-out entries");
    List<Object> perCore = new ArrayList<>();
    for (int tile = 0; tile < image.cores().size(); tile++) {
      if (image.cores().get(tile).neurons() > 0) {
        perCore.add(core(tile, spec, image.cores().get(tile), cores));
      }
    }
    details.put("per_core", perCore);
    details.put("description", image.description());
    return new Description(details, head(details, spec) + populations + "\n\n" + cores + description(image.description()));
  }

  private static String head(Map<String, Object> details, ChipSpec spec) {
    return String.format(Locale.ROOT, "An image for %s (%s tiles): %,d neurons on %,d cores, %,d synapse words for %,d synapses.%nsha-256 %s%n%n",
        TextTable.printable(spec.name()), details.get("mesh"), (int) details.get("neurons"), (int) details.get("cores"),
        (long) details.get("synapses_stored"), (long) details.get("synapses_unrolled"), details.get("hash"));
  }

  private static String description(Map<String, Object> description) {
    return description.entrySet().stream().map(e -> "\n" + Printable.start(e.getKey() + ": " + e.getValue(), 200))
        .collect(Collectors.joining("", description.isEmpty() ? "" : "\n", ""));
  }

  private static Map<String, Object> population(Population population, TextTable table) {
    TreeSet<Integer> tiles = new TreeSet<>();
    Arrays.stream(population.tile()).forEach(tiles::add);
    table.row(population.name(), population.kind(), population.shape(), population.size(), population.lag(),
        tiles.size() > 6 ? tiles.size() + " tiles" : tiles.stream().map(String::valueOf).collect(Collectors.joining(" ")),
        numbers(population.firstOutput(), population.size()), numbers(population.firstInput(), population.size()));
    return OrderedMap.of("name", population.name(), "kind", population.kind(), "shape", population.shape(), "neurons",
        population.size(), "lag", population.lag(), "tiles", tiles, "first_output", population.firstOutput(), "first_input",
        population.firstInput());
  }

  private static String numbers(int first, int count) {
    return first < 0 ? "" : first + ".." + (first + count - 1);
  }

  private static Map<String, Object> core(int tile, ChipSpec spec, CoreImage core, TextTable table) {
    String datapath = spec.datapaths().get(tile).model();
    int sets = core.setCount().length;
    table.row(tile, datapath, core.neurons(), core.axonFormat().length, core.synapses().length, sets, core.fanout().length);
    return OrderedMap.of("tile", tile, "datapath", datapath, "neurons", core.neurons(), "axons", core.axonFormat().length,
        "synapse_words", core.synapses().length, "sets", sets, "fanout_entries", core.fanout().length);
  }
}
