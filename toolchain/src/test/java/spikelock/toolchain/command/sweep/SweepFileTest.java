package spikelock.toolchain.command.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spikelock.toolchain.command.verb.Verbs;
import spikelock.toolchain.console.CommandRun;
import spikelock.toolchain.console.ExitCode;
import spikelock.toolchain.sweep.Axis;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SweepFileTest {
  private static final String HEAD = "format: spikelock/sweep\nversion: 1\nnetwork: orientation\n";
  @TempDir Path folder;

  private Path file(String rest) throws IOException {
    return Files.writeString(folder.resolve("s.yaml"), HEAD + rest);
  }

  private List<String> values(Axis axis, String written) throws IOException {
    return SweepFile.grid(file("axes:\n  " + axis.text() + ": " + written + "\n")).axes().get(axis);
  }

  @Test
  void valuesAreWrittenInManyWays() throws IOException {
    assertThat(values(Axis.WEIGHT_BITS, "2..5")).containsExactly("2", "3", "4", "5");
    assertThat(values(Axis.WEIGHT_BITS, "[4, 2]")).containsExactly("4", "2");
    assertThat(values(Axis.WEIGHT_BITS, "8")).containsExactly("8");
    assertThat(values(Axis.CLOCK_MHZ, "{from: 12, to: 13, step: 0.25}")).containsExactly("12", "12.25", "12.5", "12.75", "13");
    assertThat(values(Axis.CLOCK_MHZ, "[1e2, 48.0]")).containsExactly("100", "48");
    assertThat(values(Axis.PARTITION_SEED, "[none, -5, 123456789012]")).containsExactly("none", "-5", "123456789012");
    assertThat(values(Axis.MESH, "[1x1, 4x2]")).containsExactly("1x1", "4x2");
    assertThat(values(Axis.ENCODING, "[rate, current]")).containsExactly("rate", "direct");
    assertThat(values(Axis.CHIP, "mesh-2x2")).containsExactly("mesh-2x2");
  }

  @Test
  void mistakesAreNamedWithFieldAndLine() throws IOException {
    wrong("axes:\n  wieght_bits: 2..8\n", "axes.wieght_bits, line 5", "there is no such axis", "weight_bits");
    wrong("axes:\n  weight_bits: 2..20\n", "axes.weight_bits, line 5", "17", "2..16");
    wrong("axes:\n  weight_bits: []\n", "axes.weight_bits, line 5", "no values", "");
    wrong("axes:\n  weight_bits: [3, 4, 3]\n", "axes.weight_bits, line 5", "the value 3 twice", "");
    wrong("axes:\n  weight_bits: 8..2\n", "axes.weight_bits, line 5", "from 8 to 2", "");
    wrong("axes:\n  weight_bits: 2.5\n", "axes.weight_bits, line 5", "not a whole number", "");
    wrong("axes:\n  lanes: [1, 3]\n", "axes.lanes, line 5", "3", "1 or 2 or 4");
    wrong("axes:\n  mesh: [4]\n", "axes.mesh, line 5", "is no mesh", "");
    wrong("axes:\n  mesh: 4x65535\n", "axes.mesh, line 5", "is no mesh", "");
    wrong("axes:\n  mesh: 4x999\n", "axes.mesh, line 5", "height", "");
    wrong("axes:\n  clock_mhz: [0]\n", "axes.clock_mhz, line 5", "above 0", "");
    wrong("axes:\n  clock_mhz: [1e999999999]\n", "axes.clock_mhz, line 5", "is not a number", "");
    wrong("axes:\n  chip: [mesh-2x3]\n", "axes.chip, line 5", "mesh-2x3", "mesh-2x2");
    wrong("axes:\n  profile: [generic-54nm]\n", "axes.profile, line 5", "generic-54nm", "generic-45nm");
    wrong("axes:\n  encoding: [rat]\n", "axes.encoding, line 5", "is no encoding", "rate");
    wrong("axes: {}\n", "axes, line 4", "there are none", "");
    wrong("axis:\n  lanes: 1\n", "axes, line 1", "the field is missing", "axis");
    wrong("axes: {lanes: 1}\nlabel: x\n", "label, line 5", "there is no such field", "labels");
    wrong("axes: {lanes: 1}\nlabels: y.npy\n", "labels, line 5", "there is no file \"y.npy\"", "");
    wrong("axes: {lanes: 1}\noptions: {chip: core-1}\n", "options.chip, line 5", "is no field of options", "axis");
    wrong("axes: {lanes: 1}\noptions: {dtt: 1}\n", "options.dtt, line 5", "there is no such option", "dt");
    wrong("axes: {lanes: 1}\noptions: {dt: abc}\n", "options.dt, line 5", "abc", "");
    wrong("axes: {lanes: 1}\noptions: {reset: never}\n", "options.reset, line 5", "never", "");
    wrong("axes: {lanes: 1}\noptions: {scale: best}\n", "options.scale, line 5", "best", "");
    wrong("axes: {lanes: 1}\noptions: {fit_chip: true}\n", "options.fit_chip, line 5", "needs the number of bits", "");
    wrong("axes: {encoding: [rate]}\noptions: {encode: rate}\n", "options.encode, line 5", "is an axis too", "");
  }

  /** A short file asks for very much: it is refused before anything is made of it. */
  @Test
  void pointsAreBounded() throws IOException {
    wrong("axes:\n  partition_seed: 0..99999\n  placement_seed: 0..99999\n  encode_seed: 0..99999\n", "axes, line 4", "1,000,000,000,000,000 points (100000 partition_seed x 100000 "
        + "placement_seed x 100000 encode_seed), a sweep may have 1,000,000", "several sweeps");
    wrong("axes:\n  partition_seed: 0..99999999999999999\n", "axes.partition_seed, line 5", "has 100000000000000000 values, may have at most 100000", "");
    wrong("axes:\n  clock_mhz: {from: 1, to: 2, step: 1e-12}\n", "axes.clock_mhz, line 5", "values, may have at most", "");
  }

  private void wrong(String rest, String where, String what, String hint) throws IOException {
    Path file = file(rest);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int code = new CommandRun(Verbs.all(), Map.of(), new PrintStream(out, false, StandardCharsets.UTF_8),
        new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8), folder.resolve("bugs"))
        .run("sweep", file.toString(), "-o", folder.resolve("r.sqlite").toString(), "--json");
    JsonNode error = JsonMapper.builder().build().readTree(out.toByteArray()).get("error");
    assertThat(code).as(rest).isEqualTo(ExitCode.INPUT_WRONG);
    assertThat(error.get("file").asString()).as(rest).isEqualTo(file.toString());
    assertThat(error.get("where").asString()).as(rest).startsWith(where);
    assertThat(error.get("message").asString() + "; " + error.get("hint").asString()).as(rest).contains(what).contains(hint);
    assertThat(folder.resolve("r.sqlite")).doesNotExist();
  }
}
