package spikelock.mapper.network;

/** When a spike acts on the next population. */
public enum DelayMode {
  /** In the same timestep; only a loop's cut edge takes one. What layer after layer frameworks do. */
  LAYER_SYNC,
  /** One timestep later, always. What Lava, Spyx and chips without retiming do. */
  HOP;

  /** Timesteps from a neuron's spike to its effect, where the network itself says {@code own}. Instant populations act at once in both modes. */
  public int delay(int own, boolean instant) {
    return this == HOP && !instant ? Math.max(1, own) : own;
  }
}
