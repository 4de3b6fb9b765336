package spikelock.emulator.cost;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import spikelock.emulator.files.NearMiss;
import spikelock.emulator.files.YamlMap;

/** Reads the constants of a profile's file: each a mapping of value, unit, confidence, source. */
final class ConstantReader {
  /** Greater numbers are mistakes; so that sums of products stay finite. */
  private static final double MOST = 1e15;

  /** What is set, not found: no band unless the file gives one. */
  private static final Set<Dimension> EXACT = EnumSet.of(Dimension.LENGTH, Dimension.VOLTAGE, Dimension.FREQUENCY);

  private final String point;
  private final OptionalDouble clockHz;

  /**
   * A reader.
   *
   * @param point at which constants hold that do not say so themselves
   * @param clockHz in which times may be given
   */
  ConstantReader(String point, OptionalDouble clockHz) {
    this.point = point;
    this.clockHz = clockHz;
  }

  /** All constants of a section and of the tables in it. */
  void section(YamlMap section, String path, Map<String, Constant> into) {
    for (String name : section.names()) {
      String full = path + "." + name;
      if (Term.of(full).isPresent()) {
        into.put(full, constant(section, name, Term.of(full).get()));
      } else if (isTable(full)) {
        section(section.map(name), full, into);
      } else {
        List<String> known = Term.paths().stream().filter(p -> p.startsWith(path + ".")).map(p -> p.substring(path.length() + 1)).toList();
        throw section.error(name, isTable(path) ? "must be a whole number, of tiles or of bytes" : "there is no such constant",
            known.isEmpty() ? "" : NearMiss.hint(name, known));
      }
    }
  }

  private static boolean isTable(String path) {
    return Term.BARRIER.equals(path + ".") || Term.MEMORY_BIT.equals(path + ".");
  }

  /** One constant, a field of a section. */
  Constant constant(YamlMap section, String name, Term term) {
    if (!section.isMap(name)) {
      throw section.error(name, "is no constant", "write {value: 1, unit: " + term.dimension().names().getFirst() + ", confidence: "
          + String.join("|", Confidence.names()) + ", source: \"who says so, and where\"}");
    }
    YamlMap map = section.map(name);
    double written = map.number("value");
    double factor = factor(map, term.dimension());
    if (!(written >= 0 && written <= MOST)) {
      throw map.error("value", "is " + written + (written < 0 ? ", must not be negative" : ", must be at most " + MOST), "");
    }
    String trust = map.text("confidence"); // missing is told apart from wrong
    Confidence confidence = Confidence.named(map.choice("confidence", Confidence.names(), trust));
    double doubt = EXACT.contains(term.dimension()) ? 1 : confidence.factor();
    double low = map.number("low", written / doubt);
    double high = map.number("high", written * doubt);
    if (low < 0 || low > written || high < written || high > MOST) {
      throw map.error(low < 0 || low > written ? "low" : "high", "the band " + low + " .. " + high + " does not hold the value " + written,
          "low and high are in the unit of the value");
    }
    String source = map.text("source");
    if (source.isBlank()) {
      throw map.error("source", "is empty: nobody could check the constant", "");
    }
    Constant constant = new Constant(written * factor, low * factor, high * factor, map.text("value") + " " + map.text("unit"), confidence, source,
        map.text("validity", point), includesStatic(map, term));
    map.rejectUnknown();
    return constant;
  }

  private double factor(YamlMap map, Dimension dimension) {
    String unit = map.text("unit", "");
    String all = "one of " + String.join(", ", dimension.names()) + (dimension == Dimension.TIME ? ", " + Constant.CYCLES : "");
    if (unit.isEmpty()) {
      throw map.error("unit", "the unit is missing", all);
    }
    if (dimension == Dimension.TIME && unit.equals(Constant.CYCLES)) {
      return 1 / clockHz.orElseThrow(() -> map.error("unit", "is cycles, and the profile names no clock", "name clock, or give the time in ns"));
    }
    return dimension.factor(unit).orElseThrow(() -> map.error("unit", "is \"" + unit + "\", which is no unit of " + dimension.text(), all));
  }

  private static OptionalDouble includesStatic(YamlMap map, Term term) {
    String field = "includes_static_at";
    if (!map.has(field)) {
      return OptionalDouble.empty();
    }
    double rate = map.number(field);
    if (!term.isEventEnergy()) {
      throw map.error(field, "is for energies of events, and this is " + term.path(), "");
    }
    if (!(rate > 0)) {
      throw map.error(field, "is " + rate + ", must be the events a second at which it was measured", "");
    }
    return OptionalDouble.of(rate);
  }
}
