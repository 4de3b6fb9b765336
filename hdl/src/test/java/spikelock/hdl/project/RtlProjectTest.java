package spikelock.hdl.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.error.InputException;
import spikelock.emulator.image.PlacedCores;

/** A project in a folder comes back as it was, and a damaged one is refused with its reason. */
class RtlProjectTest {
  private static final ChipSpec SPEC = Chips.all().get(3);
  private static final RtlProject OURS = RtlProject.of(SPEC, PlacedCores.of(SPEC, Chips.TEXTS));

  @TempDir Path folder;
  private Path yaml;

  @BeforeEach
  void written() {
    OURS.write(folder, new MadeFor("a \"chip\"\n", MadeFor.of(SPEC, Chips.TEXTS).facts()));
    yaml = folder.resolve("project.yaml");
  }

  @Test
  void comesBackAsItWas() {
    assertThat(RtlProject.read(folder)).isEqualTo(OURS);
    assertThat(RtlProject.read(folder).hash()).isEqualTo(OURS.hash());
  }

  @Test
  void equalChipsGiveEqualText() {
    assertThat(RtlProject.of(SPEC, PlacedCores.of(SPEC, Chips.TEXTS)).hash()).isEqualTo(OURS.hash());
  }

  @Test
  void keepsAnEditAndAFileOfTheUsers() throws IOException {
    Files.writeString(folder.resolve("mine.v"), "module mine; endmodule\n");
    Files.writeString(yaml, Files.readString(yaml) + "  - mine.v\n");
    Path router = folder.resolve("rtl/router.v");
    Files.writeString(router, Files.readString(router) + "// edited\n");
    RtlProject edited = RtlProject.read(folder);
    assertThat(edited.files()).containsEntry("mine.v", "module mine; endmodule\n");
    assertThat(edited.files().get("router.v")).endsWith("// edited\n");
    assertThat(edited.hash()).isNotEqualTo(OURS.hash());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "rtl/router.v    | rtl/ruoter.v          | the file rtl/ruoter.v is missing",
      "rtl/router.v    | ../router.v           | is not a file of this folder",
      "rtl/router.v    | /etc/passwd           | is not a file of this folder",
      "rtl/router.v    | 'rtl/a b.v'           | is not a file of this folder",
      "rtl/router.v    | rtl/tile.v            | two files are called tile.v",
      "top: chip       | top: chipp            | no file has a module \"chipp\"",
      "top: chip       | 'top: a;b'            | is not a module name",
      "spikelock/rtl-project | spikelock/chip  | not a spikelock/rtl-project",
      "version: 2      | version: 3            | newer",
      "top: chip       | 'top: chip\ntops: x'  | tops"})
  void aDamagedProjectIsRefused(String from, String to, String message) throws IOException {
    Files.writeString(yaml, Files.readString(yaml).replace(from, to.replace("\\n", "\n")));
    assertThatThrownBy(() -> RtlProject.read(folder)).isInstanceOf(InputException.class)
        .satisfies(e -> assertThat(((InputException) e).describe()).contains(message).contains("project.yaml"));
  }

  @Test
  void aModuleInACommentIsNoTop() throws IOException {
    Path chip = folder.resolve("rtl/chip.v");
    Files.writeString(chip, "// module chip\n/* module chip */ module other; endmodule\n");
    assertThatThrownBy(() -> RtlProject.read(folder)).hasMessageContaining("no file has a module");
  }

  @Test
  void aLinkOutOfTheFolderIsRefused(@TempDir Path elsewhere) throws IOException {
    Path secret = Files.writeString(elsewhere.resolve("secret.v"), "module secret; endmodule");
    Files.delete(folder.resolve("rtl/router.v"));
    Files.createSymbolicLink(folder.resolve("rtl/router.v"), secret);
    assertThatThrownBy(() -> RtlProject.read(folder)).hasMessageContaining("leads out of the folder");
  }

  @Test
  void tooMuchIsRefused() throws IOException {
    Files.write(folder.resolve("rtl/router.v"), new byte[33 << 20]);
    assertThatThrownBy(() -> RtlProject.read(folder)).isInstanceOf(InputException.class).hasMessageContaining("more than 32 MB");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nothing.yaml\n", "format: spikelock/rtl-project\nversion: 1\ntop: chip\nfiles: []\n",
      "format: spikelock/rtl-project\nversion: 1\ntop: chip\nfiles: 3\n", "format: spikelock/rtl-project\nversion: 1\nfiles: [a.v]\n",
      "format: spikelock/rtl-project\nversion: 1\ntop: chip\nfiles: [\"\"]\n", "format: spikelock/rtl-project\nversion: 1\ntop: chip\nfiles: [\"/\"]\n",
      "format: spikelock/rtl-project\nversion: 1\ntop: chip\nfiles: [rtl]\n", "format: spikelock/rtl-project\nversion: 1\ntop: chip\nfiles: [\"a\\0b\"]\n"})
  void nonsenseIsRefused(String text) throws IOException {
    Files.writeString(yaml, text);
    assertThatThrownBy(() -> RtlProject.read(folder)).isInstanceOf(InputException.class);
  }

  @Test
  void aFolderWithoutAProjectIsRefused(@TempDir Path empty) {
    assertThatThrownBy(() -> RtlProject.read(empty)).isInstanceOf(InputException.class).hasMessageContaining("no such file");
  }
}
