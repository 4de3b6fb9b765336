package spikelock.emulator.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spikelock.emulator.chip.Chips;
import spikelock.emulator.cost.Profiles;
import spikelock.emulator.error.InputException;
import spikelock.emulator.image.ChipModels;

/** A file names others in its own folder only, whatever kind of file it is. */
class SideFileTest {
  @TempDir Path temporary;
  private Path folder;
  private Path secret;

  @BeforeEach
  void files() throws IOException {
    folder = Files.createDirectories(temporary.resolve("theirs"));
    secret = Files.writeString(temporary.resolve("secret.neuron"), "mine");
    Files.writeString(Files.createDirectory(folder.resolve("below")).resolve("file"), "");
    Files.createSymbolicLink(folder.resolve("link.neuron"), secret);
  }

  @Test
  void onlyTheFolderAndBelow() {
    Path owner = folder.resolve("net.yaml");
    assertThat(SideFile.of(owner, "below/file")).isEqualTo(folder.resolve("below/file"));
    for (String name : List.of("../secret.neuron", secret.toString(), "below/../../secret.neuron", "C:\\secret", "..", "a\nb", "", " ", "link.neuron", "none")) {
      assertThatThrownBy(() -> SideFile.of(owner, name)).as(name).isInstanceOf(InputException.class);
    }
  }

  @Test
  void aChipsModels() throws IOException {
    for (String name : List.of("../secret.neuron", secret.toString(), "link.neuron")) {
      Path chip = Files.writeString(folder.resolve("chip.yaml"), Chips.text("core-1").replace("model: auto", "model: " + name));
      assertThatThrownBy(() -> ChipModels.texts(chip.toString(), Chips.read(chip.toString()))).as(name).isInstanceOf(InputException.class)
          .hasMessageNotContaining("mine");
    }
  }

  @Test
  void aProfilesBase() throws IOException {
    Files.move(secret, temporary.resolve("secret.yaml"));
    Files.createSymbolicLink(folder.resolve("link.yaml"), temporary.resolve("secret.yaml"));
    for (String name : List.of("../secret.yaml", "link.yaml")) {
      Path profile = Files.writeString(folder.resolve("profile.yaml"), "format: spikelock/profile\nversion: 1\nname: x\ndescription: y\nextends: " + name + "\n");
      assertThatThrownBy(() -> Profiles.read(profile.toString())).as(name).isInstanceOfSatisfying(InputException.class,
          e -> assertThat(e.describe()).containsAnyOf("leaves the folder", "a link"));
    }
  }
}
