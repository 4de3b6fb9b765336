package spikelock.toolchain.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import spikelock.emulator.chip.Chips;
import spikelock.emulator.error.InputException;
import spikelock.mapper.data.DataReader;
import spikelock.mapper.data.InputShape;
import spikelock.mapper.data.SampleData;
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
      SampleData data = DataReader.read(List.of(example.input().orElseThrow()), InputShape.of(example.network()), example.reading(), "", example.labels());
      int[] labels = data.labels().orElseThrow();
      assertThat(labels).hasSize(data.stimulus().samples()).matches(all -> java.util.Arrays.stream(all).allMatch(l -> l < example.classes().size()));
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
