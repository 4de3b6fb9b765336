package spikelock.mapper.data.format;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import spikelock.emulator.error.InputException;
import spikelock.mapper.source.SourceFile;

/**
 * The rows of a text table as RFC 4180 has them: cells between commas, in quotes where they hold commas, quotes (doubled) or ends of
 * lines. Spaces around cells and quotes, empty lines and lines that begin with {@code #} do not count.
 */
public final class CsvRows {
  /** Bytes that are read at most. */
  public static final long LONGEST = 1L << 28;

  /** Columns that a row has at most. */
  static final int MOST_COLUMNS = 1 << 20;

  /** Characters of a cell at most: a quote that is not closed must not take the file for one. */
  private static final int LONGEST_CELL = 1 << 20;

  private CsvRows() {}

  /**
   * A row.
   *
   * @param line where it begins, from 1
   * @param cells without their quotes and the spaces around
   */
  public record Row(int line, List<String> cells) {}

  /**
   * Hands over row after row.
   *
   * @throws InputException when the file is longer than {@link #LONGEST}, or a row's quotes are wrong or it has too many or too long cells
   */
  public static void read(SourceFile file, Consumer<Row> rows) {
    Handler handler = new Handler();
    try (CsvReader<Handler> reader = CsvReader.builder().commentStrategy(CommentStrategy.SKIP).skipEmptyLines(true).detectBomHeader(true)
        .trimWhitespacesAroundQuotes(true).allowUnclosedQuote(false).extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE).maxBufferSize(LONGEST_CELL).build(handler, new ByteArrayInputStream(file.bytes(LONGEST)))) {
      for (Handler row : reader) {
        if (row.count > MOST_COLUMNS) {
          throw wrong(row, file, "has " + row.count + " columns, more than the " + MOST_COLUMNS + " that are read", "");
        }
        if (!row.isRemark()) {
          rows.accept(new Row((int) row.line, List.copyOf(row.cells)));
        }
      }
    } catch (CsvParseException e) {
      throw refusal(e, handler, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All rows of a table that is no longer than a list of files or labels is. */
  public static List<Row> all(SourceFile file) {
    List<Row> rows = new ArrayList<>();
    read(file, rows::add);
    return rows;
  }

  private static InputException refusal(CsvParseException e, Handler row, SourceFile file) {
    String said = String.valueOf(e.getMessage());
    if (said.contains("buffer size")) {
      return wrong(row, file, "a cell of the row that begins here is longer than " + LONGEST_CELL + " characters", "is there a quote that is not closed?");
    }
    return said.contains("after closing quote") ? wrong(row, file, "the row that begins here has something behind a closing quote",
            "put the whole cell in quotes, and write a quote inside of it twice")
        : wrong(row, file, "the row that begins here opens a quote that is not closed", "write a quote inside of a cell twice");
  }

  private static InputException wrong(Handler row, SourceFile file, String what, String hint) {
    return new InputException(what, file.label(), "line " + row.line, hint);
  }

  /** The row being read; the same object each time. */
  private static final class Handler extends AbstractBaseCsvCallbackHandler<Handler> {
    private final List<String> cells = new ArrayList<>();
    private long line;
    private int count;
    private boolean quoted;

    @Override
    protected void handleBegin(long startingLine) {
      line = startingLine;
      count = 0;
      quoted = false;
      cells.clear();
    }

    @Override
    protected void handleField(int index, char[] buffer, int offset, int length, boolean inQuotes) {
      if (count++ < MOST_COLUMNS) {
        cells.add(new String(buffer, offset, length).strip());
        quoted |= inQuotes;
      }
    }

    @Override
    protected Handler buildRecord() {
      return this;
    }

    /** A line of spaces, or a comment behind some. */
    private boolean isRemark() {
      return !quoted && (cells.size() == 1 && cells.getFirst().isEmpty() || cells.getFirst().startsWith("#"));
    }
  }
}
