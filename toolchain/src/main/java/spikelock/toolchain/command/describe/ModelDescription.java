package spikelock.toolchain.command.describe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import spikelock.emulator.chip.Technology;
import spikelock.emulator.datapath.Datapath;
import spikelock.emulator.datapath.DatapathFile;
import spikelock.emulator.datapath.Field;
import spikelock.emulator.datapath.ModelName;
import spikelock.emulator.datapath.Schedule;
import spikelock.emulator.files.YamlFile;
import spikelock.toolchain.console.Answer;
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

  /** Operations that are left to do: leaves and constants are none. */
  public int operations() {
    return (int) datapath.nodes().stream().filter(node -> node.op().operands() > 0).count();
  }

  public int latency() {
    return Schedule.of(datapath, Technology.ASIC).latency();
  }

  /** All of it, under the field names of the {@code models} verb. */
  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("model", name);
    fields.put("file", text);
    fields.put("inputs", datapath.inputs().stream().map(f -> OrderedMap.of("name", f.name(), "type", f.type().toString())).toList());
    fields.put("state", datapath.states().stream()
        .map(f -> OrderedMap.of("name", f.name(), "type", f.type().toString(), "bits", f.type().bits())).toList());
    fields.put("parameters", datapath.parameters().stream().map(f -> OrderedMap.of("name", f.name(), "type", f.type().toString(),
        "min", f.min(), "max", f.max(), "default", f.initial(), "description", f.description())).toList());
    fields.put("operations", operations());
    fields.put("latency_cycles", latency());
    fields.put("graph", datapath.describe());
    return fields;
  }

  public Answer answer() {
    StringBuilder page = new StringBuilder(TextTable.printable(description)).append("\n\n");
    page.append(fieldTable());
    page.append("\n\n").append(operations()).append(" operations, results after ").append(latency()).append(" cycles:\n\n")
        .append(GraphText.of(datapath)).append("\nThe file:\n\n");
    text.lines().forEach(line -> page.append(TextTable.printable(line)).append('\n'));
    return Answer.done(fields(), page.toString().stripTrailing());
  }

  /** Inputs, state fields and parameters. */
  String fieldTable() {
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
