package spikelock.mapper.network;

/** What the summed input x of a neuron is multiplied with on its way to the potential (nir.md 6.4: frameworks differ). */
public enum Gain {
  /** NIR's own: r dt/tau, and w_in dt/tau_syn before it (their exact forms with {@link Integrator#EXACT}). */
  NIR(Current.OF_NODE, Membrane.OF_NODE, Membrane.OF_NODE, Membrane.OF_NODE),
  /** As {@link #NIR}, but r of LI and LIF is taken as 1 (Norse). */
  NO_R(Current.OF_NODE, Membrane.OF_NODE, Membrane.WITHOUT_R, Membrane.OF_NODE),
  /** As {@link #NIR}, but r is taken as 1, and a Cuba neuron adds its current as it is: v = decay v + I. */
  NO_MEMBRANE(Current.OF_NODE, Membrane.AS_IT_IS, Membrane.WITHOUT_R, Membrane.AS_IT_IS),
  /** The input is added as it is: no r, w_in or dt/tau; a Cuba neuron has I = decay (I + x), v = decay v + I (Rockpool). */
  ONE(Current.DECAYED, Membrane.AS_IT_IS, Membrane.AS_IT_IS, Membrane.AS_IT_IS),
  /** As {@link #ONE}, and a leaky neuron adds its input before it decays, too: v = decay (v + x) (Rockpool's ExpSyn). */
  BEFORE_DECAY(Current.DECAYED, Membrane.AS_IT_IS, Membrane.DECAYED, Membrane.AS_IT_IS),
  /** The input is added as it is, and does not decay in the timestep it comes in: I = decay I + x, v = decay v + I (snnTorch, Spyx). */
  AS_IT_IS(Current.AS_IT_IS, Membrane.AS_IT_IS, Membrane.AS_IT_IS, Membrane.AS_IT_IS),
  /** The current takes the input as it is, the membrane leads to it: I = decay I + x, v = v + dt/tau (v_leak - v + I) (Norse's LIFCell). */
  CURRENT_AS_IT_IS(Current.AS_IT_IS, Membrane.AS_IT_IS, Membrane.WITHOUT_R, Membrane.WITHOUT_R);

  /** How x becomes synaptic current. */
  public enum Current {
    /** w_in (1 - decay) x is added. */
    OF_NODE,
    /** x is added, after the current that was there has decayed. */
    AS_IT_IS,
    /** x is added, before the current decays. */
    DECAYED
  }

  /** How a current, or x where there is none, acts on the potential. */
  public enum Membrane {
    /** r (1 - decay) times, or r times where nothing leaks. */
    OF_NODE,
    /** As {@link #OF_NODE} with r = 1. */
    WITHOUT_R,
    /** Once. */
    AS_IT_IS,
    /** Once, before the potential decays. */
    DECAYED
  }

  private final Current current;
  private final Membrane integrator;
  private final Membrane leaky;
  private final Membrane cuba;

  Gain(Current current, Membrane integrator, Membrane leaky, Membrane cuba) {
    this.current = current;
    this.integrator = integrator;
    this.leaky = leaky;
    this.cuba = cuba;
  }

  /** How the input of a Cuba neuron becomes current. */
  public Current current() {
    return current;
  }

  /** How neurons of this kind take what drives the potential. */
  public Membrane membrane(NeuronModel.Kind kind) {
    return kind.cuba() ? cuba : kind.leaks() ? leaky : integrator;
  }
}
