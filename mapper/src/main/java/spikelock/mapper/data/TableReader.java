package spikelock.mapper.data;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import spikelock.emulator.error.InputException;
import spikelock.emulator.error.Printable;
import spikelock.emulator.files.NdArray;
import spikelock.emulator.files.NearMiss;
import spikelock.mapper.data.format.CsvTable;
import spikelock.mapper.data.format.EventList;
import spikelock.mapper.data.format.EventNames;

/**
 * What a table of numbers means: events in timesteps ({@code timestep,channel[,value][,sample]}), events in time ({@code x,y,t,p} as tonic names
 * them, and other names), frames of one timestep a row, or pictures of one sample a row.
 */
final class TableReader {
  private static final String TIMESTEP = "timestep";
  private static final String CHANNEL = "channel";
  private static final String VALUE = "value";
  private static final String SAMPLE = "sample";
  private static final List<String> STEPPED = List.of(TIMESTEP, CHANNEL, SAMPLE, VALUE);
  private static final int MOST_TIMESTEPS = 100_000_000;
  private static final int MOST_SAMPLES = 1 << 24;
  private static final int LARGEST_CHANNEL = 1 << 24;

  private final CsvTable table;
  private final InputShape shape;
  private final Reading how;
  private final List<String> notes;

  TableReader(CsvTable table, InputShape shape, Reading how, List<String> notes) {
    this.notes = notes;
    this.table = table;
    this.shape = shape;
    this.how = how;
  }

  /**
   * What was understood: either events or an array.
   *
   * @param array [timesteps, channels] or [samples, channels]
   */
  record Meaning(Optional<EventList> events, Optional<NdArray> array, Optional<int[]> labels) {}

  Meaning read() {
    List<String> header = table.header();
    boolean tabular = how.coding().isPresent() || how.csv().filter(k -> k != Reading.CsvKind.EVENTS).isPresent();
    if (!tabular && header.contains(TIMESTEP)) {
      return events(stepped(named(header, STEPPED, List.of(TIMESTEP, CHANNEL))));
    }
    Optional<EventNames.Columns> timed = tabular || header.isEmpty() && !how.events().isSaid() ? Optional.empty() : timed(header);
    if (timed.isPresent()) {
      return events(new EventRows(table.label(), table.rows(), table::at, timed.get(), row -> "line " + table.line()[row]).list(notes));
    }
    boolean wide = table.columns() > 3 || table.columns() > 0 && how.labelsLast();
    boolean asEvents = how.csv().filter(k -> k == Reading.CsvKind.EVENTS).isPresent() || !tabular && !wide;
    if (!asEvents) {
      return rows();
    }
    if (!header.isEmpty()) {
      named(header, STEPPED, List.of(TIMESTEP, CHANNEL));
    }
    int columns = table.columns();
    if (header.isEmpty() && how.csv().isEmpty() && columns == shape.channels() && (columns == 2 || columns == 3)) {
      throw new InputException("has " + columns + " columns, which may be " + (columns == 2 ? "timestep and channel" : "timestep, channel and value")
          + ", or the network's " + columns + " inputs", table.label(), "",
          "say which with --csv events or --csv frames, or name the columns in a header line");
    }
    if (table.rows() > 0 && (table.columns() < 2 || table.columns() > 3)) {
      throw new InputException("has " + table.columns() + " columns, not 2 (timestep,channel)", table.label(), "line " + table.line()[0],
          shape.channels() == table.columns() ? "if a row is a timestep, say --csv frames" : "name the columns in a header line, or say what they are: --events t_us,x,y,p");
    }
    return events(stepped(new int[] {0, 1, -1, table.columns() == 3 ? 2 : -1}));
  }

  /**
   * Columns of events in time, in any order; empty where the names are others'.
   *
   * @throws InputException when a column is none of them, and the user does not say which are
   */
  private Optional<EventNames.Columns> timed(List<String> header) {
    if (header.isEmpty()) {
      return Optional.of(how.events().inOrder(table.columns(), table.label()));
    }
    Optional<EventNames.Columns> found = how.events().among(header);
    if (found.isPresent() && !how.events().isSaid()) {
      for (String column : header) {
        if (!EventNames.isKnown(column)) {
          throw new InputException("there is no column \"" + Printable.start(column, 40) + "\" of events in time", table.label(), "header",
              "columns are t, x, y, p, sample and the like; to pass over others say --events t=" + header.get(found.get().of(EventNames.Role.T)) + ",x=...; if a row is a timestep, --csv frames");
        }
      }
    }
    return found;
  }

  /** For each known column where it is, or -1. */
  private int[] named(List<String> header, List<String> known, List<String> required) {
    for (String column : header) {
      if (!known.contains(column)) {
        throw new InputException("there is no column \"" + Printable.start(column, 40) + "\"", table.label(),
            "header", NearMiss.of(column, known).isEmpty() && table.columns() == shape.channels() ? "if a row is a timestep, say --csv frames"
                : NearMiss.hint(column, known));
      }
    }
    if (!header.containsAll(required) || header.stream().distinct().count() < header.size()) {
      throw new InputException("the header must name " + String.join(" and ", required) + ", each column once", table.label(), "header", "");
    }
    return known.stream().mapToInt(header::indexOf).toArray();
  }

  private static Meaning events(EventList events) {
    return new Meaning(Optional.of(events), Optional.empty(), Optional.empty());
  }

  private EventList stepped(int[] at) {
    int rows = table.rows();
    int[] channel = new int[rows];
    double[] time = new double[rows];
    double[] value = new double[at[3] < 0 ? 0 : rows];
    double longest = 0;
    SampleOrder samples = bySample(at[2]);
    int[] order = samples.rows();
    for (int i = 0; i < rows; i++) {
      time[i] = table.whole(order[i], at[0], 0, MOST_TIMESTEPS - 1);
      channel[i] = table.whole(order[i], at[1], 0, LARGEST_CHANNEL);
      longest = Math.max(longest, time[i] + 1);
      if (at[3] >= 0) {
        value[i] = bounded(order[i], at[3]);
      }
    }
    int[] start = samples.start();
    double[] length = new double[start.length - 1];
    Arrays.fill(length, longest);
    return new EventList(start, time, 0, false, channel, new int[0], new int[0], value, false, length, 0, e -> "line " + table.line()[order[e]]);
  }

  private double bounded(int row, int column) {
    double value = table.at(row, column);
    if (Math.abs(value) > StimulusFile.GREATEST) {
      throw new InputException(VALUE + " is " + (value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : value)
          + ", must be " + -StimulusFile.GREATEST + ".." + StimulusFile.GREATEST, table.label(), "line " + table.line()[row], "");
    }
    return value;
  }

  /** The rows in the order of their samples. */
  private SampleOrder bySample(int column) {
    if (table.rows() == 0) {
      throw new InputException("holds no events", table.label(), "", "");
    }
    return column < 0 ? SampleOrder.one(table.rows())
        : SampleOrder.of(table.rows(), row -> table.whole(row, column, 0, MOST_SAMPLES - 1));
  }

  /** All columns but the label. */
  private Meaning rows() {
    int label = table.labels();
    if (table.rows() == 0) {
      throw new InputException("holds no rows", table.label(), "", "");
    }
    int channels = table.columns() - (label >= 0 ? 1 : 0);
    if (channels != shape.channels()) {
      throw new InputException("has " + channels + " columns" + (label >= 0 ? " beside the label" : "") + " but " + shape.claim(), table.label(), "",
          label < 0 && channels == shape.channels() + 1 ? "if the last column is the label, say --labels last"
          : table.header().isEmpty() && how.coding().isEmpty() && channels <= 6 ? "a row is a timestep; if it is an event, say what its columns are: --events t_us,x,y,p" : "a row is "
              + (how.coding().isPresent() ? "a sample" : "a timestep") + ", a column a channel");
    }
    double[] values = new double[table.rows() * channels];
    int[] labels = new int[label < 0 ? 0 : table.rows()];
    for (int row = 0; row < table.rows(); row++) {
      for (int c = 0, to = row * channels; c < table.columns(); c++) {
        if (c != label) {
          values[to++] = table.at(row, c);
        }
      }
      if (label >= 0) {
        labels[row] = table.whole(row, label, 0, LARGEST_CHANNEL);
      }
    }
    NdArray array = new NdArray(new int[] {table.rows(), channels}, values);
    return new Meaning(Optional.empty(), Optional.of(array), label < 0 ? Optional.empty() : Optional.of(labels));
  }
}
