package spikelock.toolchain.command.describe;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import spikelock.emulator.chip.BlockRam;
import spikelock.emulator.chip.ChipFile;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Chips;
import spikelock.emulator.chip.DatapathChoice;
import spikelock.emulator.chip.DatapathShape;
import spikelock.emulator.chip.MemoryPlan;
import spikelock.emulator.image.ChipModels;
import spikelock.emulator.image.PlacedCores;
import spikelock.toolchain.console.TextTable;

/**
 * A chip and the memories of its tiles.
 *
 * @param spec the chip
 * @param definition its canonical definition
 * @param memories for the datapath of some tiles, their memories; JSON values
 * @param text all of it for people: the definition, then the memories as YAML comments, so that it stays a definition
 */
public record ChipDescription(ChipSpec spec, String definition, List<Object> memories, String text) {
  /** What stands for a datapath that the mapper will choose: the one most networks need. */
  private static final DatapathChoice LIKELY = new DatapathChoice("CubaLIF", Map.of(), List.of(), List.of(), false);

  /** Reads a chip by name or file. */
  public static ChipDescription of(String nameOrPath) {
    ChipSpec spec = Chips.read(nameOrPath);
    Map<String, String> texts = ChipModels.texts(nameOrPath, spec);
    Map<DatapathChoice, List<Integer>> tiles = new LinkedHashMap<>();
    for (int tile = 0; tile < spec.tiles(); tile++) {
      tiles.computeIfAbsent(spec.datapaths().get(tile), choice -> new ArrayList<>()).add(tile);
    }
    String definition = ChipFile.text(spec);
    List<Object> memories = new ArrayList<>();
    StringBuilder text = new StringBuilder(definition);
    tiles.forEach((choice, where) -> {
      ChipSpec chosen = spec.withDatapaths(Collections.nCopies(spec.tiles(), choice.isAuto() ? LIKELY : choice));
      MemoryPlan plan = PlacedCores.of(chosen, texts).plan(0);
      DatapathShape shape = plan.shape();
      List<Object> rows = new ArrayList<>();
      String table = table(plan, rows);
      memories.add(OrderedMap.of("datapath", choice.model(), "tiles", where, "state_bits", shape.stateBits(), "set_units",
          shape.setUnits(), "latency_cycles", shape.latency(), "memories", rows));
      text.append("\nMemories of ").append(where.size() == 1 ? "tile " + where.get(0) : "each of " + where.size() + " tiles").append(" with datapath ")
          .append(choice.isAuto() ? LIKELY.model() + " (auto: the mapper chooses)" : choice.model()).append(":\n\n").append(table).append('\n');
    });
    return new ChipDescription(spec, definition, memories, comments(text.toString().stripTrailing(), definition.length()));
  }

  /** All of it, under the field names of the {@code chips} verb. */
  public Map<String, Object> fields() {
    return OrderedMap.of("chip", spec.name(), "definition", definition, "spec", spec, "memories", memories);
  }

  /** Everything behind the definition as comments. */
  private static String comments(String text, int from) {
    StringBuilder commented = new StringBuilder(text.substring(0, from));
    text.substring(from).lines().forEach(line -> commented.append(("# " + line).stripTrailing()).append('\n'));
    return commented.toString().stripTrailing();
  }

  private static String table(MemoryPlan plan, List<Object> rows) {
    TextTable table = new TextTable("memory", "region", "words", "bits", "total bits", "iCE40 blocks", "ECP5 blocks", "");
    long bits = 0;
    int ice40 = 0;
    int ecp5 = 0;
    for (MemoryPlan.Memory memory : plan.memories()) {
      long total = (long) memory.words() * memory.bits();
      String region = memory.region() == null ? "" : memory.region().ordinal() + " " + memory.region().name().toLowerCase(Locale.ROOT);
      rows.add(OrderedMap.of("memory", memory.name(), "region", memory.region() == null ? "" : memory.region().name().toLowerCase(Locale.ROOT),
          "words", memory.words(), "bits", memory.bits(), "total_bits", total, "registers", memory.registers(),
          "ice40_blocks", BlockRam.ICE40.blocks(memory), "ecp5_blocks", BlockRam.ECP5.blocks(memory)));
      table.row(memory.name(), region, memory.words(), memory.bits(), total, BlockRam.ICE40.blocks(memory), BlockRam.ECP5.blocks(memory),
          memory.registers() ? "flip-flops" : "");
      bits += total;
      ice40 += BlockRam.ICE40.blocks(memory);
      ecp5 += BlockRam.ECP5.blocks(memory);
    }
    return table.row("all", "", "", "", bits, ice40, ecp5, "").toString();
  }
}
