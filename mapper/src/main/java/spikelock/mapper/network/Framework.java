package spikelock.mapper.network;

/**
 * The choices of a framework, by which a network gives what that framework recorded (nir.md 6.4 and 6.6). Each choice can be
 * overridden by its own option.
 */
public enum Framework {
  /** Forward Euler, v_reset; r of LI and LIF ignored; the recurrent branch is skipped at the first timestep. */
  NORSE(1e-3, Reset.VALUE, Integrator.EULER, false, Gain.NO_R, false, false, DelayMode.LAYER_SYNC, TimeUnit.S),
  /** Forward Euler; its NIR import sets the reset to zero. */
  SNNTORCH(1e-4, Reset.ZERO, Integrator.EULER, true, Gain.NIR, false, false, DelayMode.LAYER_SYNC, TimeUnit.S),
  /** Forward Euler, r ignored, subtracts always (LIF after the next decay); a spike tests the potential of the timestep before. */
  SPYX(1, Reset.SUBTRACT_LATE, Integrator.EULER, true, Gain.NO_MEMBRANE, false, false, DelayMode.HOP, TimeUnit.S),
  /** exp(-1/tau) with tau in timesteps, no gain, several spikes in a timestep, IF clamped at -v_threshold; dt is ignored. */
  SINABS(1, Reset.SUBTRACT, Integrator.EXACT, true, Gain.ONE, true, true, DelayMode.LAYER_SYNC, TimeUnit.STEP),
  /** Loihi's integers (nir.md 6.5), reset to zero, one timestep for each layer. */
  LAVA(1e-4, Reset.ZERO, Integrator.EULER, true, Gain.NIR, false, false, DelayMode.HOP, TimeUnit.S);

  private final double dt;
  private final Reset reset;
  private final Integrator integrator;
  private final boolean loopBiasAtZero;
  private final Gain gain;
  private final boolean multiSpike;
  private final boolean clamp;
  private final DelayMode delayMode;
  private final TimeUnit timeUnit;

  Framework(double dt, Reset reset, Integrator integrator, boolean loopBiasAtZero, Gain gain, boolean multiSpike, boolean clamp,
      DelayMode delayMode, TimeUnit timeUnit) {
    this.dt = dt;
    this.reset = reset;
    this.integrator = integrator;
    this.loopBiasAtZero = loopBiasAtZero;
    this.gain = gain;
    this.multiSpike = multiSpike;
    this.clamp = clamp;
    this.delayMode = delayMode;
    this.timeUnit = timeUnit;
  }

  /** Its timestep where neither user nor file say one, in s. */
  public double dt() {
    return dt;
  }

  public Reset reset() {
    return reset;
  }

  public Integrator integrator() {
    return integrator;
  }

  public boolean loopBiasAtZero() {
    return loopBiasAtZero;
  }

  public Gain gain() {
    return gain;
  }

  public boolean multiSpike() {
    return multiSpike;
  }

  public boolean clamp() {
    return clamp;
  }

  public DelayMode delayMode() {
    return delayMode;
  }

  public TimeUnit timeUnit() {
    return timeUnit;
  }

  /** By how many timesteps its own records are later than what a network gives here (Law 7 takes such lags out). */
  public int recordShift() {
    return this == SPYX || this == LAVA ? 1 : 0;
  }

  /** As people write it. */
  @Override
  public String toString() {
    return switch (this) {
      case NORSE -> "Norse";
      case SNNTORCH -> "snnTorch";
      case SPYX -> "Spyx";
      case SINABS -> "sinabs";
      case LAVA -> "Lava";
    };
  }
}
