package spikelock.toolchain.command.answer;

import java.util.List;
import spikelock.emulator.files.NdArray;
import spikelock.mapper.nir.NirPart;
import spikelock.mapper.nir.NodeExplanation;
import spikelock.toolchain.command.describe.Settings;
import spikelock.toolchain.console.Means;
import spikelock.toolchain.console.TextTable;

/** What {@code explain} says. */
public record ExplainAnswer(
    @Means("its name") String node,
    @Means("NIR's type") String type,
    @Means("shape of what it takes") int[] takes,
    @Means("shape of what it gives") int[] gives,
    @Means("what it gives: spike, potential or current") String output,
    @Means("lines of the equation in discrete time; t counts timesteps, x is the sum of all that arrives") List<String> equation,
    @Means("lines for the symbols: meaning, value or range, unit") List<String> where,
    @Means("for a neuron with --like: the class that it was taken for and why, what that computes, and which others write the same node")
    List<String> reading,
    @Means("nodes that feed it") List<String> from,
    @Means("nodes that it feeds") List<String> to,
    @Means("for a neuron, per population that reaches it: through which nodes, how much later, how many synapses") List<String> paths,
    @Means("how the network is run") Settings settings,
    @Means("what the reader mended or assumed in the whole file") List<String> repairs) {

  public static ExplainAnswer of(NodeExplanation explained, Settings settings, List<String> repairs) {
    NirPart part = explained.node();
    return new ExplainAnswer(part.name(), part.type(), part.takes(), part.gives(), explained.gives(), explained.equation(), explained.where(),
        explained.reading(), part.from(), part.to(), explained.paths(), settings, repairs);
  }

  public String text() {
    StringBuilder text = new StringBuilder(TextTable.printable(node)).append(" is ").append(type.matches("[AEIO].*") ? "an " : "a ").append(type)
        .append(": takes ").append(shape(takes)).append(", gives ").append(shape(gives)).append(", a ").append(output).append(System.lineSeparator());
    equation.forEach(line -> text.append("  ").append(line).append(System.lineSeparator()));
    for (int i = 0; i < where.size(); i++) {
      text.append(i == 0 ? "with " : "     ").append(where.get(i)).append(System.lineSeparator());
    }
    for (int i = 0; i < reading.size(); i++) {
      text.append(i == 0 ? "as " : "     ").append(TextTable.printable(reading.get(i))).append(System.lineSeparator());
    }
    text.append("units: ").append(switch (output) {
      case "spike" -> "a spike is a 1 for one timestep; v, v_threshold, v_reset, v_leak in the file's unit of potential";
      case "potential" -> "v and v_leak in the file's unit of potential, read by a probe or passed on as it is";
      default -> "a current in the file's unit: weights times spikes, plus the bias";
    }).append(System.lineSeparator());
    text.append("from: ").append(names(from)).append(System.lineSeparator()).append("to:   ").append(names(to));
    paths.forEach(path -> text.append(System.lineSeparator()).append("  ").append(TextTable.printable(path)));
    text.append(System.lineSeparator()).append("runs with:");
    settings.lines().forEach(line -> text.append(System.lineSeparator()).append("  ").append(line));
    return text.toString();
  }

  private static String names(List<String> names) {
    return names.isEmpty() ? "nothing" : TextTable.printable(String.join(", ", names));
  }

  private static String shape(int[] shape) {
    return new NdArray(shape, new int[0]).shapeText();
  }
}
