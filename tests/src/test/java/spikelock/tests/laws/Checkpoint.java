package spikelock.tests.laws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import spikelock.emulator.chip.Region;
import spikelock.emulator.platform.Target;

/**
 * What a chip remembers from one timestep to the next, and nothing else.
 *
 * @param tiles by tile: the working memories, and the two entries of CONTROL that count timesteps
 */
record Checkpoint(List<Map<Region, List<Integer>>> tiles) {

  static Checkpoint of(Target target) {
    List<Map<Region, List<Integer>>> tiles = new ArrayList<>();
    for (int tile = 0; tile < target.image().spec().tiles(); tile++) {
      Map<Region, List<Integer>> memories = new TreeMap<>();
      for (Region region : List.of(Region.STATE, Region.ACCUMULATOR, Region.SCHEDULER)) {
        memories.put(region, list(target.peek(tile, region, 0, words(target, tile, region))));
      }
      memories.put(Region.CONTROL, list(target.peek(tile, Region.CONTROL, Region.AGE, 2)));
      tiles.add(memories);
    }
    return new Checkpoint(tiles);
  }

  void restore(Target target) {
    for (int tile = 0; tile < tiles.size(); tile++) {
      for (Map.Entry<Region, List<Integer>> memory : tiles.get(tile).entrySet()) {
        int first = memory.getKey() == Region.CONTROL ? Region.AGE : 0;
        target.poke(tile, memory.getKey(), first, memory.getValue().stream().mapToInt(v -> v).toArray());
      }
    }
  }

  private static int words(Target target, int tile, Region region) {
    return region == Region.STATE ? target.image().cores().get(tile).neurons() : target.plan(tile).words(region);
  }

  private static List<Integer> list(int[] units) {
    return java.util.Arrays.stream(units).boxed().toList();
  }
}
