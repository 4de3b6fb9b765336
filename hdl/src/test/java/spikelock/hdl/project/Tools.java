package spikelock.hdl.project;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.image.PlacedCores;

/** Runs Verilog tools on a chip. */
public final class Tools {
  private Tools() {}

  public record Result(int code, String output) {}

  public static void need(String tool) {
    for (String folder : System.getenv("PATH").split(":")) {
      if (Files.isExecutable(Path.of(folder, tool))) {
        return;
      }
    }
    assumeTrue(false, "TOOL: " + tool + " is not installed");
  }

  public static List<String> write(Path folder, Map<String, String> files) throws IOException {
    List<String> names = new ArrayList<>();
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
      names.add(file.getKey());
    }
    return names;
  }

  static List<String> write(Path folder, ChipSpec spec) throws IOException {
    return write(folder, ChipVerilog.files(spec, PlacedCores.of(spec, Chips.TEXTS)));
  }

  public static Result run(Path folder, List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output);
  }

  static List<String> command(List<String> start, List<String> files) {
    List<String> all = new ArrayList<>(start);
    all.addAll(files);
    return all;
  }
}
