package spikelock.emulator.chip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** CHIP.md speaks of every field and every region. */
class ChipDocumentTest {
  @Test
  void everyFieldAndRegionIsDocumented() throws Exception {
    String document = Files.readString(Path.of("CHIP.md"));

    ChipFile.text(Chips.read("core-1")).lines().filter(line -> line.matches("[a-z_]+:.*") && !line.matches("(format|version):.*"))
        .forEach(line -> assertThat(document).contains("| `" + line.substring(0, line.indexOf(':')) + "` |"));
    for (int number = 0; number < Region.values().length; number++) {
      assertThat(document).contains("| " + number + " " + Region.values()[number] + " |");
    }
    Chips.names().forEach(name -> assertThat(document).contains("`" + name + "`"));
  }
}
