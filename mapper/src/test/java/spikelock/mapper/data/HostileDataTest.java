package spikelock.mapper.data;

import static org.assertj.core.api.Assertions.assertThat;
import static spikelock.mapper.Frugal.frugally;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NdArray;
import spikelock.emulator.stimulus.Stimulus;
import spikelock.mapper.hdf5.Hdf5Output;
import spikelock.mapper.hdf5.Hdf5Writer;
import spikelock.mapper.data.format.IdxFile;
import spikelock.mapper.source.SourceFile;

/** Whatever a file of recorded data holds: one message that names it and the place in it, never another exception, never a hang. */
class HostileDataTest {
  private static final long SEED = Long.getLong("spikelock.seed", new Random().nextLong());
  private static final InputShape CAMERA = new InputShape(List.of(new InputShape.Part("in", new int[] {2, 4, 4})), OptionalDouble.of(1e-3));
  private static final InputShape FLAT = new InputShape(List.of(new InputShape.Part("in", new int[] {4})), OptionalDouble.of(1e-3));
  private static final Reading FRAMES = Reading.DEFAULT.withFrame("1ms");
  private static final Reading CODED = Reading.DEFAULT.withCoding(Reading.Coding.RATE, 5, 1);

  @TempDir Path folder;
  private int cases;

  private void refused(String name, byte[] bytes, InputShape shape, Reading how, String... message) throws IOException {
    refused(Files.write(folder.resolve(name), bytes), shape, how, message);
  }

  private void refused(Path file, InputShape shape, Reading how, String... message) {
    cases++;
    InputException problem = frugally(() -> {
      try {
        Object read = DataReader.read(List.of(SourceFile.of(file)), shape, how, "", Optional.empty());
        throw new AssertionError(file.getFileName() + " was read: " + read);
      } catch (InputException e) {
        return e;
      }
    });
    assertThat(problem.describe()).contains(file.getFileName().toString()).contains(message).doesNotContain("\n").hasSizeLessThan(1000);
  }

  private void text(String name, String content, InputShape shape, Reading how, String... message) throws IOException {
    refused(name, content.getBytes(StandardCharsets.UTF_8), shape, how, message);
  }

  private void hdf5(InputShape shape, Consumer<Hdf5Output> contents, String... message) {
    Path file = folder.resolve("x" + cases + ".h5");
    Hdf5Output top = new Hdf5Output();
    contents.accept(top);
    Hdf5Writer.write(file, top);
    refused(file, shape, FRAMES, message);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static byte[] idx(int values) {
    return IdxFile.bytes(new byte[values], values / 4, 4);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    }
    return out.toByteArray();
  }

  @Test
  void recordings() throws IOException {
    refused("empty.bin", new byte[0], CAMERA, FRAMES, "is empty");
    refused("cut.bs2", new byte[12], CAMERA, FRAMES, "12 bytes", "no whole number of events");
    refused("wide.bin", bytes(0, 0, 0, 0, 0, 9, 1, 0, 0, 9), CAMERA, FRAMES, "event 1 (byte 5)", "x=9, y=1", "4 x 4 pixels");
    refused("high.bs1", bytes(0xff, 0xff, 0, 0, 0), FLAT, FRAMES, "event 0 (byte 0)", "channel 65535 does not exist");
    refused("time.bin", new byte[5], CAMERA, Reading.DEFAULT, "in time", "--frame 1ms");
    refused("flat.bin", new byte[5], FLAT, FRAMES, "4 inputs", "--sensor H,W");
    refused("coded.bin", new byte[5], CAMERA, CODED, "--encode is for pictures");
    refused("dense.bin", bytes(0, 0, 0, 0, 0, 0, 0, 0x7f, 0xff, 0xff), CAMERA, Reading.DEFAULT.withFrame("10ns"), "event 1", "choose a longer --frame");
    assertThat(cases).isEqualTo(8);
  }

  @Test
  void pictures() throws IOException {
    refused("bad-idx", bytes(0, 0, 8), FLAT, CODED, "is no input file");
    refused("idx1", bytes(0, 0, 8, 3, 0, 0), FLAT, CODED, "ends inside its header");
    refused("idx2", bytes(0, 0, 8, 2, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 1), FLAT, CODED, "claims 4294967295 entries on axis 0");
    refused("idx3", bytes(0, 0, 8, 2, 0x7f, 0, 0, 0, 0x7f, 0, 0, 0), FLAT, CODED, "too many");
    refused("idx4", bytes(0, 0, 8, 2, 0, 0, 1, 0, 0, 0, 0, 4), FLAT, CODED, "claims 1024 bytes of values");
    refused("idx5", bytes(0, 0, 14, 2, 0, 0, 0, 1, 0, 0, 0, 4, 1, 2, 3, 4), FLAT, CODED, "claims 32 bytes");
    refused("idx6", bytes(0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0, 4, 1, 2, 3, 4, 5), FLAT, CODED, "goes on behind the 4 bytes");
    refused("idx7.gz", Arrays.copyOf(gzip(bytes(0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0, 4, 1, 2, 3, 4)), 20), FLAT, CODED, "packed data");
    refused("idx9.gz", gzip(idx(300 << 20)), FLAT, CODED, "what its header claims needs 300 MB of memory", "--file-memory 1GB");
    text("late.csv", "timestep,channel\n99999999,0\n", FLAT, Reading.DEFAULT, "running its 100,000,000 timesteps needs 1,526 MB", "--file-memory 2GB");
    refused("idx8.gz", gzip(bytes(0, 0, 8, 2, 0x10, 0, 0, 0, 0, 0, 0, 4, 1)), FLAT, CODED, "claims");
    refused("idx9.gz", gzip(bytes(1, 2, 3, 4)), FLAT, CODED, "is no IDX file");
    refused("idx10.gz", bytes(0x1f, 0x8b, 8, 0, 9, 9, 9), FLAT, CODED, "idx10.gz");
    refused("idx11", bytes(0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0, 3, 1, 2, 3), FLAT, CODED, "has 3 channels (shape (1, 3)", "4 inputs ('in' [4])");
    refused("idx12", bytes(0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0, 4, 1, 2, 3, 4), FLAT, Reading.DEFAULT, "--encode rate");
    refused("idx13", bytes(0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0, 4, 1, 2, 3, 4), FLAT, CODED.withTimesteps(0), "--timesteps T");
    refused("idx14", bytes(0, 0, 9, 2, 0, 0, 0, 1, 0, 0, 0, 4, 1, 0xfe, 3, 4), FLAT, CODED, "has the value -2.0 at [0, 1]");
    assertThat(cases).isEqualTo(17);
  }

  @Test
  void tables() throws IOException {
    text("a.csv", "t,x,y,p\n1,4,0,0\n", CAMERA, FRAMES, "line 2", "x=4, y=0");
    text("b.csv", "t,x,y,q\n", CAMERA, FRAMES, "there is no column \"q\"");
    text("c.csv", "t,x,y,p\n-1,0,0,0\n", CAMERA, FRAMES, "line 2", "t is -1.0 us");
    text("d.csv", "timestep,channel\n0,0\n", FLAT, FRAMES, "counts in timesteps already", "leave the option out");
    text("e.csv", "1,2,3,4\n1,2,3\n", FLAT, Reading.DEFAULT, "line 2", "has 3 columns, not 4");
    text("f.csv", "1,2,3,4\n1,NaN,3,4\n", FLAT, Reading.DEFAULT, "line 2", "must be finite");
    text("g.csv", "1,2,3,4,5\n", FLAT, CODED, "has 5 columns but the network has 4 inputs", "--labels last");
    text("h.csv", "1,2,3,4,1\n1,2,3,4,x\n", FLAT, CODED.withLabelsLast(), "\"x\", a name, but those before it are numbers");
    text("i.csv", "1,2,3,4,0.5\n", FLAT, CODED.withLabelsLast(), "not a whole number");
    text("j.csv", "", FLAT, Reading.DEFAULT, "holds no");
    text("k.csv", "sample,timestep,channel\n99999999,0,0\n", FLAT, Reading.DEFAULT, "sample is 99999999");
    text("l.csv", "timestep,channel,value\n0,0,1e300\n", FLAT, Reading.DEFAULT, "line 2", "must be -1048576..1048576");
    text("m.csv", "0,0,1\n", InputShape.flat(3), Reading.DEFAULT, "--csv events or --csv frames");
    text("n.csv", "x".repeat(100_000) + "\n", FLAT, Reading.DEFAULT, "there is no column");
    text("o.csv", ",".repeat(2_000_000) + "\n", FLAT, Reading.DEFAULT, "columns");
    assertThat(cases).isEqualTo(15);
  }

  private static NdArray longs(int[] shape, long... values) {
    return new NdArray(shape, values);
  }

  private static Hdf5Output observable(Hdf5Output top, String type) {
    return top.attribute("__type__", "NIRGraphData").group("nodes").group("in").attribute("__type__", "NIRNodeData").group("observables").group("spikes")
        .attribute("__type__", type);
  }

  private static Hdf5Output events(Hdf5Output top, NdArray index, double... time) {
    return observable(top, "EventData").attribute("n_neurons", 4).attribute("t_max", 0.01).array("idx", index)
        .array("time", new NdArray(index.shape(), time));
  }

  @Test
  void nirData() {
    hdf5(FLAT, t -> t.array("a", NdArray.of(new int[] {1})), "neither NIRData nor lists of spikes", "this has: a");
    hdf5(FLAT, t -> t.group("node"), "it is a NIR network");
    hdf5(FLAT, t -> t.attribute("__type__", "NIRGraphData"), "no group \"nodes\"");
    hdf5(FLAT, t -> t.attribute("__type__", "NIRGraphData").group("nodes").array("in", NdArray.of(new int[] {1})), "node 'in'", "is an array, not a node");
    hdf5(FLAT, t -> t.attribute("__type__", "NIRGraphData").group("nodes").group("in"), "node 'in'", "no text attribute");
    hdf5(FLAT, t -> t.attribute("__type__", "NIRGraphData").group("nodes").group("in").attribute("__type__", "Nodd\n"), "unknown type \"Nodd?\"");
    hdf5(FLAT, t -> t.attribute("__type__", "NIRGraphData").group("nodes").group("in").attribute("__type__", "NIRNodeData"), "no group \"observables\"");
    hdf5(FLAT, t -> observable(t, "Frames"), "node 'in', spikes", "unknown type \"Frames\"");
    hdf5(FLAT, t -> observable(t, "TimeGriddedData"), "has no array \"data\"");
    hdf5(FLAT, t -> observable(t, "TimeGriddedData").array("data", NdArray.of(new int[] {1})), "has the shape (1,)");
    hdf5(FLAT, t -> observable(t, "TimeGriddedData").array("data", NdArray.of(new byte[4], 1, 1, 4)), "no number attribute \"dt\"");
    hdf5(FLAT, t -> observable(t, "TimeGriddedData").attribute("dt", -1.0).array("data", NdArray.of(new byte[4], 1, 1, 4)), "dt is -1.0");
    hdf5(FLAT, t -> observable(t, "TimeGriddedData").attribute("dt", Double.NaN).array("data", NdArray.of(new byte[4], 1, 1, 4)), "dt is NaN");
    hdf5(FLAT, t -> observable(t, "TimeGriddedData").attribute("dt", 1e-3).array("data", NdArray.of(new byte[5], 1, 1, 5)), "has 5 neurons", "'in' [4] has 4 channels");
    hdf5(FLAT, t -> observable(t, "TimeGriddedData").attribute("dt", 1e-3).array("data", NdArray.of(new float[] {1, Float.NaN, 0, 0}, 1, 1, 4)),
        "has the value NaN at [0, 0, 1]");
    hdf5(FLAT, t -> events(t, longs(new int[] {1, 2}, 0, 4), 0, 0), "idx[0, 1]", "must be a neuron 0..3");
    hdf5(FLAT, t -> events(t, longs(new int[] {1, 2}, 0, 1), 0, Double.POSITIVE_INFINITY), "idx[0, 1]", "has the time Infinity");
    hdf5(FLAT, t -> events(t, longs(new int[] {1, 2}, 0, 1), 0, 1e9), "idx[0, 1]", "choose a longer --frame");
    hdf5(FLAT, t -> events(t, longs(new int[] {2}, 0, 1), 0, 0), "all must be (samples, events)");
    hdf5(FLAT, t -> observable(t, "ValuedEventData").array("idx", longs(new int[] {1, 1}, 0)).array("time", new NdArray(new int[] {1, 1}, new double[1])),
        "has no array \"value\"");
    hdf5(new InputShape(List.of(new InputShape.Part("i", new int[] {4}), new InputShape.Part("inn", new int[] {4})), OptionalDouble.of(1)),
        t -> events(t, longs(new int[] {1, 1}, 0), 0), "has no data of the network's input 'i'");
    assertThat(cases).isEqualTo(21);
  }

  @Test
  void spikeLists() {
    NdArray one = NdArray.of(new float[] {0.1f}, 1);
    hdf5(FLAT, t -> t.group("spikes").rows("times", one).rows("units", NdArray.of(new int[] {1}), NdArray.of(new int[] {1})), "times of 1 samples but units of 2");
    hdf5(FLAT, t -> t.group("spikes").rows("times", one).rows("units", NdArray.of(new int[] {1, 2})), "sample 0", "1 times but 2 units");
    hdf5(FLAT, t -> t.group("spikes").rows("times", one).rows("units", NdArray.of(new int[] {-1})), "sample 0, event 0", "is -1.0, no channel");
    hdf5(FLAT, t -> t.group("spikes").rows("times", one, one).rows("units", NdArray.of(new int[] {0}), NdArray.of(new int[] {4})), "sample 1, event 0", "channel 4");
    hdf5(FLAT, t -> t.group("spikes").rows("times", NdArray.of(new float[] {Float.NaN}, 1)).rows("units", NdArray.of(new int[] {0})), "the time is NaN");
    hdf5(FLAT, t -> t.group("spikes").array("times", NdArray.of(new int[] {1})).array("units", NdArray.of(new int[] {1})), "is not a list of lists");
    hdf5(FLAT, t -> {
      t.group("spikes").rows("times", one).rows("units", NdArray.of(new int[] {0}));
      t.array("labels", NdArray.of(new int[] {1, 2}));
    }, "2 labels for 1 samples");
    assertThat(cases).isEqualTo(7);
  }

  @Test
  void foldersAndTheirLabels() throws IOException {
    Map<String, String> tables = new LinkedHashMap<>();
    tables.put("file\na.bin\n", "must name the columns file and label");
    tables.put("file,label\n", "names no files");
    tables.put("file,label\n../a.bin,1\n", "line 2: the file name");
    tables.put("file,label\n/etc/passwd,1\n", "is an absolute path");
    tables.put("file,label\nb.bin,1\n", "there is no file \"b.bin\"");
    tables.put("file,label\na.bin,x\n", "the label is \"x\"");
    tables.put("file,label\na.bin,1,2\n", "has 3 columns, not 2");
    for (Map.Entry<String, String> table : tables.entrySet()) {
      Path one = Files.createDirectory(folder.resolve("f" + cases));
      Files.write(one.resolve("a.bin"), new byte[5]);
      Files.writeString(one.resolve("labels.csv"), table.getKey());
      refused(one, CAMERA, FRAMES, table.getValue());
    }
    refused(Files.createDirectory(folder.resolve("empty")), CAMERA, FRAMES, "is a folder without recordings");
    Path split = Files.createDirectory(folder.resolve("split"));
    Files.write(split.resolve("a.bin"), new byte[5]);
    Files.writeString(split.resolve("labels.csv"), "file,label,split\na.bin,1,train\n");
    refused(split, CAMERA, FRAMES.withSplit("trian"), "did you mean \"train\"?");
    assertThat(cases).isEqualTo(9);
  }

  /** A sound file, cut short or with some bytes changed: read or refused with one message, and what is read can be run through. */
  @Test
  void damagedHdf5() throws IOException {
    System.out.println("damagedHdf5: -Dspikelock.seed=" + SEED);
    Random random = new Random(SEED);
    Path sound = folder.resolve("sound.h5");
    Hdf5Output top = new Hdf5Output();
    events(top, longs(new int[] {2, 3}, 0, 1, -1, 3, 2, 1), 0, 1e-3, Double.POSITIVE_INFINITY, 0, 5e-3, 6e-3);
    Path lists = folder.resolve("lists.h5");
    Hdf5Output shd = new Hdf5Output();
    shd.group("spikes").rows("times", NdArray.of(new float[] {0.1f, 0.2f}, 2)).rows("units", NdArray.of(new int[] {1, 3}));
    Hdf5Writer.write(sound, top);
    Hdf5Writer.write(lists, shd);
    int refused = 0;
    for (int i = 0; i < 400; i++) {
      byte[] good = Files.readAllBytes(i % 2 == 0 ? sound : lists);
      byte[] bad = i < 60 ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
      for (int flips = i < 60 ? 0 : 1 + random.nextInt(6); flips > 0; flips--) {
        bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Path file = Files.write(folder.resolve("damaged.h5"), bad);
      refused += frugally(() -> {
        try {
          Stimulus stimulus = DataReader.read(List.of(SourceFile.of(file)), FLAT, FRAMES, "", Optional.empty()).stimulus();
          for (int t = 0; t < Math.min(1000, stimulus.timesteps(0)); t++) {
            stimulus.active(0, t, new int[4], new int[4]);
          }
          return 0;
        } catch (InputException e) {
          assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(1000);
          return 1;
        }
      });
    }
    assertThat(refused).isGreaterThanOrEqualTo(60);
  }
}
