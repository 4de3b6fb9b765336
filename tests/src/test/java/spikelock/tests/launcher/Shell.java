package spikelock.tests.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs a program with an environment of its own and keeps what it says. */
final class Shell {
  /** What a program left behind. */
  record Outcome(int code, String out, String err) {}

  private Shell() {}

  /** @param environment everything the program finds in its environment */
  static Outcome run(Path folder, Map<String, String> environment, List<String> command) throws IOException, InterruptedException {
    Path out = Files.createTempFile("out", "");
    Path err = Files.createTempFile("err", "");
    try {
      int code = start(folder, environment, command, out, err).waitFor();
      return new Outcome(code, Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  static Process start(Path folder, Map<String, String> environment, List<String> command, Path out, Path err) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command)).directory(folder.toFile())
        .redirectOutput(out.toFile()).redirectError(err.toFile()).redirectInput(Path.of("/dev/null").toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** An executable script. */
  static Path script(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/bash\n" + text);
    if (!file.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + file + " executable");
    }
    return file;
  }
}
