package spikelock.tests.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spikelock.tests.mainjob.Spikelock.Said;
import tools.jackson.databind.JsonNode;

/** {@code info}, {@code check}, {@code explain} and {@code convert} of NIR files, by the command. */
class NirVerbsTest {
  @TempDir static Path folder;

  private static Path sample(String name) {
    return Spikelock.recorded("zoo/" + name);
  }

  @Test
  void infoListsEveryNodeWithTypeShapeAndRange() {
    Path camera = Spikelock.recorded("camera.nir");
    JsonNode details = Spikelock.json("info", camera).get("details");

    assertThat(details.get("nodes")).hasSize(10);
    JsonNode first = details.get("nodes").get(0);
    for (JsonNode node : details.get("nodes")) {
      first = node.get("name").asString().equals("first") ? node : first;
    }
    assertThat(first.get("type").asString()).isEqualTo("Conv2d");
    assertThat(ints(first.get("takes"))).containsExactly(2, 16, 16);
    assertThat(ints(first.get("gives"))).containsExactly(4, 16, 16);
    assertThat(ints(first.get("parameters").get("weight").get("shape"))).containsExactly(4, 2, 5, 5);
    assertThat(first.get("parameters").get("weight").get("range").asString()).matches("-[0-9.]+\\.\\.[0-9.]+");
    assertThat(Spikelock.run("info", camera).out()).contains("Conv2d     (2, 16, 16) -> (4, 16, 16)");
  }

  @Test
  void checkIsZeroOneOrTwo() {
    Said mended = Spikelock.run("check", sample("flat.time-dim-and-dangling.nir"));
    Said impossible = Spikelock.run("check", sample("turned.untransposed-negative-tau.nir"), "--json");
    Said several = Spikelock.run("check", sample("lif.no-v_reset.nir"), "--spikes", "multi");
    Said refused = Spikelock.run("check", sample("bad_unknown_type.nir"));
    Said strict = Spikelock.run("check", sample("lif.no-v_reset.nir"), "--strict");
    Said small = Spikelock.run("check", sample("recurrent.no-v_reset.nir"), "--chip", "mesh-2x2", "--limit", "neurons=2");

    assertThat(mended.code()).isZero();
    assertThat(mended.out()).contains("the leading 64 is no channel", "mesh-2x2 runs it on 1 core").containsPattern("dt +0\\.0001 s +assumed");
    assertThat(impossible.code()).isEqualTo(1);
    assertThat(impossible.json().get("chip_runs_it").asBoolean()).isFalse();
    assertThat(impossible.json().get("chip_problems").get(0).get("problem").asString()).contains("LIF: tau_mem is -200", "factor above 1");
    assertThat(several.code()).isEqualTo(1);
    assertThat(several.out()).contains("sends several spikes in a timestep", "map with --spikes single");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("unknown type 'MaxPool2d'", "use SumPool2d or AvgPool2d");
    assertThat(strict.code()).isEqualTo(2);
    assertThat(strict.err()).contains("'1' has no v_reset: using 0");
    assertThat(small.code()).isEqualTo(1);
    assertThat(small.out()).contains("mesh-2x2 cannot run it: ");
  }

  @Test
  void explainGivesTheEquationWithItsNumbers() {
    JsonNode lif = Spikelock.json("explain", sample("lif.no-v_reset.nir"), "1");
    Said delay = Spikelock.run("explain", sample("delay_lif.nir"), "delay");
    Said exact = Spikelock.run("explain", sample("lif_fast.nir"), "lif");
    Said inner = Spikelock.run("explain", sample("recurrent.no-v_reset.nir"), "lif1");
    Said misspelt = Spikelock.run("explain", sample("recurrent.no-v_reset.nir"), "fc3");

    assertThat(texts(lif.get("equation"))).containsExactly("v[t] = a v[t-1] + b x[t] + c", "z[t] = 1 if v[t] > v_threshold, else 0",
        "v[t] = v_reset if z[t]");
    assertThat(texts(lif.get("where"))).contains("a = 1 - dt/tau = 0.96; tau = 0.0025 s, dt = 0.0001 s", "b = (1 - a) r = 0.04");
    assertThat(lif.get("output").asString()).isEqualTo("spike");
    assertThat(texts(lif.get("from"))).containsExactly("0");
    assertThat(texts(lif.get("paths"))).singleElement().asString().startsWith("from input through 0: within the timestep");
    assertThat(delay.out()).contains("d = 1..10 timesteps; delay = 0.0001..0.001 s");
    assertThat(exact.out()).contains("a = exp(-dt/tau) = 0.0067379");
    assertThat(inner.code()).isEqualTo(2);
    assertThat(inner.err()).contains("there is lif1.lif, lif1.w_rec");
    assertThat(misspelt.err()).contains("did you mean \"fc");
  }

  @Test
  void convertWritesAFileThatNeedsNoRepairs() {
    Path out = folder.resolve("mended.nir");

    JsonNode said = Spikelock.json("convert", sample("pictures.batch-dim-no-input_shape.nir"), "-o", out);

    assertThat(said.get("repairs")).hasSize(6);
    assertThat(Spikelock.json("check", out, "--strict", "--chip", "mesh-8x8").get("repairs")).isEmpty();
  }

  @Test
  void convertWritesSecondsWhateverTheFileCountsIn() {
    Path out = folder.resolve("seconds.nir");
    Path steps = sample("recurrent.scalar-params.nir");

    Spikelock.json("convert", steps, "--time-unit", "ms", "--dt", "1e-7", "-o", out);

    assertThat(texts(Spikelock.json("explain", out, "lif1.lif").get("where"))).isEqualTo(
        texts(Spikelock.json("explain", steps, "lif1.lif", "--time-unit", "ms", "--dt", "1e-7").get("where")));
    assertThat(Spikelock.run("explain", out, "lif1.lif").out()).contains("dt = 1e-07 s", "from the file's metadata");
  }

  @Test
  void aRefusedFileLeavesNothingBehind() {
    Said said = Spikelock.run("convert", sample("bad_unknown_type.nir"), "-o", folder.resolve("never.nir"));

    assertThat(said.code()).isEqualTo(2);
    assertThat(Files.exists(folder.resolve("never.nir"))).isFalse();
  }

  private static List<Integer> ints(JsonNode array) {
    List<Integer> values = new ArrayList<>();
    array.forEach(value -> values.add(value.asInt()));
    return values;
  }

  private static List<String> texts(JsonNode array) {
    List<String> values = new ArrayList<>();
    array.forEach(value -> values.add(value.asString()));
    return values;
  }
}
