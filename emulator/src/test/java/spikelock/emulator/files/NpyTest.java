package spikelock.emulator.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spikelock.emulator.error.InputException;

class NpyTest {
  private static final int ROWS = 3;
  private static final int COLUMNS = 30_000; // more than are copied at once

  @ParameterizedTest
  @ValueSource(strings = {"|b1", "|i1", "|u1", "<i2", ">i2", "<u2", "<i4", ">i4", "<u4", "<i8", ">i8", "<f2", "<f4", ">f4", "<f8", ">f8"})
  void aCopyIsWhatReadingAndWritingGives(String type) throws IOException {
    for (String order : new String[] {"False", "True"}) {
      byte[] file = npy(type, order, ROWS * COLUMNS * (type.charAt(2) - '0'));
      ByteArrayOutputStream written = new ByteArrayOutputStream();
      ByteArrayOutputStream copied = new ByteArrayOutputStream();

      Npy.write(written, Npy.read(new ByteArrayInputStream(file), "x", file.length));
      Npy.copy(new ByteArrayInputStream(file), "x", file.length, copied);

      assertThat(copied.toByteArray()).as(order).isEqualTo(written.toByteArray());
    }
  }

  @Test
  void aCopyOfWhatEndsTooEarlyIsRefused() {
    byte[] file = npy("<i4", "False", ROWS * COLUMNS * 4 - 2);
    assertThatThrownBy(() -> Npy.copy(new ByteArrayInputStream(file), "x", ROWS * COLUMNS * 4, new ByteArrayOutputStream()))
        .isInstanceOf(InputException.class).hasMessageContaining("ends after");
  }

  private static byte[] npy(String type, String fortran, int bytes) {
    String header = "{'descr': '" + type + "', 'fortran_order': " + fortran + ", 'shape': (" + ROWS + ", " + COLUMNS + "), }\n";
    byte[] file = new byte[10 + header.length() + bytes];
    new Random(5).nextBytes(file);
    System.arraycopy(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0}, 0, file, 0, 10);
    System.arraycopy(header.getBytes(StandardCharsets.US_ASCII), 0, file, 10, header.length());
    return file;
  }
}
