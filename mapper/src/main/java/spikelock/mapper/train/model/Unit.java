package spikelock.mapper.train.model;

/**
 * The units of a layer. Potentials are in units of the threshold, which is 1; weights in the same.
 *
 * <pre>
 * u = synapse u + x;  v = membrane v + u;  a = adaptation a;  spike if v > 1 + a;  then v is reset and a += beta
 * </pre>
 *
 * @param kind which of these states it has
 * @param membrane of the potential; unused by IF and units without a potential
 * @param synapse of the synaptic current; CubaLIF and CubaLI only
 * @param adaptation of the threshold's rise; ALIF only
 * @param beta how much a spike raises the threshold; ALIF only
 */
public record Unit(UnitKind kind, Decay membrane, Decay synapse, Decay adaptation, double beta) {
  private static final Decay NONE = Decay.fixed(0.5);

  /** A unit without states, or IF. */
  public static Unit of(UnitKind kind) {
    return new Unit(kind, NONE, NONE, NONE, 0);
  }

  /** LIF or LI. */
  public static Unit leaky(UnitKind kind, Decay membrane) {
    return new Unit(kind, membrane, NONE, NONE, 0);
  }

  /** CubaLIF or CubaLI. */
  public static Unit filtered(UnitKind kind, Decay membrane, Decay synapse) {
    return new Unit(kind, membrane, synapse, NONE, 0);
  }

  /** ALIF. */
  public static Unit adaptive(Decay membrane, Decay adaptation, double beta) {
    return new Unit(UnitKind.ALIF, membrane, NONE, adaptation, beta);
  }
}
