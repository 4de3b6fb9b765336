package spikelock.mapper.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import spikelock.emulator.error.InputException;
import spikelock.mapper.network.Connectivity;

/**
 * Finds the synapses of chains of linear nodes by sending a single 1 through them from each source in turn: nothing is ever as
 * large as a matrix of the layers between.
 */
final class Impulses {
  private static final int MOST_SYNAPSES = 400_000_000;

  private final List<LinearMap.Chain> chains;
  private final int sources;
  private final int targets;
  private final LinearMap.Work work;
  /** [chain][step] one scratch vector each. */
  private final List<List<SparseVector>> scratch = new ArrayList<>();

  private int[] target = new int[1024];
  private float[] weight = new float[1024];
  private short[] delay = new short[1024];
  private int count;
  private boolean delayed;
  private long spentBefore;

  private Impulses(List<LinearMap.Chain> chains, LinearMap.Work work) {
    this.chains = chains;
    this.sources = chains.getFirst().columns();
    this.targets = chains.getFirst().rows();
    this.work = work;
    for (LinearMap.Chain chain : chains) {
      scratch.add(chain.steps().stream().map(s -> new SparseVector(s.out())).toList());
    }
  }

  /** The sum of the chains as synapses; delays beyond {@code Short.MAX_VALUE} timesteps are refused. */
  static Connectivity connectivity(List<LinearMap.Chain> chains, LinearMap.Work work) {
    return new Impulses(chains, work).run();
  }

  private Connectivity run() {
    int[] start = new int[sources + 1];
    for (int source = 0; source < sources; source++) {
      TreeMap<Integer, TreeMap<Integer, Double>> several = new TreeMap<>();
      for (int c = 0; c < chains.size(); c++) {
        if (chains.size() == 1 && !chains.getFirst().delays()) {
          send(c, source);
        } else {
          sendDelayed(c, 0, source, 1, 0, several);
        }
      }
      several.forEach((late, values) -> values.forEach((to, value) -> keep(to, value, late)));
      start[source + 1] = count;
    }
    if (!delayed && Fill.isDense(count, sources, targets)) {
      return dense(start);
    }
    return new Connectivity.Sparse(sources, targets, start, Arrays.copyOf(target, count), Arrays.copyOf(weight, count),
        delayed ? Arrays.copyOf(delay, count) : new short[0]);
  }

  private Connectivity dense(int[] start) {
    float[] weights = new float[sources * targets];
    for (int s = 0; s < sources; s++) {
      for (int i = start[s]; i < start[s + 1]; i++) {
        weights[target[i] * sources + s] = weight[i];
      }
    }
    return new Connectivity.Dense(sources, targets, weights);
  }

  /** The usual way: one chain, all of it within a timestep. */
  private void send(int c, int source) {
    List<Step> steps = chains.get(c).steps();
    steps.getFirst().spread(source, 1, scratch.get(c).getFirst());
    for (int s = 1; s < steps.size(); s++) {
      Step step = steps.get(s);
      SparseVector into = scratch.get(c).get(s);
      scratch.get(c).get(s - 1).drain((index, value) -> step.spread(index, value, into));
    }
    SparseVector last = scratch.get(c).getLast();
    last.drain((to, value) -> keep(to, value, 0));
    spent();
  }

  /** Value by value, so that each may have a delay of its own. */
  private void sendDelayed(int c, int s, int index, double value, int late, TreeMap<Integer, TreeMap<Integer, Double>> into) {
    List<Step> steps = chains.get(c).steps();
    if (s == steps.size()) {
      work.spend(8);
      into.computeIfAbsent(late, l -> new TreeMap<>()).merge(index, value, Double::sum);
      return;
    }
    if (steps.get(s) instanceof Step.Delay d) {
      sendDelayed(c, s + 1, index, value, Math.addExact(late, d.timesteps()[index]), into);
      return;
    }
    List<double[]> found = new ArrayList<>();
    SparseVector vector = scratch.get(c).get(s);
    steps.get(s).spread(index, value, vector);
    vector.drain((to, v) -> found.add(new double[] {to, v}));
    spent();
    for (double[] each : found) {
      sendDelayed(c, s + 1, (int) each[0], each[1], late, into);
    }
  }

  private void spent() {
    long all = 0;
    for (List<SparseVector> vectors : scratch) {
      for (SparseVector vector : vectors) {
        all += vector.additions();
      }
    }
    work.spend(Math.max(1, all - spentBefore));
    spentBefore = all;
  }

  private void keep(int to, double value, int late) {
    if (value == 0) {
      return;
    }
    if (count == MOST_SYNAPSES) {
      throw new InputException("one path between two populations has more than " + MOST_SYNAPSES + " synapses");
    }
    if (count == target.length) {
      int larger = Math.min(MOST_SYNAPSES, 2 * count);
      target = Arrays.copyOf(target, larger);
      weight = Arrays.copyOf(weight, larger);
      delay = Arrays.copyOf(delay, larger);
    }
    if (late > Short.MAX_VALUE) {
      throw new InputException("a delay of " + late + " timesteps is more than " + Short.MAX_VALUE);
    }
    target[count] = to;
    weight[count] = (float) value;
    delay[count++] = (short) late;
    delayed |= late > 0;
  }
}
