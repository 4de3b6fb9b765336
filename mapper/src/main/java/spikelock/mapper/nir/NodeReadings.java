package spikelock.mapper.nir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import spikelock.mapper.framework.FrameworkTable;
import spikelock.mapper.framework.Reading;
import spikelock.mapper.network.Framework;
import spikelock.mapper.network.Gain;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.network.NeuronRule;
import spikelock.mapper.network.RunOptions;
import spikelock.mapper.network.RunSettings;

/** What every neuron node of a file means: in NIR, or in the framework that the user named. */
final class NodeReadings {
  private final NirModel model;
  private final RunSettings settings;
  private final RunOptions options;
  /** The framework whose classes nodes are; Lava's are no NIR nodes. */
  private final Optional<Framework> like;

  NodeReadings(NirModel model, RunSettings settings, RunOptions options) {
    this.model = model;
    this.settings = settings;
    this.options = options;
    this.like = options.like().filter(framework -> framework != Framework.LAVA);
  }

  /**
   * Gives every neuron its start, and where the user named a framework its rule; a line says for all nodes that were taken for the same
   * what that is and why.
   *
   * @param models by vertex number, time constants in s
   * @return the settings, with what all nodes have in common
   */
  RunSettings replaceIn(Map<Integer, NeuronModel.Nir> models, Remarks remarks) {
    Map<String, List<String>> lines = new LinkedHashMap<>();
    models.replaceAll((number, nir) -> {
      FlatGraph.Vertex vertex = model.graph.vertices.get(number);
      Optional<Reading> reading = reading(vertex, nir);
      reading.ifPresent(its -> lines.computeIfAbsent(its.text(), text -> new ArrayList<>()).add("'" + vertex.name + "'"));
      NeuronModel.Nir its = reading.map(Reading::nir).orElse(nir);
      requireFinite(vertex, nir, its);
      return options.initialV().isPresent() ? options.initialV().get().set(its) : its;
    });
    if (options.like().isEmpty()) {
      looksLike(models).ifPresent(remarks::note);
    }
    lines.forEach((text, names) -> remarks.note(String.join(", ", names) + (names.size() == 1 ? " is " : " are ") + text));
    return like.isPresent() ? common(models) : settings;
  }

  /** The settings with the rule that the nodes have; a reason says where they have several. */
  private RunSettings common(Map<Integer, NeuronModel.Nir> models) {
    Map<String, Set<String>> values = new LinkedHashMap<>();
    models.values().forEach(nir -> settings.rule(nir).values()
        .forEach((part, value) -> values.computeIfAbsent(part, name -> new LinkedHashSet<>()).add(value.toString())));
    Map<String, String> reasons = new LinkedHashMap<>(settings.reasons());
    values.forEach((part, all) -> {
      if (all.size() > 1) {
        reasons.put(part, "differs from node to node: " + String.join(", ", all));
      }
    });
    NeuronRule rule = models.isEmpty() ? settings.rule() : settings.rule(models.values().iterator().next());
    return new RunSettings(settings.dt(), rule, settings.loopBiasAtZero(), settings.dialect(), reasons);
  }

  /**
   * What a neuron node was taken for, where the user named a framework.
   *
   * @param unit of the file's times in s
   */
  Optional<Reading> reading(FlatGraph.Vertex vertex, double unit) {
    return reading(vertex, Settings.withGain(TimeScale.inSeconds(model.models.get(vertex.number), unit), settings.dt()));
  }

  private Optional<Reading> reading(FlatGraph.Vertex vertex, NeuronModel.Nir nir) {
    return like.map(framework -> FrameworkTable.read(framework, nir, model.sizes.size(vertex), settings, options));
  }

  /** What is infinite in the file has to be meant by the framework: it must not take part in a product. */
  private void requireFinite(FlatGraph.Vertex vertex, NeuronModel.Nir file, NeuronModel.Nir nir) {
    boolean infinite = infinite(file.tauMem()) || infinite(file.tauSyn()) || infinite(file.r()) || infinite(file.wIn());
    Gain gain = settings.rule(nir).gain();
    if (infinite && (gain.membrane(nir.kind()) != Gain.Membrane.AS_IT_IS || nir.kind().cuba() && gain.current() != Gain.Current.AS_IT_IS)) {
      throw vertex.node.error("has a time constant or a gain that is infinite; every value must be finite",
          "snnTorch writes that for beta = 1, an integrator: --like snntorch reads it");
    }
  }

  private static boolean infinite(double[] values) {
    return Arrays.stream(values).anyMatch(Double::isInfinite);
  }

  /** A line for the frameworks that every neuron node shows it is from. */
  private Optional<String> looksLike(Map<Integer, NeuronModel.Nir> models) {
    List<String> found = new ArrayList<>();
    for (Framework framework : Framework.values()) {
      Set<String> evidence = new LinkedHashSet<>();
      boolean all = !models.isEmpty();
      for (Map.Entry<Integer, NeuronModel.Nir> each : models.entrySet()) {
        int neurons = model.sizes.size(model.graph.vertices.get(each.getKey()));
        Optional<String> its = FrameworkTable.evidence(framework, each.getValue(), neurons, settings.dt());
        all &= its.isPresent();
        its.ifPresent(evidence::add);
      }
      if (all) {
        found.add(framework + " (" + String.join("; ", evidence) + "): --like " + RunSettings.word(framework));
      }
    }
    return found.isEmpty() ? Optional.empty() : Optional.of("the neurons look like those of " + String.join(", or of ", found)
        + " computes as it does");
  }
}
