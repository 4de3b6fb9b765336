package spikelock.mapper.fixed;

import java.util.ArrayList;
import java.util.List;
import spikelock.emulator.error.InputException;

/** The order in which the layers of one timestep are computed: after everything that reaches them without delay. */
final class LayerOrder {
  private LayerOrder() {}

  /**
   * Population indices, inputs left out, ties in file order.
   *
   * @throws InputException naming populations that feed each other within one timestep
   */
  static int[] of(FixedNetwork network) {
    List<Integer> waiting = new ArrayList<>();
    for (int p = 0; p < network.populations().size(); p++) {
      if (!network.populations().get(p).isInput()) {
        waiting.add(p);
      }
    }
    int[] order = new int[waiting.size()];
    for (int done = 0; done < order.length; done++) {
      List<Integer> left = waiting;
      Integer ready = waiting.stream().filter(p -> network.projections().stream()
          .noneMatch(e -> e.target() == p && e.rows() > 0 && e.leastDelay() == 0 && left.contains(e.source())))
          .findFirst().orElseThrow(() -> new InputException("feed each other within one timestep", "",
              String.join(", ", left.stream().map(p -> network.populations().get(p).name()).toList()),
              "give one of the projections of the loop a delay of at least 1"));
      order[done] = ready;
      waiting.remove(ready);
    }
    return order;
  }
}
