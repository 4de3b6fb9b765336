package spikelock.toolchain.command.describe;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import spikelock.emulator.chip.ChipFile;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Chips;
import spikelock.emulator.chip.DatapathChoice;
import spikelock.emulator.image.ChipModels;
import spikelock.emulator.image.PlacedCores;
import spikelock.toolchain.console.Means;

/** A chip and the memories of its tiles. */
@Means("of a chip")
public record ChipDetails(
    @Means("the chip's name") String chip,
    @Means("its full definition as YAML, defaults included") String definition,
    @Means("every size") ChipSizes spec,
    @Means("per datapath of some tiles") List<TileMemories> memories) {
  /** What stands for a datapath that the mapper will choose: the one most networks need. */
  private static final DatapathChoice LIKELY = new DatapathChoice("CubaLIF", Map.of(), List.of(), List.of(), false);

  /** Reads a chip by name or file. */
  public static ChipDetails of(String nameOrPath) {
    ChipSpec spec = Chips.read(nameOrPath);
    Map<String, String> texts = ChipModels.texts(nameOrPath, spec);
    Map<DatapathChoice, List<Integer>> tiles = new LinkedHashMap<>();
    for (int tile = 0; tile < spec.tiles(); tile++) {
      tiles.computeIfAbsent(spec.datapaths().get(tile), choice -> new ArrayList<>()).add(tile);
    }
    List<TileMemories> memories = new ArrayList<>();
    tiles.forEach((choice, where) -> {
      ChipSpec chosen = spec.withDatapaths(Collections.nCopies(spec.tiles(), choice.isAuto() ? LIKELY : choice));
      memories.add(TileMemories.of(choice.model(), where, PlacedCores.of(chosen, texts).plan(0)));
    });
    return new ChipDetails(spec.name(), ChipFile.text(spec), ChipSizes.of(spec), memories);
  }

  /** The definition, then the memories as YAML comments, so that it stays a definition. */
  public String text() {
    StringBuilder text = new StringBuilder(definition);
    for (TileMemories tiles : memories) {
      String datapath = tiles.datapath().equals(DatapathChoice.AUTO.model()) ? LIKELY.model() + " (auto: the mapper chooses)" : tiles.datapath();
      String comment = "\nMemories of " + tiles.where() + " with datapath " + datapath + ":\n\n" + tiles.table() + "\n";
      comment.lines().forEach(line -> text.append(("# " + line).stripTrailing()).append('\n'));
    }
    return text.toString().stripTrailing();
  }
}
