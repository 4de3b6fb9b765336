package spikelock.toolchain.random;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.DatapathChoice;
import spikelock.emulator.chip.MemoryPlan;
import spikelock.emulator.datapath.Models;
import spikelock.emulator.datapath.PlacedDatapath;

/**
 * What is computed once for a chip: the datapath and the memories of every tile.
 *
 * @param spec the chip
 * @param datapaths [tiles]
 * @param plans [tiles]
 * @param texts text of every model file, by name
 */
record ChipTables(ChipSpec spec, List<PlacedDatapath> datapaths, List<MemoryPlan> plans, Map<String, String> texts) {

  static ChipTables of(ChipSpec spec) {
    Map<DatapathChoice, PlacedDatapath> placed = new HashMap<>();
    List<PlacedDatapath> datapaths = new ArrayList<>();
    Map<String, String> texts = new TreeMap<>();
    for (DatapathChoice choice : spec.datapaths()) {
      datapaths.add(placed.computeIfAbsent(choice, c -> place(spec, c)));
      Models.Preset preset = Models.presets().get(choice.model());
      String model = preset == null ? choice.model() : preset.model();
      texts.computeIfAbsent(model, Models::text);
    }
    Map<PlacedDatapath, MemoryPlan> plans = new HashMap<>();
    return new ChipTables(spec, List.copyOf(datapaths),
        datapaths.stream().map(d -> plans.computeIfAbsent(d, x -> new MemoryPlan(spec, x.shape()))).toList(), texts);
  }

  private static PlacedDatapath place(ChipSpec spec, DatapathChoice choice) {
    Map<String, Long> constants = new HashMap<>(choice.constants());
    constants.put("ACC_BITS", (long) spec.accumulatorBits());
    return PlacedDatapath.of(Models.bundled(choice.model(), constants), choice);
  }

  int accumulators(int tile) {
    return plans.get(tile).accumulators();
  }

  /** The sets that the set memory of a tile has room for. */
  int setCapacity(int tile) {
    return spec.setWords() / datapaths.get(tile).shape().setUnits();
  }
}
