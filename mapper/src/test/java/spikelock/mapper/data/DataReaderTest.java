package spikelock.mapper.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.ArrayFile;
import spikelock.emulator.files.NdArray;
import spikelock.emulator.stimulus.AnalogueStimulus;
import spikelock.emulator.stimulus.Stimulus;
import spikelock.mapper.Recorded;
import spikelock.mapper.Shared;
import spikelock.mapper.data.format.NirData;
import spikelock.mapper.data.format.NirDataFile;
import spikelock.mapper.hdf5.Hdf5Output;
import spikelock.mapper.hdf5.Hdf5Writer;
import spikelock.mapper.source.SourceFile;

/** Every kind of file as input of a network. Numbers for real files were counted with NumPy. */
class DataReaderTest {
  private static final InputShape CAMERA = new InputShape(List.of(new InputShape.Part("input", new int[] {2, 34, 34})), OptionalDouble.of(1e-4));

  @TempDir Path folder;

  private static final InputShape SMALL_CAMERA = new InputShape(List.of(new InputShape.Part("input", new int[] {2, 16, 16})), OptionalDouble.of(1e-4));

  private static SampleData read(Path file, InputShape shape, Reading how, String samples) {
    return DataReader.read(List.of(SourceFile.of(file)), shape, how, samples, Optional.empty());
  }

  private static SampleData read(Path file, int channels, Reading how) {
    return read(file, InputShape.flat(channels), how, "");
  }

  /** [timesteps x channels] what a sample sends. */
  private static int[] dense(Stimulus stimulus, int sample) {
    int channels = stimulus.channels();
    int[] all = new int[stimulus.timesteps(sample) * channels];
    int[] at = new int[channels];
    int[] values = new int[channels];
    for (int t = 0; t < stimulus.timesteps(sample); t++) {
      int count = stimulus.active(sample, t, at, values);
      for (int i = 0; i < count; i++) {
        all[t * channels + at[i]] = values[i];
      }
    }
    return all;
  }

  @Test
  void recordingsOfNmnistBecomeFramesOfCounts() {
    SampleData data = read(Shared.path("data/nmnist"), CAMERA, Reading.DEFAULT.withFrame("1ms").withTimesteps(310).withSplit("test"), "");

    assertThat(data.total()).isEqualTo(50);
    assertThat(data.labels().orElseThrow()).startsWith(7, 2, 1, 0, 4).hasSize(50);
    long events = 0;
    long weighted = 0;
    for (int s = 0; s < 50; s++) {
      int[] frames = dense(data.stimulus(), s);
      assertThat(frames).hasSize(310 * 2312);
      for (int i = 0; i < frames.length; i++) {
        events += frames[i];
        weighted += (long) frames[i] * (i % 2312);
      }
    }
    assertThat(events).isEqualTo(183_157);
    assertThat(weighted).isEqualTo(211_093_572L);
    assertThat(data.notes()).allMatch(n -> n.contains("after timestep 309")).hasSizeBetween(1, 11);

    SampleData whole = read(Shared.path("data/nmnist"), CAMERA, Reading.DEFAULT.withFrame("1ms").withSplit("test"), "");
    long all = 0;
    for (int s = 0; s < 50; s++) {
      assertThat(whole.stimulus().timesteps(s)).isBetween(297, 314);
      all += Arrays.stream(dense(whole.stimulus(), s)).sum();
    }
    assertThat(all).isEqualTo(183_168);
  }

  /** The events of a camera of 16 x 16 pixels that record.py wrote, and what it counted of them itself. */
  @Test
  void eventsBecomeFramesOfCounts() {
    SampleData data = read(Recorded.path("camera"), SMALL_CAMERA, Reading.DEFAULT.withFrame("1ms"), "");
    int[] counts = Recorded.arrays("camera.npz").get("counts").ints();

    assertThat(data.total()).isEqualTo(8);
    assertThat(data.labels().orElseThrow()).containsExactly(0, 1, 2, 3, 0, 1, 2, 3);
    long[] seen = new long[512];
    for (int s = 0; s < 8; s++) {
      int[] frames = dense(data.stimulus(), s);
      assertThat(frames).hasSize(40 * 512);
      for (int i = 0; i < frames.length; i++) {
        seen[i % 512] += frames[i];
      }
    }
    assertThat(seen).isEqualTo(Arrays.stream(counts).asLongStream().toArray());
    assertThat(Arrays.stream(seen).sum()).isEqualTo(8 * 500);
    SampleData less = read(Recorded.path("camera"), SMALL_CAMERA, Reading.DEFAULT.withFrame("1ms").withTimesteps(30).withSplit("test"), "");
    assertThat(less.total()).isEqualTo(6);
    assertThat(less.notes()).hasSize(6).allMatch(n -> n.contains("after timestep 29"));
  }

  @Test
  void aRangeOfAFolderIsTheSameSamples() {
    Reading how = Reading.DEFAULT.withFrame("1ms");
    SampleData some = read(Recorded.path("camera"), SMALL_CAMERA, how.withSplit("test"), "3:5");
    SampleData all = read(Recorded.path("camera"), SMALL_CAMERA, how.withSplit("test"), "");

    assertThat(some.numbers()[0]).isEqualTo(3);
    assertThat(dense(some.stimulus(), 1)).isEqualTo(dense(all.stimulus(), 4));
    assertThat(some.labels().orElseThrow()).containsExactly(Arrays.copyOfRange(all.labels().orElseThrow(), 3, 5));
  }

  @Test
  void pixelsFollowTheShapeTheOptionOrTheOrder() throws IOException {
    Path file = Files.write(folder.resolve("a.bin"), new byte[] {3, 1, (byte) 0x80, 0, 5, 2, 0, 0, 3, (byte) 0xed}); // 5 us on, 1005 us off
    Reading how = Reading.DEFAULT.withFrame("1ms");

    assertThat(dense(read(file, new InputShape(List.of(new InputShape.Part("i", new int[] {2, 2, 4})), OptionalDouble.empty()), how, "").stimulus(), 0))
        .isEqualTo(ones(32, 8 + 4 + 3, 16 + 2));
    assertThat(dense(read(file, new InputShape(List.of(new InputShape.Part("i", new int[] {2, 4})), OptionalDouble.empty()), how, "").stimulus(), 0))
        .isEqualTo(ones(16, 4 + 3, 8 + 2));
    assertThatThrownBy(() -> read(file, 16, how)).isInstanceOf(InputException.class).hasMessageContaining("events of pixels")
        .satisfies(e -> assertThat(((InputException) e).describe()).contains("a.bin", "16 inputs", "--sensor H,W"));
    assertThatThrownBy(() -> read(file, CAMERA, Reading.DEFAULT, "")).hasMessageContaining("in time").satisfies(e ->
        assertThat(((InputException) e).hint()).contains("--frame 1ms"));
  }

  private static int[] ones(int size, int... at) {
    int[] all = new int[size];
    Arrays.stream(at).forEach(i -> all[i]++);
    return all;
  }

  @Test
  void camerasInTextAreReadAsTonicNamesThem() throws IOException {
    Path file = Files.writeString(folder.resolve("e.csv"), "t,x,y,p,sample\n1000,0,0,0,0\n3000,1,0,-1,0\n2999,1,1,1,0\n7,1,1,1,1\n");
    InputShape shape = new InputShape(List.of(new InputShape.Part("i", new int[] {2, 2, 2})), OptionalDouble.empty());

    SampleData data = read(file, shape, Reading.DEFAULT.withFrame("2ms"), "");

    assertThat(data.stimulus().samples()).isEqualTo(2);
    assertThat(dense(data.stimulus(), 0)).isEqualTo(ones(16, 0, 7, 8 + 1));
    assertThat(dense(data.stimulus(), 1)).isEqualTo(ones(8, 7));
  }

  @Test
  void spikeListsOfShd() {
    Path file = folder.resolve("shd.h5");
    Hdf5Output top = new Hdf5Output();
    top.group("spikes").rows("times", NdArray.of(new float[] {0.0005f, 0.0011f, 0.0012f}, 3), NdArray.of(new float[0], 0), NdArray.of(new float[] {0.5f}, 1))
        .rows("units", NdArray.of(new int[] {0, 699, 699}), NdArray.of(new int[0]), NdArray.of(new int[] {3}));
    top.array("labels", NdArray.of(new int[] {4, 0, 19}));
    Hdf5Writer.write(file, top);

    SampleData data = read(file, 700, Reading.DEFAULT.withFrame("1ms"));

    assertThat(data.labels().orElseThrow()).containsExactly(4, 0, 19);
    assertThat(data.stimulus().timesteps(0)).isEqualTo(2);
    assertThat(dense(data.stimulus(), 0)).isEqualTo(ones(1400, 0, 1399, 1399));
    assertThat(dense(data.stimulus(), 1)).isEqualTo(new int[700]);
    assertThat(data.stimulus().timesteps(2)).isEqualTo(501);
  }

  @Test
  void nirDataOfTheNetworksInput() {
    InputShape shape = new InputShape(List.of(new InputShape.Part("input", new int[] {4})), OptionalDouble.of(1e-4));

    SampleData data = read(Recorded.path("nirdata.h5"), shape, Reading.DEFAULT, "");

    assertThat(data.stimulus().samples()).isEqualTo(2);
    assertThat(data.stimulus().timesteps(0)).isEqualTo(50);
    assertThat(dense(data.stimulus(), 0)).isEqualTo(ones(200, 4, 2 * 4 + 1, 9 * 4 + 3));
    assertThat(dense(data.stimulus(), 1)).isEqualTo(ones(200, 2, 10 * 4 + 2, 20 * 4, 30 * 4 + 1));
    InputShape lif = new InputShape(List.of(new InputShape.Part("lif", new int[] {6})), OptionalDouble.of(1e-4));
    Map<String, NdArray> written = Recorded.arrays("nirdata.npz");
    int[] spikes = written.get("spikes").ints();
    assertThat(dense(read(Recorded.path("nirdata.h5"), lif, Reading.DEFAULT, "").stimulus(), 1)).isEqualTo(Arrays.copyOfRange(spikes, 300, 600));
    Stimulus v = read(Recorded.path("nirdata.h5"), lif, Reading.DEFAULT.withArray("v"), "").stimulus();
    double[] values = new double[6];
    for (int i = 0; i < 100; i++) {
      assertThat(((AnalogueStimulus) v).exact(i / 50, i % 50, new int[6], values)).isEqualTo(6);
      assertThat(values).isEqualTo(Arrays.copyOfRange(written.get("v").doubles(), 6 * i, 6 * i + 6));
    }
  }

  @Test
  void nirDataIsWrittenAsItIsRead() {
    Path file = folder.resolve("out.h5");
    byte[] spikes = new byte[2 * 3 * 2];
    spikes[1] = 1;
    spikes[11] = 1;
    NirData.Observable events = new NirData.Events(2, new int[] {0, -1, 1, 0}, new double[] {0.01, Double.POSITIVE_INFINITY, 0.02, 0}, new double[] {0.5, 0, 2, -1}, 2, 0.03);
    NirDataFile.write(file, new NirData(Map.of("o", Map.of("spikes", new NirData.TimeGridded(NdArray.of(spikes, 2, 3, 2), true, 0.01), "v", events))));
    InputShape shape = new InputShape(List.of(new InputShape.Part("o", new int[] {2})), OptionalDouble.of(0.01));

    assertThat(dense(read(file, shape, Reading.DEFAULT, "").stimulus(), 0)).isEqualTo(ones(6, 1));
    assertThat(dense(read(file, shape, Reading.DEFAULT, "").stimulus(), 1)).isEqualTo(ones(6, 5));
    Stimulus valued = read(file, shape, Reading.DEFAULT.withArray("v").withScale(4), "").stimulus();
    assertThat(dense(valued, 0)).isEqualTo(new int[] {0, 0, 2, 0, 0, 0});
    assertThat(dense(valued, 1)).isEqualTo(new int[] {-4, 0, 0, 0, 0, 8});
    assertThat(valued.greatest()).isEqualTo(8);
  }

  @Test
  void twoInputsTakeTheNodesAndArraysOfTheirNames() {
    InputShape shape = new InputShape(List.of(new InputShape.Part("b", new int[] {1}), new InputShape.Part("a", new int[] {2})), OptionalDouble.of(0.01));
    Path nir = folder.resolve("two.h5");
    NirDataFile.write(nir, new NirData(Map.of("a", Map.of("x", new NirData.TimeGridded(NdArray.of(new byte[] {1, 2, 3, 4}, 1, 2, 2), false, 0.01)), "b",
        Map.of("x", new NirData.TimeGridded(NdArray.of(new byte[] {5, 6}, 1, 2, 1), false, 0.01)))));
    Path npz = folder.resolve("two.npz");
    ArrayFile.write(npz, Map.of("a", NdArray.of(new byte[] {1, 2, 3, 4}, 2, 2), "b", NdArray.of(new byte[] {5, 6}, 2, 1)));

    for (Path file : List.of(nir, npz)) {
      assertThat(dense(read(file, shape, Reading.DEFAULT, "").stimulus(), 0)).isEqualTo(new int[] {5, 1, 2, 6, 3, 4});
    }
  }

  private Path idx(String name, int type, int[] shape, int... values) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = name.endsWith(".gz") ? new GZIPOutputStream(bytes) : bytes) {
      out.write(new byte[] {0, 0, (byte) type, (byte) shape.length});
      for (int extent : shape) {
        out.write(ByteBuffer.allocate(4).putInt(extent).array());
      }
      for (int value : values) {
        out.write(value);
      }
    }
    return Files.write(folder.resolve(name), bytes.toByteArray());
  }

  @Test
  void picturesAndLabelsOfMnist() throws IOException {
    Path images = idx("images-idx3-ubyte.gz", 8, new int[] {2, 1, 3}, 0, 255, 51, 255, 0, 0);
    SourceFile labels = SourceFile.of(idx("labels-idx1-ubyte", 8, new int[] {2}, 7, 3));

    SampleData latency = DataReader.read(List.of(SourceFile.of(images)), InputShape.flat(3), Reading.DEFAULT.withCoding(Reading.Coding.LATENCY, 6, 0),
        "", Optional.of(labels));

    assertThat(latency.labels().orElseThrow()).containsExactly(7, 3);
    assertThat(dense(latency.stimulus(), 0)).isEqualTo(ones(18, 1, 4 * 3 + 2));
    assertThat(dense(read(images, 3, Reading.DEFAULT.withCoding(Reading.Coding.DIRECT, 2, 0)).stimulus(), 0)).isEqualTo(new int[] {0, 255, 51, 0, 255, 51});
    assertThatThrownBy(() -> read(images, 3, Reading.DEFAULT)).hasMessageContaining("holds pictures");
  }

  @Test
  void columnsAreScaledByTheFileOrByItsRanges() throws IOException {
    Path table = Files.writeString(folder.resolve("t.csv"), "10,-1,5,b\n20,1,5,a\n15,0,5,b\n");
    Path other = Files.writeString(folder.resolve("o.csv"), "30,-0.5,4,b\n");
    Reading how = Reading.DEFAULT.withLabelsLast().withCoding(Reading.Coding.DIRECT, 1, 0).withScale(8).withFullScale(new FullScale.Columns());

    SampleData read = read(table, InputShape.flat(3), how, "");
    assertThat(List.of(dense(read.stimulus(), 0), dense(read.stimulus(), 1), dense(read.stimulus(), 2))).usingRecursiveComparison()
        .isEqualTo(List.of(new int[] {0, 0, 0}, new int[] {8, 8, 0}, new int[] {4, 4, 0}));
    assertThat(read.classes()).containsExactly("a", "b");
    assertThat(read.labels().orElseThrow()).containsExactly(1, 0, 1);

    Path ranges = folder.resolve("r.npz");
    ArrayFile.write(ranges, Map.of("r", read.ranges().orElseThrow().array()));
    SampleData more = read(other, InputShape.flat(3), how.withFullScale(FullScale.read(SourceFile.of(ranges))), "");
    assertThat(dense(more.stimulus(), 0)).as("beyond the ranges is taken as their ends").containsExactly(8, 2, 0);
  }

  @Test
  void samplesAreChosenByAListInItsOrder() throws IOException {
    Path table = Files.writeString(folder.resolve("t.csv"), "1,0,7\n2,0,8\n3,0,9\n");
    Path list = Files.writeString(folder.resolve("list.txt"), "2\n0\n");
    Reading how = Reading.DEFAULT.withLabelsLast().withCoding(Reading.Coding.DIRECT, 1, 0);

    SampleData read = read(table, InputShape.flat(2), how, list.toString());

    assertThat(read.numbers()).containsExactly(2, 0);
    assertThat(read.labels().orElseThrow()).containsExactly(9, 7);
    assertThat(List.of(dense(read.stimulus(), 0)[0], dense(read.stimulus(), 1)[0])).containsExactly(3, 1);
    Files.writeString(list, "2\n3\n");
    assertThatThrownBy(() -> read(table, InputShape.flat(2), how, list.toString())).hasMessageContaining("sample 3");
    Files.writeString(list, "");
    assertThatThrownBy(() -> read(table, InputShape.flat(2), how, list.toString())).hasMessageContaining("names no sample");
  }

  @Test
  void theMarkThatSpreadsheetsPutInFrontIsNoPartOfANumber() throws IOException {
    Path table = Files.writeString(folder.resolve("bom.csv"), "\ufeff1,0,7\r\n2,0,8\r\n");
    Reading how = Reading.DEFAULT.withLabelsLast().withCoding(Reading.Coding.DIRECT, 1, 0);

    SampleData read = read(table, InputShape.flat(2), how, "");

    assertThat(read.labels().orElseThrow()).containsExactly(7, 8);
    assertThat(dense(read.stimulus(), 0)[0]).isEqualTo(1);
  }

  @Test
  void recordingsAreChosenByAListInItsOrder() throws IOException {
    Path list = Files.writeString(folder.resolve("list.txt"), "4\n1\n4\n");
    Reading how = Reading.DEFAULT.withFrame("1ms").withSplit("test");
    SampleData all = read(Recorded.path("camera"), SMALL_CAMERA, how, "");

    SampleData some = read(Recorded.path("camera"), SMALL_CAMERA, how, list.toString());

    assertThat(dense(some.stimulus(), 0)).isEqualTo(dense(all.stimulus(), 4)).isEqualTo(dense(some.stimulus(), 2));
    assertThat(dense(some.stimulus(), 1)).isEqualTo(dense(all.stimulus(), 1));
    int[] labels = all.labels().orElseThrow();
    assertThat(some.labels().orElseThrow()).containsExactly(labels[4], labels[1], labels[4]);
  }

  /** Pictures of 8 x 8 with values from 0 to 16, their row as the label's last digit behind them. */
  private Path table(int rows) throws IOException {
    Random random = new Random(4);
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < rows; row++) {
      for (int pixel = 0; pixel < 64; pixel++) {
        text.append(pixel < 2 ? 16 * pixel : random.nextInt(17)).append(',');
      }
      text.append(row % 10).append('\n');
    }
    return Files.writeString(folder.resolve("table.csv"), text);
  }

  @Test
  void ratesAreDrawnBySeedAndSample() throws IOException {
    Reading how = Reading.DEFAULT.withLabelsLast().withCoding(Reading.Coding.RATE, 50, 7);
    Path digits = table(200);

    SampleData all = read(digits, InputShape.flat(64), how, "");
    SampleData some = read(digits, InputShape.flat(64), how, "100:103");

    assertThat(all.stimulus().samples()).isEqualTo(200);
    assertThat(all.labels().orElseThrow()).startsWith(0, 1, 2, 3);
    assertThat(dense(some.stimulus(), 2)).isEqualTo(dense(all.stimulus(), 102)).isNotEqualTo(dense(all.stimulus(), 101));
    assertThat(dense(read(digits, InputShape.flat(64), how.withCoding(Reading.Coding.RATE, 50, 8), "102").stimulus(), 0)).isNotEqualTo(
        dense(some.stimulus(), 2));
    long spikes = Arrays.stream(dense(some.stimulus(), 0)).asLongStream().sum();
    double expected = Arrays.stream(dense(read(digits, InputShape.flat(64), how.withCoding(Reading.Coding.DIRECT, 1, 0), "100").stimulus(), 0)).sum()
        / 16.0 * 50;
    assertThat((double) spikes).isBetween(0.9 * expected, 1.1 * expected);
  }

  @Test
  void axesMayComeInAnyOrder() {
    Path file = folder.resolve("x.npz");
    ArrayFile.write(file, Map.of("x", NdArray.of(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, 2, 3, 2)));

    assertThat(dense(read(file, 2, Reading.DEFAULT).stimulus(), 1)).isEqualTo(new int[] {7, 8, 9, 10, 11, 12});
    assertThat(dense(read(file, 2, Reading.DEFAULT.withAxes("tsc")).stimulus(), 2)).isEqualTo(new int[] {5, 6, 11, 12});
    assertThat(dense(read(file, 3, Reading.DEFAULT.withAxes("sct")).stimulus(), 1)).isEqualTo(new int[] {7, 9, 11, 8, 10, 12});
    assertThat(dense(read(file, 6, Reading.DEFAULT.withAxes("tc")).stimulus(), 0)).isEqualTo(new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
    assertThat(dense(read(file, 2, Reading.DEFAULT.withTimesteps(2)).stimulus(), 0)).isEqualTo(new int[] {1, 2, 3, 4});
    assertThat(dense(read(file, 2, Reading.DEFAULT.withTimesteps(4)).stimulus(), 0)).isEqualTo(new int[] {1, 2, 3, 4, 5, 6, 0, 0});
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      200, 2000    | 200 | has 2000 channels (shape (200, 2000), read as (timesteps, channels)) but the network has 200 inputs ('input' [200]); if the file has channels first, say --axes ct
      5, 12, 256   | 12  | read as (samples, timesteps, channels)) but the network has 12 inputs ('input' [12]); if the file is (samples, channels, timesteps), say --axes sct
      28, 28       | 784 | if it is one picture, say how it becomes spikes: --encode rate
      4, 3         | 7   | has 3 channels (shape (4, 3), read as (timesteps, channels)) but the network has 7 inputs ('input' [7]); shapes are
      """)
  void whatDoesNotFitIsSaidWithBothShapesAndAWayOut(String shape, int channels, String message) {
    int[] extents = Arrays.stream(shape.split(", ")).mapToInt(Integer::parseInt).toArray();
    Path file = folder.resolve("x.npz");
    ArrayFile.write(file, Map.of("x", new NdArray(extents, new byte[Arrays.stream(extents).reduce(1, (a, b) -> a * b)])));

    assertThatThrownBy(() -> read(file, channels, Reading.DEFAULT)).isInstanceOf(InputException.class)
        .satisfies(e -> assertThat(((InputException) e).describe()).contains("x.npz: ", message));
  }

  @Test
  void framesOfIntegersAreCounts() {
    int[] frames = new Random(6).ints(10 * 512, 0, 9).map(n -> Math.max(0, n - 5)).toArray();
    frames[777] = 8;
    Path file = folder.resolve("frames.npz");
    ArrayFile.write(file, Map.of("x", new NdArray(new int[] {10, 2, 16, 16}, frames)));

    SampleData data = read(file, SMALL_CAMERA, Reading.DEFAULT, "");

    assertThat(data.stimulus().timesteps(0)).isEqualTo(10);
    assertThat(dense(data.stimulus(), 0)).isEqualTo(frames);
    assertThat(data.stimulus().greatest()).isEqualTo(8);
  }

  /** Five bytes an event: 16 bits of neuron, a spare bit, 23 bits of time in us. */
  @Test
  void oneNeuronAndTimeOfSlayersLists() throws IOException {
    Path file = Files.write(folder.resolve("x.bs1"), new byte[] {0, 7, 0, 0, 0, 0, (byte) 199, 0, 3, (byte) 0xe7, 0, 0, 0x01, (byte) 0x86, (byte) 0xa0});

    SampleData data = read(file, 200, Reading.DEFAULT.withFrame("1ms"));

    // at 0, 999 and 100,000 us
    assertThat(data.stimulus().timesteps(0)).isEqualTo(101);
    assertThat(dense(data.stimulus(), 0)).isEqualTo(ones(101 * 200, 7, 199, 100 * 200));
  }

  @Test
  void tablesOfFramesAndOfPictures() throws IOException {
    Path frames = Files.writeString(folder.resolve("f.csv"), "0,1,0,2\n1,0,0,0.5\n");
    Path named = Files.writeString(folder.resolve("n.csv"), "a,b,c,d,label\n1,0,0,1,3\n0,0,0,1,4\n");

    assertThat(((AnalogueStimulus) read(frames, 4, Reading.DEFAULT).stimulus()).exact(0, 1, new int[4], new double[4])).isEqualTo(2);
    SampleData pictures = read(named, 4, Reading.DEFAULT.withCoding(Reading.Coding.DIRECT, 1, 0));
    assertThat(pictures.labels().orElseThrow()).containsExactly(3, 4);
    assertThat(dense(pictures.stimulus(), 0)).containsExactly(1, 0, 0, 1);
  }

  @Test
  void classFoldersAndSeveralFiles() throws IOException {
    byte[] event = {0, 0, 0, 0, 0};
    for (String name : List.of("10/2.bin", "10/10.bin", "9/1.bin")) {
      Path file = folder.resolve("set").resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, event);
    }
    Reading how = Reading.DEFAULT.withFrame("1ms");
    InputShape shape = new InputShape(List.of(new InputShape.Part("i", new int[] {2, 1, 1})), OptionalDouble.empty());

    assertThat(read(folder.resolve("set"), shape, how, "").labels().orElseThrow()).containsExactly(9, 10, 10);
    SourceFile one = SourceFile.of(folder.resolve("set/9/1.bin"));
    assertThat(DataReader.read(List.of(one, one), shape, how, "", Optional.empty()).stimulus().samples()).isEqualTo(2);
  }

  @Test
  void whatIsInAFileIsSaidWithoutANetwork() throws IOException {
    DataSummary folderOfAll = DataSummary.of(Recorded.file("camera"));
    assertThat(folderOfAll.parts().getFirst().samples()).hasValue(8);
    assertThat(folderOfAll.parts().getFirst().events()).hasValue(4000);
    assertThat(folderOfAll.labels()).isEqualTo(8);
    assertThat(folderOfAll.classes()).hasSize(4);
    DataSummary.Part camera = DataSummary.of(Recorded.file("camera/1.bs2")).parts().getFirst();
    assertThat(camera.channels()).hasValue(512);
    assertThat(camera.events()).hasValue(500);
    DataSummary nir = DataSummary.of(Recorded.file("nirdata.h5"));
    assertThat(nir.parts().stream().map(DataSummary.Part::name)).containsExactly("input.spikes", "lif.spikes", "lif.v");
    assertThat(nir.parts().getFirst().events()).hasValue(7);
    assertThat(nir.parts().getFirst().channels()).hasValue(4);
    assertThat(DataSummary.isData(Recorded.file("camera.nir"))).isFalse();
    assertThat(DataSummary.isData(Recorded.file("nirdata.h5"))).isTrue();
    assertThat(DataSummary.of(SourceFile.of(table(16))).parts().getFirst().range()).hasValue(new DataSummary.Range(0, 16));
  }

  /** By what is in it; one that cannot be read by its name, so that who reads it says why. */
  @Test
  void whetherAFileIsDataIsAskedOfItsTop(@TempDir Path folder) throws IOException {
    byte[] data = Recorded.file("nirdata.h5").bytes(1 << 24);
    byte[] network = Recorded.file("camera.nir").bytes(1 << 24);
    byte[] damaged = Arrays.copyOf(data, 600);
    for (String name : List.of("a.h5", "a.hdf5", "a.dat")) {
      boolean named = !name.endsWith(".dat");
      assertThat(isData(folder, name, data)).as(name).isTrue();
      assertThat(isData(folder, name, network)).as(name).isFalse();
      assertThat(isData(folder, name, damaged)).as(name).isEqualTo(named);
      assertThat(isData(folder, name, new byte[] {1, 2, 3})).as(name).isEqualTo(named);
    }
  }

  private static boolean isData(Path folder, String name, byte[] bytes) throws IOException {
    return DataSummary.isData(SourceFile.of(Files.write(folder.resolve(name), bytes)));
  }

  @ParameterizedTest
  @CsvSource({"1ms, 0.001", "500us, 0.0005", "0.001s, 0.001", "1e-3 s, 0.001", "100 ns, 0.0000001"})
  void durations(String text, double seconds) {
    assertThat(Reading.duration(text).doubleValue()).isEqualTo(seconds);
  }

  @ParameterizedTest
  @CsvSource({"1", "0ms", "-1ms", "1 min", "ms", "1e99s", "NaNs", "''"})
  void durationsThatAreNone(String text) {
    assertThatThrownBy(() -> Reading.duration(text)).isInstanceOf(InputException.class);
  }
}
