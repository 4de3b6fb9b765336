package spikelock.mapper.nir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Python as the other side of file formats: the one that {@code ./spikelock test --with-python} made, as SPIKELOCK_PYTHON says. */
public final class Python {
  private Python() {}

  /** Whether that Python has a package. */
  public static boolean has(String module) throws IOException, InterruptedException {
    return print("import importlib.util as u, sys; print(u.find_spec(sys.argv[1]) is not None)", Path.of(module)).equals("True");
  }

  /** Runs a script that must succeed and answers what it printed. */
  public static String print(String script, Path... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(System.getenv("SPIKELOCK_PYTHON"), "-c", script));
    for (Path argument : arguments) {
      command.add(argument.toString());
    }
    Path log = Files.createTempFile("python", ".log");
    try {
      int code = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();
      String said = Files.readString(log, StandardCharsets.UTF_8);
      assertThat(code).as(said).isZero();
      return said.strip();
    } finally {
      Files.deleteIfExists(log);
    }
  }
}
