package spikelock.toolchain.console;

import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParseResult;

/**
 * The files that a command line names: so that an output that would destroy an input is refused before any work is done.
 *
 * @param inputs existing files among the values of options and arguments that write nothing
 * @param outputs values of options with {@link Writes}, and what each may become
 */
record NamedFiles(List<Path> inputs, Map<Path, List<FileKind>> outputs) {

  static NamedFiles of(ParseResult line) {
    List<Path> inputs = new ArrayList<>();
    Map<Path, List<FileKind>> outputs = new LinkedHashMap<>();
    for (ArgSpec argument : matched(line)) {
      Writes writes = argument.userObject() instanceof AnnotatedElement field ? field.getAnnotation(Writes.class) : null;
      if (writes == null) {
        argument.originalStringValues().forEach(text -> addFiles(text, inputs));
      } else if (argument.getValue() instanceof Path file && !isSame(file, line.matchedOptionValue(writes.continues(), (Path) null))) {
        outputs.put(file, List.of(writes.value()));
      }
    }
    return new NamedFiles(inputs, outputs);
  }

  private static Set<ArgSpec> matched(ParseResult line) {
    Set<ArgSpec> arguments = new LinkedHashSet<>(line.matchedOptions());
    arguments.addAll(line.matchedPositionals());
    return arguments;
  }

  private static boolean isSame(Path file, Path other) {
    try {
      return other != null && Files.isSameFile(file, other);
    } catch (IOException e) {
      return false; // one of them does not exist
    }
  }

  /** A value is a file, a list of files with commas between, or either with the name of an array after a colon. */
  private static void addFiles(String text, List<Path> files) {
    addFile(text, files);
    for (String part : text.split(",", -1)) {
      addFile(part, files);
      int colon = part.lastIndexOf(':');
      if (colon > 0) {
        addFile(part.substring(0, colon), files);
      }
    }
  }

  private static void addFile(String text, List<Path> files) {
    try {
      Path file = Path.of(text);
      if (!text.isEmpty() && Files.isRegularFile(file)) {
        files.add(file);
      }
    } catch (InvalidPathException e) {
      return; // so it names no file
    }
  }
}
