package spikelock.mapper.train;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import spikelock.emulator.error.InputException;
import spikelock.mapper.train.model.LayerPlan;
import spikelock.mapper.train.model.NetworkPlan;
import spikelock.mapper.train.model.PathPlan;

/**
 * What the nodes of a trained network are called in a file, and thus its populations and projections once it is read back.
 *
 * @param input of the input
 * @param output of the output, where the last layer has a node of its own
 * @param paths for each layer, for each of its paths, the weights' node; what stands before it gets an ending
 */
public record GraphNames(String input, String output, List<List<String>> paths) {
  /** Ending of a pool's node. */
  public static final String POOL = "_pool";
  /** Ending of a node that flattens. */
  public static final String FLAT = "_flat";
  /** Ending of a node that delays. */
  public static final String DELAY = "_delay";

  /**
   * Chooses names that differ.
   *
   * @throws InputException when two layers have one name
   */
  public static GraphNames of(NetworkPlan plan) {
    Set<String> used = new HashSet<>();
    for (LayerPlan layer : plan.layers()) {
      if (!used.add(layer.name())) {
        throw new InputException("two layers have this name", "", layer.name(), "rename one of them");
      }
    }
    String input = free("input", used);
    String output = free("output", used);
    List<List<String>> paths = new ArrayList<>();
    for (LayerPlan layer : plan.layers()) {
      List<String> into = new ArrayList<>();
      for (PathPlan path : layer.paths()) {
        String source = path.source() == PathPlan.INPUT ? input : plan.layers().get(path.source()).name();
        into.add(free(source + "_to_" + layer.name(), used));
      }
      paths.add(List.copyOf(into));
    }
    return new GraphNames(input, output, List.copyOf(paths));
  }

  private static String free(String wanted, Set<String> used) {
    String name = wanted;
    while (List.of("", POOL, FLAT, DELAY).stream().map(name::concat).anyMatch(used::contains)) {
      name += "_";
    }
    used.addAll(List.of(name, name + POOL, name + FLAT, name + DELAY));
    return name;
  }
}
