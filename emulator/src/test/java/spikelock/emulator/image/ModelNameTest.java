package spikelock.emulator.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Chips;
import spikelock.emulator.datapath.ModelName;
import spikelock.emulator.datapath.Models;
import spikelock.emulator.error.InputException;

class ModelNameTest {
  @TempDir Path folder;

  private Path model(String name) throws IOException {
    return Files.writeString(folder.resolve(name), Models.text("cuba").replace("name: cuba", "name: mine"));
  }

  @Test
  void aNameIsABundledModelOrAFile() throws IOException {
    Path file = model("mine.neuron");
    Path other = model("mine.txt");

    assertThat(ModelName.of("LIF")).isEqualTo(new ModelName.Bundled("LIF"));
    assertThat(ModelName.of("LIF").datapath()).isEqualTo(Models.bundled("LIF"));
    assertThat(ModelName.of(file.toString())).isEqualTo(new ModelName.OfFile(file));
    assertThat(ModelName.of(file.toString()).datapath().name()).isEqualTo("mine");
    assertThat(ModelName.of(other.toString()).file()).isEqualTo(other.toString());
  }

  @Test
  void whatIsNeitherIsRefusedWithTheNearest() throws IOException {
    model("leaky2.neuron");

    assertThat(problem("cubba")).isEqualTo("model: there is no bundled model \"cubba\"; did you mean \"cuba\"?");
    assertThat(problem(folder.resolve("leaky.neuron").toString())).endsWith("leaky.neuron: no such file; did you mean \"leaky2.neuron\"?");
    assertThat(problem(folder.resolve("LIF.neuron").toString())).endsWith("LIF.neuron: no such file; did you mean the bundled model \"LIF\"?");
    assertThat(problem(folder.resolve("nowhere").resolve("zzzzzzzz.neuron").toString())).endsWith("no such file");
    assertThat(problem("")).contains("there is no bundled model \"\"");
    assertThat(problem("a\0b")).contains("there is no bundled model \"a?b\"");
  }

  /** The chip's own files are found by the same rule, beside the chip's file. */
  @Test
  void aChipsFilesLieBesideIt() throws IOException {
    Path chip = Files.writeString(folder.resolve("chip.yaml"), Chips.text("core-1").replace("{model: auto}", "{model: mine.neuron}"));
    ChipSpec spec = Chips.read(chip.toString());

    assertThatThrownBy(() -> ChipModels.texts(chip.toString(), spec)).isInstanceOf(InputException.class).hasMessage("no such file");
    assertThat(ChipModels.texts(chip.toString(), spec.withDatapaths(Chips.read("core-1").datapaths()))).isEmpty();
    Path file = model("mine.neuron");
    assertThat(ChipModels.texts(chip.toString(), spec)).isEqualTo(Map.of("mine.neuron", Files.readString(file)));
  }

  private static String problem(String name) {
    return catchThrowableOfType(InputException.class, () -> ModelName.of(name).text()).describe();
  }
}
