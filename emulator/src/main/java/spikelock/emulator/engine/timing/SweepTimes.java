package spikelock.emulator.engine.timing;

import java.util.List;
import java.util.stream.IntStream;
import spikelock.emulator.chip.DatapathShape;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.PlacedCores;

/**
 * The times of a core's sweep ({@code hdl/TIMING.md}, section 4), which only its tables decide.
 *
 * @param spikeOffset [neurons] cycle of the neuron's spike, counted from the cycle that ends the walk
 * @param cycles of the sweep's sets
 */
public record SweepTimes(int[] spikeOffset, int cycles) {

  /**
   * The sweep of a core.
   *
   * @param setCount [sets] neurons of each
   */
  public static SweepTimes of(DatapathShape shape, int[] setCount) {
    int neurons = 0;
    for (int size : setCount) {
      neurons += size;
    }
    int[] spikeOffset = new int[neurons];
    int neuron = 0;
    int cycle = 1; // the first set is loaded from the cycle after the walk's last
    for (int size : setCount) {
      cycle += shape.setUnits() + 1;
      for (int k = 0; k < size; k++) {
        spikeOffset[neuron++] = cycle + k * shape.interval() + 1 + shape.latency();
      }
      cycle += shape.interval() * Math.max(1, size) + shape.latency() + 1;
    }
    return new SweepTimes(spikeOffset, cycle - 1);
  }

  /** [tiles] the sweeps of an image's cores. */
  public static List<SweepTimes> of(ChipImage image, PlacedCores placed) {
    return IntStream.range(0, image.cores().size())
        .mapToObj(tile -> of(placed.datapath(tile).shape(), image.cores().get(tile).setCount())).toList();
  }
}
