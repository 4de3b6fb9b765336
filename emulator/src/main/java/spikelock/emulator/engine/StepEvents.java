package spikelock.emulator.engine;

import java.util.Arrays;

/**
 * What the timing of one step depends on, and nothing else (Law 3): when each core's walk ended and which neurons spiked.
 * Filled by the functional engine, consumed by {@link MeshTiming}, reused.
 */
final class StepEvents {
  /** [tiles] cycle of the walk's end, counted from the pulse at the tile. */
  final int[] walkEnd;

  /** [tiles] additions. */
  final int[] accumulations;

  /** [tiles + 1] first spike of each tile in {@link #neuron}. */
  final int[] firstSpike;

  /** [spikes] neurons, ascending within a tile. */
  int[] neuron = new int[64];

  StepEvents(int tiles) {
    walkEnd = new int[tiles];
    accumulations = new int[tiles];
    firstSpike = new int[tiles + 1];
  }

  /** Takes over what the cores did in the timestep. */
  void take(Core[] cores) {
    int count = 0;
    for (int tile = 0; tile < cores.length; tile++) {
      Core core = cores[tile];
      walkEnd[tile] = core.walkEnd;
      accumulations[tile] = core.accumulations;
      firstSpike[tile] = count;
      if (count + core.spikes > neuron.length) {
        neuron = Arrays.copyOf(neuron, 2 * (count + core.spikes));
      }
      System.arraycopy(core.spiking, 0, neuron, count, core.spikes);
      count += core.spikes;
    }
    firstSpike[cores.length] = count;
  }
}
