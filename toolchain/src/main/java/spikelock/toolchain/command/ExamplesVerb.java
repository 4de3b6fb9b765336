package spikelock.toolchain.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import spikelock.mapper.description.NetworkDescription;
import spikelock.mapper.network.RunOptions;
import spikelock.toolchain.console.Answer;
import spikelock.toolchain.console.Session;
import spikelock.toolchain.console.TextTable;
import spikelock.toolchain.console.Verb;
import spikelock.toolchain.examples.Examples;

/** {@code examples}: the bundled networks. */
@Command(name = "examples", description = "the bundled networks, which every verb takes by name")
final class ExamplesVerb extends Verb {
  @Override
  public Group group() {
    return Group.LOOK;
  }

  @Override
  public List<String> examples() {
    return List.of("examples", "run orientation", "info orientation");
  }

  @Override
  public Map<String, String> fields() {
    return Map.of("examples", "per example: name, description, neurons, input_channels, chip, classes");
  }

  @Override
  public Answer run(Session session) {
    TextTable table = new TextTable("example", "neurons", "inputs", "chip", "what it is");
    List<Map<String, Object>> all = Examples.names().stream().map(name -> {
      NetworkDescription example = Examples.open(name, RunOptions.NONE);
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("name", name);
      fields.put("description", Examples.describe(name));
      fields.put("neurons", example.network().neurons());
      fields.put("input_channels", example.network().inputs());
      fields.put("chip", example.chip().orElse(""));
      fields.put("classes", example.classes());
      table.row(name, example.network().neurons(), example.network().inputs(), example.chip().orElse(""), Examples.describe(name));
      return fields;
    }).toList();
    return Answer.done(Map.of("examples", all), table + "\n\nTry: spikelock run orientation");
  }
}
