package spikelock.mapper.network;

import java.math.BigDecimal;
import java.math.RoundingMode;
import spikelock.mapper.network.NeuronModel.Kind;
import spikelock.mapper.network.NeuronModel.Nir;

/**
 * What time constants and gains of a neuron come to in one timestep, as its rule says. The reference computes with them, and the
 * quantiser rounds them.
 *
 * @param keepV what remains of the potential: 1 where nothing leaks, 0 where nothing is kept
 * @param moveV 1 - keepV where it leaks, which need not be the nearest double to it; 0 where nothing leaks
 * @param keepU what remains of the synaptic current; 0 without one
 * @param keepA what remains of the threshold's adaptation; 0 without one
 * @param current what the summed input is multiplied with to become synaptic current; 1 without one
 * @param membrane what the synaptic current, or the summed input where there is none, is multiplied with to become potential
 */
public record Factors(double keepV, double moveV, double keepU, double keepA, double current, double membrane) {
  /** What 32-bit floats in a file cannot tell from 1, or from a decay of exactly 0. */
  private static final double ROUNDING = 1e-6;
  /** How far dt/tau can be from 1 - decay: the decay's own rounding, and of dt/tau those of tau and dt. */
  private static final double OF_DECAY = 0x1p-24;
  private static final double OF_TAU = 0x1p-23;
  private static final int DIGITS = 8;
  /** Trailing zeros by which a float is told from a random one. */
  private static final int ROUND_BITS = 16;

  /** The factors of every neuron; where all are alike they are worked out once. */
  public static Factors[] of(Nir nir, int neurons, NeuronRule rule, double dt) {
    Factors[] factors = new Factors[neurons];
    boolean alike = nir.tauMem().length == 1 && nir.tauSyn().length == 1 && nir.adaptation().tau().length == 1 && nir.r().length == 1
        && nir.wIn().length == 1;
    for (int i = 0; i < neurons; i++) {
      factors[i] = alike && i > 0 ? factors[0] : ofNeuron(nir, i, rule, dt);
    }
    return factors;
  }

  private static Factors ofNeuron(Nir nir, int i, NeuronRule rule, double dt) {
    Kind kind = nir.kind();
    double moveV = kind.leaks() ? move(rule, dt, Nir.at(nir.tauMem(), i)) : 0;
    double keepV = kind == Kind.THRESHOLD || kind == Kind.READOUT ? 0 : keep(rule, dt, Nir.at(nir.tauMem(), i), moveV);
    double keepU = kind.cuba() ? keep(rule, dt, Nir.at(nir.tauSyn(), i)) : 0;
    double keepA = kind.adapts() ? keep(rule, dt, Nir.at(nir.adaptation().tau(), i)) : 0;
    double current = !kind.cuba() ? 1 : switch (rule.gain().current()) {
      case OF_NODE -> unit(Nir.at(nir.wIn(), i) * (1 - keepU));
      case AS_IT_IS -> 1;
      case DECAYED -> keepU;
    };
    double through = kind.leaks() ? moveV : 1;
    double membrane = !kind.hasResistance() ? 1 : switch (rule.gain().membrane(kind)) {
      case OF_NODE -> unit(Nir.at(nir.r(), i) * through);
      case WITHOUT_R -> through;
      case AS_IT_IS -> 1;
      case DECAYED -> keepV;
    };
    return new Factors(keepV, moveV, keepU, keepA, current, membrane);
  }

  private static double keep(NeuronRule rule, double dt, double tau) {
    return keep(rule, dt, tau, move(rule, dt, tau));
  }

  private static double keep(NeuronRule rule, double dt, double tau, double move) {
    return move == 0 ? 1 : rule.integrator() == Integrator.EXACT ? decay(dt, tau)
        : BigDecimal.ONE.subtract(BigDecimal.valueOf(move)).doubleValue();
  }

  /**
   * What a value that decays with the time constant {@code tau} loses in {@code dt}. Frameworks compute with 32-bit floats, and where
   * weights lie on a grid a potential often meets the threshold exactly: then the last bit of a decay decides. A file holds tau, which was
   * rounded on its way; what the framework decays by is the number of fewest digits near 1 - dt/tau, unless tau has fewer as a number of
   * timesteps (3: a third has no short decimal), or the float next to the exponential.
   */
  private static double move(NeuronRule rule, double dt, double tau) {
    if (rule.integrator() == Integrator.EXACT) {
      return 1 - decay(dt, tau);
    }
    double move = dt / tau;
    // a tau of exactly dt is sound; files round it to 32 bits
    if (Math.abs(move - 1) < ROUNDING) {
      return 1;
    }
    if (move == 0 || !Double.isFinite(move)) {
      return move;
    }
    BigDecimal decimal = shortest(move, OF_DECAY + Math.abs(move) * OF_TAU);
    BigDecimal timesteps = shortest(1 / move, OF_TAU / Math.abs(move));
    return timesteps.precision() < decimal.precision() ? 1 / timesteps.doubleValue() : decimal.doubleValue();
  }

  /** The decimal of fewest digits within a tolerance: what a float of 32 bits, written as its time constant, cannot tell from a value. */
  private static BigDecimal shortest(double value, double tolerance) {
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 0; digits < DIGITS; digits++) {
      BigDecimal rounded = exact.setScale(digits, RoundingMode.HALF_EVEN);
      if (rounded.signum() != 0 && Math.abs(rounded.doubleValue() - value) <= tolerance) {
        return rounded.stripTrailingZeros();
      }
    }
    return exact;
  }

  /**
   * exp(-dt/tau) in 32 bits, as frameworks compute it; or a float beside it that has far fewer digits, such as a half: frameworks divide
   * in different ways, and the tau of a file does not tell the two apart.
   */
  private static double decay(double dt, double tau) {
    float nearest = (float) Math.exp((float) (-dt / tau));
    for (float beside : new float[] {Math.nextUp(nearest), Math.nextDown(nearest)}) {
      if (beside > 0 && beside < 1 && Integer.numberOfTrailingZeros(Float.floatToIntBits(beside)) >= ROUND_BITS) {
        return beside;
      }
    }
    return nearest;
  }

  /** Frameworks that add the input as it is write r = tau/dt, rounded: the gain is 1. */
  private static double unit(double gain) {
    return Math.abs(gain - 1) < ROUNDING ? 1 : gain;
  }
}
