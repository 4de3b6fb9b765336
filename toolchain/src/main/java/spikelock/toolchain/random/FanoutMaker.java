package spikelock.toolchain.random;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import spikelock.emulator.chip.ChipSpec;

/**
 * Gives out the axons of all tiles: each once, so that it has one source and one delay and packets never meet in a slot. An
 * axon gets its row when it is given out.
 */
final class FanoutMaker {
  private final RandomGenerator random;
  private final ChipSpec spec;
  private final TrafficPattern pattern;
  private final int hot;
  private final List<Deque<Integer>> free = new ArrayList<>();
  private final List<RowMaker> rows;
  private final List<SortedMap<Integer, Draft.Axon>> axons = new ArrayList<>();

  FanoutMaker(RandomGenerator random, ChipSpec spec, TrafficPattern pattern, List<RowMaker> rows) {
    this.random = random;
    this.spec = spec;
    this.pattern = pattern;
    this.rows = rows;
    this.hot = random.nextInt(spec.tiles());
    boolean scattered = random.nextBoolean();
    for (int tile = 0; tile < spec.tiles(); tile++) {
      List<Integer> all = new ArrayList<>();
      for (int axon = 0; axon < spec.core().axons(); axon++) {
        all.add(axon);
      }
      if (scattered) {
        shuffle(all);
      }
      free.add(new ArrayDeque<>(all));
      axons.add(new TreeMap<>());
    }
  }

  /** The table of a tile: the axons given out so far. */
  SortedMap<Integer, Draft.Axon> axons(int tile) {
    return axons.get(tile);
  }

  /** Input channels, at most {@code most} packets to all axons of a tile together. */
  List<List<Send.Spike>> channels(int count, int longest, int most) {
    List<List<Send.Spike>> channels = new ArrayList<>();
    int[] sent = new int[spec.tiles()];
    for (int channel = 0; channel < count; channel++) {
      List<Send.Spike> sends = new ArrayList<>();
      for (int left = random.nextInt(longest + 1); left > 0; left--) {
        int tile = random.nextInt(4) == 0 ? hot : random.nextInt(spec.tiles());
        int delay = random.nextInt(3) > 0 ? 0 : random.nextInt(spec.core().delaySlots());
        if (sent[tile] < most && !free.get(tile).isEmpty()) {
          sent[tile]++;
          sends.add(take(tile, delay));
        }
      }
      channels.add(sends);
    }
    return channels;
  }

  /** Up to {@code length} packets of a neuron, which is at {@code place} (0..1) of the neurons of tile {@code from}. */
  List<Send> sends(int from, double place, int length) {
    List<Send> sends = new ArrayList<>();
    for (int attempt = 0; attempt < 3 * length && sends.size() < length; attempt++) {
      int tile = pattern.destination(random, spec, from, place, hot);
      if (!free.get(tile).isEmpty()) {
        sends.add(take(tile, pattern.isCrossfire() ? spec.core().delaySlots() - 1 : random.nextInt(1, spec.core().delaySlots())));
      }
    }
    return sends;
  }

  private Send.Spike take(int tile, int delay) {
    int axon = free.get(tile).removeFirst();
    axons.get(tile).put(axon, rows.get(tile).axon());
    return new Send.Spike(tile, delay, axon);
  }

  private void shuffle(List<Integer> list) {
    for (int i = list.size() - 1; i > 0; i--) {
      Collections.swap(list, i, random.nextInt(i + 1));
    }
  }
}
