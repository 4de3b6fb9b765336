package spikelock.mapper.data;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NdArray;
import spikelock.mapper.data.camera.CameraFile;
import spikelock.mapper.data.camera.CameraRecording;
import spikelock.mapper.data.format.CsvTable;
import spikelock.mapper.data.format.EventList;
import spikelock.mapper.data.format.EventNames;
import spikelock.mapper.data.format.Hdf5Data;
import spikelock.mapper.data.format.IdxFile;
import spikelock.mapper.data.format.NirData;
import spikelock.mapper.source.SourceFile;

/**
 * What is in a file of recorded data, without a network.
 *
 * @param format in words
 * @param parts its arrays, observables or lists of events
 * @param labels how many there are
 * @param classes how often each label occurs
 */
public record DataSummary(String format, List<Part> parts, int labels, Map<Integer, Integer> classes) {
  private static final int MOST_FILES = 100_000;

  /** Least and greatest value. */
  public record Range(double least, double greatest) {}

  /**
   * A part; what it does not have is empty.
   *
   * @param shape of an array, or of a camera (polarities, rows, columns)
   * @param durationS of the longest sample of events
   */
  public record Part(String name, Optional<int[]> shape, OptionalInt samples, OptionalInt timesteps, OptionalDouble durationS, OptionalInt channels,
      OptionalLong events, Optional<Range> range) {

    /** A column of a table. */
    private static Part column(String name, Optional<Range> range) {
      return new Part(name, Optional.empty(), OptionalInt.empty(), OptionalInt.empty(), OptionalDouble.empty(), OptionalInt.empty(),
          OptionalLong.empty(), range);
    }

    private static Part events(String name, int samples, double durationS, Optional<int[]> shape, int channels, long events, Optional<Range> range) {
      return new Part(name, shape, OptionalInt.of(samples), OptionalInt.empty(), OptionalDouble.of(durationS), OptionalInt.of(channels),
          OptionalLong.of(events), range);
    }
  }

  /** Whether an HDF5 file holds data rather than a network; one that holds neither is taken by its name. */
  public static boolean isData(SourceFile file) {
    return switch (Hdf5Data.holds(file)) {
      case DATA -> true;
      case NETWORK -> false;
      case OTHER -> file.name().endsWith(".h5") || file.name().endsWith(".hdf5");
    };
  }

  /**
   * Looks into a file or a folder of them.
   *
   * @throws InputException when it is damaged
   */
  public static DataSummary of(SourceFile file) {
    if (InputFolder.isFolder(file)) {
      return folder(file);
    }
    if (CameraFile.accepts(file)) {
      CameraRecording recording = CameraFile.read(file, "");
      return plain(said(recording.format(), recording.notes()),
          List.of(events("events", recording.events())));
    }
    if (file.name().toLowerCase(Locale.ROOT).endsWith(".csv")) {
      boolean labels = new String(file.start(1 << 10), StandardCharsets.UTF_8).lines().findFirst().orElse("").matches("file,label.*");
      int[] classes = labels ? LabelFile.all(file) : new int[0];
      return labels ? new DataSummary("labels of files (CSV)", List.of(), classes.length, counts(classes)) : table(file);
    }
    Optional<DataSummary> arrays = ofArrays(file);
    if (arrays.isPresent()) {
      return arrays.get();
    }
    if (IdxFile.accepts(file.name(), file.start(16))) {
      NdArray array = IdxFile.read(file);
      boolean classes = array.rank() == 1 && array.isInteger();
      return new DataSummary(classes ? "IDX, labels" : "IDX, pictures", List.of(array("values", array, false)), classes ? array.size() : 0,
          classes ? counts(array.ints()) : Map.of());
    }
    return switch (Hdf5Data.read(file)) {
      case Hdf5Data.Nir nir -> plain("NIRData", nir(nir.data()));
      case Hdf5Data.Spikes spikes -> {
        int[] labels = spikes.recorded().labels().orElse(new int[0]);
        yield new DataSummary("lists of spikes (SHD, SSC), times in s", List.of(events("spikes", spikes.recorded().events())), labels.length,
            counts(labels));
      }
      case Hdf5Data.Events events -> described("events side by side (HDF5)", EventRows.of(events.group(), file.label()));
    };
  }

  private static String said(String format, List<String> notes) {
    return Stream.concat(Stream.of(format), notes.stream()).collect(Collectors.joining("; "));
  }

  private static DataSummary described(String format, EventRows rows) {
    List<String> notes = new ArrayList<>();
    Part part = events("events", rows.list(notes));
    return plain(said(format, notes), List.of(part));
  }

  private static DataSummary plain(String format, List<Part> parts) {
    return new DataSummary(format, parts, 0, Map.of());
  }

  private static Map<Integer, Integer> counts(int[] labels) {
    Map<Integer, Integer> counts = new TreeMap<>();
    Arrays.stream(labels).forEach(label -> counts.merge(label, 1, Integer::sum));
    return counts;
  }

  private static DataSummary folder(SourceFile folder) {
    List<InputFolder.Member> members = InputFolder.members(folder, "");
    if (members.size() > MOST_FILES) {
      throw new InputException("holds " + members.size() + " recordings, more than the " + MOST_FILES + " that are looked into", folder.label(), "", "");
    }
    long events = 0;
    double longest = 0;
    int files = 0;
    for (InputFolder.Member member : members) {
      if (CameraFile.accepts(member.file().name())) {
        Part part = events("", CameraFile.read(member.file(), "").events());
        events += part.events().orElseThrow();
        longest = Math.max(longest, part.durationS().orElseThrow());
        files++;
      }
    }
    boolean known = files == members.size();
    Part recordings = new Part("recordings", Optional.empty(), OptionalInt.of(members.size()), OptionalInt.empty(),
        known ? OptionalDouble.of(longest) : OptionalDouble.empty(), OptionalInt.empty(), known ? OptionalLong.of(events) : OptionalLong.empty(),
        Optional.empty());
    int[] labels = members.stream().filter(m -> m.label().isPresent()).mapToInt(m -> m.label().getAsInt()).toArray();
    return new DataSummary("a folder of recordings", List.of(recordings), labels.length, counts(labels));
  }

  /** Whether a {@code .npy} or {@code .npz} holds events in time, rather than other arrays. */
  public static boolean holdsEvents(SourceFile file) {
    String name = file.name().toLowerCase(Locale.ROOT);
    return (name.endsWith(".npy") || name.endsWith(".npz")) && EventArrays.holds(file);
  }

  private static Optional<DataSummary> ofArrays(SourceFile file) {
    List<String> notes = new ArrayList<>();
    return holdsEvents(file) ? EventArrays.read(file, "", EventNames.USUAL, notes).map(list -> plain(said("events in arrays", notes), List.of(events("events", list)))) : Optional.empty();
  }

  /** Of numbers, or of numbers with names of classes in the last column. */
  private static DataSummary table(SourceFile file) {
    CsvTable table = CsvTable.read(file, CsvTable.Last.CLASSES_IF_NAMED);
    if (table.classes().isEmpty()) {
      return table(table);
    }
    int[] classes = IntStream.range(0, table.rows()).map(row -> (int) table.at(row, table.labels())).toArray();
    return new DataSummary("a table of numbers with names of classes" + (table.labels() == table.columns() - 1 ? " last" : "") + " (CSV), numbered in this order: "
        + String.join(", ", table.classes()), table(table).parts(), classes.length, counts(classes));
  }

  private static DataSummary table(CsvTable table) {
    List<Part> parts = new ArrayList<>();
    parts.add(new Part("rows", Optional.of(new int[] {table.rows(), table.columns()}), OptionalInt.empty(), OptionalInt.empty(), OptionalDouble.empty(),
        OptionalInt.empty(), OptionalLong.empty(), Optional.of(range(table.cells()))));
    for (int c = 0; c < table.columns() && !table.header().isEmpty() && table.columns() <= 16; c++) {
      double least = Double.POSITIVE_INFINITY;
      double greatest = Double.NEGATIVE_INFINITY;
      for (int row = 0; row < table.rows(); row++) {
        least = Math.min(least, table.at(row, c));
        greatest = Math.max(greatest, table.at(row, c));
      }
      parts.add(Part.column("column " + table.header().get(c), table.rows() > 0 ? Optional.of(new Range(least, greatest)) : Optional.empty()));
    }
    return plain("a table of numbers (CSV)", parts);
  }

  private static List<Part> nir(NirData data) {
    List<Part> parts = new ArrayList<>();
    data.nodes().forEach((node, observables) -> observables.forEach((name, observable) -> {
      String full = node + "." + name;
      switch (observable) {
        case NirData.TimeGridded gridded -> parts.add(array(full, gridded.data(), true));
        case NirData.Events events -> parts.add(Part.events(full, events.samples(), events.tMax(), Optional.empty(), events.neurons(), events.count(),
            events.hasValues() ? Optional.of(range(events.value())) : Optional.empty()));
      }
    }));
    return parts;
  }

  private static Part array(String name, NdArray array, boolean recorded) {
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < array.size(); i++) {
      least = Math.min(least, array.at(i));
      greatest = Math.max(greatest, array.at(i));
    }
    OptionalInt channels = recorded ? OptionalInt.of(array.shape()[2])
        : array.rank() > 1 ? OptionalInt.of(array.shape()[0] == 0 ? 0 : array.size() / array.shape()[0]) : OptionalInt.empty();
    return new Part(name, Optional.of(array.shape()), OptionalInt.of(array.shape()[0]), recorded ? OptionalInt.of(array.shape()[1]) : OptionalInt.empty(),
        OptionalDouble.empty(), channels, OptionalLong.empty(), array.size() > 0 ? Optional.of(new Range(least, greatest)) : Optional.empty());
  }

  private static Part events(String name, EventList list) {
    double longest = 0;
    for (int s = 0; s < list.samples(); s++) {
      double from = list.fromFirst() ? Double.POSITIVE_INFINITY : 0;
      double to = 0;
      for (int e = list.start()[s]; e < list.start()[s + 1]; e++) {
        from = Math.min(from, list.time()[e]);
        to = Math.max(to, list.time()[e]);
      }
      longest = Math.max(longest, to - from);
    }
    int x = Arrays.stream(list.x()).max().orElse(-1) + 1;
    int y = Arrays.stream(list.y()).max().orElse(-1) + 1;
    int p = Arrays.stream(list.polarity()).max().orElse(0) + 1;
    return Part.events(name, list.samples(), longest * list.unitS(), list.hasPixels() ? Optional.of(new int[] {p, y, x}) : Optional.empty(),
        list.hasPixels() ? x * y * p : x, list.events(), Optional.empty());
  }

  private static Range range(double[] values) {
    return new Range(Arrays.stream(values).min().orElse(0), Arrays.stream(values).max().orElse(0));
  }
}
