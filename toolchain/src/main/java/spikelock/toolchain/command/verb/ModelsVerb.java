package spikelock.toolchain.command.verb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import spikelock.emulator.datapath.Datapath;
import spikelock.emulator.datapath.Field;
import spikelock.emulator.datapath.Models;
import spikelock.toolchain.command.describe.ModelDescription;
import spikelock.toolchain.command.describe.OrderedMap;
import spikelock.toolchain.console.Answer;
import spikelock.toolchain.console.Session;
import spikelock.toolchain.console.TextTable;
import spikelock.toolchain.console.Verb;

/** {@code models}: the bundled neuron models and presets, or everything about one. */
@Command(name = "models", description = "the bundled neuron models and presets, or the file and the graph of one")
final class ModelsVerb extends Verb {
  @Parameters(index = "0", arity = "0..1", paramLabel = "NAME|FILE", description = "A bundled model or preset, or a .neuron file; without it all bundled ones.")
  private String model = "";

  @Override
  public Group group() {
    return Group.LOOK;
  }

  @Override
  public List<String> examples() {
    return List.of("models", "models LIF", "models my.neuron", "models cuba --json");
  }

  @Override
  public Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("models", "without NAME, per model and preset: name, of (the model a preset is made of, else empty), description, parameters, operations, latency_cycles");
    fields.put("model", "with NAME: the model's name");
    fields.put("file", "with NAME: the text of its file; a preset's ends with the values that are held");
    fields.put("inputs", "with NAME, per synaptic input: name, type");
    fields.put("state", "with NAME, per state field that is left: name, type, bits");
    fields.put("parameters", "with NAME, per parameter that is left: name, type, min, max, default (raw integers), description");
    fields.put("operations", "with NAME: operations of the folded graph");
    fields.put("latency_cycles", "with NAME: clock edges from the datapath's inputs to its results");
    fields.put("graph", "with NAME: the folded graph, one operation a line");
    return fields;
  }

  @Override
  public Answer run(Session session) {
    return model.isEmpty() ? all() : ModelDescription.of(model).answer();
  }

  private static Answer all() {
    List<Object> models = new ArrayList<>();
    TextTable table = new TextTable("name", "made of", "operations", "latency", "parameters", "");
    List<String> names = new ArrayList<>(Models.names());
    Map<String, Models.Preset> presets = Models.presets();
    names.addAll(presets.keySet());
    for (String name : names) {
      Datapath datapath = Models.bundled(name);
      ModelDescription described = ModelDescription.of(name);
      String of = presets.containsKey(name) ? presets.get(name).model() : "";
      String description = presets.containsKey(name) ? presets.get(name).description() : described.description();
      List<String> parameters = datapath.parameters().stream().map(Field::name).toList();
      models.add(OrderedMap.of("name", name, "of", of, "description", description, "parameters", parameters, "operations",
          described.operations(), "latency_cycles", described.latency()));
      table.row(name, of, described.operations(), described.latency(), parameters.stream().collect(Collectors.joining(" ")),
          description.length() > 70 ? description.substring(0, 67) + "..." : description);
    }
    return Answer.done(Map.of("models", models),
        table + "\n\nLatency is in cycles. spikelock models NAME shows everything about one.");
  }
}
