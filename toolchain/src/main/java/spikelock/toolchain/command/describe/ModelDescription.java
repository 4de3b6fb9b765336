package spikelock.toolchain.command.describe;

import java.util.List;
import java.util.Map;
import spikelock.emulator.datapath.Datapath;
import spikelock.emulator.datapath.DatapathFile;
import spikelock.emulator.datapath.Field;
import spikelock.emulator.datapath.ModelName;
import spikelock.emulator.files.YamlFile;
import spikelock.toolchain.console.TextTable;

/**
 * A neuron model as people look at it.
 *
 * @param name how it was asked for
 * @param text its file
 * @param description what the file says it is, in one line
 * @param datapath the folded graph
 */
public record ModelDescription(String name, String text, String description, Datapath datapath) {

  /** Reads a bundled model or preset, or a {@code .neuron} file. */
  public static ModelDescription of(String nameOrPath) {
    ModelName model = ModelName.of(nameOrPath);
    String text = model.text();
    Datapath datapath = DatapathFile.parse(text, model.file(), Map.of());
    String description = YamlFile.parse(text, model.file(), "neuron", DatapathFile.VERSION).text("description", "").strip().replaceAll("\\s+", " ");
    return new ModelDescription(nameOrPath, text, description, datapath);
  }

  public ModelDetails details() {
    return ModelDetails.of(name, text, datapath);
  }

  /** All of it for people. */
  public String page() {
    ModelDetails details = details();
    StringBuilder page = new StringBuilder(TextTable.printable(description)).append("\n\n");
    page.append(fieldTable());
    page.append("\n\n").append(details.operations()).append(" operations, results after ").append(details.latencyCycles()).append(" cycles:\n\n")
        .append(GraphText.of(datapath)).append("\nThe file:\n\n");
    text.lines().forEach(line -> page.append(TextTable.printable(line)).append('\n'));
    return page.toString().stripTrailing();
  }

  /** Inputs, state fields and parameters. */
  private String fieldTable() {
    TextTable table = new TextTable("", "name", "type", "least", "greatest", "default", "");
    add(table, "input", datapath.inputs());
    add(table, "state", datapath.states());
    add(table, "parameter", datapath.parameters());
    return table.toString();
  }

  private static void add(TextTable table, String what, List<Field> fields) {
    fields.forEach(f -> table.row(what, f.name(), f.type(), f.min(), f.max(), f.initial(), f.description()));
  }
}
