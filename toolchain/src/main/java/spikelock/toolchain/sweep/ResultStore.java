package spikelock.toolchain.sweep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sqlite.JDBC;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.ReadFiles;
import spikelock.emulator.error.ToolException;

/**
 * The results of a sweep in one SQLite file: table {@code points} with a row a point, {@code axes} and {@code sweep} with what they belong to. What
 * {@link #add} was given is there whenever it has returned, all of it or, when killed before, nothing. One process has the file at a time.
 */
public final class ResultStore implements AutoCloseable {
  private static final int VERSION = 1;
  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  /** Where a file says whose it is, and who we are: "SPkS". */
  private static final int APPLICATION_AT = 68;
  private static final int APPLICATION = 0x53506b53;
  private static final int HEADER_BYTES = 100;

  private final Path file;
  private final Connection connection;
  private final Definition definition;
  private final List<Axis> axes;

  private ResultStore(Path file, Connection connection, Definition definition) {
    this.file = file;
    this.connection = connection;
    this.definition = definition;
    this.axes = List.copyOf(definition.grid().axes().keySet());
  }

  // ---- opening ----------------------------------------------------------------------------------------------------------

  /**
   * The results of a sweep, as far as there are any.
   *
   * @param file is made when it is not there; never changed when it is anything else
   * @throws InputException when the file is no such file, is damaged, in use, or of another sweep
   */
  public static ResultStore open(Path file, Definition wanted) {
    if (!Files.exists(file)) {
      create(file, wanted);
    }
    ResultStore store = read(file);
    if (!store.definition.hash().equals(wanted.hash())) {
      String difference = Definition.difference(wanted.text(), store.definition.text());
      store.close();
      throw new InputException("holds the results of another sweep: " + difference, file.toString(), "", "name another file with -o, or remove this one");
    }
    return store;
  }

  /**
   * The results in a file.
   *
   * @throws InputException when the file is no such file, is damaged or in use
   */
  public static ResultStore read(Path file) {
    checkHeader(file);
    Connection connection = connect(file);
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA locking_mode = EXCLUSIVE");
      statement.execute("BEGIN EXCLUSIVE");
      statement.execute("COMMIT");
      String state = text(statement, "PRAGMA quick_check(1)");
      if (!state.equals("ok")) {
        throw damaged(file, state, null);
      }
      int version = Integer.parseInt(text(statement, "PRAGMA user_version"));
      if (version != VERSION) {
        throw new InputException("is of version " + version + ", this program reads " + VERSION, file.toString(), "", "update spikelock");
      }
      return new ResultStore(file, connection, definition(statement, file));
    } catch (SQLException e) {
      close(connection);
      throw readProblem(file, e);
    } catch (InputException e) {
      close(connection);
      throw e;
    }
  }

  /** Refuses what is not ours before SQLite sees it, which would change some files as it opens them. */
  private static void checkHeader(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        throw new InputException(Files.isDirectory(file) ? "is a folder" : Files.exists(file) ? "is not a plain file" : "no such file", file.toString(), "", "");
      }
      ReadFiles.note(file);
      byte[] header;
      try (var in = Files.newInputStream(file)) {
        header = in.readNBytes(HEADER_BYTES);
      }
      if (header.length < HEADER_BYTES || !java.util.Arrays.equals(header, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
        throw new InputException("is not an SQLite file", file.toString(), "", "results of a sweep go into a file of their own: name a new one with -o");
      }
      if (java.nio.ByteBuffer.wrap(header).getInt(APPLICATION_AT) != APPLICATION) {
        throw new InputException("is an SQLite file of some other program", file.toString(), "", "results of a sweep go into a file of their own: name a new one with -o");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Connection connect(Path file) {
    SqliteLibrary.prepare();
    Properties properties = new Properties();
    properties.setProperty("busy_timeout", "0");
    String path = file.toAbsolutePath().toString();
    if (path.contains("?")) { // the driver takes what follows for settings
      throw new InputException("has a ? in its name, which SQLite's driver does not take", file.toString(), "", "name it otherwise");
    }
    try {
      return new JDBC().connect(JDBC.PREFIX + path, properties);
    } catch (SQLException e) {
      throw readProblem(file, e);
    }
  }

  /** Makes an empty file under another name first, so that what has the name is always whole. */
  private static void create(Path file, Definition definition) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new InputException("its folder does not exist", file.toString(), "", "create the folder first");
    }
    Path part = folder.resolve("." + file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    try {
      Files.deleteIfExists(part);
      try (Connection connection = connect(part)) {
        write(connection, definition);
      }
      try {
        Files.createLink(file, part); // refuses to replace a file that somebody else has made meanwhile
      } catch (UnsupportedOperationException | java.nio.file.FileSystemException e) {
        if (!Files.exists(file)) {
          Files.move(part, file);
        }
      }
    } catch (SQLException e) {
      throw writeProblem(file, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      part.toFile().delete();
    }
  }

  private static void write(Connection connection, Definition definition) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA application_id = " + APPLICATION);
      statement.execute("PRAGMA user_version = " + VERSION);
      connection.setAutoCommit(false);
      statement.execute("CREATE TABLE sweep (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID");
      statement.execute("CREATE TABLE axes (axis TEXT NOT NULL, number INTEGER NOT NULL, value TEXT NOT NULL, PRIMARY KEY (axis, number)) WITHOUT ROWID");
      String columns = Stream.concat(definition.grid().axes().keySet().stream().map(axis -> axis.text() + " " + type(axis)),
          Stream.of(Column.values()).map(column -> column.text() + " " + column.type())).collect(Collectors.joining(", "));
      statement.execute("CREATE TABLE points (point INTEGER PRIMARY KEY, " + columns + ")");
      try (PreparedStatement insert = connection.prepareStatement("INSERT INTO sweep VALUES (?, ?)")) {
        for (String[] pair : new String[][] {{"format", "spikelock/results"}, {"hash", definition.hash()}, {"definition", definition.text()}}) {
          insert.setString(1, pair[0]);
          insert.setString(2, pair[1]);
          insert.execute();
        }
      }
      try (PreparedStatement insert = connection.prepareStatement("INSERT INTO axes VALUES (?, ?, ?)")) {
        for (Map.Entry<Axis, List<String>> axis : definition.grid().axes().entrySet()) {
          for (int number = 0; number < axis.getValue().size(); number++) {
            insert.setString(1, axis.getKey().text());
            insert.setInt(2, number);
            insert.setString(3, axis.getValue().get(number));
            insert.addBatch();
          }
        }
        insert.executeBatch();
      }
      connection.commit();
    }
  }

  private static String type(Axis axis) {
    return switch (axis.form()) {
      case TEXT, MESH -> "TEXT";
      case WHOLE, SEED -> "INTEGER";
      case NUMBER -> "REAL";
    };
  }

  private static Definition definition(Statement statement, Path file) throws SQLException {
    String text = text(statement, "SELECT value FROM sweep WHERE name = 'definition'");
    EnumMap<Axis, List<String>> axes = new EnumMap<>(Axis.class);
    try (ResultSet rows = statement.executeQuery("SELECT axis, value FROM axes ORDER BY axis, number")) {
      while (rows.next()) {
        String name = rows.getString(1);
        Axis axis = Axis.named(name).orElseThrow(() -> damaged(file, "it has an axis \"" + name + "\"", null));
        axes.computeIfAbsent(axis, a -> new ArrayList<>()).add(rows.getString(2));
      }
    }
    return new Definition(new Grid(axes), text);
  }

  private static String text(Statement statement, String query) throws SQLException {
    try (ResultSet result = statement.executeQuery(query)) {
      return result.next() ? String.valueOf(result.getString(1)) : "";
    }
  }

  // ---- problems ---------------------------------------------------------------------------------------------------------

  private static RuntimeException readProblem(Path file, SQLException e) {
    if (e instanceof SQLiteException sqlite) {
      SQLiteErrorCode code = SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & 0xff);
      switch (code) {
        case SQLITE_BUSY, SQLITE_LOCKED -> {
          return new InputException("is in use by another process", file.toString(), "", "wait for it; every shard has a file of its own");
        }
        case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM -> {
          return new ToolException(file + " cannot be written (" + code.message + ")", "results need a folder that you can write to", e);
        }
        default -> { }
      }
    }
    return damaged(file, String.valueOf(e.getMessage()), e);
  }

  private static InputException damaged(Path file, String why, Throwable cause) {
    InputException problem = new InputException("is damaged (" + why.lines().findFirst().orElse("") + ")", file.toString(), "",
        "it was left as it is; name another file with -o to begin anew");
    if (cause != null) {
      problem.initCause(cause);
    }
    return problem;
  }

  private static ToolException writeProblem(Path file, SQLException e) {
    return new ToolException("cannot write " + file + " (" + e.getMessage() + ")", "is the disk full?", e);
  }

  // ---- using ------------------------------------------------------------------------------------------------------------

  public Path file() {
    return file;
  }

  public Definition definition() {
    return definition;
  }

  /** The numbers of the points that are there. */
  public synchronized BitSet points() {
    BitSet points = new BitSet();
    try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery("SELECT point FROM points")) {
      while (rows.next()) {
        points.set(rows.getInt(1));
      }
      return points;
    } catch (SQLException | IndexOutOfBoundsException e) {
      throw damaged(file, String.valueOf(e.getMessage()), e);
    }
  }

  /** Adds points that are not there; all of them or none. */
  public synchronized void add(List<Row> rows) {
    String marks = "?" + ", ?".repeat(axes.size() + Column.values().length);
    try (PreparedStatement insert = connection.prepareStatement("INSERT INTO points VALUES (" + marks + ")")) {
      connection.setAutoCommit(false);
      for (Row row : rows) {
        Setting setting = definition.grid().at(row.point());
        insert.setInt(1, row.point());
        int at = 2;
        for (Axis axis : axes) {
          insert.setString(at++, setting.get(axis).filter(value -> axis.form() != Axis.Form.SEED || !value.equals(Axis.NONE)).orElse(null));
        }
        for (Column column : Column.values()) {
          insert.setObject(at++, row.values().get(column));
        }
        insert.addBatch();
      }
      insert.executeBatch();
      connection.commit();
    } catch (SQLException e) {
      rollBack();
      throw writeProblem(file, e);
    }
  }

  private void rollBack() {
    try {
      connection.rollback();
    } catch (SQLException e) {
      // closing the file does the same
    }
  }

  /** A point; empty where it is not there. */
  public synchronized Optional<Row> at(int point) {
    List<Row> found = new ArrayList<>(1);
    each("WHERE point = " + point, found::add);
    return found.stream().findFirst();
  }

  /** Every point, ascending. */
  public synchronized void each(Consumer<Row> consumer) {
    each("ORDER BY point", consumer);
  }

  private void each(String which, Consumer<Row> consumer) {
    String columns = Stream.of(Column.values()).map(Column::text).collect(Collectors.joining(", "));
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT point, " + columns + " FROM points " + which)) {
      while (rows.next()) {
        EnumMap<Column, Object> values = new EnumMap<>(Column.class);
        for (Column column : Column.values()) {
          int at = column.ordinal() + 2;
          Object value = switch (column.type()) {
            case INTEGER -> rows.getLong(at);
            case REAL -> rows.getDouble(at);
            case TEXT -> rows.getString(at);
          };
          if (!rows.wasNull()) {
            values.put(column, value);
          }
        }
        int point = rows.getInt(1);
        if (point < 0 || point >= definition.grid().points()) {
          throw damaged(file, "it has a point " + point, null);
        }
        consumer.accept(new Row(point, values));
      }
    } catch (SQLException e) {
      throw damaged(file, String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    close(connection);
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      // everything worth keeping was committed
    }
  }
}
