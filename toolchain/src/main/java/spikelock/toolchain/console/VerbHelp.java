package spikelock.toolchain.console;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The help of one verb: a screen of what many need, or everything. */
final class VerbHelp {
  private static final int WIDTH = 100;
  private static final int COLUMN = 30;
  private static final int FEW_EXAMPLES = 3;
  private static final int RARE = Integer.MAX_VALUE;

  private final CommandSpec spec;
  private final Verb verb;
  private final boolean all;
  private final StringBuilder page = new StringBuilder();

  private VerbHelp(CommandSpec spec, boolean all) {
    this.spec = spec;
    this.verb = (Verb) spec.userObject();
    this.all = all;
  }

  /** @param all whether with every option, all that is said of each, and the fields of {@code --json} */
  static String page(CommandSpec spec, boolean all) {
    return new VerbHelp(spec, all).write();
  }

  /** The heading of an option; one that says none (a test finds it) is among those about running rather than nowhere. */
  private static Heading heading(OptionSpec option) {
    if (!(option.userObject() instanceof Field field)) {
      return Heading.RUNNING;
    }
    return Optional.ofNullable(field.getAnnotation(Under.class)).or(() -> Optional.ofNullable(field.getDeclaringClass().getAnnotation(Under.class)))
        .map(Under::value).orElse(Heading.RUNNING);
  }

  /** The place of a common option; no place is behind every other. */
  private static int place(OptionSpec option) {
    Common common = option.userObject() instanceof Field field ? field.getAnnotation(Common.class) : null;
    return common == null ? RARE : common.value();
  }

  private String write() {
    wrapped("spikelock " + spec.name() + " - " + spec.usageMessage().description()[0], "  ", "");
    page.append('\n');
    page.append("Usage: ").append(synopsis()).append('\n');
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      row(parameter.paramLabel(), description(parameter));
    }
    int left = 0;
    for (Heading heading : Heading.values()) {
      List<OptionSpec> options = spec.options().stream().filter(option -> heading(option) == heading)
          .sorted(Comparator.comparingInt(VerbHelp::place)).toList();
      List<OptionSpec> shown = all ? options : options.stream().filter(option -> place(option) != RARE && !verb.rare().contains(heading)).toList();
      left += heading == Heading.EVERY_VERB ? 0 : options.size() - shown.size();
      if (!shown.isEmpty()) {
        page.append('\n').append(heading.title()).append(":\n");
        shown.forEach(option -> row(label(option), description(option)));
      }
    }
    if (all) {
      fields();
    } else {
      page.append("\nspikelock ").append(spec.name()).append(" --help all: ")
          .append(left == 0 ? "" : left + (left == 1 ? " more option, " : " more options, ")).append("more on each, the fields of --json.\n");
    }
    page.append("\nExamples:\n");
    verb.examples().stream().limit(all ? Integer.MAX_VALUE : FEW_EXAMPLES).forEach(example -> wrapped("  spikelock " + example, "      ", " \\"));
    page.append("\nExit codes: 0 done, 1 check failed, 2 wrong input, 3 tool missing or failed, 70 bug, 130 interrupted");
    return page.toString();
  }

  private String synopsis() {
    if (spec.usageMessage().customSynopsis().length > 0) {
      return spec.usageMessage().customSynopsis()[0];
    }
    List<String> words = new ArrayList<>(List.of("spikelock", spec.name()));
    spec.positionalParameters().forEach(parameter -> words.add(parameter.arity().min() == 0 ? "[" + parameter.paramLabel() + "]" : parameter.paramLabel()));
    spec.options().stream().filter(OptionSpec::required).forEach(option -> words.add(option.names()[0] + " " + option.paramLabel()));
    words.add("[options]");
    return String.join(" ", words);
  }

  private static String label(OptionSpec option) {
    String names = String.join(", ", option.names());
    if (option.negatable()) {
      return names.replace("--", "--[no-]");
    }
    return option.typeInfo().isBoolean() ? names + (option.usageHelp() ? " [all]" : "") : names + " " + option.paramLabel();
  }

  private String description(ArgSpec arg) {
    return all ? String.join(" ", arg.description()) : arg.description()[0];
  }

  private void row(String label, String text) {
    String start = "  " + label;
    if (start.length() > COLUMN - 2) {
      page.append(start).append('\n');
      start = "";
    }
    wrapped(start + " ".repeat(COLUMN - start.length()) + text, " ".repeat(COLUMN), "");
  }

  /** Words in lines; {@code margin} is before all but the first, {@code end} behind all but the last. */
  private void wrapped(String text, String margin, String end) {
    String rest = text;
    while (rest.length() > WIDTH) {
      int space = rest.lastIndexOf(' ', WIDTH - end.length());
      if (space <= margin.length()) {
        break;
      }
      page.append(rest.substring(0, space).stripTrailing()).append(end).append('\n');
      rest = margin + rest.substring(space + 1);
    }
    page.append(rest.stripTrailing()).append('\n');
  }

  private void fields() {
    page.append('\n');
    wrapped("Fields of the JSON object, besides schema, version, verb and, on failure, error {code, message, file, where, hint}:", "", "");
    for (Class<? extends Record> answer : verb.answers()) {
      Optional.ofNullable(answer.getAnnotation(Means.class)).ifPresent(when -> page.append("  ").append(when.value()).append(":\n"));
      for (Map.Entry<String, String> field : AnswerFields.meanings(answer).entrySet()) {
        row(String.format(Locale.ROOT, "  %s", field.getKey()), field.getValue());
      }
    }
  }
}
