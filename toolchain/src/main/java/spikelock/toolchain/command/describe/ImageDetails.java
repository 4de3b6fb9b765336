package spikelock.toolchain.command.describe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.error.Printable;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.CoreImage;
import spikelock.emulator.image.ImageFile;
import spikelock.emulator.image.Population;
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

  String text() {
    StringBuilder text = new StringBuilder(String.format(Locale.ROOT,
        "An image for %s (%s tiles): %,d neurons on %,d cores, %,d synapse words for %,d synapses.%nsha-256 %s%n%n", TextTable.printable(chip), mesh,
        neurons, cores, synapsesStored, synapsesUnrolled, hash));
    TextTable table = new TextTable("population", "kind", "shape", "neurons", "lag", "tiles", "outputs", "inputs");
    populations.forEach(p -> table.row(p.name, p.kind, p.shape, p.neurons, p.lag, p.where(), p.numbers(p.firstOutput), p.numbers(p.firstInput)));
    TextTable used = new TextTable("tile", "datapath", "neurons", "axons", "synapse words", "sets", "fan-out entries");
    perCore.forEach(c -> used.row(c.tile, c.datapath, c.neurons, c.axons, c.synapseWords, c.sets, c.fanoutEntries));
    text.append(table).append("\n\n").append(used);
    return text + description.entrySet().stream().map(e -> "\n" + Printable.start(e.getKey() + ": " + e.getValue(), 200))
        .collect(Collectors.joining("", description.isEmpty() ? "" : "\n", ""));
  }
}
