package spikelock.mapper.framework;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import spikelock.mapper.network.NeuronModel.Nir;

/** How the fields of a node show that it can be from a class. */
@FunctionalInterface
public interface Sign {
  /** How far 32-bit floats that went through a few operations are off. */
  double CLOSE = 1e-4;

  /**
   * What shows it.
   *
   * @param nir time constants in s
   * @param neurons how many there are
   * @param dt duration of a timestep in s
   * @return in words, such as {@code r = 1}; empty where the node cannot be from the class
   */
  Optional<String> of(Nir nir, int neurons, double dt);

  /**
   * The timestep that the node was written with, where the class writes it into its fields.
   *
   * @param nir time constants in units of the file
   */
  default OptionalDouble dt(Nir nir, int neurons) {
    return OptionalDouble.empty();
  }

  /** Whether it shows the framework, too: what most files have, such as r = 1, does not. */
  default boolean isTelling() {
    return false;
  }

  /** Every node of the kind can be. */
  static Sign any(String why) {
    return (nir, neurons, dt) -> Optional.of(why);
  }

  /** The same sign, where it shows the framework as well. */
  default Sign telling() {
    Sign its = this;
    return new Sign() {
      @Override
      public Optional<String> of(Nir nir, int neurons, double dt) {
        return its.of(nir, neurons, dt);
      }

      @Override
      public OptionalDouble dt(Nir nir, int neurons) {
        return its.dt(nir, neurons);
      }

      @Override
      public boolean isTelling() {
        return true;
      }
    };
  }

  /** Both. */
  default Sign and(Sign other) {
    Sign one = this;
    return new Sign() {
      @Override
      public Optional<String> of(Nir nir, int neurons, double dt) {
        return one.of(nir, neurons, dt).flatMap(first -> other.of(nir, neurons, dt).map(second -> first + ", " + second));
      }

      @Override
      public OptionalDouble dt(Nir nir, int neurons) {
        OptionalDouble first = one.dt(nir, neurons);
        return first.isPresent() ? first : other.dt(nir, neurons);
      }

      @Override
      public boolean isTelling() {
        return one.isTelling() || other.isTelling();
      }
    };
  }

  /** r is 1 at every neuron. */
  static Sign rIsOne() {
    return (nir, neurons, dt) -> all(neurons, i -> Nir.at(nir.r(), (int) i) - 1) ? Optional.of("r = 1") : Optional.empty();
  }

  /** v_reset is 0 at every neuron. */
  static Sign vResetIsZero() {
    return (nir, neurons, dt) -> all(neurons, i -> Nir.at(nir.vReset(), (int) i)) ? Optional.of("v_reset = 0") : Optional.empty();
  }

  /** w_in is 1 at every neuron. */
  static Sign wInIsOne() {
    return (nir, neurons, dt) -> all(neurons, i -> Nir.at(nir.wIn(), (int) i) - 1) ? Optional.of("w_in = 1") : Optional.empty();
  }

  /** r = tau/dt: the gain of the input is 1 a timestep. */
  static Sign rUndoesTau() {
    return (nir, neurons, dt) -> all(neurons, i -> ratio(Nir.at(nir.r(), (int) i) * dt, Nir.at(nir.tauMem(), (int) i)))
        ? Optional.of("r = tau/dt") : Optional.empty();
  }

  /** w_in = tau_syn/dt: the gain of the input is 1 a timestep. */
  static Sign wInUndoesTau() {
    return (nir, neurons, dt) -> all(neurons, i -> ratio(Nir.at(nir.wIn(), (int) i) * dt, Nir.at(nir.tauSyn(), (int) i)))
        ? Optional.of("w_in = tau_syn/dt") : Optional.empty();
  }

  /** r is the decay of a timestep, 1 - dt/tau, and not 1, which is that of a time constant of very many timesteps, too. */
  static Sign rIsDecay() {
    return (nir, neurons, dt) -> all(neurons, i -> Nir.at(nir.r(), (int) i) - (1 - dt / Nir.at(nir.tauMem(), (int) i)))
        && rIsOne().of(nir, neurons, dt).isEmpty() ? Optional.of("r = 1 - dt/tau") : Optional.empty();
  }

  private static double ratio(double a, double b) {
    return Double.isInfinite(a) && Double.isInfinite(b) || a == b ? 0 : a / b - 1;
  }

  /** Whether an error is close to 0 for every neuron. */
  static boolean all(int neurons, DoubleUnaryOperator error) {
    for (int i = 0; i < neurons; i++) {
      if (!(Math.abs(error.applyAsDouble(i)) < CLOSE)) {
        return false;
      }
    }
    return true;
  }
}
