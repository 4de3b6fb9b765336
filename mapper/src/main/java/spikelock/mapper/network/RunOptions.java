package spikelock.mapper.network;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the user wants of {@link RunSettings}; what is absent is taken from the file or inferred, with a reason.
 *
 * @param dt duration of a timestep in s
 * @param loopBiasAtZero whether the bias of a recurrent branch acts at the first timestep
 * @param timeUnit what the file counts time constants and delays in
 * @param strict refuse a file in which anything has to be mended
 */
public record RunOptions(OptionalDouble dt, Optional<Reset> reset, Optional<Integrator> integrator,
    Optional<Boolean> loopBiasAtZero, Optional<TimeUnit> timeUnit, boolean strict) {

  /** Nothing given. */
  public static final RunOptions NONE =
      new RunOptions(OptionalDouble.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);

  public RunOptions {
    if (dt.isPresent() && !(dt.getAsDouble() > 0 && Double.isFinite(dt.getAsDouble()))) {
      throw new spikelock.emulator.error.InputException("dt = " + dt.getAsDouble() + " s must be above 0");
    }
  }

  /** dt and reset given, the rest left open. */
  public static RunOptions of(double dt, Reset reset) {
    return NONE.withDt(dt).withReset(reset);
  }

  public RunOptions withDt(double wanted) {
    return new RunOptions(OptionalDouble.of(wanted), reset, integrator, loopBiasAtZero, timeUnit, strict);
  }

  public RunOptions withReset(Reset wanted) {
    return new RunOptions(dt, Optional.of(wanted), integrator, loopBiasAtZero, timeUnit, strict);
  }

  public RunOptions withTimeUnit(TimeUnit wanted) {
    return new RunOptions(dt, reset, integrator, loopBiasAtZero, Optional.of(wanted), strict);
  }

  public RunOptions withStrict(boolean wanted) {
    return new RunOptions(dt, reset, integrator, loopBiasAtZero, timeUnit, wanted);
  }

  public RunOptions withIntegrator(Integrator wanted) {
    return new RunOptions(dt, reset, Optional.of(wanted), loopBiasAtZero, timeUnit, strict);
  }

  public RunOptions withLoopBiasAtZero(boolean wanted) {
    return new RunOptions(dt, reset, integrator, Optional.of(wanted), timeUnit, strict);
  }
}
