package spikelock.emulator.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import spikelock.emulator.chip.ChipSpec;

/**
 * A network mapped on a chip: everything a target needs to run it.
 *
 * @param spec the chip, with every core's datapath chosen
 * @param datapathTexts text of every {@code .neuron} file that {@code spec} names, by name
 * @param cores the tables of every tile, in tile order
 * @param inputs fan-out of the input channels
 * @param populations the network's populations by the user's names
 * @param description how the image came to be (dt, reset, scales, seeds, hashes, command line): JSON values
 * @param attachments named arrays that only other modules read, such as the mapper's integer network
 */
public record ChipImage(
    ChipSpec spec,
    Map<String, String> datapathTexts,
    List<CoreImage> cores,
    InputTable inputs,
    List<Population> populations,
    Map<String, Object> description,
    Map<String, Object> attachments) {

  public ChipImage {
    cores = List.copyOf(cores);
    populations = List.copyOf(populations);
    datapathTexts = Map.copyOf(datapathTexts);
    if (cores.size() != spec.tiles()) {
      throw new IllegalArgumentException(cores.size() + " cores for " + spec.tiles() + " tiles");
    }
  }

  /** The populations that spike on outputs, in output order. */
  public List<Population> outputs() {
    List<Population> outputs = new ArrayList<>(populations);
    outputs.removeIf(p -> p.firstOutput() < 0);
    outputs.sort((a, b) -> Integer.compare(a.firstOutput(), b.firstOutput()));
    return outputs;
  }

  /** Output numbers in use. */
  public int outputCount() {
    int count = 0;
    for (Population population : populations) {
      if (population.firstOutput() >= 0) {
        count = Math.max(count, population.firstOutput() + population.size());
      }
    }
    return count;
  }

  /** {@code population[index]} of a neuron slot, or {@code tile t slot s} for an unnamed one. */
  public String neuronName(int tile, int slot) {
    for (Population population : populations) {
      int[] tiles = population.tile();
      int[] slots = population.slot();
      for (int n = 0; n < tiles.length; n++) {
        if (tiles[n] == tile && slots[n] == slot) {
          return population.name() + "[" + n + "]";
        }
      }
    }
    return "tile " + tile + " slot " + slot;
  }
}
