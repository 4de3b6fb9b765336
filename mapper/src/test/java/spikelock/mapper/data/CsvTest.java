package spikelock.mapper.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spikelock.emulator.error.InputException;
import spikelock.emulator.stimulus.Stimulus;
import spikelock.mapper.source.SourceFile;

/** Text tables as other programs write them: quoted headers, labels, numbers and names of files, and what is wrong with a line named by its number. */
class CsvTest {
  private static final Reading PICTURES = Reading.DEFAULT.withCoding(Reading.Coding.DIRECT, 1, 0);
  private static final Reading LABELLED = PICTURES.withLabelsLast();

  @TempDir Path folder;

  private SourceFile file(String name, String text) {
    try {
      return SourceFile.of(Files.writeString(folder.resolve(name), text));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static InputShape inputs(int channels) {
    return new InputShape(List.of(new InputShape.Part("in", new int[] {channels})), OptionalDouble.of(1e-3));
  }

  private static SampleData read(SourceFile file, int channels, Reading how) {
    return DataReader.read(List.of(file), inputs(channels), how, "", Optional.empty());
  }

  private static List<Integer> values(Stimulus stimulus, int sample, int timestep) {
    int[] channel = new int[stimulus.channels()];
    int[] value = new int[stimulus.channels()];
    List<Integer> values = new ArrayList<>(java.util.Collections.nCopies(stimulus.channels(), 0));
    for (int i = stimulus.active(sample, timestep, channel, value) - 1; i >= 0; i--) {
      values.set(channel[i], value[i]);
    }
    return values;
  }

  private InputException refused(String text, int channels, Reading how) {
    SourceFile file = file("bad.csv", text);
    InputException problem = catchThrowableOfType(InputException.class, () -> read(file, channels, how));
    assertThat(problem).as(text.substring(0, Math.min(80, text.length()))).isNotNull();
    assertThat(problem.describe()).contains("bad.csv").doesNotContain("\n").doesNotContain("\0").hasSizeLessThan(1000);
    return problem;
  }

  @Test
  void headersLabelsAndNumbersMayBeQuoted() {
    SampleData read = read(file("iris.csv", String.join("\n", "'sepal length (cm)','sepal width, or so','petal ''length''','class'",
        "'5','3',1,'Iris, virginica'", "4, '2' ,1,'Iris ''setosa'''", "6,3,'5','Iris, virginica'").replace('\'', '"')), 3, PICTURES);

    assertThat(read.classes()).containsExactly("Iris \"setosa\"", "Iris, virginica");
    assertThat(read.labels().orElseThrow()).containsExactly(1, 0, 1);
    assertThat(values(read.stimulus(), 1, 0)).containsExactly(4, 2, 1);
    assertThat(values(read.stimulus(), 2, 0)).containsExactly(6, 3, 5);
  }

  @Test
  void eventsMayHaveAQuotedHeader() {
    Stimulus events = read(file("e.csv", "\"channel\",\"timestep\"\r\n\"2\",\"0\"\r\n0,1\r\n"), 3, Reading.DEFAULT).stimulus();

    assertThat(events.timesteps(0)).isEqualTo(2);
    assertThat(values(events, 0, 0)).containsExactly(0, 0, 1);
    assertThat(values(events, 0, 1)).containsExactly(1, 0, 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
  void aByteOrderMarkSaysHowTextIsWritten(String charset) throws IOException {
    byte[] bytes = "\ufeff\"gr\u00f6\u00dfe\",label\n1,\"\u00e9t\u00e9\"\n2,b\n".getBytes(Charset.forName(charset));
    SampleData read = read(SourceFile.of(Files.write(folder.resolve("bom.csv"), bytes)), 1, PICTURES);

    assertThat(read.classes()).containsExactly("b", "\u00e9t\u00e9");
  }

  @Test
  void labelsOfTheirOwnFileMayBeQuoted() {
    LabelFile.Labels named = LabelFile.labels(file("l.csv", "\"file\",\"label\"\n\"a,1\",\"x, y\"\nb,\"a \"\"z\"\"\"\nc,\"x, y\"\n"), 3);
    LabelFile.Labels numbers = LabelFile.labels(file("n.txt", "# from R\n\"1\"\n\n\"0\"\n"), 2);

    assertThat(named.classes()).containsExactly("a \"z\"", "x, y");
    assertThat(named.numbers()).containsExactly(1, 0, 1);
    assertThat(numbers.numbers()).containsExactly(1, 0);
    assertThat(numbers.classes()).isEmpty();
  }

  @Test
  void aFolderMayNameItsFilesInQuotes() throws IOException {
    Path recordings = Files.createDirectory(folder.resolve("set"));
    Files.writeString(recordings.resolve("a, first.csv"), "timestep,channel\n0,1\n");
    Files.writeString(recordings.resolve("labels.csv"), "\ufeff\"File\",\"Label\",\"Split\"\r\n\"a, first.csv\",\"7\",\"train, once\"\r\n");

    SampleData read = DataReader.read(List.of(SourceFile.of(recordings)), inputs(2), Reading.DEFAULT.withSplit("train, once"), "", Optional.empty());

    assertThat(read.labels().orElseThrow()).containsExactly(7);
    assertThat(values(read.stimulus(), 0, 0)).containsExactly(0, 1);
  }

  @Test
  void linesAreCountedThroughQuotedEndsOfLines() {
    assertThat(refused("a,b,label\r\n1,2,\"x\r\ny\"\r\n1,z,x\r\n", 2, PICTURES).where()).isEqualTo("line 4");
    assertThat(refused("a,b,label\n1,2,\"x\n\n\ny\"\n# \"\n\n1,2\n", 2, PICTURES).where()).isEqualTo("line 8");
    assertThat(refused("1,2\r1,2\r1,x\r", 2, PICTURES).where()).isEqualTo("line 3");
    InputException label = catchThrowableOfType(InputException.class, () -> LabelFile.read(file("l.txt", "1\n\n2\nx\n"), 3));
    assertThat(label.where()).isEqualTo("line 4");
  }

  @Test
  void wrongQuotesAreRefusedWithTheirLine() {
    InputException open = refused("1,2\n1,\"2\n3,4\n" + "5,6\n".repeat(1000), 2, PICTURES);
    InputException behind = refused("1,2\n3,4\n\"5\"6,7\n", 2, PICTURES);
    InputException huge = refused("1,2\n3,\"" + "4,5\n".repeat(1_000_000), 2, PICTURES);
    InputException label = catchThrowableOfType(InputException.class, () -> LabelFile.read(file("l.csv", "label\n\"a\n"), 1));

    assertThat(open.describe()).contains("line 2: the row that begins here opens a quote that is not closed");
    assertThat(behind.describe()).contains("line 3: the row that begins here has something behind a closing quote");
    assertThat(huge.describe()).contains("line 2: a cell of the row that begins here is longer than 1048576 characters");
    assertThat(label.describe()).contains("line 2").contains("not closed");
  }

  @Test
  void otherSeparatorsAreNamed() {
    assertThat(refused("5.1;3.5;0\n", 3, PICTURES).describe()).contains("line 1: has semicolons between its columns, not commas");
    assertThat(refused("sepal;petal;class\n1;2;a\n", 2, PICTURES).describe()).contains("line 1: has semicolons between");
    assertThat(refused("1\t2\t3\n", 3, PICTURES).describe()).contains("line 1: has tabs between");
    assertThat(refused("\n1.0e+00 2.0e+00\n", 2, PICTURES).describe()).contains("line 2: has spaces between");
    assertThat(refused("5,1;3,5\n", 2, PICTURES).describe()).contains("\"1;3\", not a number").contains("commas between columns, and numbers with a point");
  }

  @Test
  void whatTerminalsObeyIsNotRepeated() {
    assertThat(refused("1,\0\n", 2, PICTURES).getMessage()).isEqualTo("column 1 is \"?\", not a number");
    assertThat(refused("\"a\n\u001b[31m\",b\n1\n", 2, PICTURES).getMessage()).isEqualTo("has 1 columns, not 2 (a??[31m,b)");
    refused("\"" + "a".repeat(900_000) + "\",b\n1,x\n", 2, PICTURES);
    refused("\"" + "a".repeat(900_000) + "\",b\nx,1\n", 2, PICTURES);
  }

  /** XOR: 4 timesteps of 2 channels, or 4 events? */
  @Test
  void asManyColumnsAsInputsAreAskedAbout() {
    String xor = "1,0\n0,1\n1,1\n0,0\n";

    assertThat(refused(xor, 2, Reading.DEFAULT).describe()).contains("has 2 columns, which may be timestep and channel, or the network's 2 inputs")
        .contains("say which with --csv events or --csv frames");
    Stimulus frames = read(file("f.csv", xor), 2, Reading.DEFAULT.withCsv(Reading.CsvKind.FRAMES)).stimulus();
    Stimulus events = read(file("f.csv", xor), 2, Reading.DEFAULT.withCsv(Reading.CsvKind.EVENTS)).stimulus();
    assertThat(frames.timesteps(0)).isEqualTo(4);
    assertThat(values(frames, 0, 2)).containsExactly(1, 1);
    assertThat(events.timesteps(0)).isEqualTo(2);
    assertThat(read(file("n.csv", "timestep,channel\n1,0\n"), 2, Reading.DEFAULT).stimulus().timesteps(0)).isEqualTo(2);
    assertThat(read(file("t.csv", xor), 3, Reading.DEFAULT).stimulus().timesteps(0)).isEqualTo(2);
  }

  /** Cells of any text, quoted as RFC 4180 says and now and then where it need not be. */
  @Test
  void anyTextComesBackAsAClass() {
    long seed = Long.getLong("spikelock.seed", new Random().nextLong());
    System.out.println("anyTextComesBackAsAClass: -Dspikelock.seed=" + seed);
    Random random = new Random(seed);
    for (int n = 0; n < 200; n++) {
      String eol = List.of("\n", "\r\n", "\r").get(random.nextInt(3));
      StringBuilder text = new StringBuilder("v,label" + eol);
      List<String> wanted = new ArrayList<>();
      for (int row = 0; row < 1 + random.nextInt(20); row++) {
        StringBuilder name = new StringBuilder("n");
        for (int i = random.nextInt(8); i > 0; i--) {
          name.append(List.of("a", "\"", ",", "\n", "\r\n", " ", "#", ";", "'", "\u00e9").get(random.nextInt(10)));
        }
        String cell = name.append('e').toString();
        wanted.add(cell);
        boolean plain = !cell.matches("(?s).*[\",\\r\\n].*") && random.nextBoolean();
        text.append(random.nextBoolean() ? "1," : "\"1\",").append(plain ? cell : '"' + cell.replace("\"", "\"\"") + '"').append(eol);
      }
      SampleData read = read(SourceFile.generated("any.csv", () -> text.toString().getBytes(StandardCharsets.UTF_8)), 1, LABELLED);
      List<String> found = new ArrayList<>();
      for (int label : read.labels().orElseThrow()) {
        found.add(read.classes().get(label));
      }
      assertThat(found).as("seed " + seed + ": " + text).isEqualTo(wanted);
    }
  }
}
