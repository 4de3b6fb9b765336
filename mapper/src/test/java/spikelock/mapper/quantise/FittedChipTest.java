package spikelock.mapper.quantise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Chips;
import spikelock.emulator.error.InputException;
import spikelock.mapper.fit.Fit;
import spikelock.mapper.fit.Shortage;
import spikelock.mapper.fit.Unable;

class FittedChipTest {
  @ParameterizedTest
  @ValueSource(strings = {"core-1", "mesh-2x2", "loihi-sized", "up5k-1", "hx8k-1"})
  void fitsWhatTheChipItselfAccepts(String name) {
    ChipSpec spec = Chips.read(name);
    for (int bits = 2; bits <= 16; bits++) {
      int wanted = bits;
      switch (FittedChip.of(spec, bits)) {
        case Fit<ChipSpec>(ChipSpec fitted) -> assertThat(fitted).isEqualTo(spec.withWeightBits(bits));
        case Unable<ChipSpec> none -> throw new AssertionError(none);
        case Shortage<ChipSpec> none -> {
          assertThat(none.needed()).isEqualTo(bits);
          spec.withWeightBits((int) none.available());
          assertThatThrownBy(() -> spec.withWeightBits((int) none.available() + 1)).isInstanceOf(InputException.class);
          assertThatThrownBy(() -> spec.withWeightBits(wanted)).isInstanceOf(InputException.class).hasMessage(none.message());
        }
      }
    }
  }
}
