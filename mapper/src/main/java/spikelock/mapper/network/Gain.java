package spikelock.mapper.network;

/** What the summed input of a neuron is multiplied with (nir.md 6.4: frameworks differ). */
public enum Gain {
  /** NIR's own: r dt/tau, and w_in dt/tau_syn before it (their exact forms with {@link Integrator#EXACT}). */
  NIR,
  /** As {@link #NIR}, but r of LI and LIF is taken as 1 (Norse). */
  NO_R,
  /** As {@link #NIR}, but r is taken as 1, and a Cuba neuron adds its current as it is: v = decay v + I (Spyx). */
  NO_MEMBRANE,
  /** The input is added as it is: no r, w_in or dt/tau; a Cuba neuron has I = decay (I + x), v = decay v + I (sinabs). */
  ONE
}
