package spikelock.toolchain.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.JDBC;
import spikelock.emulator.error.InputException;

class ResultStoreTest {
  private static final Grid GRID = new Grid(new EnumMap<>(Map.of(Axis.CHIP, List.of("x", "y'; DROP TABLE points; --"), Axis.PARTITION_SEED, List.of("none", "7"),
      Axis.CLOCK_MHZ, List.of("1.5", "2"))));
  private static final Definition DEFINITION = new Definition(GRID, "a\nb\n");
  @TempDir Path folder;

  private static Row row(int point) {
    return new Row(point, Map.of(Column.STATUS, Row.DONE, Column.CORES, (long) point, Column.ACCURACY, 0.1 + point / 3.0, Column.PROBLEM, "it's \"so\"\n"));
  }

  @Test
  void whatWasAddedIsThereAgain() {
    Path file = folder.resolve("r.sqlite");
    try (ResultStore store = ResultStore.open(file, DEFINITION)) {
      store.add(List.of(row(3), row(1)));
      store.add(List.of(row(7)));
    }
    try (ResultStore store = ResultStore.open(file, DEFINITION)) {
      assertThat(store.points().stream()).containsExactly(1, 3, 7);
      List<Row> rows = new ArrayList<>();
      store.each(rows::add);
      assertThat(rows).containsExactly(row(1), row(3), row(7));
      assertThat(store.at(3)).contains(row(3));
      assertThat(store.at(2)).isEmpty();
      assertThat(store.definition()).isEqualTo(DEFINITION);
      assertThatThrownBy(() -> store.add(List.of(row(2), row(3)))).as("a point twice").hasMessageContaining("r.sqlite");
      assertThat(store.points().stream()).as("all of it or none").containsExactly(1, 3, 7);
    }
    assertThat(names()).containsExactly("r.sqlite");
  }

  @Test
  void oneAtATimeHasTheFile() {
    Path file = folder.resolve("r.sqlite");
    try (ResultStore store = ResultStore.open(file, DEFINITION)) {
      assertThatThrownBy(() -> ResultStore.open(file, DEFINITION)).isInstanceOf(InputException.class).hasMessageContaining("in use by another process");
      store.add(List.of(row(0)));
      assertThatThrownBy(() -> ResultStore.read(file)).isInstanceOf(InputException.class).hasMessageContaining("in use");
    }
    ResultStore.read(file).close();
  }

  @Test
  void anotherSweepIsRefusedAndSaysWhatDiffers() {
    Path file = folder.resolve("r.sqlite");
    ResultStore.open(file, DEFINITION).close();
    assertThatThrownBy(() -> ResultStore.open(file, new Definition(GRID, "a\nc\n"))).isInstanceOf(InputException.class)
        .hasMessage("holds the results of another sweep: there \"b\", here \"c\"");
    ResultStore.open(file, DEFINITION).close();
  }

  /** Whatever a file holds that is not ours, it is refused by name and left as it is, byte for byte. */
  @Test
  void otherFilesAreRefusedAndLeftAsTheyAre() throws Exception {
    Path foreign = folder.resolve("foreign.sqlite");
    SqliteLibrary.prepare();
    try (Connection connection = new JDBC().connect(JDBC.PREFIX + foreign, new Properties())) {
      connection.createStatement().execute("CREATE TABLE points (a)");
    }
    refused(foreign, "is an SQLite file of some other program");
    refused(write("text.sqlite", "precious".getBytes(java.nio.charset.StandardCharsets.US_ASCII)), "is not an SQLite file");
    refused(write("empty.sqlite", new byte[0]), "is not an SQLite file");
    refused(Files.createDirectory(folder.resolve("folder.sqlite")), "is a folder");

    Path good = folder.resolve("good.sqlite");
    try (ResultStore store = ResultStore.open(good, DEFINITION)) {
      for (int point = 0; point < GRID.points(); point++) {
        store.add(List.of(row(point)));
      }
    }
    byte[] whole = Files.readAllBytes(good);
    refused(write("short.sqlite", java.util.Arrays.copyOf(whole, whole.length - 4096)), "is damaged");
    byte[] broken = whole.clone();
    java.util.Arrays.fill(broken, 4096 + 20, 8192, (byte) 0xa5);
    refused(write("broken.sqlite", broken), "is damaged");
    byte[] schema = whole.clone();
    java.util.Arrays.fill(schema, 110, 4096, (byte) 0x5a);
    refused(write("schema.sqlite", schema), "is damaged");
    byte[] newer = whole.clone();
    ByteBuffer.wrap(newer).putInt(60, 9);
    refused(write("newer.sqlite", newer), "is of version 9");
    assertThatThrownBy(() -> ResultStore.open(folder.resolve("nowhere").resolve("r.sqlite"), DEFINITION)).hasMessageContaining("its folder does not exist");
    assertThatThrownBy(() -> ResultStore.open(folder.resolve("a?b.sqlite"), DEFINITION)).hasMessageContaining("a ? in its name");
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static void refused(Path file, String why) throws IOException {
    byte[] before = Files.isDirectory(file) ? new byte[0] : Files.readAllBytes(file);
    for (Runnable open : List.<Runnable>of(() -> ResultStore.open(file, DEFINITION), () -> ResultStore.read(file))) {
      assertThatThrownBy(open::run).as(file.toString()).isInstanceOfSatisfying(InputException.class,
          e -> assertThat(e.file()).isEqualTo(file.toString())).hasMessageContaining(why);
      assertThat(Files.isDirectory(file) ? new byte[0] : Files.readAllBytes(file)).as(file.toString()).isEqualTo(before);
    }
  }

  private List<String> names() {
    try (var list = Files.list(folder)) {
      return list.map(path -> path.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void partsBecomeOneAndContradictionsAreNamed() {
    Path first = folder.resolve("1.sqlite");
    Path second = folder.resolve("2.sqlite");
    Path third = folder.resolve("3.sqlite");
    fill(first, row(0), row(2), row(4));
    fill(second, row(1), row(2), row(3));
    try (ResultStore merged = ResultMerge.of(List.of(first, second), folder.resolve("all.sqlite"), done -> { })) {
      assertThat(merged.points().stream()).containsExactly(0, 1, 2, 3, 4);
      assertThat(merged.at(2)).contains(row(2));
    }
    Map<Column, Object> other = new EnumMap<>(row(2).values());
    other.put(Column.CORES, 9L);
    fill(third, new Row(2, other));
    assertThatThrownBy(() -> ResultMerge.of(List.of(second, first, third), folder.resolve("bad.sqlite"), done -> { })).isInstanceOf(InputException.class)
        .hasMessage("of point 2 (chip x, partition_seed 7, clock_mhz 1.5) says cores is 9, " + second + " says 2");
    Path strange = folder.resolve("4.sqlite");
    ResultStore.open(strange, new Definition(GRID, "a\nb\nd\n")).close();
    assertThatThrownBy(() -> ResultMerge.of(List.of(first, strange), folder.resolve("bad2.sqlite"), done -> { })).isInstanceOf(InputException.class)
        .hasMessageContaining("of another sweep than " + first + ": there \"d\", here \"nothing\"");
  }

  private static void fill(Path file, Row... rows) {
    try (ResultStore store = ResultStore.open(file, DEFINITION)) {
      store.add(List.of(rows));
    }
  }
}
