package spikelock.mapper.network;

/**
 * The choices of a framework, by which a network gives what that framework recorded (nir.md 6.4 and 6.6). Each choice can be
 * overridden by its own option.
 */
public enum Framework {
  /** Forward Euler, v_reset; r of LI and LIF ignored; the recurrent branch is skipped at the first timestep. */
  NORSE(1e-3, NeuronRule.NIR.withGain(Gain.NO_R), false, DelayMode.LAYER_SYNC, TimeUnit.S),
  /** Forward Euler; its NIR import sets the reset to zero. */
  SNNTORCH(1e-4, NeuronRule.NIR.withReset(Reset.ZERO), true, DelayMode.LAYER_SYNC, TimeUnit.S),
  /** Forward Euler, r ignored, subtracts always (LIF after the next decay); a spike tests the potential of the timestep before. */
  SPYX(1, NeuronRule.NIR.withReset(Reset.SUBTRACT_LATE).withGain(Gain.AS_IT_IS), true, DelayMode.HOP, TimeUnit.S),
  /** exp(-1/tau) with tau in timesteps, no gain, several spikes in a timestep, IF clamped at -v_threshold; dt is ignored. */
  SINABS(1, NeuronRule.NIR.withReset(Reset.SUBTRACT).withIntegrator(Integrator.EXACT).withGain(Gain.ONE).withSpikeAt(SpikeAt.REACHED)
      .withMostSpikes(NeuronRule.MANY_SPIKES).withMinV(MinV.MINUS_THRESHOLD), true, DelayMode.LAYER_SYNC, TimeUnit.STEP),
  /** exp(-dt/tau), the input is added before the current decays, several spikes in a timestep; r holds dt. */
  ROCKPOOL(1e-3, NeuronRule.NIR.withReset(Reset.SUBTRACT).withIntegrator(Integrator.EXACT).withGain(Gain.BEFORE_DECAY)
      .withSpikeAt(SpikeAt.REACHED).withMostSpikes(NeuronRule.MANY_SPIKES), true, DelayMode.LAYER_SYNC, TimeUnit.S),
  /** Forward Euler; spikes where the threshold is reached, starts at v_reset. */
  SPIKINGJELLY(1e-4, NeuronRule.NIR.withSpikeAt(SpikeAt.REACHED), true, DelayMode.LAYER_SYNC, TimeUnit.S),
  /** Loihi's integers (nir.md 6.5), reset to zero, one timestep for each layer. */
  LAVA(1e-4, NeuronRule.NIR.withReset(Reset.ZERO), true, DelayMode.HOP, TimeUnit.S);

  private final double dt;
  private final NeuronRule rule;
  private final boolean loopBiasAtZero;
  private final DelayMode delayMode;
  private final TimeUnit timeUnit;

  Framework(double dt, NeuronRule rule, boolean loopBiasAtZero, DelayMode delayMode, TimeUnit timeUnit) {
    this.dt = dt;
    this.rule = rule;
    this.loopBiasAtZero = loopBiasAtZero;
    this.delayMode = delayMode;
    this.timeUnit = timeUnit;
  }

  /** Its timestep where neither user nor file say one, in s. */
  public double dt() {
    return dt;
  }

  /** How its neurons compute where nothing is known of the class that a node was exported from. */
  public NeuronRule rule() {
    return rule;
  }

  public boolean loopBiasAtZero() {
    return loopBiasAtZero;
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
      case ROCKPOOL -> "Rockpool";
      case SPIKINGJELLY -> "SpikingJelly";
      case LAVA -> "Lava";
    };
  }
}
