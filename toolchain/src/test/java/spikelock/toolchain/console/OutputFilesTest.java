package spikelock.toolchain.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spikelock.emulator.error.InputException;

class OutputFilesTest {
  @TempDir Path folder;

  @Test
  void foldersAppearWhole() throws Exception {
    Path target = Files.createDirectory(folder.resolve("project"));
    try (OutputFiles outputs = new OutputFiles()) {
      Files.writeString(Files.createDirectory(outputs.folder(target).resolve("rtl")).resolve("top.v"), "module");
      assertThat(target).isEmptyDirectory();
      outputs.commit();
    }
    assertThat(target.resolve("rtl/top.v")).hasContent("module");
    assertThat(folder.toFile().list()).containsExactly("project");
  }

  @Test
  void uncommittedFoldersAreRemovedWithoutFollowingLinks() throws Exception {
    Path outside = Files.writeString(Files.createDirectory(folder.resolve("outside")).resolve("kept"), "kept");
    try (OutputFiles outputs = new OutputFiles()) {
      Files.createSymbolicLink(outputs.folder(folder.resolve("project")).resolve("link"), outside.getParent());
    }
    assertThat(outside).hasContent("kept");
    assertThat(folder.toFile().list()).containsExactly("outside");
  }

  @Test
  void devicesAreWrittenAndNotReplaced() {
    try (OutputFiles outputs = new OutputFiles()) {
      assertThat(outputs.file(Path.of("/dev/null"))).isEqualTo(Path.of("/dev/null"));
    }
  }

  @Test
  void linksKeepPointing() throws Exception {
    Path real = Files.writeString(folder.resolve("real"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);
    try (OutputFiles outputs = new OutputFiles()) {
      Files.writeString(outputs.file(link), "new");
      outputs.commit();
    }
    assertThat(link).isSymbolicLink();
    assertThat(real).hasContent("new");
  }

  @Test
  void impossibleTargetsAreWrongInput() throws Exception {
    Files.writeString(folder.resolve("file"), "");
    try (OutputFiles outputs = new OutputFiles()) {
      assertThatThrownBy(() -> outputs.file(folder)).isInstanceOf(InputException.class);
      assertThatThrownBy(() -> outputs.file(folder.resolve("none/file"))).isInstanceOf(InputException.class);
      assertThatThrownBy(() -> outputs.folder(folder)).isInstanceOf(InputException.class);
      assertThatThrownBy(() -> outputs.folder(folder.resolve("file"))).isInstanceOf(InputException.class);
      outputs.file(folder.resolve("twice"));
      assertThatThrownBy(() -> outputs.file(folder.resolve("twice"))).isInstanceOf(InputException.class);
    }
  }
}
