package spikelock.toolchain.command.describe;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import spikelock.mapper.description.NetworkDescription;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.network.Population;
import spikelock.mapper.network.Projection;
import spikelock.mapper.network.Unit;
import spikelock.mapper.nir.NirModel;
import spikelock.mapper.source.SourceFile;
import spikelock.toolchain.console.Means;
import spikelock.toolchain.console.TextTable;

/** A network as its file has it; what the file does not suggest is left out. */
@Means("of a network")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record NetworkDetails(
    @Means("of the network") String name,
    @Means("inputs not counted") int neurons,
    @Means("of all projections") long synapses,
    @Means("of all input populations") int inputChannels,
    @Means("of a NIR file") Optional<String> nirVersion,
    @Means("of a NIR file") Optional<List<NirNode>> nodes,
    @Means("per population") List<Group> populations,
    @Means("per projection") List<Connection> projections,
    @Means("names of the outputs") List<String> outputs,
    @JsonUnwrapped Settings settings,
    @Means("what the reader mended or assumed") List<String> repairs,
    @Means("where the file suggests one") Optional<String> chip,
    @Means("where the file suggests one") Optional<String> input,
    @Means("where the file suggests some") Optional<String> labels,
    @Means("where the file names some") Optional<List<String>> classes) {

  /** A population. */
  record Group(String name, String type, int[] shape, int neurons, @Means("value or range, by name") Map<String, String> parameters) {

    static Group of(Population population) {
      Map<String, String> parameters = new LinkedHashMap<>();
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
      return new Group(population.name(), type, population.shape(), population.size(), parameters);
    }

    private static void nir(NeuronModel.Nir nir, Map<String, String> parameters) {
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

    private static void put(Map<String, String> parameters, String name, boolean has, double[] values) {
      if (has && values.length > 0) {
        parameters.put(name, range(values));
      }
    }

    private String text() {
      return parameters.entrySet().stream().map(parameter -> parameter.getKey() + " " + parameter.getValue()).collect(Collectors.joining(", "));
    }
  }

  /** A projection. */
  record Connection(String name, String from, String to, int delay, long synapses, @Means("least and greatest, or none") List<Double> weights) {

    static Connection of(Network network, Projection projection) {
      double[] extremes = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
      for (int source = 0; source < projection.connectivity().sources(); source++) {
        projection.connectivity().forEach(source, (target, weight, delay) -> {
          extremes[0] = Math.min(extremes[0], weight);
          extremes[1] = Math.max(extremes[1], weight);
        });
      }
      return new Connection(projection.name(), network.populations().get(projection.source()).name(),
          network.populations().get(projection.target()).name(), projection.delay(), projection.connectivity().synapses(),
          extremes[0] <= extremes[1] ? List.of(extremes[0], extremes[1]) : List.of());
    }

    private String range() {
      return weights.isEmpty() ? "none" : NetworkDetails.range(weights.getFirst(), weights.getLast());
    }
  }

  /** @param nir the file as a model, where it is one */
  static NetworkDetails of(NetworkDescription file, Optional<NirModel> nir) {
    Network network = file.network();
    List<Connection> projections = network.projections().stream().map(projection -> Connection.of(network, projection)).toList();
    return new NetworkDetails(network.name(), network.neurons(), projections.stream().mapToLong(Connection::synapses).sum(), network.inputs(),
        nir.map(NirModel::version), nir.map(NirNode::of), network.populations().stream().map(Group::of).toList(), projections,
        network.outputs().stream().map(Network.Output::name).toList(), Settings.of(network.settings()), network.repairs(), file.chip(),
        file.input().map(SourceFile::label), file.labels().map(SourceFile::label),
        file.classes().isEmpty() ? Optional.empty() : Optional.of(file.classes()));
  }

  String text() {
    StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "Network %s: %,d neurons, %,d synapses, %,d input channels%n%n",
        TextTable.printable(name), neurons, synapses, inputChannels));
    text.append(nodes.map(NirNode::table).orElseGet(this::populationTable)).append("\n\n");
    TextTable table = new TextTable("projection", "from", "to", "delay", "synapses", "weights");
    projections.forEach(p -> table.row(p.name, p.from, p.to, p.delay, p.synapses, p.range()));
    text.append(table).append("\n\n");
    line(text, "outputs", Optional.of(String.join(", ", outputs)));
    line(text, "chip", chip);
    line(text, "input", input);
    line(text, "labels", labels);
    line(text, "classes", classes.map(names -> String.join(", ", names)));
    text.append("runs with:\n");
    settings.lines().forEach(setting -> text.append("  ").append(setting).append('\n'));
    repairs.forEach(repair -> text.append("note: ").append(TextTable.printable(repair)).append('\n'));
    return text.toString().stripTrailing();
  }

  private TextTable populationTable() {
    TextTable table = new TextTable("population", "type", "shape", "neurons", "parameters");
    populations.forEach(p -> table.row(p.name, p.type, Arrays.toString(p.shape), p.neurons, p.text()));
    return table;
  }

  private static void line(StringBuilder text, String name, Optional<String> value) {
    value.ifPresent(words -> text.append(name).append(": ").append(TextTable.printable(words)).append('\n'));
  }

  /** One value, or {@code least..greatest}. */
  private static String range(double[] values) {
    return range(Arrays.stream(values).min().orElse(0), Arrays.stream(values).max().orElse(0));
  }

  private static String range(double least, double greatest) {
    return least == greatest ? number(least) : number(least) + ".." + number(greatest);
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9 ? Long.toString((long) value) : String.format(Locale.ROOT, "%.4g", value);
  }
}
