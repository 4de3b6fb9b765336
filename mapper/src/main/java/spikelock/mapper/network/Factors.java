package spikelock.mapper.network;

import spikelock.mapper.network.NeuronModel.Kind;
import spikelock.mapper.network.NeuronModel.Nir;

/**
 * What time constants and gains of a neuron come to in one timestep, as its rule says. The reference computes with them, and the
 * quantiser rounds them.
 *
 * @param keepV what remains of the potential: 1 where nothing leaks, 0 where nothing is kept
 * @param keepU what remains of the synaptic current; 0 without one
 * @param keepA what remains of the threshold's adaptation; 0 without one
 * @param current what the summed input is multiplied with to become synaptic current; 1 without one
 * @param membrane what the synaptic current, or the summed input where there is none, is multiplied with to become potential
 */
public record Factors(double keepV, double keepU, double keepA, double current, double membrane) {
  /** What 32-bit floats in a file cannot tell from 1, or from a decay of exactly 0. */
  private static final double ROUNDING = 1e-6;

  /** The factors of neuron {@code i}. */
  public static Factors of(Nir nir, int i, NeuronRule rule, double dt) {
    Kind kind = nir.kind();
    double keepV = kind.leaks() ? keep(rule, dt, Nir.at(nir.tauMem(), i)) : kind == Kind.THRESHOLD || kind == Kind.READOUT ? 0 : 1;
    double keepU = kind.cuba() ? keep(rule, dt, Nir.at(nir.tauSyn(), i)) : 0;
    double keepA = kind.adapts() ? keep(rule, dt, Nir.at(nir.adaptation().tau(), i)) : 0;
    double current = !kind.cuba() ? 1 : switch (rule.gain().current()) {
      case OF_NODE -> unit(Nir.at(nir.wIn(), i) * (1 - keepU));
      case AS_IT_IS -> 1;
      case DECAYED -> keepU;
    };
    double through = kind.leaks() ? 1 - keepV : 1;
    double membrane = !kind.hasResistance() ? 1 : switch (rule.gain().membrane(kind)) {
      case OF_NODE -> unit(Nir.at(nir.r(), i) * through);
      case WITHOUT_R -> through;
      case AS_IT_IS -> 1;
    };
    return new Factors(keepV, keepU, keepA, current, membrane);
  }

  /** What remains of a value that decays with the time constant {@code tau}, after {@code dt}. */
  private static double keep(NeuronRule rule, double dt, double tau) {
    double kept = rule.integrator() == Integrator.EXACT ? Math.exp(-dt / tau) : 1 - dt / tau;
    // a tau of exactly dt is sound; files round it to 32 bits
    double sound = kept < 0 && kept > -ROUNDING ? 0 : kept;
    return rule.precision() == Precision.SINGLE ? (float) sound : sound;
  }

  /** Frameworks that add the input as it is write r = tau/dt, rounded: the gain is 1. */
  private static double unit(double gain) {
    return Math.abs(gain - 1) < ROUNDING ? 1 : gain;
  }
}
