package spikelock.mapper.description;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import spikelock.emulator.datapath.ModelName;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.ArrayFile;
import spikelock.emulator.files.AtomicOutput;
import spikelock.emulator.files.NdArray;
import spikelock.mapper.network.Connectivity;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.network.Population;
import spikelock.mapper.network.Projection;
import spikelock.mapper.network.RunSettings;
import spikelock.mapper.network.Unit;

/** Writes any network in the project's format: a YAML file, and a {@code .npz} of the same name beside it for the arrays. */
public final class NetworkWriter {
  private final String arrayFile;
  private final Map<String, NdArray> arrays = new LinkedHashMap<>();
  private final StringBuilder text = new StringBuilder();

  private NetworkWriter(String arrayFile) {
    this.arrayFile = arrayFile;
  }

  /**
   * Writes both files.
   *
   * @param file ends with {@code .yaml}
   * @throws InputException when it cannot be written, or a population has a datapath of its own file
   */
  public static void write(Path file, Network network) {
    write(file, network, "", List.of());
  }

  /**
   * Writes both files.
   *
   * @param description free text about the network; empty for none
   * @param classes names of the output neurons; empty for none
   */
  public static void write(Path file, Network network, String description, List<String> classes) {
    String name = String.valueOf(file.getFileName()).replaceFirst("\\.ya?ml$", "") + ".npz";
    NetworkWriter writer = new NetworkWriter(name);
    writer.network(network, description);
    if (!classes.isEmpty()) {
      writer.text.append("classes: [").append(String.join(", ", classes.stream().map(NetworkWriter::quoted).toList())).append("]\n");
    }
    if (!writer.arrays.isEmpty()) {
      ArrayFile.write(file.resolveSibling(name), writer.arrays);
    }
    AtomicOutput.write(file, out -> out.write(writer.text.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private void network(Network network, String description) {
    text.append("format: spikelock/network\nversion: 1\nname: ").append(quoted(network.name())).append('\n');
    if (!description.isEmpty()) {
      text.append("description: ").append(quoted(description)).append('\n');
    }
    if (network.oneScale()) {
      text.append("scale: population\n");
    }
    text.append("populations:\n");
    for (int p = 0; p < network.populations().size(); p++) {
      population(network.populations().get(p), "p" + p + "_");
    }
    text.append("projections:").append(network.projections().isEmpty() ? " []\n" : "\n");
    for (int n = 0; n < network.projections().size(); n++) {
      projection(network, network.projections().get(n), "w" + n + "_");
    }
    text.append("outputs:\n");
    for (Network.Output output : network.outputs()) {
      text.append("  ").append(quoted(output.name())).append(": ")
          .append(quoted(network.populations().get(output.population()).name())).append('\n');
    }
    RunSettings settings = network.settings();
    List<String> run = new ArrayList<>();
    settings.values().forEach((name, value) -> {
      // what stands in the projections and time constants already, or means nothing, is left out
      boolean left = name.equals("delay_mode") || name.equals("time_unit") || name.equals("like") && value.equals("nir");
      if (!left) {
        run.add(name + ": " + value);
      }
    });
    text.append("run: {").append(String.join(", ", run)).append("}\n");
  }

  private void population(Population population, String prefix) {
    List<String> fields = new ArrayList<>();
    fields.add("name: " + quoted(population.name()));
    fields.add("shape: " + java.util.Arrays.toString(population.shape()));
    switch (population.model()) {
      case NeuronModel.Input input -> fields.add("input: true");
      case NeuronModel.Nir nir -> nir(nir, prefix, fields);
      case NeuronModel.Artificial units -> artificial(units, prefix, fields);
      case NeuronModel.Native own -> {
        if (ModelName.isFile(own.datapath())) {
          throw new InputException("population '" + population.name() + "' has a datapath of its own file, which is not copied");
        }
        fields.add("datapath: " + quoted(own.datapath()));
        fields.add("parameters: {" + wholes(own.parameters(), prefix) + "}");
        fields.add("initial: {" + wholes(own.initial(), prefix + "initial_") + "}");
      }
    }
    entry(fields);
  }

  private void nir(NeuronModel.Nir nir, String prefix, List<String> fields) {
    NeuronModel.Kind kind = nir.kind();
    fields.add("neuron: " + kind.label());
    Map<String, double[]> values = new LinkedHashMap<>();
    if (kind.leaks()) {
      values.put("tau_mem_s", nir.tauMem());
      values.put("v_leak", nir.vLeak());
    }
    if (kind.cuba()) {
      values.put("tau_syn_s", nir.tauSyn());
      values.put("w_in", nir.wIn());
      values.put("initial_u", nir.initialU());
    }
    if (kind.spikes()) {
      values.put("v_threshold", nir.vThreshold());
    }
    if (kind.resets()) {
      values.put("v_reset", nir.vReset());
    }
    if (kind.adapts()) {
      values.put("tau_adapt_s", nir.adaptation().tau());
      values.put("beta", nir.adaptation().beta());
      values.put("initial_a", nir.adaptation().initial());
    }
    if (kind.hasResistance()) {
      values.put("r", nir.r());
    }
    if (kind != NeuronModel.Kind.THRESHOLD) {
      values.put("initial_v", nir.initialV());
    }
    values.put("bias", nir.bias());
    values.forEach((name, value) -> fields.add(name + ": " + number(value, prefix + name)));
    if (kind.resets()) {
      fields.add("refractory: " + whole(nir.refractory(), prefix + "refractory"));
    }
    nir.rule().ifPresent(rule -> fields.add("rule: {" + String.join(", ",
        rule.values().entrySet().stream().map(part -> part.getKey() + ": " + part.getValue()).toList()) + "}"));
  }

  private void artificial(NeuronModel.Artificial units, String prefix, List<String> fields) {
    fields.add("neuron: " + units.unit().label());
    fields.add("bias: " + number(units.bias(), prefix + "bias"));
    if (units.unit() == Unit.LEAKY_RELU) {
      fields.add("negative_slope: " + units.negativeSlope());
    }
  }

  private String number(double[] values, String name) {
    return values.length == 1 ? String.valueOf(values[0]) : reference(name, new NdArray(new int[] {values.length}, values));
  }

  private String wholes(Map<String, int[]> values, String prefix) {
    List<String> fields = new ArrayList<>();
    new java.util.TreeMap<>(values).forEach((name, value) -> fields.add(name + ": " + whole(value, prefix + name)));
    return String.join(", ", fields);
  }

  private String whole(int[] values, String name) {
    return values.length == 1 ? String.valueOf(values[0]) : reference(name, NdArray.of(values));
  }

  private void projection(Network network, Projection projection, String prefix) {
    List<String> fields = new ArrayList<>();
    fields.add("name: " + quoted(projection.name()));
    fields.add("from: " + quoted(network.populations().get(projection.source()).name()));
    fields.add("to: " + quoted(network.populations().get(projection.target()).name()));
    fields.add("input: " + projection.input());
    boolean ownDelays = projection.connectivity() instanceof Connectivity.Sparse sparse && sparse.delay().length > 0;
    if (!ownDelays) {
      fields.add("delay: " + projection.delay());
    }
    switch (projection.connectivity()) {
      case Connectivity.Dense dense -> {
        arrays.put(prefix + "matrix", NdArray.of(dense.weights(), dense.targets(), dense.sources()));
        fields.add("file: " + quoted(arrayFile) + ", matrix: " + prefix + "matrix");
      }
      case Connectivity.Diagonal diagonal -> fields.add("one_to_one: "
          + reference(prefix + "diagonal", NdArray.of(diagonal.weights(), diagonal.weights().length)));
      case Connectivity.Sparse sparse -> fields.add(edges(sparse, projection.delay(), prefix));
    }
    if (projection.bias().length > 0) {
      fields.add("bias: " + reference(prefix + "bias", NdArray.of(projection.bias(), projection.bias().length)));
    }
    if (projection.loop()) {
      fields.add("loop: true");
    }
    entry(fields);
  }

  private String edges(Connectivity.Sparse sparse, int delay, String prefix) {
    int[] source = new int[sparse.target().length];
    for (int s = 0; s < sparse.sources(); s++) {
      java.util.Arrays.fill(source, sparse.rowStart()[s], sparse.rowStart()[s + 1], s);
    }
    arrays.put(prefix + "source", NdArray.of(source));
    arrays.put(prefix + "target", NdArray.of(sparse.target()));
    arrays.put(prefix + "weight", NdArray.of(sparse.weight(), sparse.weight().length));
    String delays = "";
    if (sparse.delay().length > 0) {
      int[] total = new int[sparse.delay().length];
      for (int e = 0; e < total.length; e++) {
        total[e] = delay + sparse.delay()[e];
      }
      arrays.put(prefix + "delay", NdArray.of(total));
      delays = ", delay: " + prefix + "delay";
    }
    return "file: " + quoted(arrayFile) + ", edges: {source: " + prefix + "source, target: " + prefix + "target, weight: " + prefix
        + "weight" + delays + "}";
  }

  private String reference(String name, NdArray array) {
    arrays.put(name, array);
    return "{file: " + quoted(arrayFile) + ", array: " + name + "}";
  }

  private void entry(List<String> fields) {
    text.append("  - {").append(String.join(", ", fields)).append("}\n");
  }

  private static String quoted(String name) {
    StringBuilder quoted = new StringBuilder("\"");
    name.chars().forEach(c -> quoted.append(c == '"' || c == '\\' ? "\\" + (char) c
        : Character.isISOControl(c) ? String.format(java.util.Locale.ROOT, "\\u%04x", c) : String.valueOf((char) c)));
    return quoted.append('"').toString();
  }
}
