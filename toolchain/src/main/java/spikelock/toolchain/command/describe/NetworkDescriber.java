package spikelock.toolchain.command.describe;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import spikelock.mapper.NetworkReader;
import spikelock.mapper.description.NetworkDescription;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.network.Population;
import spikelock.mapper.network.Projection;
import spikelock.mapper.network.RunOptions;
import spikelock.mapper.network.RunSettings;
import spikelock.mapper.network.Unit;
import spikelock.mapper.nir.NirModel;
import spikelock.mapper.source.SourceFile;
import spikelock.toolchain.console.TextTable;
import spikelock.toolchain.examples.Examples;

/** Networks: NIR files, the project's YAML, and the bundled ones. */
public final class NetworkDescriber implements Describer {
  @Override
  public String kind() {
    return "network (.nir, .yaml, or a bundled name)";
  }

  @Override
  public String fields() {
    return "for NIR: nir_version, nodes (name, type, takes, gives, parameters (shape and range by name), from, to); name, neurons, synapses, input_channels, populations (name, type, shape, neurons, parameters), projections (name, from, to, "
        + "delay, synapses, least and greatest weight), outputs, dt_s, reset, integrator, loop_bias_at_zero, reasons, repairs, and "
        + "chip, input, labels, classes where the file suggests them";
  }

  @Override
  public boolean accepts(String name, String start) {
    return start.startsWith("\u0089HDF") || start.contains("spikelock/network") || name.endsWith(".nir")
        || start.isEmpty() && Examples.names().contains(name);
  }

  @Override
  public Description describe(String name) {
    boolean bundled = Examples.names().contains(name) && !java.nio.file.Files.exists(Path.of(name));
    NetworkDescription file = bundled ? Examples.open(name, RunOptions.NONE) : NetworkReader.read(Path.of(name), RunOptions.NONE);
    Network network = file.network();
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("name", network.name());
    details.put("neurons", network.neurons());
    details.put("synapses", network.projections().stream().mapToLong(p -> p.connectivity().synapses()).sum());
    details.put("input_channels", network.inputs());
    Optional<NirModel> nir = bundled || file.chip().isPresent() ? Optional.empty() : nir(name);
    nir.ifPresent(model -> {
      details.put("nir_version", model.version());
      details.put("nodes", NirNodes.list(model));
    });
    TextTable populations = new TextTable("population", "type", "shape", "neurons", "parameters");
    details.put("populations", network.populations().stream().map(p -> population(p, populations)).toList());
    TextTable projections = new TextTable("projection", "from", "to", "delay", "synapses", "weights");
    details.put("projections", network.projections().stream().map(p -> projection(network, p, projections)).toList());
    details.put("outputs", network.outputs().stream().map(Network.Output::name).toList());
    details.putAll(settings(network.settings()));
    details.put("repairs", network.repairs());
    file.chip().ifPresent(chip -> details.put("chip", chip));
    file.input().ifPresent(input -> details.put("input", input.label()));
    file.labels().ifPresent(labels -> details.put("labels", labels.label()));
    if (!file.classes().isEmpty()) {
      details.put("classes", file.classes());
    }
    return new Description(details, text(details, nir.map(NirNodes::table).orElse(populations), projections));
  }

  /** The model of a NIR file; empty for anything else. */
  private static Optional<NirModel> nir(String name) {
    String ending = name.toLowerCase(Locale.ROOT);
    return ending.endsWith(".nir") || ending.endsWith(".h5") || ending.endsWith(".hdf5")
        ? Optional.of(NirModel.read(SourceFile.of(Path.of(name)))) : Optional.empty();
  }

  /** JSON fields: those of {@link RunSettings#values}, and reasons. */
  public static Map<String, Object> settings(RunSettings settings) {
    Map<String, Object> fields = settings.values();
    fields.put("reasons", new TreeMap<>(settings.reasons()));
    return fields;
  }

  /** The same for people, each with its reason. */
  public static List<String> settingLines(RunSettings settings) {
    List<String> lines = new ArrayList<>();
    Map<String, Object> fields = settings(settings);
    settings.reasons().entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(reason -> {
      Object value = fields.get(reason.getKey().equals("dt") ? "dt_s" : reason.getKey());
      lines.add(reason.getKey() + " " + (value == null ? "" : value + (reason.getKey().equals("dt") ? " s: " : ": ")) + reason.getValue());
    });
    return lines;
  }

  private static String text(Map<String, Object> details, TextTable populations, TextTable projections) {
    StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "Network %s: %,d neurons, %,d synapses, %,d input channels%n%n",
        TextTable.printable((String) details.get("name")), (int) details.get("neurons"), (long) details.get("synapses"),
        (int) details.get("input_channels")));
    text.append(populations).append("\n\n").append(projections).append("\n\n");
    text.append("outputs: ").append(details.get("outputs")).append('\n');
    for (String setting : List.of("dt_s", "reset", "integrator", "chip", "input", "labels", "classes")) {
      if (details.containsKey(setting)) {
        text.append(setting).append(": ").append(TextTable.printable(details.get(setting).toString())).append('\n');
      }
    }
    ((Map<?, ?>) details.get("reasons")).forEach((what, why) -> text.append("  ").append(what).append(": ").append(why).append('\n'));
    ((List<?>) details.get("repairs")).forEach(line -> text.append("note: ").append(TextTable.printable(line.toString())).append('\n'));
    return text.toString().stripTrailing();
  }

  private static Map<String, Object> population(Population population, TextTable table) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    String type = switch (population.model()) {
      case NeuronModel.Input input -> "input";
      case NeuronModel.Native own -> {
        own.parameters().forEach((name, values) -> parameters.put(name, range(Arrays.stream(values).asDoubleStream().toArray())));
        yield own.datapath();
      }
      case NeuronModel.Nir nir -> {
        nir(nir, parameters);
        yield nir.kind().label();
      }
      case NeuronModel.Artificial units -> {
        put(parameters, "negative_slope", units.unit() == Unit.LEAKY_RELU, new double[] {units.negativeSlope()});
        yield units.unit().label();
      }
    };
    table.row(population.name(), type, Arrays.toString(population.shape()), population.size(), parameters.toString());
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", population.name());
    fields.put("type", type);
    fields.put("shape", population.shape());
    fields.put("neurons", population.size());
    fields.put("parameters", parameters);
    return fields;
  }

  private static void nir(NeuronModel.Nir nir, Map<String, Object> parameters) {
    boolean leaks = nir.kind().leaks();
    put(parameters, "tau_mem_s", leaks, nir.tauMem());
    put(parameters, "tau_syn_s", nir.kind().cuba(), nir.tauSyn());
    put(parameters, "r", nir.kind().hasResistance(), nir.r());
    put(parameters, "w_in", nir.kind().cuba(), nir.wIn());
    put(parameters, "v_leak", leaks, nir.vLeak());
    put(parameters, "v_threshold", nir.kind().spikes(), nir.vThreshold());
    put(parameters, "v_reset", nir.kind().resets(), nir.vReset());
    put(parameters, "tau_adapt_s", nir.kind().adapts(), nir.adaptation().tau());
    put(parameters, "beta", nir.kind().adapts(), nir.adaptation().beta());
  }

  private static void put(Map<String, Object> parameters, String name, boolean has, double[] values) {
    if (has && values.length > 0) {
      parameters.put(name, range(values));
    }
  }

  /** One value, or {@code least..greatest}. */
  private static String range(double[] values) {
    double least = Arrays.stream(values).min().orElse(0);
    double most = Arrays.stream(values).max().orElse(0);
    return least == most ? number(least) : number(least) + ".." + number(most);
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9 ? Long.toString((long) value) : String.format(Locale.ROOT, "%.4g", value);
  }

  private static Map<String, Object> projection(Network network, Projection projection, TextTable table) {
    double[] extremes = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    for (int source = 0; source < projection.connectivity().sources(); source++) {
      projection.connectivity().forEach(source, (target, weight, delay) -> {
        extremes[0] = Math.min(extremes[0], weight);
        extremes[1] = Math.max(extremes[1], weight);
      });
    }
    List<Object> weights = new ArrayList<>();
    if (extremes[0] <= extremes[1]) {
      weights.add(extremes[0]);
      weights.add(extremes[1]);
    }
    String from = network.populations().get(projection.source()).name();
    String to = network.populations().get(projection.target()).name();
    table.row(projection.name(), from, to, projection.delay(), projection.connectivity().synapses(),
        weights.isEmpty() ? "none" : range(extremes));
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", projection.name());
    fields.put("from", from);
    fields.put("to", to);
    fields.put("delay", projection.delay());
    fields.put("synapses", projection.connectivity().synapses());
    fields.put("weights", weights);
    return fields;
  }
}
