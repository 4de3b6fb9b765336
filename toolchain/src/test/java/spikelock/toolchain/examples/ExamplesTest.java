package spikelock.toolchain.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import spikelock.emulator.chip.Chips;
import spikelock.emulator.error.InputException;
import spikelock.emulator.stimulus.Stimulus;
import spikelock.mapper.data.LabelFile;
import spikelock.mapper.data.StimulusFile;
import spikelock.mapper.description.NetworkDescription;
import spikelock.mapper.network.Reset;
import spikelock.mapper.network.RunOptions;

class ExamplesTest {

  @Test
  void everyExampleBringsChipInputLabelsAndClasses() {
    assertThat(Examples.names()).contains("orientation");
    for (String name : Examples.names()) {
      NetworkDescription example = Examples.open(name);

      assertThat(Examples.has(name)).isTrue();
      assertThat(Examples.describe(name)).isNotBlank();
      assertThat(example.network().name()).isEqualTo(name);
      assertThat(Chips.names()).contains(example.chip().orElseThrow());
      Stimulus input = StimulusFile.read(example.input().orElseThrow(), example.network().inputs());
      int[] labels = LabelFile.read(example.labels().orElseThrow(), input.samples());
      assertThat(labels).hasSize(input.samples()).matches(all -> java.util.Arrays.stream(all).allMatch(l -> l < example.classes().size()));
    }
  }

  @Test
  void optionsWinOverTheFile() {
    NetworkDescription example = Examples.open("orientation", RunOptions.of(5e-4, Reset.SUBTRACT));

    assertThat(example.network().settings().dt()).isEqualTo(5e-4);
    assertThat(example.network().settings().reset()).isEqualTo(Reset.SUBTRACT);
  }

  @Test
  void unknownNamesSayWhatWasMeant() {
    assertThat(Examples.has("orientaton")).isFalse();
    assertThatThrownBy(() -> Examples.open("orientaton")).isInstanceOf(InputException.class)
        .hasMessageContaining("orientaton")
        .satisfies(e -> assertThat(((InputException) e).hint()).contains("orientation"));
  }
}
