package spikelock.emulator.cost;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a profile's constants become on another process or supply: energies go with the gate length (capacitance) and the square of the voltage,
 * static power with the square of the voltage, as leaking currents grow with it (TrueNorth's powers from 0.70 to 1.05 V are cases of
 * {@code validate}). Times stay: nothing published says how they go. Rough, and told so.
 *
 * @param energy factor of energies
 * @param statics factor of static power
 * @param how for people
 */
record ProcessScaling(double energy, double statics, String how) {
  /** The change from one process to another; empty where a constant of either is not known or nothing changes. */
  static Optional<ProcessScaling> between(Map<String, Constant> from, Map<String, Constant> to) {
    OptionalDouble node = ratio(from, to, Term.NODE);
    OptionalDouble voltage = ratio(from, to, Term.VOLTAGE);
    double statics = voltage.orElse(1) * voltage.orElse(1);
    double energy = node.orElse(1) * statics;
    if (energy == 1) {
      return Optional.empty();
    }
    String how = String.format(Locale.ROOT, "scaled from %s to %s (energy x %.4g: node x voltage^2%s)", point(from), point(to), energy,
        voltage.isPresent() ? String.format(Locale.ROOT, "; static power x %.4g: voltage^2", statics) : "");
    return Optional.of(new ProcessScaling(energy, statics, how));
  }

  private static OptionalDouble ratio(Map<String, Constant> from, Map<String, Constant> to, String path) {
    Constant was = from.get(path);
    Constant is = to.get(path);
    return was == null || is == null || was.value() <= 0 || is.value() <= 0 || was.value() == is.value() ? OptionalDouble.empty()
        : OptionalDouble.of(is.value() / was.value());
  }

  private static String point(Map<String, Constant> constants) {
    return written(constants, Term.NODE) + " " + written(constants, Term.VOLTAGE);
  }

  private static String written(Map<String, Constant> constants, String path) {
    return constants.containsKey(path) ? constants.get(path).written() : "?";
  }

  /** Constants after it. */
  Map<String, Constant> of(Map<String, Constant> constants) {
    Map<String, Constant> scaled = new LinkedHashMap<>();
    constants.forEach((path, constant) -> {
      boolean isEnergy = Term.of(path).orElseThrow().dimension() == Dimension.ENERGY;
      double factor = isEnergy ? energy : path.equals(Term.STATIC) ? statics : 1;
      scaled.put(path, factor == 1 ? constant : constant.scaled(factor, how));
    });
    return scaled;
  }
}
