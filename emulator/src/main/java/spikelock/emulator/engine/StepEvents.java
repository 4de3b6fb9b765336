package spikelock.emulator.engine;

import java.util.Arrays;

/**
 * What the timing of one step depends on, and nothing else (Law 3): when each core's walk ended, when its neurons spiked and who sends to whom.
 * Filled by the functional engine, consumed by {@link MeshTiming}, reused.
 */
final class StepEvents {
  /** [tiles] cycle of the walk's end, counted from the pulse at the tile. */
  final int[] walkEnd;

  /** [tiles] additions. */
  final int[] accumulations;

  /** [tiles + 1] first spike of each tile in {@link #cycle}. */
  final int[] firstSpike;

  /** [spikes] cycle in which each leaves the datapath, counted from the pulse at the tile; ascending within a tile. */
  int[] cycle = new int[64];

  /** [spikes + 1] first packet of each spike in {@link #destination}. */
  int[] firstPacket = new int[65];

  /** [packets] tile each packet goes to, or the number of tiles for the host; in the order axon-out sends them. */
  short[] destination = new short[256];

  StepEvents(int tiles) {
    walkEnd = new int[tiles];
    accumulations = new int[tiles];
    firstSpike = new int[tiles + 1];
  }

  /** Packets of a spike. */
  int packetsOf(int spike) {
    return firstPacket[spike + 1] - firstPacket[spike];
  }

  /** Packets of a tile's spikes. */
  int packets(int tile) {
    return firstPacket[firstSpike[tile + 1]] - firstPacket[firstSpike[tile]];
  }

  /** Room for so many spikes; their entries are kept. */
  void reserveSpikes(int count) {
    if (count > cycle.length) {
      cycle = Arrays.copyOf(cycle, 2 * count);
      firstPacket = Arrays.copyOf(firstPacket, 2 * count + 1);
    }
  }

  /** Room for so many packets; their entries are kept. */
  void reservePackets(int count) {
    if (count > destination.length) {
      destination = Arrays.copyOf(destination, 2 * count);
    }
  }
}
