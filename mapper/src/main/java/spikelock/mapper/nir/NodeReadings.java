package spikelock.mapper.nir;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import spikelock.mapper.framework.FrameworkTable;
import spikelock.mapper.framework.Reading;
import spikelock.mapper.network.Framework;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.network.RunOptions;
import spikelock.mapper.network.RunSettings;

/** What every neuron node of a file means: in NIR, or in the framework that the user named. */
final class NodeReadings {
  private final NirModel model;
  private final RunSettings settings;
  private final RunOptions options;

  private NodeReadings(NirModel model, RunSettings settings, RunOptions options) {
    this.model = model;
    this.settings = settings;
    this.options = options;
  }

  static NodeReadings of(NirModel model, RunSettings settings, RunOptions options) {
    return new NodeReadings(model, settings, options);
  }

  /**
   * Gives every neuron its start, and where the user named a framework its rule; a line says for all nodes that were taken for the same
   * what that is and why.
   *
   * @param models by vertex number, time constants in s
   */
  void replaceIn(Map<Integer, NeuronModel.Nir> models, Remarks remarks) {
    Map<String, List<String>> lines = new LinkedHashMap<>();
    models.replaceAll((number, nir) -> {
      FlatGraph.Vertex vertex = model.graph.vertices.get(number);
      NeuronModel.Nir its = nir;
      Optional<Framework> like = options.like().filter(framework -> framework != Framework.LAVA);
      if (like.isPresent()) {
        Reading reading = FrameworkTable.read(like.get(), nir, model.sizes.size(vertex), settings, options);
        lines.computeIfAbsent(reading.text(like.get().toString()), text -> new ArrayList<>()).add("'" + vertex.name + "'");
        its = reading.nir();
      }
      return options.initialV().isPresent() ? options.initialV().get().set(its) : its;
    });
    lines.forEach((text, names) -> remarks.note(String.join(", ", names) + (names.size() == 1 ? " is " : " are ") + text));
  }
}
