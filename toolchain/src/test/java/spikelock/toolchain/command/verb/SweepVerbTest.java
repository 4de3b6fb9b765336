package spikelock.toolchain.command.verb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spikelock.toolchain.console.CommandRun;
import spikelock.toolchain.console.ExitCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A bundled network in many settings, through the command. */
class SweepVerbTest {
  private static final String SWEEP = """
      format: spikelock/sweep
      version: 1
      network: orientation
      samples: "0:6"
      axes:
        chip: [core-1, mesh-2x2, up5k-1]
        neurons: [16, 64]
        weight_bits: [2, 4, 8]
        placement_seed: [none, 3]
        clock_mhz: [50, 100]
        profile: [generic-45nm]
      """;
  @TempDir Path folder;

  private record Run(int code, JsonNode json) {}

  private Run run(Object... arguments) {
    List<String> words = new ArrayList<>();
    for (Object argument : arguments) {
      words.add(argument.toString());
    }
    words.add("--json");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int code = new CommandRun(Verbs.all(), Map.of(), new PrintStream(out, false, StandardCharsets.UTF_8),
        new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8), folder.resolve("bugs")).run(words.toArray(String[]::new));
    return new Run(code, JsonMapper.builder().build().readTree(out.toByteArray()));
  }

  private Path sweep(String text) throws IOException {
    return Files.writeString(folder.resolve("s.yaml"), text);
  }

  private String csv(Run run, Path csv) throws IOException {
    assertThat(run.code).as(run.json.toString()).isEqualTo(ExitCode.DONE);
    return Files.readString(csv);
  }

  @Test
  void threadsAndPartsChangeNothing() throws IOException {
    Path file = sweep(SWEEP);
    Path csv = folder.resolve("r.csv");
    String one = csv(run("sweep", file, "-o", folder.resolve("one.sqlite"), "--threads", 1, "--csv", csv), csv);
    assertThat(one.lines()).hasSize(1 + 72);
    assertThat(csv(run("sweep", file, "-o", folder.resolve("three.sqlite"), "--threads", 3, "--csv", csv), csv)).isEqualTo(one);

    List<Object> merge = new ArrayList<>(List.of("sweep", "merge"));
    int ran = 0;
    for (int part = 1; part <= 5; part++) {
      Path results = folder.resolve("part" + part + ".sqlite");
      Run run = run("sweep", file, "-o", results, "--shard", part + "/5");
      ran += run.json.get("ran").asInt();
      assertThat(run.json.get("missing").asInt()).isZero();
      merge.add(results);
    }
    assertThat(ran).isEqualTo(72);
    merge.addAll(List.of("-o", folder.resolve("all.sqlite"), "--csv", csv));
    assertThat(csv(run(merge.toArray()), csv)).isEqualTo(one);
    Run again = run(merge.toArray());
    assertThat(again.code).as("nothing is overwritten").isEqualTo(ExitCode.INPUT_WRONG);
    assertThat(again.json.get("error").get("message").asString()).isEqualTo("exists already");

    Run rerun = run("sweep", file, "-o", folder.resolve("all.sqlite"), "--csv", csv, "--report", folder.resolve("r.html"));
    assertThat(csv(rerun, csv)).isEqualTo(one);
    assertThat(rerun.json.get("ran").asInt()).as("nothing is run twice").isZero();
    assertThat(Files.readString(folder.resolve("r.html"))).contains("<svg").contains("What did not run").doesNotContain("<script");
  }

  /** A setting that does not fit, or cannot be, is a row that says why; all others run. */
  @Test
  void whatDoesNotFitIsARow() throws IOException {
    Path csv = folder.resolve("r.csv");
    Path file = sweep("""
        format: spikelock/sweep
        version: 1
        network: orientation
        samples: "0:2"
        axes:
          chip: [mesh-2x2, loihi]
          mesh: [1x1, 2x2]
          neurons: [16, 64]
          weight_bits: [8, 9]
          encoding: [rate, direct]
        """);
    List<String> lines = csv(run("sweep", file, "-o", folder.resolve("r.sqlite"), "--csv", csv), csv).lines().toList();
    assertThat(lines).hasSize(1 + 32);
    assertThat(lines.get(1)).as("one core of 16 neurons").startsWith("0,mesh-2x2,1x1,16,8,rate,unfit,cores,");
    assertThat(lines.get(3)).as("9 bits on a chip of 8").startsWith("2,mesh-2x2,1x1,16,9,rate,unfit,weight bits,9,8,");
    assertThat(lines.get(13)).as("bars are no pictures").startsWith("12,mesh-2x2,2x2,64,8,rate,refused,").contains("--encode");
    assertThat(lines.get(17)).as("four cores a tile").startsWith("16,loihi,1x1,16,8,rate,refused,").contains("cores_per_tile");
  }

  @Test
  void profilesAndClocksPriceTheSameRun() throws IOException {
    Path csv = folder.resolve("r.csv");
    Path file = sweep(SWEEP.replaceAll("(?m)^  (chip|neurons|weight_bits|placement_seed).*\n", ""));
    Run run = run("sweep", file, "-o", folder.resolve("r.sqlite"), "--csv", csv);
    List<String> lines = csv(run, csv).lines().toList();
    assertThat(run.json.get("runs").asInt()).isEqualTo(1);
    List<String> titles = List.of(lines.getFirst().split(",", -1));
    double[] seconds = new double[2];
    for (int point = 0; point < 2; point++) {
      List<String> cells = List.of(lines.get(1 + point).split(",", -1));
      seconds[point] = Double.parseDouble(cells.get(titles.indexOf("sample_mean_s")));
      assertThat(Double.parseDouble(cells.get(titles.indexOf("energy_j")))).isPositive();
      assertThat(cells.get(titles.indexOf("cycles"))).isEqualTo(lines.get(1).split(",", -1)[titles.indexOf("cycles")]);
    }
    assertThat(seconds[0]).isEqualTo(2 * seconds[1]);
  }

  /** Law 4: a partition and a placement change no spike; and pictures are encoded as a setting says. */
  @Test
  void seedsChangeNoSpikeAndEncodingsDo() throws IOException {
    Path csv = folder.resolve("r.csv");
    Path file = sweep("""
        format: spikelock/sweep
        version: 1
        network: glyphs
        samples: "0:2"
        axes:
          chip: [mesh-4x4]
          partition_seed: [none, 5]
          placement_seed: [none, 6]
          encoding: [rate, latency]
          timesteps: [4, 6]
          encode_seed: [1, 2]
        """);
    Run run = run("sweep", file, "-o", folder.resolve("r.sqlite"), "--csv", csv);
    List<String> lines = csv(run, csv).lines().toList();
    List<String> titles = List.of(lines.getFirst().split(",", -1));
    List<List<String>> rows = lines.subList(1, lines.size()).stream().map(line -> List.of(line.split(",", -1))).toList();
    assertThat(rows).hasSize(32).allSatisfy(row -> assertThat(row.get(titles.indexOf("status"))).isEqualTo("done"));
    assertThat(List.of(run.json.get("mappings").asInt(), run.json.get("runs").asInt())).containsExactly(4, 32);
    List<String> spikes = rows.stream().map(row -> row.get(titles.indexOf("spikes"))).toList();
    for (int mapping = 1; mapping < 4; mapping++) {
      assertThat(spikes.subList(8 * mapping, 8 * mapping + 8)).as("mapping %d", mapping).isEqualTo(spikes.subList(0, 8));
    }
    assertThat(spikes.subList(0, 4)).as("rate: other timesteps, other seeds").doesNotHaveDuplicates();
    assertThat(spikes.get(4)).as("latency has no seed").isEqualTo(spikes.get(5));
    assertThat(rows.stream().map(row -> row.get(titles.indexOf("image"))).distinct()).hasSize(4);
  }

  @Test
  void anotherSweepsResultsAreKept() throws IOException {
    Path results = folder.resolve("r.sqlite");
    Path small = sweep(SWEEP.replace("[core-1, mesh-2x2, up5k-1]", "[mesh-2x2]").replace("[16, 64]", "[64]"));
    assertThat(run("sweep", small, "-o", results).code).isEqualTo(ExitCode.DONE);
    byte[] before = Files.readAllBytes(results);
    Run other = run("sweep", sweep(Files.readString(small).replace("0:6", "0:5")), "-o", results);
    assertThat(other.code).isEqualTo(ExitCode.INPUT_WRONG);
    assertThat(other.json.get("error").get("message").asString()).isEqualTo("holds the results of another sweep: there \"samples 0:6\", here \"samples 0:5\"");
    assertThat(Files.readAllBytes(results)).isEqualTo(before);
  }

  @Test
  void aDryRunCountsAndWritesNothing() throws IOException {
    Run run = run("sweep", sweep(SWEEP), "--dry-run", "--shard", "2/5", "-o", folder.resolve("r.sqlite"));
    assertThat(List.of(run.json.get("points").asInt(), run.json.get("mappings").asInt(), run.json.get("runs").asInt(), run.json.get("missing").asInt()))
        .containsExactly(72, 36, 36, 14);
    assertThat(folder.resolve("r.sqlite")).doesNotExist();
  }
}
