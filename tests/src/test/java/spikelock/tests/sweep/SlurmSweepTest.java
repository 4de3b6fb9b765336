package spikelock.tests.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job array of the guide, its scripts and its line taken from there, run by Debian's own Slurm on this machine. Only when asked for with
 * {@code -Dspikelock.slurm=true}: it starts daemons.
 */
class SlurmSweepTest {
  private static final String SWEEP = """
      format: spikelock/sweep
      version: 1
      network: orientation
      samples: "0:2"
      axes:
        chip: [core-1, mesh-2x2]
        neurons: [16, 64]
        weight_bits: 4..8
        clock_mhz: [50, 100]
        profile: [generic-45nm]
      """;
  @TempDir Path folder;

  @Test
  void theGuidesJobArraySweeps() throws Exception {
    assumeTrue(Boolean.getBoolean("spikelock.slurm"), "OPT-IN: Slurm runs the guide's job array with -Dspikelock.slurm=true (apt-get install slurm-wlm munge)");
    for (String tool : List.of("/usr/sbin/munged", "/usr/sbin/slurmctld", "/usr/sbin/slurmd", "/usr/bin/sbatch")) {
      assumeTrue(Files.isExecutable(Path.of(tool)), "TOOL: slurm-wlm or munge has " + tool + ", which is missing");
    }
    Path work = Files.createDirectory(folder.resolve("work"));
    Files.writeString(work.resolve("braille.yaml"), SWEEP);
    List<String> guide = Files.readAllLines(Path.of("..", "toolchain", "guide", "sweep.md"));
    Files.writeString(work.resolve("sweep.sh"), script(guide, "--job-name=braille"));
    Files.writeString(work.resolve("merge.sh"), script(guide, "--job-name=braille-merge"));
    String submit = guide.stream().filter(line -> line.contains("sbatch --dependency")).findFirst().orElseThrow().strip();
    Map<String, String> environment = Map.of("PATH", command() + ":" + System.getenv("PATH"));

    assertThat(Child.start(folder.resolve("log").toFile(), "sweep", work.resolve("braille.yaml"), "-o", folder.resolve("whole.sqlite"), "--csv",
        folder.resolve("wanted.csv")).waitFor()).as(Files.readString(folder.resolve("log"))).isZero();

    try (LoopbackSlurm slurm = new LoopbackSlurm(Files.createDirectory(folder.resolve("slurm")))) {
      String said = slurm.run(work, environment, "bash", "-c", submit.replace("sbatch --dependency", "sbatch --wait --dependency"));
      assertThat(said).as(outputs(work)).startsWith("Submitted batch job").doesNotContain("exit code");
      assertThat(Files.readString(work.resolve("all.csv"))).as(outputs(work)).isEqualTo(Files.readString(folder.resolve("wanted.csv")));
      assertThat(parts(work)).as("a file of each task").hasSize(8);
      assertThat(work.resolve("all.html")).isNotEmptyFile();

      Files.delete(work.resolve("part3.sqlite")); // as if a machine had been lost
      Files.delete(work.resolve("all.sqlite"));
      Files.delete(work.resolve("all.csv"));
      delete(work, "slurm-.*");
      assertThat(slurm.run(work, environment, "bash", "-c", submit.replace("sbatch --dependency", "sbatch --wait --dependency"))).as(outputs(work)).doesNotContain("exit code");
      assertThat(Files.readString(work.resolve("all.csv"))).as(outputs(work)).isEqualTo(Files.readString(folder.resolve("wanted.csv")));
      assertThat(outputs(work).lines().filter(line -> line.contains(" run now")).filter(line -> !line.startsWith("0 run now"))).as("only the lost part runs again").hasSize(1);
    }
  }

  /** A script of the guide: the indented block in which a line says {@code word} and nothing behind it. */
  private static String script(List<String> guide, String word) {
    int at = 0;
    while (!guide.get(at).endsWith(word)) {
      at++;
    }
    int first = at;
    while (guide.get(first - 1).startsWith("    ")) {
      first--;
    }
    int end = at;
    while (guide.get(end).startsWith("    ")) {
      end++;
    }
    return guide.subList(first, end).stream().map(line -> line.substring(4)).collect(Collectors.joining("\n", "", "\n"));
  }

  /** A folder with a {@code spikelock} that runs these classes. */
  private Path command() throws IOException {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Path script = Files.writeString(bin.resolve("spikelock"), Child.words().stream().map(word -> "'" + word + "'").collect(Collectors.joining(" ", "#!/bin/bash\nexec ", " \"$@\"\n")));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return bin;
  }

  private static List<Path> parts(Path work) throws IOException {
    try (Stream<Path> files = Files.list(work)) {
      return files.filter(file -> file.getFileName().toString().matches("part\\d+\\.sqlite")).toList();
    }
  }

  private static void delete(Path work, String pattern) throws IOException {
    try (Stream<Path> files = Files.list(work)) {
      for (Path file : files.filter(path -> path.getFileName().toString().matches(pattern)).toList()) {
        Files.delete(file);
      }
    }
  }

  /** What the tasks said. */
  private static String outputs(Path work) throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.list(work)) {
      for (Path file : files.filter(path -> path.getFileName().toString().startsWith("slurm-")).sorted().toList()) {
        text.append(Files.readString(file));
      }
    }
    return text.toString();
  }
}
