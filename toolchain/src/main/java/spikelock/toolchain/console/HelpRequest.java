package spikelock.toolchain.console;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What help was asked for: {@code VERB --help}, {@code --help VERB} and {@code help VERB} are the same, and so are they with {@code all}
 * behind.
 *
 * @param verb the verb; empty for the overview
 * @param all whether everything is wanted
 */
record HelpRequest(Optional<String> verb, boolean all) {
  static final String WORD = "help";
  private static final String ALL = "all";
  static final List<String> OPTIONS = List.of("-h", "--help");

  /** Looks for it in a command line, before that is read as one. */
  static Optional<HelpRequest> in(List<String> arguments) {
    for (int i = 0; i < arguments.size() && !arguments.get(i).equals("--"); i++) {
      if (OPTIONS.contains(arguments.get(i)) || i == 0 && arguments.get(i).equals(WORD)) {
        List<String> behind = arguments.subList(i + 1, arguments.size());
        boolean first = !behind.isEmpty() && behind.getFirst().equals(ALL);
        Optional<String> before = words(arguments.subList(0, i)).findFirst();
        Optional<String> verb = before.or(() -> words(behind).filter(word -> !word.equals(ALL)).findFirst());
        return Optional.of(new HelpRequest(verb, first || before.isEmpty() && behind.contains(ALL)));
      }
    }
    return Optional.empty();
  }

  private static Stream<String> words(List<String> arguments) {
    return arguments.stream().filter(argument -> !argument.startsWith("-"));
  }
}
