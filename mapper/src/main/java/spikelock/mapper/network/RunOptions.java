package spikelock.mapper.network;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import spikelock.emulator.error.InputException;

/**
 * What the user wants of {@link RunSettings}; what is absent is taken from the file, from {@code like}, or inferred, with a reason.
 *
 * @param dt duration of a timestep in s
 * @param loopBiasAtZero whether the bias of a recurrent branch acts at the first timestep
 * @param like the framework whose choices fill what is absent
 * @param mostSpikes of a neuron in one timestep, as {@link NeuronRule#mostSpikes}
 * @param timeUnit what the file counts time constants and delays in
 * @param strict refuse a file in which anything has to be mended
 */
public record RunOptions(OptionalDouble dt, Optional<Reset> reset, Optional<Integrator> integrator,
    Optional<Boolean> loopBiasAtZero, Optional<Framework> like, Optional<Gain> gain, Optional<SpikeAt> spikeAt,
    Optional<Integer> mostSpikes, Optional<MinV> minV, Optional<InitialV> initialV, Optional<DelayMode> delayMode,
    Optional<TimeUnit> timeUnit, boolean strict) {

  /** Nothing given. */
  public static final RunOptions NONE = new Builder().build();

  public RunOptions {
    if (dt.isPresent() && !(dt.getAsDouble() > 0 && Double.isFinite(dt.getAsDouble()))) {
      throw new InputException("dt = " + dt.getAsDouble() + " s must be above 0");
    }
  }

  /** dt and reset given, the rest left open. */
  public static RunOptions of(double dt, Reset reset) {
    return NONE.withDt(dt).withReset(reset);
  }

  /** As a framework does. */
  public static RunOptions like(Framework framework) {
    return NONE.withLike(framework);
  }

  /** A rule with everything that is said here of how neurons compute. */
  public NeuronRule over(NeuronRule rule) {
    return new NeuronRule(integrator.orElse(rule.integrator()), gain.orElse(rule.gain()), reset.orElse(rule.reset()),
        spikeAt.orElse(rule.spikeAt()), mostSpikes.orElse(rule.mostSpikes()), minV.orElse(rule.minV()));
  }

  public RunOptions withDt(double wanted) {
    return with(b -> b.dt = OptionalDouble.of(wanted));
  }

  public RunOptions withReset(Reset wanted) {
    return with(b -> b.reset = Optional.of(wanted));
  }

  public RunOptions withIntegrator(Integrator wanted) {
    return with(b -> b.integrator = Optional.of(wanted));
  }

  public RunOptions withLoopBiasAtZero(boolean wanted) {
    return with(b -> b.loopBiasAtZero = Optional.of(wanted));
  }

  public RunOptions withLike(Framework wanted) {
    return with(b -> b.like = Optional.of(wanted));
  }

  public RunOptions withGain(Gain wanted) {
    return with(b -> b.gain = Optional.of(wanted));
  }

  public RunOptions withSpikeAt(SpikeAt wanted) {
    return with(b -> b.spikeAt = Optional.of(wanted));
  }

  public RunOptions withMostSpikes(int wanted) {
    return with(b -> b.mostSpikes = Optional.of(wanted));
  }

  public RunOptions withMinV(MinV wanted) {
    return with(b -> b.minV = Optional.of(wanted));
  }

  public RunOptions withInitialV(InitialV wanted) {
    return with(b -> b.initialV = Optional.of(wanted));
  }

  public RunOptions withDelayMode(DelayMode wanted) {
    return with(b -> b.delayMode = Optional.of(wanted));
  }

  public RunOptions withTimeUnit(TimeUnit wanted) {
    return with(b -> b.timeUnit = Optional.of(wanted));
  }

  public RunOptions withStrict(boolean wanted) {
    return with(b -> b.strict = wanted);
  }

  private RunOptions with(Consumer<Builder> change) {
    Builder builder = new Builder(this);
    change.accept(builder);
    return builder.build();
  }

  private static final class Builder {
    private OptionalDouble dt = OptionalDouble.empty();
    private Optional<Reset> reset = Optional.empty();
    private Optional<Integrator> integrator = Optional.empty();
    private Optional<Boolean> loopBiasAtZero = Optional.empty();
    private Optional<Framework> like = Optional.empty();
    private Optional<Gain> gain = Optional.empty();
    private Optional<SpikeAt> spikeAt = Optional.empty();
    private Optional<Integer> mostSpikes = Optional.empty();
    private Optional<MinV> minV = Optional.empty();
    private Optional<InitialV> initialV = Optional.empty();
    private Optional<DelayMode> delayMode = Optional.empty();
    private Optional<TimeUnit> timeUnit = Optional.empty();
    private boolean strict;

    Builder() {}

    Builder(RunOptions from) {
      dt = from.dt;
      reset = from.reset;
      integrator = from.integrator;
      loopBiasAtZero = from.loopBiasAtZero;
      like = from.like;
      gain = from.gain;
      spikeAt = from.spikeAt;
      mostSpikes = from.mostSpikes;
      minV = from.minV;
      initialV = from.initialV;
      delayMode = from.delayMode;
      timeUnit = from.timeUnit;
      strict = from.strict;
    }

    RunOptions build() {
      return new RunOptions(dt, reset, integrator, loopBiasAtZero, like, gain, spikeAt, mostSpikes, minV, initialV, delayMode,
          timeUnit, strict);
    }
  }
}
