package spikelock.mapper.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NdArray;
import spikelock.emulator.stimulus.Stimulus;
import spikelock.mapper.data.camera.CameraFile;
import spikelock.mapper.data.camera.CameraRecording;
import spikelock.mapper.data.format.CsvTable;
import spikelock.mapper.data.format.EventList;
import spikelock.mapper.data.format.Hdf5Data;
import spikelock.mapper.data.format.IdxFile;
import spikelock.mapper.source.SourceFile;

/** Reads input of every kind for a network; the formats are documented in {@code mapper/DATA.md}. */
public final class DataReader {
  private static final String KINDS = "input is read from .npy, .npz, .csv, .yaml (films), .bin, .bs2, .bs1, .dat, .raw, .aedat, .aedat4, .h5 (NIRData, SHD, DSEC), IDX "
      + "and folders of them";

  private final InputShape shape;
  private final Reading how;
  private final List<String> notes = new ArrayList<>();
  private Optional<FullScale.Ranges> ranges = Optional.empty();

  private DataReader(InputShape shape, Reading how) {
    this.shape = shape;
    this.how = how;
  }

  /** One file's samples and, where it has them, their classes. */
  private record Part(Stimulus stimulus, Optional<int[]> labels, List<String> classes) {}

  /**
   * Reads samples.
   *
   * @param files whose samples follow each other; folders stand for the recordings in them
   * @param choice of samples, as {@link SampleChoice} parses it; empty for all
   * @param labels the file of the right answers; empty for those of the input itself
   * @throws InputException when a file is damaged, of an unknown kind, or does not fit the network: with both shapes
   */
  public static SampleData read(List<SourceFile> files, InputShape shape, Reading how, String choice, Optional<SourceFile> labels) {
    return new DataReader(shape, how).read(files, choice, labels);
  }

  private SampleData read(List<SourceFile> files, String choice, Optional<SourceFile> answers) {
    List<InputFolder.Member> members = new ArrayList<>();
    for (SourceFile file : files) {
      if (InputFolder.isFolder(file)) {
        members.addAll(InputFolder.members(file, how.split()));
      } else {
        members.add(new InputFolder.Member(file, java.util.OptionalInt.empty()));
      }
    }
    boolean single = members.stream().allMatch(m -> CameraFile.accepts(m.file().name())); // each is one sample: read the chosen ones alone
    Optional<int[]> early = single ? Optional.of(SampleChoice.parse(choice, members.size())) : Optional.empty();
    BitSet wanted = new BitSet();
    early.ifPresent(numbers -> Arrays.stream(numbers).forEach(wanted::set));
    List<Part> parts = new ArrayList<>();
    for (int m = 0; m < members.size(); m++) {
      if (early.isEmpty() || wanted.get(m)) {
        parts.add(part(members.get(m)));
      }
    }
    int read = parts.stream().mapToInt(p -> p.stimulus().samples()).sum();
    int total = single ? members.size() : read;
    int[] numbers = early.orElseGet(() -> SampleChoice.parse(choice, total));
    int[] chosen = single ? Arrays.stream(numbers).map(n -> wanted.get(0, n).cardinality()).toArray() : numbers;
    Stimulus stimulus = select(parts, chosen);
    Optional<LabelFile.Labels> labels = answers.map(file -> LabelFile.labels(file, total));
    Optional<int[]> classes = labels.isPresent() ? Optional.of(pick(labels.get().numbers(), numbers)) : own(parts, read).map(l -> pick(l, chosen));
    return new SampleData(stimulus, numbers, total, classes, labels.map(LabelFile.Labels::classes).orElseGet(() -> names(parts)), ranges,
        List.copyOf(notes));
  }

  private static int[] pick(int[] all, int[] numbers) {
    return Arrays.stream(numbers).map(n -> all[n]).toArray();
  }

  /** The classes' names, which must be the same in all files: their numbers follow from them. */
  private static List<String> names(List<Part> parts) {
    List<List<String>> all = parts.stream().map(Part::classes).distinct().toList();
    if (all.size() > 1) {
      throw new InputException("the classes are " + all.get(0) + " in one file and " + all.get(1) + " in another", "", "labels",
          "join the files, or use numbers for classes");
    }
    return all.isEmpty() ? List.of() : all.getFirst();
  }

  private static Optional<int[]> own(List<Part> parts, int samples) {
    if (parts.stream().anyMatch(p -> p.labels().isEmpty())) {
      return Optional.empty();
    }
    int[] labels = new int[samples];
    int at = 0;
    for (Part part : parts) {
      int[] own = part.labels().orElseThrow();
      System.arraycopy(own, 0, labels, at, own.length);
      at += own.length;
    }
    return Optional.of(labels);
  }

  private Stimulus select(List<Part> parts, int[] chosen) {
    int[] first = new int[parts.size() + 1];
    for (int p = 0; p < parts.size(); p++) {
      first[p + 1] = first[p] + parts.get(p).stimulus().samples();
    }
    int[] part = new int[chosen.length];
    int[] sample = new int[chosen.length];
    boolean whole = parts.size() == 1 && chosen.length == first[1] && how.timesteps() == 0;
    for (int i = 0; i < chosen.length; i++) {
      int at = Arrays.binarySearch(first, chosen[i]);
      part[i] = at >= 0 ? at : -at - 2;
      while (first[part[i] + 1] <= chosen[i]) { // parts without samples
        part[i]++;
      }
      sample[i] = chosen[i] - first[part[i]];
      whole &= sample[i] == i;
    }
    return whole ? parts.getFirst().stimulus() : new Samples(shape.channels(), parts.stream().map(Part::stimulus).toList(), part, sample, how.timesteps());
  }

  private Part part(InputFolder.Member member) {
    SourceFile file = member.file();
    Part part;
    try {
      part = part(file);
    } catch (InputException e) {
      throw e.in(file.label());
    }
    if (member.label().isPresent()) {
      int[] labels = new int[part.stimulus().samples()];
      Arrays.fill(labels, member.label().getAsInt());
      return new Part(part.stimulus(), Optional.of(labels), List.of());
    }
    return part;
  }

  private Part part(SourceFile file) {
    String name = file.name().toLowerCase(Locale.ROOT);
    byte[] start = file.start(16);
    if (name.endsWith(".npy") || name.endsWith(".npz")) {
      Optional<EventList> events = namedAsInputs(file) ? Optional.empty() : EventArrays.read(file, how.array(), how.events(), notes);
      if (events.isPresent()) {
        refuseCoding(file);
        return plain(new Binning(events.get(), file.label(), shape, how, notes).stimulus(0));
      }
      return plain(coded(new ArrayReader(arrays(file), file.label(), shape, how, notes), 0));
    }
    if (name.endsWith(".csv")) {
      return table(CsvTable.read(file, how.labelsLast() ? CsvTable.Last.CLASSES : CsvTable.Last.NUMBERS));
    }
    if (name.endsWith(".yaml") || name.endsWith(".yml")) {
      refuseCoding(file);
      return plain(FilmFile.read(file, shape.channels()));
    }
    if (CameraFile.accepts(file)) {
      refuseCoding(file);
      CameraRecording recording = CameraFile.read(file, how.array());
      recording.notes().stream().map(note -> file.label() + ": " + note).forEach(notes::add);
      return plain(new Binning(recording.events(), file.label(), shape, how, notes).stimulus(0));
    }
    if (IdxFile.accepts(name, start)) {
      return pictures(file);
    }
    if (name.matches(".*\\.(h5|hdf5|nir)") || start.length >= 4 && start[0] == (byte) 0x89 && start[1] == 'H' && start[2] == 'D' && start[3] == 'F') {
      return hdf5(file);
    }
    throw new InputException("is no input file", file.label(), "", KINDS);
  }

  private Stimulus coded(ArrayReader reader, double fullScale) {
    Stimulus stimulus = reader.stimulus(fullScale);
    if (ranges.isPresent() && reader.measured().isPresent()) {
      throw new InputException("the columns of several files have ranges of their own", "", "--full-scale", "join the files, or name ranges with --full-scale FILE.npy");
    }
    ranges = ranges.or(reader::measured);
    return stimulus;
  }

  private static Part plain(Stimulus stimulus) {
    return new Part(stimulus, Optional.empty(), List.of());
  }

  private void refuseCoding(SourceFile file) {
    if (how.coding().isPresent()) {
      throw new InputException("is a recording that goes on in time; --encode is for pictures", file.label(), "--encode", "leave the option out");
    }
  }

  private NdArray arrays(SourceFile file) {
    List<String> names = how.array().isEmpty() ? file.arrayNames() : List.of(how.array());
    boolean one = shape.parts().size() < 2 || names.size() == 1;
    return one ? file.array(how.array().isEmpty() ? StimulusFile.onlyInput(file) : how.array()) : joined(file, names);
  }

  private boolean namedAsInputs(SourceFile file) {
    return shape.parts().size() > 1 && !how.events().isSaid() && file.arrayNames().containsAll(shape.parts().stream().map(InputShape.Part::name).toList());
  }

  /** The arrays named like the network's inputs, side by side. */
  private NdArray joined(SourceFile file, List<String> names) {
    if (!names.containsAll(shape.parts().stream().map(InputShape.Part::name).toList())) {
      StimulusFile.onlyInput(file);
    }
    List<NdArray> arrays = shape.parts().stream().map(p -> file.array(p.name())).toList();
    long rows = arrays.getFirst().size() / Math.max(1, shape.parts().getFirst().channels());
    int[] first = arrays.getFirst().shape();
    int channels = shape.channels();
    double[] all = new double[Math.toIntExact(Math.min(Integer.MAX_VALUE - 8L, rows * channels))];
    int base = 0;
    for (int p = 0; p < arrays.size(); p++) {
      int own = shape.parts().get(p).channels();
      if (arrays.get(p).isText() || arrays.get(p).size() != rows * own || all.length != rows * channels || first.length < 2) {
        throw new InputException("array " + shape.parts().get(p).name() + " has the shape " + arrays.get(p).shapeText() + ", array "
            + shape.parts().getFirst().name() + " " + arrays.getFirst().shapeText() + "; but " + shape.claim(), file.label(), "",
            "all must have the same samples and timesteps");
      }
      for (int row = 0; row < rows; row++) {
        for (int c = 0; c < own; c++) {
          all[row * channels + base + c] = arrays.get(p).at(row * own + c);
        }
      }
      base += own;
    }
    int samples = first.length > 2 && shape.parts().getFirst().channels() != Arrays.stream(first).skip(1).reduce(1, (a, b) -> a * b) ? first[0] : 1;
    return new NdArray(new int[] {samples, (int) rows / samples, channels}, all);
  }

  private Part table(CsvTable table) {
    TableReader.Meaning meaning = new TableReader(table, shape, how, notes).read();
    if (meaning.events().isPresent()) {
      return plain(new Binning(meaning.events().get(), table.label(), shape, how, notes).stimulus(0));
    }
    Reading plain = how.withAxes("");
    NdArray rows = meaning.array().orElseThrow();
    boolean pictures = how.coding().isPresent() || how.csv().filter(k -> k == Reading.CsvKind.IMAGES).isPresent();
    if (pictures && how.coding().isEmpty()) {
      throw needsCoding(table.label());
    }
    String axes = pictures ? "sc" : "tc";
    return new Part(coded(new ArrayReader(rows, table.label(), shape, plain.withAxes(axes), notes), 0), pictures ? meaning.labels() : Optional.empty(),
        table.classes());
  }

  private Part pictures(SourceFile file) {
    NdArray array = IdxFile.read(file);
    if (how.coding().isEmpty()) {
      throw needsCoding(file.label());
    }
    return plain(coded(new ArrayReader(array, file.label(), shape, how, notes), array.data() instanceof short[] ? 255 : 0));
  }

  private static InputException needsCoding(String label) {
    return new InputException("holds pictures, not spikes", label, "", "say how they become spikes: --encode rate|latency|direct --timesteps T");
  }

  private Part hdf5(SourceFile file) {
    refuseCoding(file);
    return switch (Hdf5Data.read(file, how.events())) {
      case Hdf5Data.Nir nir -> plain(new NirDataReader(nir.data(), file.label(), shape, how, notes).stimulus());
      case Hdf5Data.Spikes spikes -> new Part(new Binning(spikes.recorded().events(), file.label(), shape, how, notes).stimulus(0),
          spikes.recorded().labels(), List.of());
      case Hdf5Data.Events events -> plain(new Binning(EventRows.of(events.group(), file.label()).list(notes), file.label(), shape, how, notes).stimulus(0));
    };
  }
}
