package spikelock.tests.mainjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spikelock.emulator.chip.ChipFile;
import spikelock.emulator.image.ChipImage;
import spikelock.hdl.project.MadeFor;
import spikelock.hdl.project.RtlProject;
import spikelock.tests.mainjob.Spikelock.Said;
import spikelock.toolchain.random.CaseFiles;
import spikelock.toolchain.random.RandomChips;
import spikelock.toolchain.random.RandomImages;
import spikelock.toolchain.rtl.RtlOptions;
import spikelock.toolchain.soak.Soak;
import spikelock.toolchain.verilator.VerilatorBuild.Profile;
import tools.jackson.databind.JsonNode;

/** {@code soak} on our own Verilog, and on Verilog that somebody changed. */
class SoakJobTest {
  private static final String CHIP = "pair";

  @TempDir Path folder;

  @Test
  void runsRandomNetworksAndSaysWhatItSaw() {
    Spikelock.needsVerilator();
    JsonNode answer = Spikelock.json("soak", "--networks", 12, "--chip", CHIP, "--seed", 7, "--ports", "-o", folder.resolve("none"));

    assertThat(answer.get("equal").asBoolean()).isTrue();
    assertThat(answer.get("networks").asInt()).isEqualTo(12);
    assertThat(answer.get("output_spikes").asInt()).isPositive();
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
    Spikelock.plant(project, "neuron_sweep.v", "gated <= age < set_word", "gated <= age <= set_word");
    Path found = folder.resolve("found");

    Said said = Spikelock.run("soak", "--networks", 200, "--chip", any, "--rtl", project, "--seed", 7, "-o", found, "--json");

    Spikelock.assertDifferent(said);
    assertThat(said.json().get("case").asString()).isEqualTo(found.toString());
    Path image = only(found, ".slk");
    String stem = image.toString().substring(0, image.toString().length() - ".slk".length());
    assertThat(Files.readString(Path.of(stem + ".txt")).lines()).hasSizeLessThan(12);
    assertThat(only(found.resolve("as-found"), ".slk")).isNotEmptyFile();
    Spikelock.assertDifferent(Spikelock.run("cosim", image, "--input", stem + ".npz", "--rtl", project, "--json"));
    assertThat(Spikelock.json("cosim", image, "--input", stem + ".npz").get("equal").asBoolean()).isTrue();
    assertThat(said.json().get("again").asString()).startsWith("spikelock soak --chip ");
  }

  /** The line that is printed, taken apart by a shell, run in this process. */
  @ParameterizedTest
  @ValueSource(strings = {"it's \"my\" $(chip)", "plain"})
  void theAgainLineFindsTheSameDifferenceWhenItIsPasted(String name) throws IOException, InterruptedException {
    Spikelock.needsVerilator();
    Path place = Files.createDirectory(folder.resolve(name));
    Path chip = Files.writeString(place.resolve("one two.yaml"), ChipFile.text(RandomChips.named(CHIP)));
    Path project = place.resolve("a project");
    ChipImage image = new RandomImages(RandomChips.named(CHIP)).generate(1).image();
    RtlProject.of(image).write(project, MadeFor.of(image));
    Spikelock.plant(project, "neuron_sweep.v", "gated <= age < set_word", "gated <= age <= set_word");

    Said said = Spikelock.run("soak", "--networks", 200, "--chip", chip, "--rtl", project, "--ports", "--seed", 7, "--timeout", 300, "-o",
        place.resolve("found"), "--json");
    Spikelock.assertDifferent(said);
    String again = said.json().get("again").asString();
    List<String> words = shellWords(again);
    words.addAll(List.of("-o", place.resolve("found-again").toString(), "--json"));
    Said repeated = Spikelock.run(words.subList(1, words.size()).toArray());

    System.out.println(again);
    assertThat(words.subList(0, 2)).containsExactly("spikelock", "soak");
    assertThat(words).contains(chip.toString(), project.toString(), "--ports", "300");
    Spikelock.assertDifferent(repeated);
    assertThat(repeated.json().get("networks").asLong()).isEqualTo(1);
    // How small it was made depends on the time that was left for it.
    assertThat(only(place.resolve("found-again/as-found"), ".slk")).hasSameBinaryContentAs(only(place.resolve("found/as-found"), ".slk"));
    assertThat(repeated.json().get("again").asString()).isEqualTo(again);
  }

  private static List<String> shellWords(String line) throws IOException, InterruptedException {
    Process shell = new ProcessBuilder("sh", "-c", "set -- " + line + "; printf '%s\\n' \"$@\"").redirectErrorStream(true).start();
    List<String> words = new ArrayList<>(shell.inputReader().lines().toList());
    assertThat(shell.waitFor()).isZero();
    return words;
  }

  @Test
  void aWorkerThatCannotGoOnEndsTheSoakAtOnce() {
    Spikelock.needsVerilator();
    List<RandomImages> makers = Stream.of(CHIP, "dot").map(RandomChips::named).map(RandomImages::new).toList();
    CountDownLatch dead = new CountDownLatch(1);
    long many = 4_000; // what the other worker would run else

    try (Soak soak = new Soak(makers, RtlOptions.CHECKED.withProfile(Profile.QUICK), 7, folder.resolve("none"), 2)) {
      assertThatThrownBy(() -> soak.run(number -> {
        if (number % 2 == 1) {
          dead.countDown();
          throw new IllegalStateException("the second worker is dead");
        }
        return awaited(dead) && number < many;
      })).hasMessage("the second worker is dead");
      assertThat(soak.totals().networks()).isLessThan(many / 4);
    }
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return true;
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
    assertThat(Spikelock.run("soak", "--networks", "0").err()).contains("--networks: is 0, must be at least 1");
    assertThat(Spikelock.run("soak", "--rtl", folder).err()).contains("but none is named", "--chip IMAGE.slk");
    Files.createFile(folder.resolve("file"));
    assertThat(Spikelock.run("soak", "-o", folder).err()).contains("exists and is not an empty folder");
    assertThat(Spikelock.run("soak", "-o", folder).code()).isEqualTo(2);
  }
}
