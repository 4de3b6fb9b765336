package spikelock.tests.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spikelock.tests.mainjob.Spikelock.Said;
import spikelock.toolchain.random.CaseFiles;
import spikelock.toolchain.random.RandomChips;
import spikelock.toolchain.random.RandomImages;
import tools.jackson.databind.JsonNode;

/** {@code soak} on our own Verilog, and on Verilog that somebody changed. */
class SoakJobTest {
  private static final String CHIP = "pair";

  @TempDir Path folder;

  @Test
  void runsRandomNetworksAndSaysWhatItSaw() {
    Spikelock.needsVerilator();
    JsonNode answer = Spikelock.json("soak", "--minutes", "0.02", "--chip", CHIP, "--seed", 7, "--ports", "-o", folder.resolve("none"));

    assertThat(answer.get("equal").asBoolean()).isTrue();
    assertThat(answer.get("networks").asInt()).isPositive();
    assertThat(answer.get("state_words_compared").asInt()).isPositive();
    assertThat(answer.get("chips").get(0).asString()).isEqualTo(CHIP);
    assertThat(answer.get("seed").asInt()).isEqualTo(7);
    assertThat(answer.get("first_difference").isNull()).isTrue();
    assertThat(answer.get("case").asString()).isEmpty();
    assertThat(folder.resolve("none")).doesNotExist();
  }

  @Test
  void aDifferenceIsMadeSmallAndSavedForOtherVerbs() throws IOException {
    Spikelock.needsVerilator();
    Path any = CaseFiles.save(folder, new RandomImages(RandomChips.named(CHIP)).generate(1));
    Path project = folder.resolve("my-chip");
    Spikelock.json("emit", any, "-o", project);
    Spikelock.plant(project, "neuron_sweep.v", "gated = age < set_start", "gated = age <= set_start");
    Path found = folder.resolve("found");

    Said said = Spikelock.run("soak", "--minutes", "5", "--chip", any, "--rtl", project, "--seed", 7, "-o", found, "--json");

    Spikelock.assertDifferent(said);
    assertThat(said.json().get("case").asString()).isEqualTo(found.toString());
    Path image = only(found, ".slk");
    String stem = image.toString().substring(0, image.toString().length() - ".slk".length());
    assertThat(Files.readString(Path.of(stem + ".txt")).lines()).hasSizeLessThan(12);
    assertThat(only(found.resolve("as-found"), ".slk")).isNotEmptyFile();
    Spikelock.assertDifferent(Spikelock.run("cosim", image, "--input", stem + ".npz", "--rtl", project, "--json"));
    assertThat(Spikelock.json("cosim", image, "--input", stem + ".npz").get("equal").asBoolean()).isTrue();
  }

  private static Path only(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).reduce((a, b) -> {
        throw new AssertionError(a + " and " + b);
      }).orElseThrow();
    }
  }

  @Test
  void mistakesAreNamed() throws IOException {
    assertThat(Spikelock.run("soak", "--chip", "tovver").err()).contains("\"tovver\" is no chip", "did you mean \"tower\"?");
    assertThat(Spikelock.run("soak", "--minutes", "0").err()).contains("--minutes: is 0.0, must be above 0");
    assertThat(Spikelock.run("soak", "--rtl", folder).err()).contains("but none is named", "--chip IMAGE.slk");
    Files.createFile(folder.resolve("file"));
    assertThat(Spikelock.run("soak", "-o", folder).err()).contains("exists and is not an empty folder");
    assertThat(Spikelock.run("soak", "-o", folder).code()).isEqualTo(2);
  }
}
