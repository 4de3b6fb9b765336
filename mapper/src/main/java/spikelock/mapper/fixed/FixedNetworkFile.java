package spikelock.mapper.fixed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NdArray;
import spikelock.emulator.image.ChipImage;
import spikelock.mapper.network.Network;

/** A {@link FixedNetwork} as an image carries it: a description of JSON values, and named arrays (not copied). */
public final class FixedNetworkFile {
  /** The description's name in {@link ChipImage#description}. */
  public static final String KEY = "fixed_network";

  private static final String PREFIX = "fixed.";
  private static final String SCALE = ".scale";
  private static final String UNIT = ".unit.";

  private FixedNetworkFile() {}

  /** What is no array, as JSON values. */
  public static Map<String, Object> describe(FixedNetwork network) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", network.name());
    json.put("weight_bits", network.weightBits());
    json.put("accumulator_bits", network.accumulatorBits());
    json.put("payload_bits", network.payloadBits());
    List<Object> populations = new ArrayList<>();
    for (FixedPopulation p : network.populations()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("name", p.name());
      entry.put("shape", java.util.Arrays.stream(p.shape()).boxed().toList());
      entry.put("kind", p.kind());
      entry.put("datapath", p.datapath());
      entry.put("constants", p.constants());
      entry.put("lag", p.lag());
      entry.put("scale", p.scale().length == 1 ? p.scale()[0] : List.of());
      Map<String, Object> units = new TreeMap<>();
      p.fieldScales().forEach((name, unit) -> units.put(name, unit.length == 1 ? unit[0] : List.of()));
      entry.put("field_scales", units);
      entry.put("parameters", List.copyOf(p.parameters().keySet()));
      entry.put("initial", List.copyOf(p.initial().keySet()));
      populations.add(entry);
    }
    json.put("populations", populations);
    List<Object> projections = new ArrayList<>();
    for (FixedProjection p : network.projections()) {
      projections.add(new LinkedHashMap<>(Map.of("name", p.name(), "source", p.source(), "target", p.target(), "input",
          p.input())));
    }
    json.put("projections", projections);
    List<Object> outputs = new ArrayList<>();
    network.outputs().forEach(o -> outputs.add(new LinkedHashMap<>(Map.of("name", o.name(), "population", o.population()))));
    json.put("outputs", outputs);
    return json;
  }

  /**
   * The arrays: {@code fixed.population.P.parameter.NAME}, {@code .initial.NAME}, {@code fixed.projection.P.ARRAY}; and where neurons have
   * scales of their own, which the description then holds as an empty list, {@code fixed.population.P.scale}, {@code .unit.NAME}.
   */
  public static Map<String, Object> arrays(FixedNetwork network) {
    Map<String, Object> arrays = new TreeMap<>();
    for (int i = 0; i < network.populations().size(); i++) {
      FixedPopulation p = network.populations().get(i);
      String at = PREFIX + "population." + i;
      p.parameters().forEach((name, values) -> arrays.put(at + ".parameter." + name, NdArray.of(values)));
      p.initial().forEach((name, values) -> arrays.put(at + ".initial." + name, NdArray.of(values)));
      own(arrays, at + SCALE, p.scale());
      p.fieldScales().forEach((name, unit) -> own(arrays, at + UNIT + name, unit));
    }
    for (int i = 0; i < network.projections().size(); i++) {
      FixedProjection p = network.projections().get(i);
      String at = PREFIX + "projection." + i;
      arrays.put(at + ".row_source", NdArray.of(p.rowSource()));
      arrays.put(at + ".row_delay", NdArray.of(p.rowDelay()));
      arrays.put(at + ".row_exponent", NdArray.of(p.rowExponent()));
      arrays.put(at + ".row_start", NdArray.of(p.rowStart()));
      arrays.put(at + ".synapse_target", NdArray.of(p.synapseTarget()));
      arrays.put(at + ".weight", new NdArray(new int[] {p.synapses()}, p.weight()));
    }
    return arrays;
  }

  private static void own(Map<String, Object> arrays, String name, double[] values) {
    if (values.length > 1) {
      arrays.put(name, new NdArray(new int[] {values.length}, values));
    }
  }

  /**
   * The integer network of an image.
   *
   * @throws InputException when the image has none, or what it has contradicts itself
   */
  public static FixedNetwork read(ChipImage image) {
    Object json = image.description().get(KEY);
    if (json == null) {
      throw new InputException("the image holds no integer network", "", KEY, "map the network again");
    }
    try {
      return new Reader(image.attachments()).network(map(json), image.datapathTexts());
    } catch (ClassCastException | NullPointerException | IllegalArgumentException | ArithmeticException
        | IndexOutOfBoundsException e) {
      throw new InputException("the image's integer network contradicts itself (" + e.getMessage() + ")", "", KEY,
          "map the network again");
    }
  }

  private record Reader(Map<String, Object> arrays) {

    FixedNetwork network(Map<?, ?> json, Map<String, String> texts) {
      List<FixedPopulation> populations = new ArrayList<>();
      List<?> given = (List<?>) json.get("populations");
      for (int i = 0; i < given.size(); i++) {
        populations.add(population(map(given.get(i)), PREFIX + "population." + i));
      }
      List<FixedProjection> projections = new ArrayList<>();
      given = (List<?>) json.get("projections");
      for (int i = 0; i < given.size(); i++) {
        projections.add(projection(map(given.get(i)), PREFIX + "projection." + i, populations));
      }
      List<Network.Output> outputs = new ArrayList<>();
      for (Object entry : (List<?>) json.get("outputs")) {
        int population = whole(map(entry), "population");
        require(!populations.get(population).isInput(), "an output is an input");
        outputs.add(new Network.Output((String) map(entry).get("name"), population));
      }
      int weightBits = whole(json, "weight_bits");
      int accumulatorBits = whole(json, "accumulator_bits");
      require(weightBits >= 2 && weightBits <= 16 && accumulatorBits >= 8 && accumulatorBits <= 32, "a width");
      int payloadBits = json.containsKey("payload_bits") ? whole(json, "payload_bits") : 0; // older images have none
      require(payloadBits == 0 || payloadBits >= 2 && payloadBits <= 16, "payload_bits");
      return new FixedNetwork((String) json.get("name"), weightBits, accumulatorBits, payloadBits, populations, projections, outputs,
          texts);
    }

    private FixedPopulation population(Map<?, ?> json, String at) {
      Map<String, Long> constants = new TreeMap<>();
      map(json.get("constants")).forEach((name, value) -> constants.put((String) name, ((Number) value).longValue()));
      Map<String, double[]> scales = new TreeMap<>();
      map(json.get("field_scales")).forEach((name, value) -> scales.put((String) name, scale(value, at + UNIT + name)));
      int[] shape = ((List<?>) json.get("shape")).stream().mapToInt(v -> ((Number) v).intValue()).toArray();
      FixedPopulation p = new FixedPopulation((String) json.get("name"), shape, (String) json.get("kind"),
          (String) json.get("datapath"), constants, named((List<?>) json.get("parameters"), at + ".parameter."),
          named((List<?>) json.get("initial"), at + ".initial."), whole(json, "lag"),
          scale(json.get("scale"), at + SCALE), scales);
      require(p.size() >= 0, "a size");
      require(p.scale().length == 1 || p.scale().length == p.size(), "scales");
      p.fieldScales().values().forEach(unit -> require(unit.length == 1 || unit.length == p.size(), "units"));
      return p;
    }

    /** One for all, or an array of one for each. */
    private double[] scale(Object json, String array) {
      return json instanceof Number one ? new double[] {one.doubleValue()} : (double[]) ((NdArray) arrays.get(array)).data();
    }

    private Map<String, int[]> named(List<?> names, String prefix) {
      Map<String, int[]> values = new TreeMap<>();
      names.forEach(name -> values.put((String) name, ints(prefix + name)));
      return values;
    }

    private FixedProjection projection(Map<?, ?> json, String at, List<FixedPopulation> populations) {
      NdArray weights = (NdArray) arrays.get(at + ".weight");
      short[] weight = weights.data() instanceof short[] shorts ? shorts : narrow(weights.ints());
      FixedProjection p = new FixedProjection((String) json.get("name"), whole(json, "source"), whole(json, "target"),
          whole(json, "input"), ints(at + ".row_source"), ints(at + ".row_delay"), ints(at + ".row_exponent"),
          ints(at + ".row_start"), ints(at + ".synapse_target"), weight);
      int rows = p.rows();
      require(!populations.get(p.target()).isInput() && p.input() >= 0, "a projection's target");
      require(p.rowDelay().length == rows && p.rowExponent().length == rows && p.rowStart().length == rows + 1
          && p.rowStart()[0] == 0 && p.rowStart()[rows] == p.synapses() && p.synapseTarget().length == p.synapses(),
          "a projection's lengths");
      int sources = populations.get(p.source()).size();
      for (int row = 0; row < rows; row++) {
        int previous = row == 0 ? 0 : p.rowSource()[row - 1];
        require(p.rowSource()[row] >= previous && p.rowSource()[row] < sources && p.rowStart()[row] <= p.rowStart()[row + 1]
            && p.rowDelay()[row] >= 0 && p.rowDelay()[row] <= 65_535 && p.rowExponent()[row] >= 0
            && p.rowExponent()[row] <= 3, "row " + row);
      }
      int targets = populations.get(p.target()).size();
      for (int target : p.synapseTarget()) {
        require(target >= 0 && target < targets, "a synapse's target");
      }
      return p;
    }

    private int[] ints(String name) {
      NdArray array = (NdArray) arrays.get(name);
      require(array != null, name + " is missing");
      return array.ints();
    }
  }

  private static short[] narrow(int[] values) {
    short[] narrow = new short[values.length];
    for (int i = 0; i < values.length; i++) {
      narrow[i] = (short) values[i];
      require(narrow[i] == values[i], "a weight");
    }
    return narrow;
  }

  private static Map<?, ?> map(Object json) {
    return (Map<?, ?>) json;
  }

  private static int whole(Map<?, ?> json, String name) {
    return Math.toIntExact(((Number) json.get(name)).longValue());
  }

  private static void require(boolean condition, String what) {
    if (!condition) {
      throw new IllegalArgumentException(what);
    }
  }
}
