package spikelock.toolchain.command.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import spikelock.toolchain.command.describe.Settings;
import spikelock.toolchain.console.Means;
import spikelock.toolchain.console.TextTable;

/** What {@code check} found. */
public record CheckAnswer(
    @Means("the file as it was named") String file,
    @Means("neurons, inputs not counted") int neurons,
    @Means("input channels") int inputChannels,
    @Means("names of the outputs") List<String> outputs,
    @Means("a line for everything that was mended, assumed or is worth knowing") List<String> repairs,
    @Means("how it is run") Settings settings,
    @Means("the chip that runs it, or the last that was tried") String chip,
    @Means("whether that chip runs it") boolean chipRunsIt,
    @Means("cores that it takes; 0 when no chip runs it") int cores,
    @Means("per chip that cannot") List<Refusal> chipProblems,
    @Means("what rounding to the chip's integers gives up, per population") List<String> approximations,
    @Means("per population, what rounding does to its weights; errors are relative") Map<String, Rounding> quantisation,
    @Means("what is lost and what helps, a line each") List<String> warnings) {

  /** A chip that cannot run it. */
  public record Refusal(String chip, String problem, String hint) {}

  /** @param lag the greatest, in timesteps */
  public String text(int lag) {
    StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%s: readable, %,d neurons, %,d input channels%n", TextTable.printable(file), neurons,
        inputChannels));
    list(text, repairs.isEmpty() ? "nothing had to be mended or assumed" : "mended, assumed or worth knowing:", repairs);
    text.append("runs with:").append(System.lineSeparator());
    settings.lines().forEach(line -> text.append("  ").append(line).append(System.lineSeparator()));
    refusals(text);
    if (chipRunsIt) {
      text.append(chip).append(" runs it on ").append(cores).append(cores == 1 ? " core" : " cores");
      text.append(lag == 0 ? "" : ", up to " + lag + (lag == 1 ? " timestep" : " timesteps") + " behind the layers' own time")
          .append(System.lineSeparator());
      if (!approximations.isEmpty()) {
        list(text, "rounded to the chip's integers:", approximations);
      }
      text.append("weights:").append(System.lineSeparator());
      Rounding.table(quantisation).toString().lines().forEach(line -> text.append("  ").append(line).append(System.lineSeparator()));
      Rounding.payloads(quantisation).forEach(line -> text.append("  ").append(line).append(System.lineSeparator()));
      warnings.forEach(warning -> text.append("warning: ").append(TextTable.printable(warning)).append(System.lineSeparator()));
    }
    return text.toString().stripTrailing();
  }

  /** Chips that give the same reason share a line. */
  private void refusals(StringBuilder text) {
    Map<String, List<String>> chips = new LinkedHashMap<>();
    for (Refusal refusal : chipProblems) {
      String hint = refusal.hint.isEmpty() ? "" : System.lineSeparator() + "  " + TextTable.printable(refusal.hint);
      chips.computeIfAbsent(TextTable.printable(refusal.problem) + hint, problem -> new ArrayList<>()).add(refusal.chip);
    }
    chips.forEach((problem, names) -> text.append(String.join(", ", names)).append(" cannot run it: ").append(problem)
        .append(System.lineSeparator()));
  }

  private static void list(StringBuilder text, String title, List<String> lines) {
    text.append(title).append(System.lineSeparator());
    lines.forEach(line -> text.append("  - ").append(TextTable.printable(line)).append(System.lineSeparator()));
  }
}
