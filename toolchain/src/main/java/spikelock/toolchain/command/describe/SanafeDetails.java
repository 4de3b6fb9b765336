package spikelock.toolchain.command.describe;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import spikelock.mapper.sanafe.chip.CoreType;
import spikelock.mapper.sanafe.chip.SanafeChip;
import spikelock.mapper.sanafe.network.SanafeNetwork;
import spikelock.toolchain.console.Means;
import spikelock.toolchain.console.TextTable;

/** What a file of SANA-FE holds. */
@Means("of a network or a chip of SANA-FE")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record SanafeDetails(
    @Means("as the file calls it") String name,
    @Means("of a network") Optional<Integer> neurons,
    @Means("of a network") Optional<Long> synapses,
    @Means("of a network") Optional<List<Group>> groups,
    @Means("of a network: what has no effect, here as in SANA-FE") Optional<List<String>> notes,
    @Means("of a chip: columns and rows of tiles") Optional<int[]> mesh,
    @Means("of a chip") Optional<Integer> tiles,
    @Means("of a chip") Optional<Integer> cores,
    @Means("of a chip: messages a link holds") Optional<Integer> linkBuffer,
    @Means("of a chip: seconds that closing a timestep takes, by the tiles in use") Optional<Map<Integer, Double>> barrierS,
    @Means("of a chip: each kind of core") Optional<List<Core>> coreKinds) {

  /** A group of neurons. */
  record Group(String name, int neurons, @Means("edges that start in it") long edges) {}

  /** A kind of core. */
  record Core(String name, int count, int mostNeurons, @Means("where input waits for the next timestep") String buffer, List<Unit> units) {}

  /** A unit, or a range of them. */
  record Unit(String name, String section, String model, @Means("the library a plug-in is in; such a model is not run here") Optional<String> plugin) {}

  static SanafeDetails of(SanafeNetwork network) {
    List<Group> groups = network.groups().values().stream().map(group -> new Group(group.name(), group.size(), group.edgeCount())).toList();
    return new SanafeDetails(network.name(), Optional.of(network.neurons()), Optional.of(network.edges()), Optional.of(groups), Optional.of(network.notes()),
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  static SanafeDetails of(SanafeChip chip) {
    Map<CoreType, Integer> counts = new LinkedHashMap<>();
    chip.cores().forEach(core -> counts.merge(core, 1, Integer::sum));
    List<Core> kinds = new ArrayList<>();
    counts.forEach((core, count) -> kinds.add(new Core(core.name(), count, core.mostNeurons(), core.buffer().name().toLowerCase(Locale.ROOT),
        core.units().stream().map(unit -> new Unit(unit.spelling(), unit.section().word(), unit.model(), unit.plugin())).toList())));
    return new SanafeDetails(chip.name(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
        Optional.of(new int[] {chip.columns(), chip.rows()}), Optional.of(chip.tiles().size()), Optional.of(chip.cores().size()),
        Optional.of(chip.linkBuffer()), Optional.of(chip.barrier().secondsByTiles()), Optional.of(kinds));
  }

  String text() {
    StringBuilder text = new StringBuilder();
    String title = TextTable.printable(name);
    neurons.ifPresent(count -> text.append(String.format(Locale.ROOT, "network of SANA-FE %s: %,d neurons, %,d synapses%n%s", title, count,
        synapses.orElseThrow(), groupTable())));
    notes.ifPresent(lines -> lines.forEach(line -> text.append(System.lineSeparator()).append("note: ").append(line)));
    cores.ifPresent(count -> text.append(String.format(Locale.ROOT, "chip of SANA-FE %s: %d x %d tiles, %,d of them described, %,d cores, %d messages a link%n%s",
        title, mesh.orElseThrow()[0], mesh.orElseThrow()[1], tiles.orElseThrow(), count, linkBuffer.orElseThrow(), coreTable())));
    return text.toString().stripTrailing();
  }

  private TextTable groupTable() {
    TextTable table = new TextTable("group", "neurons", "edges out");
    groups.orElseThrow().forEach(group -> table.row(group.name, group.neurons, group.edges));
    return table;
  }

  private TextTable coreTable() {
    TextTable table = new TextTable("core", "unit", "stage", "model");
    coreKinds.orElseThrow().forEach(core -> core.units.forEach(unit -> table.row(core.name + " x" + core.count, unit.name, unit.section,
        unit.plugin.map(library -> unit.model + " (plug-in, not run here)").orElse(unit.model))));
    return table;
  }
}
