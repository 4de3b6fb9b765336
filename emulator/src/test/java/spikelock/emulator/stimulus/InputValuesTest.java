package spikelock.emulator.stimulus;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spikelock.emulator.error.InputException;

class InputValuesTest {
  private static void require(int bits, int... values) {
    int[] channels = new int[values.length];
    for (int i = 0; i < channels.length; i++) {
      channels[i] = 3 * i;
    }
    new InputValues(bits).require(2, 7, channels, values, values.length);
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 1", "2, -2, 1", "4, -8, 7", "8, -128, 127", "16, -32768, 32767"})
  void takesWhatThePacketCarries(int bits, int least, int most) {
    assertThatCode(() -> require(bits, least < 0 ? least : 1, 1, most)).doesNotThrowAnyException();
    assertThatThrownBy(() -> require(bits, 1, most + 1)).isInstanceOf(InputException.class)
        .hasMessageContaining("has the value " + (most + 1) + " at sample 2, timestep 7, channel 3");
    assertThatThrownBy(() -> require(bits, 1, least - 1)).isInstanceOf(InputException.class);
  }

  @Test
  void saysHowManyBitsAValueNeeds() {
    assertThatThrownBy(() -> require(0, 9)).satisfies(e -> org.assertj.core.api.Assertions.assertThat(((InputException) e).hint())
        .contains("payload_bits 5"));
    assertThatThrownBy(() -> require(4, -9)).satisfies(e -> org.assertj.core.api.Assertions.assertThat(((InputException) e).hint())
        .contains("payload_bits 5"));
    assertThatThrownBy(() -> require(0, 0)).satisfies(e -> org.assertj.core.api.Assertions.assertThat(((InputException) e).hint())
        .contains("leave zeros out"));
    assertThatThrownBy(() -> require(16, 40000)).satisfies(e -> org.assertj.core.api.Assertions.assertThat(((InputException) e).hint())
        .contains("at most 16 bits"));
  }
}
