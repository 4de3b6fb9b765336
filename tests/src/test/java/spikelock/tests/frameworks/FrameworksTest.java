package spikelock.tests.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every class of every framework, with each of its switches: the reference gives the framework's own spikes, in every entry. */
class FrameworksTest {
  @TempDir Path folder;

  static List<RecordedRow> rows() {
    return RecordedRow.all().stream().filter(RecordedRow::canBeRead).toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void theReferenceGivesTheFrameworksOwnAnswers(RecordedRow row) throws Exception {
    RowResult result = RowResult.of(row, folder);

    assertThat(result.active()).as("%s: the networks are alive", row.row()).isPositive();
    assertThat(result.reference()).as("%s %s: entries of %d that differ", row.row(), row.options(), result.entries()).isZero();
    assertThat(guide()).as("paste what `spikelock bench frameworks` prints").contains(FrameworkReport.line(result));
  }

  /** Of the frameworks whose packages are in the environment of {@code --with-python}; the others are recorded by hand. */
  @ParameterizedTest
  @ValueSource(strings = {"snntorch", "norse"})
  @EnabledIfEnvironmentVariable(named = "SPIKELOCK_PYTHON", matches = ".+")
  void theReferenceGivesWhatTheFrameworkAnswersNow(String archive) throws Exception {
    List<RecordedRow> live = LiveRows.of(Path.of(System.getenv("SPIKELOCK_PYTHON")), archive, Files.createDirectory(folder.resolve("live")));

    assertThat(live.stream().map(RecordedRow::row).toList())
        .isEqualTo(RecordedRow.all().stream().filter(row -> row.archive().equals(archive)).map(RecordedRow::row).toList());
    for (RecordedRow row : live.stream().filter(RecordedRow::canBeRead).toList()) {
      RowResult result = RowResult.of(row, folder);
      assertThat(result.active()).as(row.row()).isPositive();
      assertThat(result.reference()).as("%s %s: entries of %d that differ from what it answers now", row.row(), row.options(), result.entries()).isZero();
    }
  }

  @Test
  void theGuideHasEveryClass() throws Exception {
    assertThat(guide()).as("paste what `spikelock bench frameworks` prints").containsAll(FrameworkReport.classes())
        .containsAll(RecordedRow.all().stream().filter(row -> !row.canBeRead()).map(FrameworkReport::unreadable).toList());
  }

  private static List<String> guide() throws Exception {
    return Files.readAllLines(Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent().resolve("toolchain/guide/frameworks-table.md"));
  }

  @Test
  void everyFrameworkIsThere() {
    assertThat(RecordedRow.all().stream().map(RecordedRow::archive).distinct().toList())
        .contains("lava-dl", "norse", "rockpool", "sinabs", "snntorch", "spikingjelly", "spyx");
  }
}
