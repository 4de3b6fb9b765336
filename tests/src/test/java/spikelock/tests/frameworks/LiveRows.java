package spikelock.tests.frameworks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Records a framework anew, with the script that lies beside its archive. */
final class LiveRows {
  private static final long LONGEST_MINUTES = 15;

  private LiveRows() {}

  /**
   * Runs the script in a folder of its own.
   *
   * @param python that has the framework's packages
   * @param archive the framework's, without its ending
   * @throws IllegalStateException with the last lines of what the script said, when it failed
   */
  static List<RecordedRow> of(Path python, String archive, Path folder) throws IOException, InterruptedException {
    try (Stream<Path> scripts = Files.list(RecordedRow.archives()).filter(file -> file.toString().endsWith(".py"))) {
      for (Path script : scripts.toList()) {
        Files.copy(script, folder.resolve(script.getFileName()));
      }
    }
    Path log = folder.resolve(archive + ".log");
    Process process = new ProcessBuilder(python.toString(), folder.resolve(archive + ".py").toString()).redirectErrorStream(true)
        .redirectOutput(log.toFile()).start();
    if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException(archive + ".py takes more than " + LONGEST_MINUTES + " minutes");
    }
    if (process.exitValue() != 0) {
      List<String> said = Files.readAllLines(log);
      throw new IllegalStateException(archive + ".py: " + String.join("\n", said.subList(Math.max(0, said.size() - 10), said.size())));
    }
    return RecordedRow.of(folder.resolve(archive + ".zip"));
  }
}
