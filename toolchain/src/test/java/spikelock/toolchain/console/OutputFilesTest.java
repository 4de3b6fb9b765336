package spikelock.toolchain.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.PartFiles;
import spikelock.emulator.files.ReadFiles;

class OutputFilesTest {
  @TempDir Path folder;

  @Test
  void foldersAppearWhole() throws Exception {
    Path target = Files.createDirectory(folder.resolve("project"));
    try (OutputFiles outputs = new OutputFiles(new ReadFiles())) {
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
    try (OutputFiles outputs = new OutputFiles(new ReadFiles())) {
      Files.createSymbolicLink(outputs.folder(folder.resolve("project")).resolve("link"), outside.getParent());
    }
    assertThat(outside).hasContent("kept");
    assertThat(folder.toFile().list()).containsExactly("outside");
  }

  @Test
  void devicesAreWrittenAndNotReplaced() {
    try (OutputFiles outputs = new OutputFiles(new ReadFiles())) {
      assertThat(outputs.file(Path.of("/dev/null"), FileKind.TABLE)).isEqualTo(Path.of("/dev/null"));
    }
  }

  @Test
  void linksKeepPointing() throws Exception {
    Path real = Files.writeString(folder.resolve("real"), "old,1");
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);
    try (OutputFiles outputs = new OutputFiles(new ReadFiles())) {
      Files.writeString(outputs.file(link, FileKind.TABLE), "new");
      outputs.commit();
    }
    assertThat(link).isSymbolicLink();
    assertThat(real).hasContent("new");
  }

  @Test
  void whatIsReadWhileTheVerbRunsIsNotReplaced() throws Exception {
    Path input = Files.writeString(folder.resolve("input.csv"), "1,2");
    ReadFiles read = new ReadFiles();
    try (OutputFiles outputs = new OutputFiles(read)) {
      Files.writeString(outputs.file(input, FileKind.TABLE), "3,4");
      read.during(() -> {
        ReadFiles.note(folder.resolve("../" + folder.getFileName() + "/input.csv"));
        return input;
      });
      assertThatThrownBy(outputs::commit).isInstanceOf(InputException.class).hasMessageContaining("destroy");
    }
    assertThat(input).hasContent("1,2");
    assertThat(folder.toFile().list()).containsExactly("input.csv");
  }

  @Test
  void anOlderFileKeepsItsPermissions() throws Exception {
    Path file = Files.writeString(folder.resolve("table.csv"), "1,2");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
    try (OutputFiles outputs = new OutputFiles(new ReadFiles())) {
      Files.writeString(outputs.file(file, FileKind.TABLE), "3,4");
      outputs.commit();
    }
    assertThat(file).hasContent("3,4");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-rw----");
  }

  @Test
  void whatAKilledProcessLeftIsRemoved() throws Exception {
    Path target = folder.resolve("table.csv");
    Path mine = PartFiles.beside(target);
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    Path left = Files.writeString(folder.resolve(mine.getFileName().toString().replace("-" + ProcessHandle.current().pid() + "-", "-" + gone.pid() + "-")), "half");
    Files.writeString(mine, "being written by somebody else here");
    Path others = Files.writeString(folder.resolve(".table.csv.000000-" + gone.pid() + "-1.part"), "being written on another machine");
    try (OutputFiles outputs = new OutputFiles(new ReadFiles())) {
      outputs.file(target, FileKind.TABLE);
    }
    assertThat(left).doesNotExist();
    assertThat(mine).exists();
    assertThat(others).exists();
  }

  @Test
  void impossibleTargetsAreWrongInput() throws Exception {
    Files.writeString(folder.resolve("file"), "");
    try (OutputFiles outputs = new OutputFiles(new ReadFiles())) {
      assertThatThrownBy(() -> outputs.file(folder, FileKind.TABLE)).isInstanceOf(InputException.class);
      assertThatThrownBy(() -> outputs.file(folder.resolve("none/file"), FileKind.TABLE)).isInstanceOf(InputException.class);
      assertThatThrownBy(() -> outputs.folder(folder)).isInstanceOf(InputException.class);
      assertThatThrownBy(() -> outputs.folder(folder.resolve("file"))).isInstanceOf(InputException.class);
      outputs.file(folder.resolve("twice"), FileKind.TABLE);
      assertThatThrownBy(() -> outputs.file(folder.resolve("twice"), FileKind.TABLE)).isInstanceOf(InputException.class);
    }
  }
}
