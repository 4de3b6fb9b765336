package spikelock.emulator.cost;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** What a constant measures, and the units it may be written in. */
public enum Dimension {
  ENERGY("J", units("fJ", 1e-15, "pJ", 1e-12, "nJ", 1e-9, "uJ", 1e-6, "mJ", 1e-3, "J", 1.0, "uW/MHz", 1e-12, "mW/MHz", 1e-9)),
  POWER("W", units("nW", 1e-9, "uW", 1e-6, "mW", 1e-3, "W", 1.0)),
  TIME("s", units("ps", 1e-12, "ns", 1e-9, "us", 1e-6, "ms", 1e-3, "s", 1.0)), // and cycles, where a clock is known
  FREQUENCY("Hz", units("Hz", 1.0, "kHz", 1e3, "MHz", 1e6, "GHz", 1e9)),
  /** Events in a second. */
  RATE("/s", units("/s", 1.0, "k/s", 1e3, "M/s", 1e6, "G/s", 1e9)),
  VOLTAGE("V", units("mV", 1e-3, "V", 1.0)),
  LENGTH("m", units("nm", 1e-9)),
  COUNT("1", units("1", 1.0));

  /** What is this little below a unit is written in it. */
  private static final double ROUNDING = 1 + 1e-9;

  private final String base;
  private final Map<String, Double> factors;

  Dimension(String base, Map<String, Double> factors) {
    this.base = base;
    this.factors = factors;
  }

  private static Map<String, Double> units(Object... pairs) {
    Map<String, Double> factors = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      factors.put((String) pairs[i], (Double) pairs[i + 1]);
    }
    return factors;
  }

  /** What it is, for people. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The unit that values have once they are read. */
  public String base() {
    return base;
  }

  /** The units that a file may use. */
  public List<String> names() {
    return List.copyOf(factors.keySet());
  }

  /** What one of a unit is in the base unit; empty when it measures something else. */
  public OptionalDouble factor(String unit) {
    Double factor = factors.get(unit);
    return factor == null ? OptionalDouble.empty() : OptionalDouble.of(factor);
  }

  /** A value with five digits and the unit that suits it, such as {@code 643.11 pJ}. */
  public String format(double value) {
    double magnitude = Math.abs(value) * ROUNDING;
    String unit = base;
    double factor = 1;
    for (Map.Entry<String, Double> entry : factors.entrySet()) {
      double larger = entry.getValue();
      boolean isNearer = larger <= magnitude && (factor > magnitude || larger > factor);
      if (isNearer && !entry.getKey().endsWith("/MHz")) {
        unit = entry.getKey();
        factor = larger;
      }
    }
    return String.format(Locale.ROOT, "%.5g %s", value / factor, unit);
  }
}
