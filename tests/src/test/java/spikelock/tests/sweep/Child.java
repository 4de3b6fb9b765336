package spikelock.tests.sweep;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import spikelock.toolchain.command.Main;

/** The command in a process of its own, which can be killed. */
final class Child {
  private Child() {}

  /** Words that start it. */
  static List<String> words(Object... arguments) {
    List<String> words = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--enable-native-access=ALL-UNNAMED",
        "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), Main.class.getName()));
    for (Object argument : arguments) {
      words.add(argument.toString());
    }
    return words;
  }

  /** Starts it; what it says goes to a file. */
  static Process start(File log, Object... arguments) throws IOException {
    return new ProcessBuilder(words(arguments)).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log)).start();
  }
}
