package spikelock.toolchain.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spikelock.toolchain.doctor.ToolFinding.Status;

class ToolSearchTest {
  @TempDir Path bin;

  private final KnownTool tool = new KnownTool("chipper", List.of("--version"), "Chipper (\\d+(?:\\.\\d+)+)", "2.10", "2.10", "chipper", true, "chips");

  @Test
  void findsAndComparesVersions() throws Exception {
    assertThat(find().status()).isEqualTo(Status.MISSING);

    says("echo Chipper 2.9 of 2026");
    assertThat(find()).isEqualTo(new ToolFinding(tool, Status.TOO_OLD, bin.resolve("chipper").toString(), "2.9"));

    says("echo Chipper 2.10.1");
    assertThat(find()).isEqualTo(new ToolFinding(tool, Status.OK, bin.resolve("chipper").toString(), "2.10.1"));
  }

  @Test
  void versionOnStderrCounts() throws Exception {
    says("echo Chipper 3.0 >&2");
    assertThat(find().isUsable()).isTrue();
  }

  @Test
  void toolsThatSayNothingOrCannotStartAreBroken() throws Exception {
    says("exit 1");
    assertThat(find().status()).isEqualTo(Status.BROKEN);

    Files.writeString(bin.resolve("chipper"), "#!/no/such/interpreter\n");
    assertThat(find().status()).isEqualTo(Status.BROKEN);
  }

  @Test
  void hangingToolIsEndedWithItsChildren() throws Exception {
    Path child = bin.resolve("child");
    says("sleep infinity & echo $! >" + child + ".part; mv " + child + ".part " + child + "; wait; echo Chipper 3.0");
    // However slow the machine is, some limit lets the tool come as far as its child.
    for (long limit = 200; Files.notExists(child); limit *= 2) {
      assertThat(new ToolSearch(bin.toString(), limit).find(List.of(tool)).get(0).status()).isEqualTo(Status.BROKEN);
    }
    ProcessHandle.of(Long.parseLong(Files.readString(child).strip())).ifPresent(sleeping -> sleeping.onExit().join());
  }

  @Test
  void endlessOutputIsCutOff() throws Exception {
    says("while :; do echo nothing; done");
    ToolSearch search = new ToolSearch(bin.toString(), TimeUnit.DAYS.toMillis(1));
    assertThat(search.find(List.of(tool)).get(0).status()).isEqualTo(Status.BROKEN);
  }

  @ParameterizedTest
  @CsvSource({"5.006, 5.006, 0", "5.6, 5.006, 0", "5.10, 5.006, 1", "0.9, 0.23, -1", "12, 12.0.0, 0", "3.8.7, 3.8.10, -1"})
  void versionsCompareNumberByNumber(String left, String right, int order) {
    assertThat(ToolSearch.compare(left, right)).isEqualTo(order);
    assertThat(ToolSearch.compare(right, left)).isEqualTo(-order);
  }

  @Test
  void testedVersionsSatisfyTheirOwnMinimum() {
    for (KnownTool known : KnownTool.ALL) {
      if (!known.minimum().isEmpty()) {
        assertThat(ToolSearch.compare(known.tested(), known.minimum())).as(known.name()).isNotNegative();
        assertThat(Pattern.compile(known.versionPattern()).matcher("").groupCount()).as(known.name()).isEqualTo(1);
      }
    }
  }

  private ToolFinding find() throws InterruptedException {
    return new ToolSearch("/no/such/folder::" + bin, TimeUnit.DAYS.toMillis(1)).find(List.of(tool)).get(0);
  }

  private void says(String script) throws IOException {
    Path file = Files.writeString(bin.resolve("chipper"), "#!/bin/sh\n" + script + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}
