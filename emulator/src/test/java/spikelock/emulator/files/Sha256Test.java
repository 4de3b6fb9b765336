package spikelock.emulator.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Sha256Test {
  /** FIPS 180-2, appendix B.1. */
  private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void isThatOfTheStandard() throws IOException {
    assertThat(new Sha256().add("abc").hex()).isEqualTo(ABC);
    assertThat(new Sha256().add("a").add("bc".getBytes(StandardCharsets.UTF_8)).hex(8)).isEqualTo(ABC.substring(0, 16));
    Sha256 streamed = new Sha256();
    try (OutputStream out = streamed.stream()) {
      out.write("abc".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(streamed.hex()).isEqualTo(ABC);
    assertThat(streamed.add("abc").hex()).isEqualTo(ABC);
  }
}
