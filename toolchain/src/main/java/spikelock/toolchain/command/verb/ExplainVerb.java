package spikelock.toolchain.command.verb;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import spikelock.emulator.files.NdArray;
import spikelock.mapper.network.RunOptions;
import spikelock.mapper.nir.NirModel;
import spikelock.mapper.nir.NirPart;
import spikelock.mapper.nir.NodeExplanation;
import spikelock.mapper.source.SourceFile;
import spikelock.toolchain.command.describe.NetworkDescriber;
import spikelock.toolchain.command.options.ReadingOptions;
import spikelock.toolchain.console.Answer;
import spikelock.toolchain.console.Session;
import spikelock.toolchain.console.TextTable;
import spikelock.toolchain.console.Verb;

/** {@code explain}: what one node of a NIR file computes. */
@Command(name = "explain", description = "what a node of a NIR file computes: its equation in timesteps with its own numbers")
final class ExplainVerb extends Verb {
  @Parameters(index = "0", paramLabel = "FILE", description = "A .nir file.")
  private String file = "";

  @Parameters(index = "1", paramLabel = "NODE", description = "Name of a node; those of nested graphs with dots. spikelock info FILE lists them.")
  private String node = "";

  @Mixin private final ReadingOptions options = new ReadingOptions();

  @Override
  public Group group() {
    return Group.LOOK;
  }

  @Override
  public List<String> examples() {
    return List.of("explain braille.nir lif1.lif", "explain braille.nir fc1 --json", "explain braille.nir lif2 --dt 1e-3 --integrator exact");
  }

  @Override
  public Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("node", "its name");
    fields.put("type", "NIR's type");
    fields.put("takes", "shape of what it takes");
    fields.put("gives", "shape of what it gives");
    fields.put("output", "what it gives: spike, potential or current");
    fields.put("equation", "lines of the equation in discrete time; t counts timesteps, x is the sum of all that arrives");
    fields.put("where", "lines for the symbols: meaning, value or range, unit");
    fields.put("from", "nodes that feed it");
    fields.put("to", "nodes that it feeds");
    fields.put("paths", "for a neuron, per population that reaches it: through which nodes, how much later, how many synapses");
    fields.put("settings", "dt_s, reset, integrator, loop_bias_at_zero and reasons (by setting)");
    fields.put("repairs", "what the reader mended or assumed in the whole file");
    return fields;
  }

  @Override
  public Answer run(Session session) {
    RunOptions run = options.runOptions();
    NirModel model = NirModel.read(SourceFile.of(CheckVerb.nirFile(file)));
    NodeExplanation explained = model.explain(node, run);
    NirPart part = explained.node();
    var network = model.network(run);
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("node", part.name());
    fields.put("type", part.type());
    fields.put("takes", part.takes());
    fields.put("gives", part.gives());
    fields.put("output", explained.gives());
    fields.put("equation", explained.equation());
    fields.put("where", explained.where());
    fields.put("from", part.from());
    fields.put("to", part.to());
    fields.put("paths", explained.paths());
    fields.put("settings", NetworkDescriber.settings(network.settings()));
    fields.put("repairs", network.repairs());
    return Answer.done(fields, text(explained) + "\nsettings: " + String.join("\n          ", NetworkDescriber.settingLines(network.settings())));
  }

  private static String text(NodeExplanation explained) {
    NirPart part = explained.node();
    StringBuilder text = new StringBuilder(TextTable.printable(part.name())).append(" is ").append(part.type().matches("[AEIO].*") ? "an " : "a ")
        .append(part.type()).append(": takes ").append(shape(part.takes())).append(", gives ").append(shape(part.gives())).append(", a ")
        .append(explained.gives()).append(System.lineSeparator());
    explained.equation().forEach(line -> text.append("  ").append(line).append(System.lineSeparator()));
    for (int i = 0; i < explained.where().size(); i++) {
      text.append(i == 0 ? "with " : "     ").append(explained.where().get(i)).append(System.lineSeparator());
    }
    text.append("units: ").append(switch (explained.gives()) {
      case "spike" -> "a spike is a 1 for one timestep; v, v_threshold, v_reset, v_leak in the file's unit of potential";
      case "potential" -> "v and v_leak in the file's unit of potential, read by a probe or passed on as it is";
      default -> "a current in the file's unit: weights times spikes, plus the bias";
    }).append(System.lineSeparator());
    text.append("from: ").append(names(part.from())).append(System.lineSeparator()).append("to:   ").append(names(part.to()));
    explained.paths().forEach(path -> text.append(System.lineSeparator()).append("  ").append(TextTable.printable(path)));
    return text.toString();
  }

  private static String names(List<String> names) {
    return names.isEmpty() ? "nothing" : TextTable.printable(String.join(", ", names));
  }

  private static String shape(int[] shape) {
    return new NdArray(shape, new int[0]).shapeText();
  }
}
