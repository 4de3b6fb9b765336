package spikelock.mapper.network;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the user wants of {@link RunSettings}; what is absent is taken from the file or inferred, with a reason.
 *
 * @param dt duration of a timestep in s
 * @param loopBiasAtZero whether the bias of a recurrent branch acts at the first timestep
 */
public record RunOptions(OptionalDouble dt, Optional<Reset> reset, Optional<Integrator> integrator,
    Optional<Boolean> loopBiasAtZero) {

  /** Nothing given. */
  public static final RunOptions NONE =
      new RunOptions(OptionalDouble.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  public RunOptions {
    if (dt.isPresent() && !(dt.getAsDouble() > 0 && Double.isFinite(dt.getAsDouble()))) {
      throw new spikelock.emulator.error.InputException("dt = " + dt.getAsDouble() + " s must be above 0");
    }
  }

  /** dt and reset given, the rest left open. */
  public static RunOptions of(double dt, Reset reset) {
    return new RunOptions(OptionalDouble.of(dt), Optional.of(reset), Optional.empty(), Optional.empty());
  }

  public RunOptions withIntegrator(Integrator wanted) {
    return new RunOptions(dt, reset, Optional.of(wanted), loopBiasAtZero);
  }

  public RunOptions withLoopBiasAtZero(boolean wanted) {
    return new RunOptions(dt, reset, integrator, Optional.of(wanted));
  }
}
