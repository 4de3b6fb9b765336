package spikelock.mapper.train.model;

import java.util.Arrays;
import java.util.List;

/**
 * A layer.
 *
 * @param name for files and reports
 * @param shape [neurons] or [channels, height, width]; C order
 * @param unit what each of them computes
 * @param paths what feeds it; the first decides the shape
 * @param dropout probability with which a neuron is silenced for a whole sample while training; 0 for none
 */
public record LayerPlan(String name, int[] shape, Unit unit, List<PathPlan> paths, double dropout) {
  public LayerPlan {
    paths = List.copyOf(paths);
  }

  public int size() {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }
}
