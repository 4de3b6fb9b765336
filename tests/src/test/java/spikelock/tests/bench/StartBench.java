package spikelock.tests.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How long short commands take from the shell's point of view: on the wall, of the assembled distribution, and beside each the same command in a Java
 * without its ahead-of-time cache, interleaved.
 */
final class StartBench {
  private static final int ROUNDS = 7;
  private static final List<List<String>> COMMANDS = List.of(List.of("--version"), List.of("--help"), List.of("info", "orientation"), List.of("map", "orientation"));

  private StartBench() {}

  /**
   * One command.
   *
   * @param started seconds with the launcher
   * @param plain seconds of the same class path in a Java as it is
   */
  record Result(String command, Measured started, Measured plain) {
    Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("command", command);
      map.put("seconds", started.toMap());
      map.put("plain_java_seconds", plain.toMap());
      map.put("ratio", started.median() / plain.median());
      return map;
    }
  }

  static List<Result> run() throws IOException, InterruptedException {
    Path home = distribution();
    Path folder = Files.createTempDirectory("spikelock-start");
    List<String> plain = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", home.resolve("lib") + "/*",
        "spikelock.toolchain.command.Main"));
    List<Result> results = new ArrayList<>();
    for (List<String> command : COMMANDS) {
      double[][] seconds = new double[2][ROUNDS];
      for (int round = -1; round < ROUNDS; round++) {
        for (int way = 0; way < 2; way++) {
          List<String> words = new ArrayList<>(way == 0 ? List.of(home.resolve("bin/spikelock").toString()) : plain);
          words.addAll(command);
          double took = seconds(words, folder);
          if (round >= 0) { // the first makes the cache
            seconds[way][round] = took;
          }
        }
      }
      results.add(new Result(String.join(" ", command), Measured.of(seconds[0]), Measured.of(seconds[1])));
    }
    return results;
  }

  private static double seconds(List<String> words, Path folder) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile()).redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    long began = System.nanoTime();
    int code = builder.start().waitFor();
    double took = (System.nanoTime() - began) / 1e9;
    if (code != 0) {
      throw new IllegalStateException(words + " ended with " + code);
    }
    return took;
  }

  /** Beside the jar of the toolchain that is on the class path. */
  private static Path distribution() throws IOException {
    Path target = Stream.of(System.getProperty("java.class.path").split(":")).map(Path::of).map(Path::toAbsolutePath)
        .filter(path -> path.toString().contains("toolchain" + path.getFileSystem().getSeparator() + "target")).findFirst().map(Path::getParent).orElseThrow();
    try (Stream<Path> entries = Files.list(target)) {
      return entries.filter(path -> Files.isExecutable(path.resolve("bin/spikelock"))).findFirst()
          .orElseThrow(() -> new IllegalStateException("no distribution in " + target));
    }
  }
}
