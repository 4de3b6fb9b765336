package spikelock.emulator.engine.traffic;

import java.util.Arrays;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.engine.step.Step;

/**
 * How many flits leave by each output of each router in a step. Every packet arrives before the step ends and its way is fixed, so this
 * follows from who sends to whom; when they move does not matter.
 */
final class HopCount {
  private final int destinations;
  private final int[] sent; // [tile * destinations + destination] packets

  /** [tile * destinations + destination] the outputs on the way, {@code tile << 3 | output} each. */
  private final int[][] ways;

  HopCount(ChipSpec spec) {
    int tiles = spec.tiles();
    int width = spec.mesh().width();
    destinations = tiles + 1;
    sent = new int[tiles * destinations];
    ways = new int[tiles * destinations][];
    for (int tile = 0; tile < tiles; tile++) {
      for (int destination = 0; destination < destinations; destination++) {
        ways[tile * destinations + destination] = way(tile, destination, width, tiles);
      }
    }
  }

  private static int[] way(int from, int destination, int width, int tiles) {
    int[] way = new int[tiles + 1];
    int length = 0;
    int tile = from;
    int output;
    do {
      output = Ports.output(tile, destination, width, tiles);
      way[length++] = tile << Traffic.STRIDE_LOG2 | output;
      tile += switch (output) {
        case Ports.NORTH -> -width;
        case Ports.EAST -> 1;
        case Ports.SOUTH -> width;
        default -> -1;
      };
    } while (output != Ports.LOCAL && tile >= 0);
    return Arrays.copyOf(way, length);
  }

  /** Fills {@code moved} as {@link Traffic#play} says. */
  void count(Step step, int[] moved) {
    Arrays.fill(sent, 0);
    Arrays.fill(moved, 0);
    int tiles = destinations - 1;
    short[] destination = step.destinations();
    for (int tile = 0; tile < tiles; tile++) {
      int first = tile * destinations;
      int end = step.firstPacket(step.firstSpike(tile + 1));
      for (int packet = step.firstPacket(step.firstSpike(tile)); packet < end; packet++) {
        sent[first + destination[packet]]++;
      }
    }
    for (int pair = 0; pair < sent.length; pair++) {
      int packets = sent[pair];
      if (packets > 0) {
        for (int at : ways[pair]) {
          moved[at] += packets;
        }
      }
    }
  }
}
