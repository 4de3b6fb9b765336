package spikelock.toolchain.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.image.ImageFile;

class CaseFilesTest {

  @Test
  void aSavedCaseComesBack(@TempDir Path folder) {
    for (ChipSpec spec : RandomChips.all()) {
      RandomCase made = new RandomImages(spec).generate(11);

      RandomCase read = CaseFiles.load(CaseFiles.save(folder, made));

      assertThat(read.describe()).isEqualTo(made.describe());
      assertThat(ImageFile.hash(read.image())).isEqualTo(ImageFile.hash(made.image()));
      assertThat(folder.resolve("random-" + spec.name() + "-11.txt")).hasContent(made.describe());
    }
  }
}
