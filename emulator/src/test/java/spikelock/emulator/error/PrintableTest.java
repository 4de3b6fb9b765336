package spikelock.emulator.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
  @Test
  void whatATerminalObeysIsReplaced() {
    assertThat(Printable.of("a\u001b[31mb\n\u0085\u202ec\ufeff\u00e9")).isEqualTo("a?[31mb???c?\u00e9");
  }

  @Test
  void longTextIsCutWithoutHalfACharacter() {
    assertThat(Printable.start("abcdefgh", 8)).isEqualTo("abcdefgh");
    assertThat(Printable.start("abcdefghi", 8)).isEqualTo("abcde...");
    assertThat(Printable.start("abcd\ud83d\ude00fghi", 8)).isEqualTo("abcd...");
    assertThat(Printable.start("abc\ud83d\ude00fghi", 8)).isEqualTo("abc\ud83d\ude00...");
  }
}
