package spikelock.toolchain.command.verb;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine;
import spikelock.emulator.error.InputException;
import spikelock.mapper.train.plan.TrainingFile;

/** A training's file as options of the command, those of the command line on top. */
final class FileOptions {
  /** What is written is never said by a file. */
  private static final Set<String> COMMAND_ONLY = Set.of("output", "save-split", "checkpoint", "resume", "report", "json", "verbose", "help", "version");
  private static final Set<String> LABELS = Set.of("labels", "label-column");
  private static final Set<String> PATHS = Set.of("data", "labels", "test-data", "test-labels", "full-scale", "samples", "chip");

  private FileOptions() {}

  /**
   * The verb as the file and the command line want it.
   *
   * @param spec of the verb as it was read from the command line alone
   * @throws InputException when the file is damaged, names what is no option, or has a value that an option does not take
   */
  static TrainVerb merged(CommandSpec spec, Path file) {
    ParseResult given = spec.commandLine().getParseResult();
    List<String> known = spec.options().stream().map(FileOptions::name).filter(n -> !COMMAND_ONLY.contains(n)).sorted().toList();
    TrainingFile training = TrainingFile.read(file, known);
    List<String> words = new ArrayList<>();
    for (Map.Entry<String, List<String>> option : training.options().entrySet()) {
      if (!isReplaced(option.getKey(), given)) {
        words.addAll(words(spec, option.getKey(), option.getValue(), file));
      }
    }
    TrainVerb merged = new TrainVerb();
    CommandLine line = new CommandLine(merged);
    try {
      words.addAll(own(given, file));
      line.parseArgs(words.toArray(String[]::new));
    } catch (ParameterException e) {
      throw new InputException(e.getMessage(), file.toString(), "", "");
    }
    if (!given.hasMatchedOption("--layers")) {
      training.layers().ifPresent(merged::use);
    }
    return merged;
  }

  /** Labels go with their data: where the command line names other data, the file's labels mean nothing. */
  private static boolean isReplaced(String name, ParseResult given) {
    return given.hasMatchedOption("--" + name)
        || LABELS.contains(name) && (given.hasMatchedOption("--data") || LABELS.stream().anyMatch(l -> given.hasMatchedOption("--" + l)));
  }

  private static String name(OptionSpec option) {
    return option.longestName().replaceFirst("^-+", "");
  }

  private static List<String> words(CommandSpec spec, String name, List<String> values, Path file) {
    OptionSpec option = spec.findOption("--" + name);
    if (option.typeInfo().isBoolean()) {
      if (values.size() != 1 || !Set.of("true", "false").contains(values.getFirst())) {
        throw new InputException("must be true or false", file.toString(), name.replace('-', '_'), "");
      }
      return values.getFirst().equals("true") ? List.of("--" + name) : List.of();
    }
    if (values.size() != 1 && !option.isMultiValue()) {
      throw new InputException("must be a single value", file.toString(), name.replace('-', '_'), "");
    }
    return values.stream().map(value -> "--" + name + "=" + (PATHS.contains(name) ? beside(file, value) : value)).toList();
  }

  /** Files are named as seen from the training's file; a bundled chip, {@code last} and numbers are no files. */
  private static String beside(Path file, String value) {
    Path folder = file.toAbsolutePath().getParent();
    try {
      Path path = folder.resolve(value);
      return Files.exists(path) && !Path.of(value).isAbsolute() ? Path.of("").toAbsolutePath().relativize(path.normalize()).toString() : value;
    } catch (java.nio.file.InvalidPathException e) {
      return value;
    }
  }

  /** The command line's words behind the verb, without the file. */
  private static List<String> own(ParseResult given, Path file) {
    List<String> all = given.originalArgs();
    List<String> behind = all.subList(all.indexOf("train") + 1, all.size());
    List<String> words = new ArrayList<>(behind);
    words.remove(file.toString());
    return words;
  }
}
