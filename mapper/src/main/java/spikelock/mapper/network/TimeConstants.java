package spikelock.mapper.network;

import java.util.List;
import java.util.Optional;

/** Whether time constants and timestep go together. */
public final class TimeConstants {
  private TimeConstants() {}

  /** A sentence about the first time constant that is shorter than dt, where forward Euler would swing instead of decay. */
  public static Optional<String> shorterThan(double dt, List<Population> populations) {
    for (Population population : populations) {
      if (population.model() instanceof NeuronModel.Nir model && model.kind().leaks()) {
        double shortest = shortest(model.tauMem());
        if (model.kind().cuba()) {
          shortest = Math.min(shortest, shortest(model.tauSyn()));
        }
        if (model.kind().adapts()) {
          shortest = Math.min(shortest, shortest(model.adaptation().tau()));
        }
        // a tau of exactly dt is a factor of 0, which is sound; files round it to 32 bits
        if (shortest < dt * (1 - 1e-6)) {
          return Optional.of("tau " + shortest + " s of '" + population.name() + "' is shorter than dt " + dt + " s");
        }
      }
    }
    return Optional.empty();
  }

  /** The same about neurons that are integrated by forward Euler. */
  public static Optional<String> tooShort(RunSettings settings, List<Population> populations) {
    return shorterThan(settings.dt(), populations.stream().filter(p -> p.model() instanceof NeuronModel.Nir model
        && settings.rule(model).integrator() == Integrator.EULER).toList());
  }

  private static double shortest(double[] taus) {
    double shortest = Double.POSITIVE_INFINITY;
    for (double tau : taus) {
      shortest = Math.min(shortest, Math.abs(tau)); // below 0 it grows instead of decaying, at the same pace
    }
    return shortest;
  }
}
