package spikelock.mapper.retime;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import spikelock.mapper.fit.Capacity;
import spikelock.mapper.fit.Fit;
import spikelock.mapper.fit.Fitting;
import spikelock.mapper.fit.Shortage;
import spikelock.mapper.fit.Unable;
import spikelock.mapper.fixed.FixedNetwork;
import spikelock.mapper.fixed.FixedPopulation;
import spikelock.mapper.fixed.FixedProjection;

/**
 * Finds the least lags with delay + lag(target) - lag(source) at least 1 between neurons, at least 0 from an input (whose
 * lag is 0), and at most what the chip's scheduler can hold. A system of difference constraints, solved by Bellman-Ford as the
 * longest paths from lag 0 (Leiserson and Saxe, Retiming Synchronous Circuitry, Algorithmica 1991).
 */
public final class Retiming {

  /** lag(to) is at least lag(from) + least. */
  private record Constraint(int from, int to, int least) {}

  private Retiming() {}

  /**
   * The same network with lags.
   *
   * @param delaySlots slots of the chip's scheduler: delays are at most one less
   * @return the network, the projection whose delay is too long, or the loop that the chip cannot reproduce
   */
  public static Fitting<FixedNetwork> apply(FixedNetwork network, int delaySlots) {
    List<Constraint> constraints = constraints(network);
    int[] parent = new int[network.populations().size()];
    int[] lags = solve(network, constraints, parent);
    if (lags.length == 0) {
      return loop(constraints, parent).refusal(network);
    }
    FixedProjection worst = exceeding(network, lags, delaySlots);
    if (worst != null) {
      for (FixedProjection p : network.projections()) {
        if (p.rows() > 0) {
          constraints.add(new Constraint(p.target(), p.source(), p.greatestDelay() - (delaySlots - 1)));
        }
      }
      int[] tighter = solve(network, constraints, parent);
      if (tighter.length == 0 || exceeding(network, tighter, delaySlots) != null) {
        int needed = delay(worst, worst.greatestDelay(), lags);
        return new Shortage<>(Capacity.DELAY_SLOTS, "projection " + worst.name(), needed + 1, delaySlots, "needs a delay of " + needed + " timesteps from "
            + network.populations().get(worst.source()).name() + " to " + network.populations().get(worst.target()).name()
            + ", the chip's " + delaySlots + " delay slots allow " + (delaySlots - 1) + " (" + (needed - delaySlots + 1)
            + " too many)", "choose a chip with more delay_slots");
      }
      lags = tighter;
    }
    List<FixedPopulation> lagged = new ArrayList<>();
    for (int p = 0; p < lags.length; p++) {
      lagged.add(network.populations().get(p).withLag(lags[p]));
    }
    return new Fit<>(network.withPopulations(lagged));
  }

  /**
   * The same network, changed where it must be: every loop that is faster than the chip gets the timesteps it lacks on the
   * projection that closes it.
   *
   * @param changes receives a line for each loop that was slowed down
   */
  public static FixedNetwork slowLoops(FixedNetwork network, List<String> changes) {
    FixedNetwork slowed = network;
    while (true) {
      List<Constraint> constraints = constraints(slowed);
      int[] parent = new int[slowed.populations().size()];
      if (solve(slowed, constraints, parent).length > 0) {
        return slowed;
      }
      Loop loop = loop(constraints, parent);
      FixedProjection closing = closing(slowed, loop);
      int at = slowed.projections().indexOf(closing);
      int[] delays = closing.rowDelay().clone();
      for (int row = 0; row < delays.length; row++) {
        delays[row] += loop.missing;
      }
      List<FixedProjection> projections = new ArrayList<>(slowed.projections());
      projections.set(at, closing.withRowDelay(delays));
      slowed = slowed.withProjections(projections);
      changes.add("the loop " + loop.names(slowed) + " takes " + loop.hops() + " timesteps on the chip instead of "
          + (loop.hops() - loop.missing) + ": " + closing.name() + " comes " + loop.missing + " later (--approximate-loops)");
    }
  }

  /** The projection of the loop that has most delay already: the one that was cut open; the last of several. */
  private static FixedProjection closing(FixedNetwork network, Loop loop) {
    FixedProjection closing = null;
    for (int i = 0; i + 1 < loop.populations.size(); i++) {
      for (FixedProjection p : network.projections()) {
        if (p.rows() > 0 && p.source() == loop.populations.get(i) && p.target() == loop.populations.get(i + 1)
            && (closing == null || p.leastDelay() >= closing.leastDelay())) {
          closing = p;
        }
      }
    }
    return java.util.Objects.requireNonNull(closing);
  }

  private static List<Constraint> constraints(FixedNetwork network) {
    List<Constraint> constraints = new ArrayList<>();
    for (FixedProjection p : network.projections()) {
      if (p.rows() > 0) {
        int least = network.populations().get(p.source()).isInput() ? 0 : 1;
        constraints.add(new Constraint(p.source(), p.target(), least - p.leastDelay()));
      }
    }
    return constraints;
  }

  /** The delay on the chip of a row with this delay in the layer-synchronous network. */
  public static int chipDelay(FixedNetwork network, FixedProjection projection, int delay) {
    return delay + network.populations().get(projection.target()).lag() - network.populations().get(projection.source()).lag();
  }

  private static int delay(FixedProjection projection, int delay, int[] lags) {
    return delay + lags[projection.target()] - lags[projection.source()];
  }

  /** The least solution with every lag at least 0, or nothing when there is none; {@code parent} then holds its loop. */
  private static int[] solve(FixedNetwork network, List<Constraint> constraints, int[] parent) {
    int[] lags = new int[network.populations().size()];
    Arrays.fill(parent, -1);
    for (int round = 0; round <= lags.length; round++) {
      boolean changed = false;
      for (int c = 0; c < constraints.size(); c++) {
        Constraint constraint = constraints.get(c);
        int least = lags[constraint.from()] + constraint.least();
        if (lags[constraint.to()] < least) {
          if (network.populations().get(constraint.to()).isInput()) {
            return new int[0];
          }
          lags[constraint.to()] = least;
          parent[constraint.to()] = c;
          changed = true;
        }
      }
      if (!changed) {
        return lags;
      }
    }
    return new int[0];
  }

  private static FixedProjection exceeding(FixedNetwork network, int[] lags, int delaySlots) {
    FixedProjection worst = null;
    for (FixedProjection p : network.projections()) {
      if (p.rows() > 0 && delay(p, p.greatestDelay(), lags) > delaySlots - 1
          && (worst == null || delay(p, p.greatestDelay(), lags) > delay(worst, worst.greatestDelay(), lags))) {
        worst = p;
      }
    }
    return worst;
  }

  /**
   * A loop that the chip cannot go round fast enough.
   *
   * @param populations from one population to the same again
   * @param missing timesteps that its delays lack
   */
  private record Loop(List<Integer> populations, int missing) {
    int hops() {
      return populations.size() - 1;
    }

    String names(FixedNetwork network) {
      return String.join(" -> ", populations.stream().map(p -> network.populations().get(p).name()).toList());
    }

    <T> Unable<T> refusal(FixedNetwork network) {
      return new Unable<>("loop " + names(network), "a spike takes at least " + hops() + (hops() == 1 ? " timestep" : " timesteps")
          + " around this loop on the chip, the network gives it " + (hops() - missing),
          "give the loop's projections " + missing + " more in delay, or accept another network with --approximate-loops");
    }
  }

  private static Loop loop(List<Constraint> constraints, int[] parent) {
    // Following parents for as many steps as there are populations ends inside the loop.
    int at = 0;
    for (int p = 0; p < parent.length; p++) {
      int walked = p;
      int steps = 0;
      while (steps < parent.length && parent[walked] >= 0) {
        walked = constraints.get(parent[walked]).from();
        steps++;
      }
      if (steps == parent.length) {
        at = walked;
        break;
      }
    }
    ArrayDeque<Integer> populations = new ArrayDeque<>();
    int missing = 0;
    int start = at;
    populations.push(start);
    do {
      Constraint constraint = constraints.get(parent[at]);
      missing += constraint.least();
      at = constraint.from();
      populations.push(at);
    } while (at != start);
    return new Loop(List.copyOf(populations), missing);
  }
}
