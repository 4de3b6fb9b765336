package spikelock.mapper.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spikelock.emulator.error.InputException;
import spikelock.emulator.stimulus.Stimulus;
import spikelock.mapper.source.SourceFile;

class FilmFileTest {
  private static final String HEAD = "format: spikelock/film\nversion: 1\n";

  @TempDir Path folder;

  @Test
  void framesFollowEachOtherInStripsAndEveryFilmIsASample() throws IOException {
    Stimulus film = read(HEAD + """
        timesteps_per_frame: 2
        films:
          - name: two strips
            frames: |
              #.  ..
              ..  .+

              .#
              #.
          - frames: |
              +#
              ..
        """, 4);

    assertThat(film.samples()).isEqualTo(2);
    assertThat(film.timesteps(0)).isEqualTo(6);
    assertThat(film.timesteps(1)).isEqualTo(6);
    assertThat(active(film, 0)).isEqualTo("[[0], [0], [3], [], [1, 2], [1, 2]]");
    assertThat(active(film, 1)).isEqualTo("[[0, 1], [1], [], [], [], []]");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '@', textBlock = """
      films: []                                            @ is empty
      films: [{frames: "  "}]                              @ draws nothing
      films: [{frames: "##\\n#"}]                          @ row 1 of the strip at timestep 0
      films: [{frames: "## #.\\n..\\n"}]                   @ row 1 of the strip at timestep 0
      films: [{frames: "##"}]                              @ are 2 x 1 pixels, the network has 4 inputs
      films: [{frames: "##\\n#x"}]                         @ a pixel is
      films: [{frame: "##\\n##"}]                          @ frames
      films: [{frames: "##\\n##", title: a}]               @ there is no such field
      timestep_per_frame: 3\\nfilms: [{frames: "##\\n##"}] @ there is no such field
      timesteps_per_frame: 0\\nfilms: []                   @ timesteps_per_frame
      timesteps_per_frame: 1000000\\nfilms: []             @ timesteps_per_frame
      """)
  void aWrongDrawingIsRefusedWithItsPlace(String body, String message) {
    String text = HEAD + body.replace("\\nfilms", "\nfilms") + "\n";

    assertThatThrownBy(() -> read(text, 4)).isInstanceOf(InputException.class)
        .satisfies(e -> assertThat(e.getMessage() + " " + ((InputException) e).where()).contains(message))
        .satisfies(e -> assertThat(((InputException) e).file()).endsWith("film.yaml"));
  }

  @Test
  void aFewLettersCannotFillTheMemory() {
    String row = "#".repeat(1000);
    String frames = (row + "\\n").repeat(100);
    String text = HEAD + "timesteps_per_frame: 1000\nfilms: [{frames: \"" + frames + "\"}]\n";

    assertThatThrownBy(() -> read(text, 100_000)).isInstanceOf(InputException.class).hasMessageContaining("more than");
  }

  private Stimulus read(String text, int channels) throws IOException {
    return StimulusFile.read(SourceFile.of(Files.writeString(folder.resolve("film.yaml"), text)), channels);
  }

  private static String active(Stimulus film, int sample) {
    int[][] active = new int[film.timesteps(sample)][];
    int[] into = new int[film.channels()];
    for (int timestep = 0; timestep < active.length; timestep++) {
      active[timestep] = Arrays.copyOf(into, film.active(sample, timestep, into, new int[into.length]));
    }
    return Arrays.deepToString(active);
  }
}
