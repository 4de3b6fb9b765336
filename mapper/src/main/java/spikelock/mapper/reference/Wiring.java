package spikelock.mapper.reference;

import spikelock.mapper.network.Connectivity;
import spikelock.mapper.network.Projection;

/** The synapses of one projection, laid out by source. */
final class Wiring {
  final Projection projection;
  private final int targets;
  /** Of a dense projection: [sources, targets]. */
  private final float[] bySource;

  Wiring(Projection projection) {
    this.projection = projection;
    this.targets = projection.connectivity().targets();
    this.bySource = projection.connectivity() instanceof Connectivity.Dense dense ? turned(dense) : new float[0];
  }

  private static float[] turned(Connectivity.Dense dense) {
    float[] bySource = new float[dense.weights().length];
    for (int t = 0; t < dense.targets(); t++) {
      for (int s = 0; s < dense.sources(); s++) {
        bySource[s * dense.targets() + t] = dense.weights()[t * dense.sources() + s];
      }
    }
    return bySource;
  }

  /** The longest delay of a synapse. */
  int longest() {
    int extra = 0;
    if (projection.connectivity() instanceof Connectivity.Sparse sparse) {
      for (short delay : sparse.delay()) {
        extra = Math.max(extra, delay);
      }
    }
    return projection.delay() + extra;
  }

  /** Adds what one source sends in {@code timestep} to the target's pending inputs. */
  void deliver(int source, double amount, int timestep, Pending into) {
    int offset = projection.input() * targets;
    switch (projection.connectivity()) {
      case Connectivity.Dense dense -> {
        double[] slot = into.slot(timestep + projection.delay());
        int from = source * targets;
        for (int t = 0; t < targets; t++) {
          slot[offset + t] += amount * bySource[from + t];
        }
      }
      case Connectivity.Diagonal diagonal ->
          into.slot(timestep + projection.delay())[offset + source] += amount * diagonal.weights()[source];
      case Connectivity.Sparse sparse -> {
        double[] slot = into.slot(timestep + projection.delay());
        for (int i = sparse.rowStart()[source]; i < sparse.rowStart()[source + 1]; i++) {
          double[] own = sparse.delay().length == 0 ? slot : into.slot(timestep + projection.delay() + sparse.delay()[i]);
          own[offset + sparse.target()[i]] += amount * sparse.weight()[i];
        }
      }
    }
  }
}
