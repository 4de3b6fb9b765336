package spikelock.mapper.network;

import java.util.List;
import java.util.Optional;

/** Whether time constants and timestep go together. */
public final class TimeConstants {
  private static final double SUSPICIOUS = 1e4;

  private TimeConstants() {}

  /** A sentence about the first time constant that is shorter than dt, where forward Euler would swing instead of decay. */
  public static Optional<String> shorterThan(double dt, List<Population> populations) {
    for (Population population : populations) {
      if (population.model() instanceof NeuronModel.Nir model && model.kind().leaks()) {
        double shortest = shortest(model.tauMem());
        if (model.kind().cuba()) {
          shortest = Math.min(shortest, shortest(model.tauSyn()));
        }
        // a tau of exactly dt is a factor of 0, which is sound; files round it to 32 bits
        if (shortest < dt * (1 - 1e-6)) {
          return Optional.of("tau " + shortest + " s of '" + population.name() + "' is shorter than dt " + dt + " s");
        }
      }
    }
    return Optional.empty();
  }

  /** A sentence when even the shortest time constant is so long that it was probably not meant in seconds. */
  public static Optional<String> suspiciouslyLong(double dt, List<Population> populations) {
    double least = Double.POSITIVE_INFINITY;
    for (Population population : populations) {
      if (population.model() instanceof NeuronModel.Nir model && model.kind().leaks()) {
        least = Math.min(least, shortest(model.tauMem()));
      }
    }
    return least / dt > SUSPICIOUS && least < Double.POSITIVE_INFINITY ? Optional.of("the shortest tau, " + least + " s, is "
        + Math.round(least / dt) + " timesteps: if the file counts in ms or in timesteps, give --dt in that unit") : Optional.empty();
  }

  private static double shortest(double[] taus) {
    double shortest = Double.POSITIVE_INFINITY;
    for (double tau : taus) {
      shortest = Math.min(shortest, tau);
    }
    return shortest;
  }
}
