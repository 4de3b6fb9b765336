package spikelock.toolchain.random;

import java.util.Map;
import java.util.TreeMap;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.DatapathChoice;
import spikelock.emulator.chip.MemoryPlan;
import spikelock.emulator.chip.PacketFormat;
import spikelock.emulator.datapath.Models;
import spikelock.emulator.datapath.PlacedDatapath;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.PlacedCores;

/**
 * What is computed once for a chip.
 *
 * @param spec the chip
 * @param cores the datapath and the memories of every tile
 * @param packets the bits of its packets
 * @param texts text of every model file, by name
 */
record ChipTables(ChipSpec spec, PlacedCores cores, PacketFormat packets, Map<String, String> texts) {

  /** A chip with bundled datapaths. */
  static ChipTables of(ChipSpec spec) {
    return of(spec, Map.of());
  }

  /** @param given text of every model file that the chip names and that is not bundled, by the name it uses */
  static ChipTables of(ChipSpec spec, Map<String, String> given) {
    Map<String, String> texts = new TreeMap<>();
    Map<String, Models.Preset> presets = Models.presets();
    for (DatapathChoice choice : spec.datapaths()) {
      Models.Preset preset = presets.get(choice.model());
      texts.computeIfAbsent(preset == null ? choice.model() : preset.model(), name -> Models.text(name, given));
    }
    return new ChipTables(spec, PlacedCores.of(spec, texts), new PacketFormat(spec), texts);
  }

  static ChipTables of(ChipImage image) {
    return new ChipTables(image.spec(), PlacedCores.of(image), new PacketFormat(image.spec()), image.datapathTexts());
  }

  PlacedDatapath datapath(int tile) {
    return cores.datapath(tile);
  }

  MemoryPlan plan(int tile) {
    return cores.plan(tile);
  }

  int accumulators(int tile) {
    return plan(tile).accumulators();
  }

  /** log2 of the accumulators that a neuron of a tile owns. */
  int inputsLog2(int tile) {
    return plan(tile).shape().inputsLog2();
  }

  /** The sets that the set memory of a tile has room for. */
  int setCapacity(int tile) {
    return spec.core().setWords() / plan(tile).shape().setUnits();
  }
}
