package spikelock.mapper.data;

import static org.assertj.core.api.Assertions.assertThat;
import static spikelock.mapper.Frugal.frugally;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.ArrayFile;
import spikelock.emulator.files.NdArray;
import spikelock.emulator.stimulus.Stimulus;
import spikelock.mapper.source.SourceFile;

/** Every format of events: what {@code events/record.py} wrote, with the events that the library named in {@code sources.txt} reads in it. */
class RecordedEventsTest {
  private static final long SEED = Long.getLong("spikelock.seed", new Random().nextLong());
  private static final int WIDTH = 640;
  private static final int HEIGHT = 430;
  private static final InputShape CAMERA = new InputShape(List.of(new InputShape.Part("in", new int[] {2, HEIGHT, WIDTH})), OptionalDouble.of(1e-3));
  private static final int FILES = 19;

  @TempDir Path folder;

  private static Path recorded(String name) {
    try {
      return Path.of(RecordedEventsTest.class.getResource("/spikelock/mapper/events/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static Stream<String> files() throws IOException {
    return Files.readAllLines(recorded("sources.txt")).stream().skip(1).map(line -> line.substring(0, line.indexOf(':')));
  }

  @Test
  void thereAreFiles() throws IOException {
    assertThat(files()).hasSize(FILES);
  }

  private static SampleData read(Path file, Reading how) {
    return DataReader.read(List.of(SourceFile.of(file)), CAMERA, how, "", Optional.empty());
  }

  /** For each timestep and channel, how often. */
  private static Map<Long, Integer> counts(Stimulus stimulus, int mostTimesteps) {
    Map<Long, Integer> counts = new TreeMap<>();
    int[] channels = new int[stimulus.channels()];
    int[] values = new int[stimulus.channels()];
    for (int t = 0; t < Math.min(mostTimesteps, stimulus.timesteps(0)); t++) {
      int count = stimulus.active(0, t, channels, values);
      for (int i = 0; i < count; i++) {
        counts.put((long) t * stimulus.channels() + channels[i], values[i]);
      }
    }
    return counts;
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyEventIsWhereTheLibraryReadsIt(String name) {
    Map<String, NdArray> expected = ArrayFile.read(recorded("expected.npz"));
    NdArray time = expected.get(name + "/t");
    Map<Long, Integer> wanted = new TreeMap<>();
    for (int e = 0; e < time.size(); e++) {
      double pixel = (expected.get(name + "/p").at(e) * HEIGHT + expected.get(name + "/y").at(e)) * WIDTH + expected.get(name + "/x").at(e);
      wanted.merge((long) time.at(e) * 2 * HEIGHT * WIDTH + (long) pixel, 1, Integer::sum);
    }

    Reading how = Reading.DEFAULT.withFrame("1us").withOrigin(Reading.Origin.ZERO);
    SampleData data = read(recorded(name), how);

    assertThat(data.stimulus().samples()).isOne();
    assertThat(counts(data.stimulus(), Integer.MAX_VALUE)).isEqualTo(wanted);
    assertThat(read(recorded(name), Reading.DEFAULT.withFrame("1ms")).stimulus().timesteps(0)).isBetween(4, 20);
    assertThat(DataSummary.of(SourceFile.of(recorded(name))).parts().getFirst().events().orElseThrow()).isEqualTo(time.size());
  }

  /** Cut short, or with some bytes changed: read, or refused with one message that names the file; within memory that the file's size explains. */
  @ParameterizedTest
  @MethodSource("files")
  void damagedFilesAreReadOrRefused(String name) throws IOException {
    System.out.println("damagedFilesAreReadOrRefused " + name + ": -Dspikelock.seed=" + SEED);
    Random random = new Random(SEED);
    byte[] good = Files.readAllBytes(recorded(name));
    List<String> said = new ArrayList<>();
    int variants = 200;
    for (int i = 0; i < variants; i++) {
      byte[] bad = i < 60 ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
      for (int flips = i < 60 ? 0 : 1 + random.nextInt(6); flips > 0; flips--) {
        // Half of them near the start, where the headers are.
        bad[random.nextInt(random.nextBoolean() ? bad.length : Math.min(bad.length, 1024))] ^= (byte) (1 << random.nextInt(8));
      }
      Path file = Files.write(folder.resolve("damaged-" + name), bad);
      frugally(() -> {
        try {
          counts(read(file, Reading.DEFAULT.withFrame("1ms")).stimulus(), 20);
        } catch (InputException e) {
          assertThat(e.describe()).contains("damaged-" + name).doesNotContain("\n").hasSizeLessThan(1000);
          said.add(e.getMessage());
        }
        return 0;
      }, name + ", variant " + i);
    }
    assertThat(said).hasSizeGreaterThan(20);
  }
}
