package spikelock.mapper.nir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Python as the other side of file formats: the one that SPIKELOCK_PYTHON names, else python3. Tests without it are skipped. */
public final class Python {
  private Python() {}

  /** Skips the test where a module is missing. */
  public static void needs(String module) throws IOException, InterruptedException {
    boolean there = run("import " + module).code == 0;
    if (!there) {
      System.out.println("PYPI: no python3 with " + module + "; nothing was compared with it");
    }
    assumeTrue(there, "PYPI: python3 with " + module);
  }

  private record Said(int code, String text) {}

  /** Runs a script that must succeed and answers what it printed. */
  public static String print(String script, Path... arguments) throws IOException, InterruptedException {
    Said said = run(script, arguments);
    assertThat(said.code).as(said.text).isZero();
    return said.text.strip();
  }

  private static Said run(String script, Path... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(System.getenv().getOrDefault("SPIKELOCK_PYTHON", "python3"), "-c", script));
    for (Path argument : arguments) {
      command.add(argument.toString());
    }
    Path log = Files.createTempFile("python", ".log");
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
      return new Said(process.waitFor(), Files.readString(log, StandardCharsets.UTF_8));
    } catch (IOException e) {
      return new Said(-1, String.valueOf(e.getMessage()));
    } finally {
      Files.deleteIfExists(log);
    }
  }
}
