package spikelock.mapper.network;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import spikelock.emulator.error.InputException;

/** In which order the populations of a layer-synchronous timestep are computed. */
public final class EvaluationOrder {
  private EvaluationOrder() {}

  /**
   * Population numbers such that every projection with a delay of 0 goes forward; among those that are ready the lowest first.
   *
   * @throws InputException naming a loop of projections that all have delay 0
   */
  public static int[] of(Network network) {
    List<Projection> immediate = network.projections().stream().filter(p -> p.delay() == 0 && p.connectivity().leastDelay() == 0).toList();
    int count = network.populations().size();
    int[] waiting = new int[count];
    List<List<Integer>> successors = new ArrayList<>();
    for (int p = 0; p < count; p++) {
      successors.add(new ArrayList<>());
    }
    for (Projection projection : immediate) {
      successors.get(projection.source()).add(projection.target());
      waiting[projection.target()]++;
    }
    PriorityQueue<Integer> ready = new PriorityQueue<>();
    for (int p = 0; p < count; p++) {
      if (waiting[p] == 0) {
        ready.add(p);
      }
    }
    int[] order = new int[count];
    int done = 0;
    while (!ready.isEmpty()) {
      int p = ready.remove();
      order[done++] = p;
      for (int next : successors.get(p)) {
        if (--waiting[next] == 0) {
          ready.add(next);
        }
      }
    }
    if (done < count) {
      throw new InputException("the loop " + loop(network, successors, waiting) + " has no delay", "", "projections",
          "give one of its projections delay 1");
    }
    return order;
  }

  /** Every population still waiting has a predecessor still waiting: walking back must close a loop. */
  private static String loop(Network network, List<List<Integer>> successors, int[] waiting) {
    int[] before = new int[waiting.length];
    int start = 0;
    for (int p = 0; p < waiting.length; p++) {
      if (waiting[p] > 0) {
        for (int next : successors.get(p)) {
          before[next] = p;
        }
        start = p;
      }
    }
    boolean[] seen = new boolean[waiting.length];
    int at = start;
    while (!seen[at]) {
      seen[at] = true;
      at = before[at];
    }
    Deque<String> names = new ArrayDeque<>();
    int end = at;
    do {
      names.addFirst(network.populations().get(at).name());
      at = before[at];
    } while (at != end);
    names.addFirst(names.getLast());
    return String.join(" -> ", names);
  }
}
