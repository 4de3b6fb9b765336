package spikelock.mapper.sanafe.network;

import java.util.Set;
import java.util.TreeSet;
import spikelock.emulator.files.YamlValue;
import spikelock.mapper.sanafe.value.Values;

/** The attributes of one edge while they are read. The long name wins over the short one, wherever it stands. */
final class EdgeAttributes {
  /** Timesteps that a dendrite can hold a current back, at most. */
  static final int MOST_DELAY = 5;
  static final int MOST_TAPS = 1 << 16;

  private static final Set<String> KNOWN = known();

  private final Values values;
  private double shortWeight;
  private double weight = Double.NaN;
  private int shortDelay = EdgeBuffer.UNSAID;
  private int delay = EdgeBuffer.UNSAID;
  private int tap = EdgeBuffer.UNSAID;

  EdgeAttributes(Values values) {
    this.values = values;
  }

  private static Set<String> known() {
    Set<String> known = new TreeSet<>(AttributeNames.EDGE);
    known.addAll(Set.of("synapse", "dendrite", "soma"));
    return known;
  }

  /**
   * Adds a mapping.
   *
   * @param forAll whether dendrites are told too
   */
  void add(YamlValue.Mapping said, boolean forAll) {
    for (YamlValue.Field field : said.fields()) {
      values.requireKnown(field.key(), field.line(), "an edge", forAll ? KNOWN : AttributeNames.EDGE);
      YamlValue value = field.value();
      switch (field.key()) {
        case "w" -> shortWeight = weight(values, value, field.key());
        case "weight" -> weight = weight(values, value, field.key());
        case "d" -> shortDelay = forAll ? delay(values, value) : EdgeBuffer.UNSAID;
        case "delay" -> delay = forAll ? delay(values, value) : EdgeBuffer.UNSAID;
        case "tap" -> tap = forAll ? tap(values, value) : EdgeBuffer.UNSAID;
        default -> { }
      }
    }
  }

  double weight() {
    return Double.isNaN(weight) ? shortWeight : weight;
  }

  int delay() {
    return delay == EdgeBuffer.UNSAID ? shortDelay : delay;
  }

  int tap() {
    return tap;
  }

  static double weight(Values values, YamlValue value, String name) {
    double weight = values.number(value, name);
    if (Double.isInfinite(weight)) {
      throw values.error(value.line(), name + " must be finite", "");
    }
    return weight;
  }

  static int delay(Values values, YamlValue value) {
    return values.integer(value, "delay", 0, MOST_DELAY);
  }

  static int tap(Values values, YamlValue value) {
    return values.integer(value, "tap", 0, MOST_TAPS);
  }
}
