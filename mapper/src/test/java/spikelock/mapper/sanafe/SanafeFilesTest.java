package spikelock.mapper.sanafe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spikelock.emulator.error.InputException;
import spikelock.mapper.NetworkReader;
import spikelock.mapper.network.RunOptions;

/** Files are what is in them, whatever their names are. */
class SanafeFilesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "`network:\n  name: a\n`                           | NETWORK",
      "`# about\n\nmappings: []\nnetwork:\n`              | NETWORK",
      "`title: mine\nnetwork: {}\n`                       | NETWORK",
      "`---\narchitecture:\n  name: a\n`                  | CHIP",
      "`### net\n#  <count>\ng   3   threshold=1.0\n`     | NETLIST",
      "`g 3\r\nn 0.0\r\n`                                 | NETLIST",
      "`format: spikelock/network\nversion: 1\nnetwork: x\n` | `NONE`",
      "`format: spikelock/chip\n`                         | `NONE`",
      "`a network:\n`                                     | `NONE`",
      "`x: 1\ng 3\n`                                      | `NONE`",
      "`  network:\n`                                     | `NONE`",
      "`\u0089HDF\r\n`                                    | `NONE`"})
  void aFileIsWhatIsInIt(String start, String kind) throws IOException {
    Optional<SanafeFiles.Kind> want = kind.equals("NONE") ? Optional.empty() : Optional.of(SanafeFiles.Kind.valueOf(kind));

    assertThat(SanafeFiles.kind(start)).isEqualTo(want);
    assertThat(SanafeFiles.kind(Files.writeString(folder.resolve("any.name"), start))).isEqualTo(want);
  }

  @Test
  void whatMapsNetworksSaysWhoTakesThese() throws IOException {
    Path file = Files.writeString(folder.resolve("a.net"), "g 3\n");

    assertThatThrownBy(() -> NetworkReader.read(file, RunOptions.NONE)).isInstanceOfSatisfying(InputException.class,
        e -> assertThat(e.describe()).contains("is a network of SANA-FE", "info, run and estimate take it"));
    assertThat(SanafeFiles.network(file).neurons()).isEqualTo(3);
    assertThat(SanafeFiles.kind(folder)).isEmpty();
    assertThat(SanafeFiles.kind(folder.resolve("none"))).isEmpty();
  }
}
