package spikelock.mapper.quantise;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import spikelock.emulator.datapath.Datapath;
import spikelock.emulator.datapath.Field;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NearMiss;
import spikelock.mapper.network.NeuronModel;

/** Parameters and initial states of one population in raw integers. */
final class ParameterRounding {
  final Map<String, int[]> parameters = new TreeMap<>();
  final Map<String, int[]> initial = new TreeMap<>();
  double thresholdError;
  double decayError;
  long saturations;

  private final Datapath datapath;
  private final Map<String, Long> held;

  /** @param held values that the population's own preset holds, by name of a parameter or state field */
  ParameterRounding(Datapath datapath, Map<String, Long> held) {
    this.datapath = datapath;
    this.held = held;
  }

  /**
   * Rounds the neurons of a NIR population.
   *
   * @param scales [1 or neurons] of their weights
   * @param payloadShift of neurons that send their potential
   */
  void nir(Discrete[] neurons, double[] scales, OptionalInt payloadShift) {
    int size = neurons.length;
    Map<String, double[]> values = new LinkedHashMap<>();
    for (String name : List.of("decay_u", "decay_v", "decay_a", "beta", "bias_u", "bias", "threshold", "reset", "subtract", "rule",
        "floor", "refractory_period", DatapathPlan.GRADED_PARAMETER, "payload_shift")) {
      values.put(name, new double[size]);
    }
    payloadShift.ifPresent(shift -> {
      Arrays.fill(values.get(DatapathPlan.GRADED_PARAMETER), 1);
      Arrays.fill(values.get("payload_shift"), shift);
    });
    double[] v = new double[size];
    double[] u = new double[size];
    double[] a = new double[size];
    for (int i = 0; i < size; i++) {
      Discrete d = neurons[i];
      double scale = NeuronModel.Nir.at(scales, i);
      values.get("decay_u")[i] = d.decayU();
      values.get("decay_v")[i] = d.decayV();
      values.get("decay_a")[i] = d.rise().decay();
      values.get("beta")[i] = d.rise().beta() * scale;
      values.get("bias_u")[i] = d.biasU() * scale;
      values.get("bias")[i] = d.biasV() * scale;
      values.get("threshold")[i] = d.threshold() * scale;
      values.get("reset")[i] = d.reset() * scale;
      values.get("subtract")[i] = d.rule() == Discrete.SUBTRACT ? 1 : 0;
      values.get("rule")[i] = d.rule();
      values.get("floor")[i] = d.floor() * scale;
      values.get("refractory_period")[i] = d.refractory();
      v[i] = d.initialV() * scale;
      u[i] = d.initialU() * scale;
      a[i] = d.rise().initial() * scale;
    }
    for (Field field : datapath.parameters()) {
      parameters.put(field.name(), held.containsKey(field.name()) ? new int[] {value(field)}
          : round(field, values.getOrDefault(field.name(), new double[size])));
    }
    if (Arrays.stream(neurons).anyMatch(Discrete::reached) && parameters.containsKey("threshold") && !held.containsKey("threshold")) {
      parameters.put("threshold", reached(neurons, parameters.get("threshold"), datapath.parameters().get(datapath.parameter("threshold"))));
    }
    Map<String, double[]> states = Map.of("v", v, "u", u, "a", a);
    for (Field field : datapath.states()) {
      initial.put(field.name(), held.containsKey(field.name()) ? new int[] {value(field)}
          : round(field, states.getOrDefault(field.name(), new double[size])));
    }
  }

  /** The chip spikes above a threshold: among whole numbers, at a threshold is above the one before it. */
  private static int[] reached(Discrete[] neurons, int[] thresholds, Field field) {
    int[] all = new int[neurons.length];
    for (int i = 0; i < all.length; i++) {
      int threshold = NeuronModel.Nir.at(thresholds, i);
      all[i] = neurons[i].reached() && threshold > field.min() ? threshold - 1 : threshold;
    }
    return Arrays.stream(all).distinct().count() == 1 ? new int[] {all[0]} : all;
  }

  /** Takes the integers of a native population as they are. */
  void given(NeuronModel.Native own, int size, String population) {
    check(own.parameters(), datapath.parameters(), "parameter", population);
    check(own.initial(), datapath.states(), "state", population);
    for (Field field : datapath.parameters()) {
      parameters.put(field.name(), take(field, own.parameters(), size, population));
    }
    for (Field field : datapath.states()) {
      initial.put(field.name(), take(field, own.initial(), size, population));
    }
  }

  private void check(Map<String, int[]> given, List<Field> fields, String what, String population) {
    List<String> known = fields.stream().map(Field::name).filter(f -> !held.containsKey(f)).toList();
    for (String name : given.keySet()) {
      if (!known.contains(name)) {
        throw new InputException("the datapath has no " + what + " \"" + name + "\"", "", population,
            NearMiss.hint(name, known));
      }
    }
  }

  private int[] take(Field field, Map<String, int[]> given, int size, String population) {
    int[] values = given.get(field.name());
    if (values == null) {
      return new int[] {value(field)};
    }
    if (values.length != 1 && values.length != size) {
      throw new InputException(field.name() + " has " + values.length + " values for " + size + " neurons", "", population,
          "give one value, or one for each neuron");
    }
    for (int value : values) {
      if (value < field.min() || value > field.max()) {
        throw new InputException(field.name() + " = " + value + " is outside " + field.min() + ".." + field.max(), "",
            population, "");
      }
    }
    return values;
  }

  /** The held value of a field, or its default. */
  private int value(Field field) {
    long value = held.getOrDefault(field.name(), field.initial());
    return (int) (value == Datapath.MAXIMUM ? field.max() : value);
  }

  private int[] round(Field field, double[] values) {
    double unit = Math.scalb(1.0, field.type().point());
    int[] raw = new int[values.length];
    boolean same = true;
    for (int i = 0; i < raw.length; i++) {
      double exact = values[i] * unit;
      double rounded = Math.rint(exact);
      double fitting = Math.max(field.min(), Math.min(field.max(), rounded));
      if (fitting != rounded && !Double.isInfinite(exact)) {
        saturations++;
      }
      raw[i] = (int) (long) fitting;
      same &= raw[i] == raw[0];
      if (field.name().equals("threshold") && !Double.isInfinite(exact) && exact != 0) {
        thresholdError = Math.max(thresholdError, Math.abs(fitting - exact) / Math.abs(exact));
      } else if (field.name().startsWith("decay")) {
        decayError = Math.max(decayError, Math.abs(fitting - exact) / unit);
      }
    }
    return same && raw.length > 0 ? new int[] {raw[0]} : raw;
  }
}
