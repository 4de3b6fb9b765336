package spikelock.toolchain.command.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import spikelock.emulator.datapath.Models;
import spikelock.toolchain.command.describe.ModelDescription;
import spikelock.toolchain.command.describe.ModelDetails;
import spikelock.toolchain.console.Means;
import spikelock.toolchain.console.TextTable;

/** What {@code models} says without a name. */
@Means("without NAME")
public record ModelsAnswer(@Means("per model and preset") List<Model> models) {
  private static final int LONGEST = 70;

  /** A bundled model or preset. */
  public record Model(String name, @Means("the model a preset is made of, else empty") String of, String description, List<String> parameters,
      int operations, int latencyCycles) {}

  public static ModelsAnswer bundled() {
    Map<String, Models.Preset> presets = Models.presets();
    List<String> names = new ArrayList<>(Models.names());
    names.addAll(presets.keySet());
    List<Model> models = new ArrayList<>();
    for (String name : names) {
      ModelDescription described = ModelDescription.of(name);
      ModelDetails details = described.details();
      models.add(new Model(name, presets.containsKey(name) ? presets.get(name).model() : "",
          presets.containsKey(name) ? presets.get(name).description() : described.description(),
          details.parameters().stream().map(ModelDetails.Parameter::name).toList(), details.operations(), details.latencyCycles()));
    }
    return new ModelsAnswer(models);
  }

  public String text() {
    TextTable table = new TextTable("name", "made of", "operations", "latency", "parameters", "");
    models.forEach(m -> table.row(m.name, m.of, m.operations, m.latencyCycles, String.join(" ", m.parameters),
        m.description.length() > LONGEST ? m.description.substring(0, LONGEST - 3) + "..." : m.description));
    return table + "\n\nLatency is in cycles. spikelock models NAME shows everything about one.";
  }
}
