package spikelock.mapper.description;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import spikelock.emulator.datapath.Datapath;
import spikelock.emulator.datapath.Field;
import spikelock.emulator.datapath.ModelName;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NearMiss;
import spikelock.emulator.files.YamlMap;
import spikelock.mapper.network.Adaptation;
import spikelock.mapper.network.Choice;
import spikelock.mapper.network.Integrator;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.network.NeuronModel.Kind;
import spikelock.mapper.network.NeuronRule;
import spikelock.mapper.network.NirBuilder;
import spikelock.mapper.network.Population;
import spikelock.mapper.network.RunOptions;
import spikelock.mapper.network.RunSettings;
import spikelock.mapper.network.Unit;

/** Reads the entries of {@code populations}. */
final class PopulationReader {
  private static final int LARGEST = 1 << 24;
  private static final int LONGEST_REFRACTORY = 255;
  private static final Map<String, Kind> KINDS = kinds();
  private static final Map<String, Unit> UNITS = units();

  private final Values values;
  private final RunSettings settings;
  private final RunOptions wanted;

  /** @param wanted what the user says, which wins over what a population says of itself */
  PopulationReader(Values values, RunSettings settings, RunOptions wanted) {
    this.values = values;
    this.settings = settings;
    this.wanted = wanted;
  }

  private static Map<String, Kind> kinds() {
    Map<String, Kind> kinds = new LinkedHashMap<>();
    Arrays.stream(Kind.values()).forEach(kind -> kinds.put(kind.label(), kind));
    return kinds;
  }

  private static Map<String, Unit> units() {
    Map<String, Unit> units = new LinkedHashMap<>();
    Arrays.stream(Unit.values()).forEach(unit -> units.put(unit.label(), unit));
    return units;
  }

  Population read(YamlMap map) {
    String name = map.text("name");
    if (name.isBlank() || name.length() > 200 || name.chars().anyMatch(c -> c < ' ')) {
      throw map.error("name", "must be 1 to 200 printable characters", "");
    }
    int[] shape = shape(map);
    Population shaped = new Population(name, shape, new NeuronModel.Input());
    boolean input = map.flag("input", false);
    if (input && (map.has("neuron") || map.has("datapath")) || map.has("neuron") && map.has("datapath")) {
      throw map.error(input ? "input" : "neuron", "a population is either input: true, or has a neuron, or a datapath", "");
    }
    if (!input && !map.has("neuron") && !map.has("datapath")) {
      throw map.error("name", "'" + name + "' does not say what its neurons are",
          "add neuron: LIF (or another kind), datapath: cuba (or another model), or input: true");
    }
    NeuronModel model = input ? shaped.model() : map.has("neuron") ? neuron(map, shaped.size()) : nativeModel(map, shaped.size());
    map.rejectUnknown();
    return new Population(name, shape, model);
  }

  private static int[] shape(YamlMap map) {
    if (map.has("size") == map.has("shape")) {
      throw map.error(map.has("size") ? "size" : "name", "give either size or shape", "");
    }
    if (map.has("size")) {
      return new int[] {map.integer("size", 1, LARGEST)};
    }
    double[] extents = map.numbers("shape");
    int[] shape = new int[extents.length];
    long product = 1;
    for (int i = 0; i < shape.length; i++) {
      shape[i] = (int) extents[i];
      if (shape[i] != extents[i] || shape[i] < 1 || (product *= shape[i]) > LARGEST) {
        throw map.error("shape", "must be whole numbers above 0 with a product of at most " + LARGEST, "");
      }
    }
    if (shape.length == 0) {
      throw map.error("shape", "is empty", "");
    }
    return shape;
  }

  private NeuronModel neuron(YamlMap map, int size) {
    List<String> known = new ArrayList<>(KINDS.keySet());
    known.addAll(UNITS.keySet());
    String name = map.choice("neuron", known, "");
    return UNITS.containsKey(name) ? artificial(map, UNITS.get(name), size) : nir(map, KINDS.get(name), size);
  }

  private NeuronModel artificial(YamlMap map, Unit unit, int size) {
    NeuronModel.Artificial model = NeuronModel.Artificial.of(unit, values.numbers(map, "bias", size, 0));
    return unit != Unit.LEAKY_RELU ? model
        : new NeuronModel.Artificial(unit, model.bias(), map.number("negative_slope", model.negativeSlope()));
  }

  private NeuronModel nir(YamlMap map, Kind kind, int size) {
    NirBuilder model = NeuronModel.Nir.of(kind).bias(values.numbers(map, "bias", size, 0));
    if (kind.leaks()) {
      model.tauMem(positive(map, "tau_mem_s", size)).vLeak(values.numbers(map, "v_leak", size, 0));
    }
    if (kind.cuba()) {
      model.tauSyn(positive(map, "tau_syn_s", size)).initialU(values.numbers(map, "initial_u", size, 0));
    }
    if (kind.spikes()) {
      model.vThreshold(values.numbers(map, "v_threshold", size));
    }
    if (kind.resets()) {
      model.vReset(values.numbers(map, "v_reset", size, 0))
          .refractory(values.wholes(map, "refractory", size, 0, LONGEST_REFRACTORY, Optional.of(0.0)));
    }
    if (kind.adapts()) {
      model.adaptation(new Adaptation(positive(map, "tau_adapt_s", size), values.numbers(map, "beta", size),
          values.numbers(map, "initial_a", size, 0)));
    }
    if (kind != Kind.THRESHOLD) {
      model.initialV(values.numbers(map, "initial_v", size, 0));
    }
    NeuronRule rule = settings.rule();
    if (map.has("rule")) {
      rule = wanted.over(SaidSettings.rule(map.map("rule"), rule));
      Choice.check(rule);
      model.rule(rule);
    }
    NeuronModel.Nir said = gains(map, kind, size, rule.integrator(), model).build();
    return wanted.initialV().isPresent() && kind != Kind.THRESHOLD ? wanted.initialV().get().set(said) : said;
  }

  private NirBuilder gains(YamlMap map, Kind kind, int size, Integrator integrator, NirBuilder model) {
    if (kind.leaks() && map.flag("unit_gain", false)) {
      if (map.has("r") || map.has("w_in")) {
        throw map.error("unit_gain", "sets r and w_in, which are given too", "");
      }
      model.r(unitGain(integrator, positive(map, "tau_mem_s", size)));
      return kind.cuba() ? model.wIn(unitGain(integrator, positive(map, "tau_syn_s", size))) : model;
    }
    if (kind.hasResistance()) {
      model.r(values.numbers(map, "r", size, 1));
    }
    return kind.cuba() ? model.wIn(values.numbers(map, "w_in", size, 1)) : model;
  }

  /** The gain with which an input of 1 moves the state by 1. */
  private double[] unitGain(Integrator integrator, double[] tau) {
    double[] gain = new double[tau.length];
    for (int i = 0; i < gain.length; i++) {
      double step = settings.dt() / tau[i];
      gain[i] = 1 / (integrator == Integrator.EULER ? step : -Math.expm1(-step));
    }
    return gain;
  }

  private double[] positive(YamlMap map, String field, int size) {
    double[] taus = values.numbers(map, field, size);
    for (double tau : taus) {
      if (!(tau > 0)) {
        throw map.error(field, "is " + tau + " s, must be above 0", "");
      }
    }
    return taus;
  }

  private NeuronModel nativeModel(YamlMap map, int size) {
    String name = map.text("datapath");
    Datapath datapath;
    try {
      if (ModelName.isFile(name)) {
        name = values.file(map, "datapath").path().orElseThrow(() -> map.error("datapath",
            "a bundled network cannot bring its own datapath", "use a bundled model")).toString();
      }
      datapath = ModelName.of(name).datapath();
    } catch (InputException e) {
      throw e.file().isEmpty() ? map.error("datapath", e.getMessage(), e.hint()) : e;
    }
    return new NeuronModel.Native(name, fields(map, "parameters", datapath.parameters(), size),
        fields(map, "initial", datapath.states(), size));
  }

  private Map<String, int[]> fields(YamlMap map, String field, List<Field> known, int size) {
    Map<String, int[]> given = new LinkedHashMap<>();
    if (!map.has(field)) {
      return given;
    }
    YamlMap inner = map.map(field);
    List<String> names = new ArrayList<>(known.stream().map(Field::name).toList());
    for (String name : inner.names()) {
      if (!names.contains(name)) {
        throw inner.error(name, "the datapath has no such field", NearMiss.hint(name, names));
      }
      given.put(name, values.wholes(inner, name, size, Integer.MIN_VALUE, Integer.MAX_VALUE, Optional.empty()));
    }
    return given;
  }

  /** Number of a datapath's input, by number or name. */
  static int input(YamlMap map, Population target) {
    String wanted = map.text("input", "0");
    List<String> names = List.of("0");
    if (target.model() instanceof NeuronModel.Native own) {
      Datapath datapath = ModelName.of(own.datapath()).datapath();
      names = datapath.inputs().stream().map(Field::name).toList();
      if (names.contains(wanted)) {
        return names.indexOf(wanted);
      }
    }
    if (!wanted.matches("\\d{1,2}") || Integer.parseInt(wanted) >= Math.max(1, names.size())) {
      throw map.error("input", "'" + target.name() + "' has no input \"" + wanted + "\"", NearMiss.hint(wanted, names));
    }
    return Integer.parseInt(wanted);
  }
}
