package spikelock.mapper.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.ArrayFile;
import spikelock.emulator.files.NdArray;
import spikelock.emulator.stimulus.AnalogueStimulus;
import spikelock.emulator.stimulus.Stimulus;
import spikelock.mapper.source.SourceFile;

class GradedInputTest {
  @TempDir Path folder;

  private static String active(Stimulus stimulus, int timestep) {
    int[] channels = new int[stimulus.channels()];
    int[] values = new int[stimulus.channels()];
    int count = stimulus.active(0, timestep, channels, values);
    return Arrays.toString(Arrays.copyOf(channels, count)) + Arrays.toString(Arrays.copyOf(values, count));
  }

  private Stimulus csv(String text) throws IOException {
    return StimulusFile.read(SourceFile.of(Files.writeString(folder.resolve("x.csv"), text)), 5);
  }

  private Stimulus array(Object values) {
    Path file = folder.resolve("x.npz");
    ArrayFile.write(file, java.util.Map.of("x", new NdArray(new int[] {2, 5}, values)));
    return StimulusFile.read(SourceFile.of(file), 5);
  }

  @Test
  void eventsCarryTheirValuesAndAddUp() throws IOException {
    Stimulus events = csv("timestep,channel,value\n1,4,-3\n0,2,5\n1,4,1\n1,0,7\n");

    assertThat(active(events, 0)).isEqualTo("[2][5]");
    assertThat(active(events, 1)).isEqualTo("[0, 4][7, -2]");
    assertThat(events.greatest()).isEqualTo(7);
  }

  @Test
  void eventsWithoutValuesAreSpikesHoweverOftenListed() throws IOException {
    Stimulus events = csv("0,2\n0,2\n");

    assertThat(active(events, 0)).isEqualTo("[2][1]");
    assertThat(events.greatest()).isEqualTo(1);
  }

  @Test
  void framesCarryTheirValues() {
    Stimulus small = array(new byte[] {0, 1, -128, 0, 127, 0, 0, 0, 0, 1});
    Stimulus wide = array(new int[] {0, 1, -30000, 0, 127, 0, 0, 0, 0, 1});

    assertThat(active(small, 0)).isEqualTo("[1, 2, 4][1, -128, 127]");
    assertThat(small.greatest()).isEqualTo(128);
    assertThat(active(wide, 0)).isEqualTo("[1, 2, 4][1, -30000, 127]");
    assertThat(active(wide, 1)).isEqualTo("[4][1]");
    assertThat(wide.greatest()).isEqualTo(30000);
  }

  @Test
  void fractionsAreForTheReferenceUnlessTheyAreScaled() {
    Stimulus fractions = array(new double[] {0, 1, 0, 0, 0, 0, 0, 0, 0.375, 1});

    assertThat(fractions).isInstanceOf(AnalogueStimulus.class);
    double[] exact = new double[5];
    assertThat(((AnalogueStimulus) fractions).exact(0, 1, new int[5], exact)).isEqualTo(2);
    assertThat(exact).startsWith(0.375, 1);
    assertThatThrownBy(() -> active(fractions, 1)).isInstanceOf(InputException.class).hasMessageContaining("0.375 at sample 0, timestep 1, channel 3")
        .hasMessageContaining("whole numbers");
    assertThatThrownBy(fractions::greatest).isInstanceOf(InputException.class);
    assertThatThrownBy(() -> array(new double[] {0, 1, 0, 0, 0, 0, 0, 0, Double.NaN, 1})).isInstanceOf(InputException.class);
  }
}
