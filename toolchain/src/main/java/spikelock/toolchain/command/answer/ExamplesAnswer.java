package spikelock.toolchain.command.answer;

import java.util.List;
import java.util.Optional;
import spikelock.mapper.description.NetworkDescription;
import spikelock.toolchain.console.Means;
import spikelock.toolchain.console.TextTable;
import spikelock.toolchain.examples.Examples;

/** What {@code examples} says. */
public record ExamplesAnswer(
    @Means("per example") List<Example> examples,
    @Means("null, or with -o what was written") Optional<Synthetic> synthetic) {

  /** A bundled network. */
  public record Example(String name, String description, int neurons, int inputChannels, String chip, List<String> classes) {
    public static Example of(String name) {
      NetworkDescription example = Examples.open(name);
      return new Example(name, Examples.describe(name), example.network().neurons(), example.network().inputs(), example.chip().orElse(""),
          example.classes());
    }
  }

  /** Synthetic data as files. */
  public record Synthetic(String name, int count, long seed, String images, String labels) {}

  /** @param chosen what was asked for; empty for all */
  public String text(String chosen) {
    if (synthetic.isPresent()) {
      Synthetic files = synthetic.get();
      return "wrote " + files.count + " synthetic digits, drawn with seed " + files.seed + ": " + files.images + ", " + files.labels;
    }
    TextTable table = new TextTable("example", "neurons", "inputs", "chip", "what it is");
    examples.forEach(e -> table.row(e.name, e.neurons, e.inputChannels, e.chip, e.description));
    return table + "\n\nTry: spikelock run " + (chosen.isEmpty() ? Examples.ORIENTATION : chosen);
  }
}
