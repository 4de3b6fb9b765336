package spikelock.hdl.datapath;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Writes random {@code .neuron} files: 5 to 60 operations over random types. */
final class RandomModel {
  private static final String[] ROUNDINGS = {"floor", "zero", "nearest", "even"};

  private record Value(String text, int bits, boolean condition) {}

  private final Random random;
  private final List<Value> values = new ArrayList<>();
  private final List<String> lets = new ArrayList<>();

  private RandomModel(Random random) {
    this.random = random;
  }

  static String write(Random random, String name, int operations) {
    return new RandomModel(random).model(name, operations);
  }

  private String model(String name, int operations) {
    StringBuilder text = new StringBuilder("format: spikelock/neuron\nversion: 1\nname: " + name + "\n");
    Map<String, String> inputs = fields("i", 1 + random.nextInt(3), true);
    Map<String, String> states = fields("s", 1 + random.nextInt(3), false);
    Map<String, String> parameters = fields("p", 1 + random.nextInt(4), false);
    section(text, "inputs", inputs);
    section(text, "state", states);
    section(text, "parameters", parameters);
    text.append("observed: [").append(String.join(", ", states.keySet())).append("]\n");
    text.append("tables:\n");
    table(text, "look", 16);
    table(text, "wide", 128); // a ROM
    for (int i = 0; i < operations; i++) {
      define("x" + i);
    }
    text.append("let:\n").append(String.join("", lets));
    text.append("next:\n");
    int at = values.size() - 1;
    for (Map.Entry<String, String> state : states.entrySet()) {
      Value value = values.get(Math.max(0, at--));
      text.append("  ").append(state.getKey()).append(": ").append(random.nextBoolean() ? "saturate(" : "wrap(")
          .append(value.text()).append(", ").append(state.getValue()).append(")\n");
    }
    text.append("spike: ").append(pick().text()).append(" > ").append(pick().text()).append('\n');
    if (random.nextBoolean()) {
      text.append("payload: ").append(pick().text()).append('\n');
    }
    return text.toString();
  }

  private void table(StringBuilder text, String name, int entries) {
    text.append("  ").append(name).append(": {type: s12.0, values: [");
    for (int i = 0; i < entries; i++) {
      text.append(i == 0 ? "" : ", ").append(random.nextInt(4096) - 2048);
    }
    text.append("]}\n");
  }

  private Map<String, String> fields(String prefix, int count, boolean signed) {
    Map<String, String> fields = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      boolean sign = signed || random.nextBoolean();
      int bits = random.nextInt(4) == 0 ? 1 + random.nextInt(32) : 2 + random.nextInt(23);
      fields.put(prefix + i, (sign ? "s" : "u") + bits);
      values.add(new Value(prefix + i, bits + (sign ? 0 : 1), false));
    }
    return fields;
  }

  private static void section(StringBuilder text, String name, Map<String, String> fields) {
    text.append(name).append(":\n");
    fields.forEach((field, type) -> text.append("  ").append(field).append(": ").append(type).append('\n'));
  }

  private Value pick() {
    return random.nextInt(8) == 0
        ? constant() : random.nextBoolean() ? values.get(values.size() - 1 - random.nextInt(Math.min(6, values.size())))
        : values.get(random.nextInt(values.size()));
  }

  private Value constant() {
    int bits = 1 + random.nextInt(20);
    long value = random.nextInt(1 << bits);
    return random.nextBoolean() ? new Value("(-" + value + ")", bits + 2, false) : new Value("" + value, bits + 2, false);
  }

  private Value condition() {
    List<Value> conditions = values.stream().filter(Value::condition).toList();
    return conditions.isEmpty() || random.nextInt(4) == 0
        ? new Value("(" + pick().text() + " < " + pick().text() + ")", 2, true)
        : conditions.get(random.nextInt(conditions.size()));
  }

  private void define(String name) {
    Value a = pick();
    Value b = pick();
    String rounding = ROUNDINGS[random.nextInt(4)];
    int wider = Math.max(a.bits(), b.bits());
    String[] relations = {"<", "<=", ">", ">=", "==", "!="};
    String[] logic = {"&", "|", "^"};
    Value made = switch (random.nextInt(17)) {
      case 0, 1 -> new Value(a.text() + " + " + b.text(), wider + 1, false);
      case 2, 3 -> new Value(a.text() + " - " + b.text(), wider + 1, false);
      case 4, 5, 6 -> {
        int shift = random.nextInt(Math.min(24, Math.max(1, a.bits() + b.bits() - 1)));
        yield new Value("mul(" + a.text() + ", " + b.text() + (shift == 0 ? ")" : ", " + shift + ", " + rounding + ")"),
            a.bits() + b.bits() > 60 ? 99 : a.bits() + b.bits() - shift + 1, false);
      }
      case 7 -> {
        int shift = random.nextInt(9);
        yield new Value("shl(" + a.text() + ", " + shift + ")", a.bits() + shift, false);
      }
      case 8, 9 -> new Value("shr(" + a.text() + ", " + (1 + random.nextInt(20)) + ", " + rounding + ")", a.bits() + 1, false);
      case 10 -> new Value(a.text() + " " + relations[random.nextInt(6)] + " " + b.text(), 2, true);
      case 11 -> new Value(condition().text() + " " + logic[random.nextInt(3)] + " " + condition().text(), 2, true);
      case 12 -> random.nextBoolean() ? new Value("!" + condition().text(), 2, true)
          : new Value("select(" + condition().text() + ", " + a.text() + ", " + b.text() + ")", wider, false);
      case 13 -> new Value((random.nextBoolean() ? "min(" : "max(") + a.text() + ", " + b.text() + ")", wider, false);
      case 14 -> narrow(a);
      case 15 -> random.nextBoolean() ? new Value("-(" + a.text() + ")", a.bits() + 1, false)
          : new Value("abs(" + a.text() + ")", a.bits() + 1, false);
      default -> new Value("table(wrap(" + a.text() + (random.nextBoolean() ? ", u4), look)" : ", u7), wide)"), 12, false);
    };
    if (made.bits() > 60) {
      made = narrow(a);
    }
    // Wider than a field now and then, so that the long paths are walked, but not without bound.
    if (made.bits() > 34 && random.nextInt(3) > 0) {
      made = narrow(new Value(made.text(), made.bits(), false));
    }
    lets.add("  " + name + ": \"" + made.text() + "\"\n");
    values.add(new Value(name, made.bits(), made.condition()));
  }

  private Value narrow(Value a) {
    int bits = 1 + random.nextInt(31);
    boolean signed = random.nextBoolean();
    return new Value((random.nextBoolean() ? "saturate(" : "wrap(") + a.text() + ", " + (signed ? "s" : "u") + bits + ")",
        bits + (signed ? 0 : 1), false);
  }
}
