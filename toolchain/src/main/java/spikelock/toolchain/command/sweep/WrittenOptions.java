package spikelock.toolchain.command.sweep;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NearMiss;
import spikelock.emulator.files.YamlMap;
import spikelock.toolchain.command.options.InputOptions;
import spikelock.toolchain.command.options.NetworkOptions;

/** The part {@code options} of a sweep's file: options of {@code run} for the network, its input and its mapping, with _ for -. */
final class WrittenOptions {
  /** What the file says elsewhere. */
  private static final Set<String> ELSEWHERE = Set.of("chip", "weight-bits", "input", "labels", "samples");

  /** Options whose values may be files. */
  private static final Set<String> FILES = Set.of("full-scale");

  private final Map<String, List<String>> values; // by option's name
  private final Map<String, YamlMap> places;

  /** What the options are set in. */
  @Command
  static final class Holder {
    @Mixin final NetworkOptions network = new NetworkOptions();
    @Mixin final InputOptions input = new InputOptions();
  }

  private WrittenOptions(Map<String, List<String>> values, Map<String, YamlMap> places) {
    this.values = values;
    this.places = places;
  }

  /**
   * Reads them, each checked as far as it can be alone.
   *
   * @param beside where a file is that the sweep's file names
   * @param files is given every file that an option names
   */
  static WrittenOptions read(YamlMap file, UnaryOperator<String> beside, Consumer<Path> files) {
    Map<String, List<String>> values = new TreeMap<>();
    Map<String, YamlMap> places = new TreeMap<>();
    if (!file.has("options")) {
      return new WrittenOptions(values, places);
    }
    YamlMap map = file.map("options");
    CommandLine line = new CommandLine(new Holder());
    List<String> known = line.getCommandSpec().options().stream().map(WrittenOptions::name).filter(name -> !ELSEWHERE.contains(name))
        .map(name -> name.replace('-', '_')).sorted().toList();
    for (String field : map.names()) {
      String name = field.replace('_', '-');
      if (!known.contains(field)) {
        throw map.error(field, ELSEWHERE.contains(name) ? "is no field of options" : "there is no such option",
            ELSEWHERE.contains(name) ? elsewhere(name) : NearMiss.hint(field, known));
      }
      List<String> words = words(map, field, line.getCommandSpec().findOption("--" + name));
      try {
        new CommandLine(new Holder()).parseArgs(words.toArray(String[]::new));
      } catch (ParameterException e) {
        throw map.error(field, e.getMessage(), "");
      }
      values.put(name, FILES.contains(name) ? found(name, map.text(field), beside, files) : words);
      places.put(name, map);
    }
    return new WrittenOptions(values, places);
  }

  private static List<String> found(String name, String value, UnaryOperator<String> beside, Consumer<Path> files) {
    String place = beside.apply(value);
    if (Files.isRegularFile(Path.of(place))) {
      files.accept(Path.of(place));
    }
    return List.of("--" + name + "=" + place);
  }

  private static String elsewhere(String name) {
    return name.equals("chip") || name.equals("weight-bits") ? "give it as an axis, of one value if need be" : "give it beside options";
  }

  private static String name(OptionSpec option) {
    return option.longestName().replaceFirst("^-+", "");
  }

  private static List<String> words(YamlMap map, String field, OptionSpec option) {
    String name = option.longestName();
    if (option.typeInfo().isBoolean()) {
      return map.flag(field, false) ? List.of(name) : List.of();
    }
    List<String> texts = map.isList(field) ? map.texts(field) : List.of(map.text(field));
    if (texts.size() != 1 && !option.isMultiValue()) {
      throw map.error(field, "must be a single value", "");
    }
    return texts.stream().map(text -> name + "=" + text).toList();
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  /** All of them, and more. */
  Holder with(List<String> more) {
    List<String> words = new ArrayList<>();
    values.values().forEach(words::addAll);
    words.addAll(more);
    Holder holder = new Holder();
    new CommandLine(holder).parseArgs(words.toArray(String[]::new));
    return holder;
  }

  /** A problem that the command has with an option, as one of the file. */
  InputException placed(InputException problem) {
    String name = problem.where().replaceFirst("^-+", "");
    return problem.where().startsWith("--") && places.containsKey(name) ? places.get(name).error(name.replace('-', '_'), problem.getMessage(), problem.hint())
        : problem;
  }

  /** One way to write them, without the places of files. */
  @Override
  public String toString() {
    return String.join(" ", values.entrySet().stream().filter(option -> !FILES.contains(option.getKey())).flatMap(option -> option.getValue().stream()).toList());
  }

  /** The value of an option that may be a file, as long as it is none. */
  String plain() {
    return String.join(" ", FILES.stream().sorted().flatMap(name -> values.getOrDefault(name, List.of()).stream())
        .filter(word -> !Files.isRegularFile(Path.of(word.substring(word.indexOf('=') + 1)))).toList());
  }
}
