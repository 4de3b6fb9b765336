package spikelock.emulator.cost;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How far a constant can be trusted. What follows for its band is this project's own judgement, used where a constant names none. */
public enum Confidence {
  /** Somebody measured it on silicon and published the measurement. */
  MEASURED(1.1),
  /** It was chosen so that a model agrees with measurements. */
  FITTED(1.15),
  /** The makers published it without a measurement: a simulation, a typical value. */
  PUBLISHED(1.25),
  /** Nobody published it. */
  ASSUMED(2);

  private final double factor;

  Confidence(double factor) {
    this.factor = factor;
  }

  /** The band goes from value / factor to value * factor. */
  public double factor() {
    return factor;
  }

  /** Its name in a file and in answers. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All names. */
  public static List<String> names() {
    return Arrays.stream(values()).map(Confidence::text).toList();
  }

  static Confidence named(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
