package spikelock.toolchain.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private long nowMs = -1_000_000;

  @Test
  void shortWorkIsSilent() {
    try (Progress progress = progress(true, 100)) {
      for (int done = 0; done < 100; done++) {
        nowMs += 19;
        progress.at(done);
      }
    }
    assertThat(shown()).isEmpty();
  }

  @Test
  void linesWhereNobodyWatches() {
    try (Progress progress = progress(false, 200)) {
      for (int done = 0; done < 200; done++) {
        nowMs += 100;
        progress.at(done, "EQUAL");
      }
    }
    assertThat(shown()).isEqualTo("emulating   9 % (19 of 200), 19 s left, EQUAL\nemulating  59 % (119 of 200), 8 s left, EQUAL\n");
  }

  @Test
  void barOnATerminalIsTakenAway() {
    try (Progress progress = progress(true, 2)) {
      nowMs += 3000;
      progress.at(1);
    }
    assertThat(shown()).isEqualTo("\r\u001b[Kemulating [###############...............]  50 % (1 of 2), 3 s left\r\u001b[K");
  }

  @Test
  void unknownTotalCounts() {
    try (Progress progress = progress(false, 0)) {
      nowMs += 90_000;
      progress.at(7);
    }
    assertThat(shown()).isEqualTo("emulating (7, 1:30 min)\n");
  }

  private Progress progress(boolean terminal, long total) {
    return new Progress(new PrintStream(err, true, StandardCharsets.UTF_8), terminal, () -> nowMs * 1_000_000, "emulating", total);
  }

  private String shown() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
