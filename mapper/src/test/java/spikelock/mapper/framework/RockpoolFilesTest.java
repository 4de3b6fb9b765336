package spikelock.mapper.framework;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spikelock.emulator.error.InputException;
import spikelock.mapper.FrameworkRecordings;
import spikelock.mapper.FrameworkRecordings.Recording;
import spikelock.mapper.FrameworkRecordings.Row;
import spikelock.mapper.NetworkReader;
import spikelock.mapper.network.Framework;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.RunOptions;

/** Rockpool writes its timestep into r: it is found in each of its files, and in nobody else's. */
class RockpoolFilesTest {
  @TempDir Path folder;

  @Test
  void theTimestepIsFoundInTheFilesOfEveryClass() {
    int read = 0;
    for (Row row : FrameworkRecordings.read("rockpool", folder)) {
      if (row.key().contains("from_nir")) {
        continue; // written by hand, with another r
      }
      double dt = row.key().contains("dt=5e-4") ? 5e-4 : 1e-3;
      for (Recording recording : row.recordings()) {
        Network told = read(recording, RunOptions.NONE);
        Network asked = read(recording, RunOptions.like(Framework.ROCKPOOL));

        assertThat(told.settings().dt()).as(row.key()).isEqualTo(dt);
        assertThat(told.settings().reasons().get("dt")).as(row.key()).contains("what Rockpool would have written");
        assertThat(told.repairs()).as(row.key()).anyMatch(r -> r.contains("look like those of Rockpool"));
        assertThat(asked.settings().dt()).as(row.key()).isEqualTo(dt);
        assertThat(asked.repairs()).as(row.key()).anyMatch(r -> r.contains("read as Rockpool's"));
        read++;
      }
    }
    assertThat(read).isEqualTo(28);
  }

  @Test
  void nobodyElsesFilesLookLikeRockpools() throws Exception {
    int read = 0;
    for (String framework : List.of("sinabs", "snntorch", "norse", "spyx", "spikingjelly")) {
      for (Row row : FrameworkRecordings.read(framework, Files.createDirectory(folder.resolve(framework)))) {
        for (Recording recording : row.recordings()) {
          Network network;
          try {
            network = read(recording, RunOptions.NONE);
          } catch (InputException e) {
            assertThat(e.getMessage()).as(row.key()).contains("must be finite"); // what snnTorch alone reads
            continue;
          }
          assertThat(network.repairs()).as(row.key()).noneMatch(r -> r.contains("Rockpool"));
          read++;
        }
      }
    }
    assertThat(read).isGreaterThan(50);
  }

  private static Network read(Recording recording, RunOptions options) {
    return NetworkReader.read(recording.network(), options).network();
  }
}
