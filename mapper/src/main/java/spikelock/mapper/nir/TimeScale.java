package spikelock.mapper.nir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import spikelock.mapper.network.Framework;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.network.Population;
import spikelock.mapper.network.RunOptions;
import spikelock.mapper.network.RunSettings;
import spikelock.mapper.network.TimeUnit;

/** The unit in which a file counts time: as given, and whether another is likely. */
final class TimeScale {
  private static final double USUAL_DT = 1e-4;
  private static final double MS = 1e-3;
  /** Timesteps that a time constant of a network that works is long. */
  private static final double FEWEST = 1;
  private static final double MOST = 1e4;
  private static final double LONGEST_S = 10;

  private TimeScale() {}

  /** With a dt where the file counts in timesteps: nothing depends on it then, but seconds can be shown. */
  static RunOptions options(RunOptions wanted, OptionalDouble said) {
    return unit(wanted) == TimeUnit.STEP && wanted.dt().isEmpty() ? wanted.withDt(said.orElse(wanted.like().map(Framework::dt).orElse(USUAL_DT)))
        : wanted;
  }

  /** What one unit of the file is in s. */
  static double seconds(RunOptions options) {
    return switch (unit(options)) {
      case S -> 1;
      case MS -> MS;
      case STEP -> options.dt().orElseThrow();
    };
  }

  private static TimeUnit unit(RunOptions options) {
    return options.timeUnit().orElse(options.like().map(Framework::timeUnit).orElse(TimeUnit.S));
  }

  static NeuronModel.Nir inSeconds(NeuronModel.Nir m, double unit) {
    return unit == 1 ? m : m.toBuilder().tauMem(scaled(m.tauMem(), unit)).tauSyn(scaled(m.tauSyn(), unit)).build();
  }

  private static double[] scaled(double[] values, double factor) {
    return Arrays.stream(values).map(v -> v * factor).toArray();
  }

  /** The settings with the unit and its reason. */
  static RunSettings explained(RunSettings settings, RunOptions wanted) {
    Map<String, String> reasons = new HashMap<>(settings.reasons());
    reasons.put("time_unit", wanted.timeUnit().isPresent() ? "given" : wanted.like().map(f -> "as " + f + " does").orElse("as NIR says"));
    if (unit(wanted) == TimeUnit.STEP && wanted.dt().isEmpty()) {
      reasons.put("dt", "without effect: the file counts in timesteps");
    }
    return new RunSettings(settings.dt(), settings.rule(), settings.loopBiasAtZero(), settings.dialect(), reasons);
  }

  /**
   * A line when the time constants hardly fit the timestep, with the unit that is likely.
   *
   * @param populations with time constants in s
   */
  static List<String> suspicions(double dt, List<Population> populations, RunOptions wanted) {
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (Population population : populations) {
      if (population.model() instanceof NeuronModel.Nir m && m.kind().leaks()) {
        List<Double> taus = new ArrayList<>(Arrays.stream(m.tauMem()).boxed().toList());
        if (m.kind().cuba()) {
          taus.addAll(Arrays.stream(m.tauSyn()).boxed().toList());
        }
        for (double tau : taus) {
          least = Math.min(least, Math.abs(tau));
          most = Math.max(most, Math.abs(tau));
        }
      }
    }
    if (wanted.timeUnit().isPresent() || unit(wanted) != TimeUnit.S || most == 0) {
      return List.of();
    }
    if (least / dt > MOST) {
      return List.of("the time constants, " + Range.of(least, most) + " s, are " + Range.of(least / dt, most / dt) + " timesteps of " + dt
          + " s: " + likely(least, most, dt));
    }
    if (least < dt * (1 - 1e-6)) {
      return List.of("the shortest time constant, " + Range.number(least) + " s, is below dt " + dt + " s" + (most < dt && fits(least / MS, most / MS, dt)
          ? ": likely it was multiplied by a dt of 1 ms when it was written (Norse up to 1.1); if so, give --dt 1e-6 for a timestep of 1 ms" : ""));
    }
    return List.of();
  }

  private static String likely(double least, double most, double dt) {
    List<String> units = new ArrayList<>();
    if (fits(least * MS, most * MS, dt)) {
      units.add("ms (--time-unit ms)");
    }
    if (least > FEWEST && least < MOST) {
      units.add("timesteps (--time-unit step)");
    }
    return units.isEmpty() ? "look at --dt and --time-unit" : "likely they are in " + String.join(" or ", units);
  }

  private static boolean fits(double least, double most, double dt) {
    return least / dt >= FEWEST && least / dt <= MOST && most <= LONGEST_S;
  }
}
