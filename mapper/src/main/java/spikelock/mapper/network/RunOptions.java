package spikelock.mapper.network;

import java.util.Optional;
import java.util.OptionalDouble;
import spikelock.emulator.error.InputException;

/**
 * What the user wants of {@link RunSettings}; what is absent is taken from the file, from {@code like}, or inferred, with a reason.
 *
 * @param dt duration of a timestep in s
 * @param loopBiasAtZero whether the bias of a recurrent branch acts at the first timestep
 * @param like the framework whose choices fill what is absent
 * @param timeUnit what the file counts time constants and delays in
 * @param strict refuse a file in which anything has to be mended
 */
public record RunOptions(OptionalDouble dt, Optional<Reset> reset, Optional<Integrator> integrator,
    Optional<Boolean> loopBiasAtZero, Optional<Framework> like, Optional<Gain> gain, Optional<Boolean> multiSpike,
    Optional<Boolean> clamp, Optional<DelayMode> delayMode, Optional<TimeUnit> timeUnit,
    boolean strict) {

  /** Nothing given. */
  public static final RunOptions NONE =
      new RunOptions(OptionalDouble.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  public RunOptions {
    if (dt.isPresent() && !(dt.getAsDouble() > 0 && Double.isFinite(dt.getAsDouble()))) {
      throw new InputException("dt = " + dt.getAsDouble() + " s must be above 0");
    }
  }

  /** The four that NIR itself leaves open. */
  public RunOptions(OptionalDouble dt, Optional<Reset> reset, Optional<Integrator> integrator, Optional<Boolean> loopBiasAtZero) {
    this(dt, reset, integrator, loopBiasAtZero, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
        Optional.empty(), Optional.empty(), false);
  }

  /** dt and reset given, the rest left open. */
  public static RunOptions of(double dt, Reset reset) {
    return new RunOptions(OptionalDouble.of(dt), Optional.of(reset), Optional.empty(), Optional.empty());
  }

  /** As a framework does. */
  public static RunOptions like(Framework framework) {
    return NONE.withLike(framework);
  }

  public RunOptions withDt(double wanted) {
    return new RunOptions(OptionalDouble.of(wanted), reset, integrator, loopBiasAtZero, like, gain, multiSpike, clamp, delayMode,
        timeUnit, strict);
  }

  public RunOptions withReset(Reset wanted) {
    return new RunOptions(dt, Optional.of(wanted), integrator, loopBiasAtZero, like, gain, multiSpike, clamp, delayMode, timeUnit, strict);
  }

  public RunOptions withIntegrator(Integrator wanted) {
    return new RunOptions(dt, reset, Optional.of(wanted), loopBiasAtZero, like, gain, multiSpike, clamp, delayMode, timeUnit, strict);
  }

  public RunOptions withLoopBiasAtZero(boolean wanted) {
    return new RunOptions(dt, reset, integrator, Optional.of(wanted), like, gain, multiSpike, clamp, delayMode, timeUnit, strict);
  }

  public RunOptions withLike(Framework wanted) {
    return new RunOptions(dt, reset, integrator, loopBiasAtZero, Optional.of(wanted), gain, multiSpike, clamp, delayMode, timeUnit, strict);
  }

  public RunOptions withGain(Gain wanted) {
    return new RunOptions(dt, reset, integrator, loopBiasAtZero, like, Optional.of(wanted), multiSpike, clamp, delayMode, timeUnit, strict);
  }

  public RunOptions withMultiSpike(boolean wanted) {
    return new RunOptions(dt, reset, integrator, loopBiasAtZero, like, gain, Optional.of(wanted), clamp, delayMode, timeUnit, strict);
  }

  public RunOptions withClamp(boolean wanted) {
    return new RunOptions(dt, reset, integrator, loopBiasAtZero, like, gain, multiSpike, Optional.of(wanted), delayMode, timeUnit, strict);
  }

  public RunOptions withDelayMode(DelayMode wanted) {
    return new RunOptions(dt, reset, integrator, loopBiasAtZero, like, gain, multiSpike, clamp, Optional.of(wanted), timeUnit, strict);
  }

  public RunOptions withTimeUnit(TimeUnit wanted) {
    return new RunOptions(dt, reset, integrator, loopBiasAtZero, like, gain, multiSpike, clamp, delayMode, Optional.of(wanted), strict);
  }

  public RunOptions withStrict(boolean wanted) {
    return new RunOptions(dt, reset, integrator, loopBiasAtZero, like, gain, multiSpike, clamp, delayMode, timeUnit, wanted);
  }
}
