package spikelock.mapper.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.ArrayFile;
import spikelock.emulator.files.NdArray;
import spikelock.emulator.files.Npy;
import spikelock.emulator.stimulus.Stimulus;
import spikelock.mapper.data.format.EventNames;
import spikelock.mapper.hdf5.Hdf5Output;
import spikelock.mapper.hdf5.Hdf5Writer;
import spikelock.mapper.source.SourceFile;

/** Columns of events in any order and under any name: the two events are at 0 us, x=1, y=2, off and at 3000 us, x=3, y=0, on. */
class EventColumnsTest {
  private static final InputShape CAMERA = new InputShape(List.of(new InputShape.Part("in", new int[] {2, 3, 4})), OptionalDouble.of(1e-3));
  private static final Reading FRAMES = Reading.DEFAULT.withFrame("1ms");
  private static final int FIRST = 2 * 4 + 1;
  private static final int SECOND = 12 + 3;

  @TempDir Path folder;

  private static void isRead(Path file, Reading how, String... notes) {
    SampleData data = DataReader.read(List.of(SourceFile.of(file)), CAMERA, how, "", Optional.empty());
    Stimulus stimulus = data.stimulus();
    assertThat(stimulus.timesteps(0)).isEqualTo(4);
    int[] at = new int[24];
    assertThat(stimulus.active(0, 0, at, new int[24])).isOne();
    assertThat(at[0]).isEqualTo(FIRST);
    assertThat(stimulus.active(0, 1, at, new int[24])).isZero();
    assertThat(stimulus.active(0, 3, at, new int[24])).isOne();
    assertThat(at[0]).isEqualTo(SECOND);
    assertThat(data.notes()).hasSize(notes.length);
    for (int i = 0; i < notes.length; i++) {
      assertThat(data.notes().get(i)).contains(notes[i]);
    }
  }

  private Path csv(String text) throws IOException {
    return Files.writeString(folder.resolve("events.csv"), text);
  }

  private static void isRefused(Path file, Reading how, String... message) {
    assertThatThrownBy(() -> DataReader.read(List.of(SourceFile.of(file)), CAMERA, how, "", Optional.empty())).isInstanceOf(InputException.class)
        .satisfies(e -> assertThat(((InputException) e).describe()).contains(message).contains(file.getFileName().toString()));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"t_us,x,y,p|0,1,2,0|3000,3,0,1", "x,y,p,t_ms|1,2,0,0|3,0,1,3", "Polarity,Timestamp (s),Y,X|-1,0.5,2,1|1,0.503,0,3",
      "time_ns,col,row,pol|5000,1,2,0|3005000,3,0,1", "y,x,on,ts [us]|2,1,0,7|0,3,1,3007", "timestamps_in_us,xs,ys,ps|1,1,2,0|3001,3,0,1"})
  void aHeaderNamesColumnsInAnyOrderAndTheirUnit(String header, String first, String second) throws IOException {
    isRead(csv(header + "\n" + first + "\n" + second + "\n"), FRAMES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"t_us x y p\n0 1 2 0\n3000 3 0 1\n", "t_us\tx\ty\tp\n0\t1\t2\t0\n3000\t3\t0\t1\n", "  X   Y  T_US  P \n\n# off\n 1  2   0  0\n  3 0 3000   1\n"})
  void columnsMayStandBetweenBlanksBehindAHeaderOfTheirNames(String text) throws IOException {
    isRead(csv(text), FRAMES);
  }

  @Test
  void aRowOfBlanksIsHeldToItsHeader() throws IOException {
    assertThatThrownBy(() -> isRead(csv("t_us x y p\n0 1 2 0\n3000 3 0\n"), FRAMES)).isInstanceOf(InputException.class)
        .satisfies(e -> assertThat(((InputException) e).describe()).contains("line 3", "has 3 columns, not 4"));
    assertThatThrownBy(() -> isRead(csv("t_us x y p\n0,1,2,0\n"), FRAMES)).isInstanceOf(InputException.class);
    assertThatThrownBy(() -> isRead(csv("t_us x y colour\n0 1 2 0\n"), FRAMES)).isInstanceOf(InputException.class);
  }

  @Test
  void whatTheUnitIsIsSaidAssumedOrAsked() throws IOException {
    Path whole = csv("t,x,y,p\n0,1,2,0\n3000,3,0,1\n");
    isRead(whole, FRAMES, "times are taken as microseconds");
    isRead(whole, Reading.DEFAULT.withFrame("1s").withEvents(EventNames.parse("t_ms,x,y,p")));
    Path seconds = csv("t,x,y,p\n0.1,1,2,0\n0.103,3,0,1\n");
    isRefused(seconds, FRAMES, "the times are not whole, and nothing says their unit", "--events t_s,x,y,p");
    isRead(seconds, FRAMES.withEvents(EventNames.parse("t_s,x,y,p")));
  }

  @Test
  void theUserNamesColumns() throws IOException {
    isRead(csv("0,1,2,0\n3000,3,0,1\n"), FRAMES.withEvents(EventNames.parse("t_us,x,y,p")));
    isRead(csv("7,0,2,1,0\n7,3,0,3,1\n"), FRAMES.withEvents(EventNames.parse("-, t_ms, y, x, p")));
    isRead(csv("stamp,a,b,c,id\n0,1,2,0,9\n3,3,0,1,9\n"), FRAMES.withEvents(EventNames.parse("t_ms=stamp,x=a,y=b,p=c")));
    Path plain = folder.resolve("plain.npy");
    try (var out = Files.newOutputStream(plain)) {
      Npy.write(out, new NdArray(new int[] {2, 4}, new double[] {0, 1, 2, 0, 3000, 3, 0, 1}));
    }
    isRead(plain, FRAMES.withEvents(EventNames.parse("t_us,x,y,p")));
    isRefused(plain, FRAMES, "has 4 channels", "--events t_us,x,y,p");
    Map<String, NdArray> arrays = new LinkedHashMap<>();
    arrays.put("when", NdArray.of(new int[] {0, 3}));
    arrays.put("a", NdArray.of(new int[] {1, 3}));
    arrays.put("b", NdArray.of(new int[] {2, 0}));
    arrays.put("c", NdArray.of(new int[] {0, 1}));
    Path side = folder.resolve("side.npz");
    ArrayFile.write(side, arrays);
    isRead(side, FRAMES.withEvents(EventNames.parse("t_ms=when,x=a,y=b,p=c")));
    isRefused(side, FRAMES, "holds 4 arrays", "--array", "--events t=NAME");
    isRefused(side, FRAMES.withEvents(EventNames.parse("t=wen,x=a")), "there is no column or array \"wen\"", "did you mean \"when\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"t,x,y,q", "t;x", "", "t_min,x", "t=,x"})
  void whatNamesNoColumnsIsRefused(String said) {
    assertThatThrownBy(() -> EventNames.parse(said)).isInstanceOf(InputException.class).hasMessageContaining("does not say what the columns of events are");
  }

  @Test
  void columnsThatDoNotFitAreRefused() throws IOException {
    isRefused(csv("t,x,y,p,z\n0,1,2,0,1\n"), FRAMES, "there is no column \"z\"");
    isRefused(csv("0,1,2,0\n"), FRAMES.withEvents(EventNames.parse("t,x,y")), "has 4 columns, but --events names 3");
    isRefused(csv("t,x,y,p\n0,1.5,2,0\n"), FRAMES, "line 2", "x is \"1.5\", not a whole number");
    isRefused(csv("0,1,2,0\n"), FRAMES, "has 4 columns but", "--events t_us,x,y,p");
    Map<String, NdArray> arrays = new LinkedHashMap<>();
    arrays.put("t", NdArray.of(new int[] {0, 3}));
    arrays.put("x", NdArray.of(new int[] {1}));
    Path side = folder.resolve("uneven.npz");
    ArrayFile.write(side, arrays);
    isRefused(side, FRAMES, "array x has the shape (1,), those before it 2 events");
  }

  /** As SHD comes out of tonic: p is always the same, and x is a channel. */
  @Test
  void withoutRowsXIsAChannel() throws IOException {
    Path file = csv("t_us,x,p\n0,5,1\n2000,23,1\n");
    Stimulus stimulus = DataReader.read(List.of(SourceFile.of(file)), InputShape.flat(24), FRAMES, "", Optional.empty()).stimulus();
    int[] at = new int[24];
    assertThat(stimulus.active(0, 2, at, new int[24])).isOne();
    assertThat(at[0]).isEqualTo(23);
  }

  private Path npy(String descr, byte... records) throws IOException {
    String header = "{'descr': " + descr + ", 'fortran_order': False, 'shape': (2,), }\n";
    ByteBuffer file = ByteBuffer.allocate(10 + header.length() + records.length).order(ByteOrder.LITTLE_ENDIAN);
    file.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) header.length()).put(header.getBytes(StandardCharsets.ISO_8859_1)).put(records);
    return Files.write(folder.resolve("s.npy"), file.array());
  }

  @Test
  void structuredArraysAreTheirFields() throws IOException {
    byte[] records = {1, 2, 0, 0, 0, 9, 3, 0, 0x0b, (byte) 0xb8, 1, 9};
    isRead(npy("[('x', '|u1'), ('y', 'i1'), ('t', '>u2'), (('polarity of light', 'p'), '?'), ('', '|V1')]", records), FRAMES, "microseconds");
    isRead(npy("[('x', 'u1'), ('y', 'u1'), ('t', '>u2'), ('p', '|b1'), ('more', [('a', 'u1')])]", records), FRAMES, "microseconds");
    assertThat(ArrayFile.names(folder.resolve("s.npy"))).containsExactly("x", "y", "t", "p");
    isRefused(npy("[('x', '<u2'), ('t', '<u2'), ('who', '|O')]", records), FRAMES, "Python objects");
    isRefused(npy("[('x', '<u2'), ('t', '<u2'", records), FRAMES, "damaged");
    isRefused(npy("[('x', '<u2', (999999,)), ('t', '<u2', (999999, 999999))]", records), FRAMES, "damaged");
    isRefused(npy("[('x', '<u8', (99,)), ('t', '<u8')]", records), FRAMES, "claims 1600 bytes of data but the file holds only");
    isRefused(npy("[('x', '<u8'), ('t', '<u8')]", records), FRAMES, "ends after 0 of its 2 records");
    isRefused(npy("[('xy', '<u2', (2,)), ('pt', '<u2')]", records), FRAMES, "s.npy");
  }

  @Test
  void anIndexOfMillisecondsMustFit() {
    isRead(dsec("sound.h5", 0, 1, 1, 1), FRAMES);
    isRefused(dsec("damaged.h5", 0, 1, 2, 2), FRAMES, "ms_to_idx[2]", "event 2 of 2 is the first at 2 ms");
  }

  private Path dsec(String name, int... index) {
    Hdf5Output top = new Hdf5Output();
    top.group("events").array("t", NdArray.of(new int[] {0, 3000})).array("x", NdArray.of(new int[] {1, 3})).array("y", NdArray.of(new int[] {2, 0}))
        .array("p", NdArray.of(new int[] {0, 1}));
    top.array("ms_to_idx", NdArray.of(index));
    Path file = folder.resolve(name);
    Hdf5Writer.write(file, top);
    return file;
  }
}
