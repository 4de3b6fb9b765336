package spikelock.mapper.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NearMiss;
import spikelock.emulator.stimulus.Stimulus;
import spikelock.mapper.source.SourceFile;

/**
 * Events as text: one {@code timestep,channel} a line. With a header line the columns may come in any order, and a column
 * {@code sample} tells samples apart; a column {@code value} holds payloads, those of one
 * channel in one timestep added up. Lines that start with {@code #} are skipped. A sample
 * is as long as the latest event of all samples.
 */
final class EventCsv {
  private static final long LONGEST = 1L << 28;
  private static final String VALUE = "value";
  private static final List<String> COLUMNS = List.of("timestep", "channel", "sample", VALUE);
  private static final int MOST_TIMESTEPS = 100_000_000;

  private EventCsv() {}

  static Stimulus read(SourceFile file, int channels) {
    List<String> lines = new String(file.bytes(LONGEST), StandardCharsets.UTF_8).lines().toList();
    List<String> header = List.of("timestep", "channel");
    int[][] rows = new int[lines.size()][];
    int events = 0;
    boolean first = true;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      if (first && Character.isLetter(line.charAt(0))) {
        header = header(line, file, i + 1);
      } else {
        rows[events++] = row(line, header, channels, file, i + 1);
      }
      first = false;
    }
    int samples = 1;
    int timesteps = 0;
    for (int i = 0; i < events; i++) {
      timesteps = Math.max(timesteps, rows[i][0] + 1);
      samples = Math.max(samples, rows[i][2] + 1);
    }
    if ((double) samples * timesteps * channels > 9e18) {
      throw new InputException("has too many samples and timesteps", file.label(), "", "");
    }
    long[] keys = new long[events];
    for (int i = 0; i < events; i++) {
      keys[i] = ((long) rows[i][2] * timesteps + rows[i][0]) * channels + rows[i][1];
    }
    if (!header.contains(VALUE)) {
      return new EventStimulus(samples, timesteps, channels, keys);
    }
    int[] values = new int[events];
    for (int i = 0; i < events; i++) {
      values[i] = rows[i][3];
    }
    return new EventStimulus(samples, timesteps, channels, keys, values);
  }

  private static List<String> header(String line, SourceFile file, int number) {
    List<String> header = Arrays.stream(line.split(",", -1)).map(c -> c.strip().toLowerCase(Locale.ROOT)).toList();
    for (String column : header) {
      if (!COLUMNS.contains(column)) {
        throw new InputException("there is no column \"" + column + "\"", file.label(), "line " + number,
            NearMiss.hint(column, COLUMNS));
      }
    }
    if (!header.containsAll(List.of("timestep", "channel")) || header.stream().distinct().count() < header.size()) {
      throw new InputException("the header must name timestep and channel, each column once", file.label(), "line " + number, "");
    }
    return header;
  }

  /** Timestep, channel, sample. */
  private static int[] row(String line, List<String> header, int channels, SourceFile file, int number) {
    String[] cells = line.split(",", -1);
    if (cells.length != header.size()) {
      throw new InputException("has " + cells.length + " columns, not " + header.size() + " (" + String.join(",", header) + ")",
          file.label(), "line " + number, cells.length == 3 ? "name the columns in a header line" : "");
    }
    int[] row = new int[COLUMNS.size()];
    for (int c = 0; c < cells.length; c++) {
      row[COLUMNS.indexOf(header.get(c))] = whole(cells[c].strip(), header.get(c), file, number);
    }
    if (row[1] >= channels) {
      throw new InputException("channel " + row[1] + " does not exist: the network has " + channels + " inputs", file.label(),
          "line " + number, "channels count from 0");
    }
    return row;
  }

  private static int whole(String text, String column, SourceFile file, int number) {
    try {
      int value = Integer.parseInt(text);
      if (column.equals(VALUE) ? Math.abs((long) value) <= StimulusFile.GREATEST : value >= 0 && value < MOST_TIMESTEPS) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new InputException(column + " is \"" + (text.length() > 40 ? text.substring(0, 40) + "..." : text)
          + "\", not a whole number", file.label(), "line " + number, "");
    }
    String range = column.equals(VALUE) ? -StimulusFile.GREATEST + ".." + StimulusFile.GREATEST : "0.." + (MOST_TIMESTEPS - 1);
    throw new InputException(column + " is " + text + ", must be " + range, file.label(), "line " + number, "");
  }
}
