package spikelock.toolchain.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;
import spikelock.emulator.error.InputException;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.stimulus.InputValues;
import spikelock.emulator.stimulus.Stimulus;
import spikelock.mapper.data.DataReader;
import spikelock.mapper.data.InputShape;
import spikelock.mapper.data.Reading;
import spikelock.mapper.data.SampleData;
import spikelock.mapper.description.NetworkDescription;
import spikelock.mapper.source.SourceFile;
import spikelock.toolchain.console.Session;

/** What a network is run on. */
final class InputOptions {
  private static final String LAST = "last";
  private static final Pattern SENSOR = Pattern.compile("([1-9]\\d{0,4})[,x]([1-9]\\d{0,4})");

  @Option(names = "--input", paramLabel = "FILE", description = "Input: .npy, .npz, CSV, N-MNIST .bin/.bs2, .bs1, SHD/SSC or NIRData .h5, IDX(.gz), or a folder "
      + "of recordings; may be repeated. Default: the network's own, where it has one. The formats are in mapper/DATA.md.")
  List<Path> input = new ArrayList<>();

  @Option(names = "--array", paramLabel = "NAME", description = "The array to take from an .npz, or the observable from NIRData, that has several.")
  String array = "";

  @Option(names = "--labels", paramLabel = "FILE", description = "The right class of each sample, for the accuracy: .npy, IDX, or one number a line; \"last\" is "
      + "the last column of a CSV input. Default: what the input itself says.")
  String labels = "";

  @Option(names = "--samples", paramLabel = "RANGE", description = "Samples to run, as in Python: 3, 0:5, :10. Default: all.")
  String samples = "";

  @Option(names = "--split", paramLabel = "NAME", description = "Of a folder, the files that its labels.csv gives this value in the column split.")
  String split = "";

  @Option(names = "--axes", paramLabel = "LETTERS", description = "What the axes of an array are, in its order: s (sample), t (timestep), c (channels), such as "
      + "tsc. Default: tc or stc.")
  String axes = "";

  @Option(names = "--csv", paramLabel = "KIND", description = "What the rows of a CSV without a telling header are: events, frames (a timestep a row) or images (a "
      + "sample a row).")
  String csv = "";

  @Option(names = "--frame", paramLabel = "TIME", description = "Duration of a timestep, for events in time: 1ms, 500us, 0.001s. Events that meet in a timestep and "
      + "channel are counted.")
  String frame = "";

  @Option(names = "--frame-from", paramLabel = "first|zero", description = "Where a sample's time starts: at its first event, or at 0. Default: first for cameras, "
      + "else zero.")
  String frameFrom = "";

  @Option(names = "--once", description = "Events that meet in a timestep and channel are one spike instead of a count.")
  boolean once;

  @Option(names = "--sensor", paramLabel = "H,W", description = "Size of the camera. Default: from the shape of the network's input.")
  String sensor = "";

  @Option(names = "--channel-order", paramLabel = "ORDER", description = "How a camera's polarity, row and column make channels. Default: pyx.")
  String order = Reading.DEFAULT.order();

  @Option(names = "--encode", paramLabel = "HOW", description = "How pictures become spikes: rate (random), latency (one spike, brighter is earlier), or direct "
      + "(the value in every timestep). Default: the bundled network's own, for its own input.")
  String encode = "";

  @Option(names = "--timesteps", paramLabel = "T", description = "Timesteps of every sample: needed with --encode, otherwise samples are cut or end with nothing.")
  int timesteps;

  @Option(names = "--encode-seed", paramLabel = "N", description = "Seed of --encode rate; a sample's spikes depend on nothing but this and its number. Default: 1.")
  long encodeSeed = 1;

  @Option(names = "--full-scale", paramLabel = "V", description = "The value that spikes in every timestep (rate) or at once (latency). Default: 255 for IDX, else the "
      + "greatest of the file.")
  double fullScale;

  @Option(names = "--input-scale", paramLabel = "S", description = "A chip is sent round(value S), for input that is not whole; its network must be scaled alike. The "
      + "reference in floats reads the exact value.")
  double scale;

  /**
   * Input and labels.
   *
   * @param stimulus the chosen samples, numbered from 0
   * @param from number of the first in the file
   * @param labels [samples] right classes; empty when there are none
   * @param dtS duration of the network's timestep in s, 1 where it has none
   */
  record Data(Stimulus stimulus, int from, Optional<int[]> labels, double dtS) {}

  /** Whether any of them was given. */
  boolean isGiven() {
    return !input.isEmpty() || !labels.isEmpty() || !array.isEmpty() || !samples.isEmpty();
  }

  /** Whether there is input: named, or the network's own. */
  boolean given(Subject subject) {
    return !input.isEmpty() || subject.description().flatMap(d -> d.input()).isPresent();
  }

  /**
   * Reads them for a chip.
   *
   * @throws InputException when its packets cannot carry a value of the chosen samples
   */
  Data read(Session session, Subject subject, ChipImage image) {
    Data data = read(session, subject, InputShape.of(image));
    try {
      InputValues.of(image.spec()).requireAll(data.stimulus(), data.from());
    } catch (InputException e) {
      throw e.in(files(subject).getFirst().label());
    }
    return data;
  }

  private List<SourceFile> files(Subject subject) {
    if (!input.isEmpty()) {
      return input.stream().map(SourceFile::of).toList();
    }
    return List.of(subject.description().flatMap(d -> d.input()).orElseThrow(() -> new InputException("there is nothing to run on", "",
        "--input", "name a file of input spikes with --input")));
  }

  /** Reads them, the network's own where the user named none; what was chosen for the user is said as a note. */
  Data read(Session session, Subject subject, InputShape shape) {
    Optional<SourceFile> answers = !labels.isEmpty() && !labels.equals(LAST) ? Optional.of(SourceFile.of(Path.of(labels)))
        : input.isEmpty() ? subject.description().flatMap(d -> d.labels()) : Optional.empty();
    Reading how = reading(input.isEmpty() ? subject.description().map(NetworkDescription::reading).orElse(Reading.DEFAULT) : Reading.DEFAULT);
    SampleData data = DataReader.read(files(subject), shape, how, samples, answers);
    data.notes().forEach(line -> session.note("note: " + line));
    if (how.coding().equals(Optional.of(Reading.Coding.RATE))) {
      session.note("note: rate coding drawn with --encode-seed " + encodeSeed);
    }
    return new Data(data.stimulus(), data.from(), data.labels(), shape.dt().orElse(1));
  }

  /** @param usual where the user says nothing */
  private Reading reading(Reading usual) {
    if (timesteps < 0 || fullScale < 0 || !Double.isFinite(fullScale) || scale < 0 || !Double.isFinite(scale)) {
      String name = timesteps < 0 ? "--timesteps" : scale < 0 || !Double.isFinite(scale) ? "--input-scale" : "--full-scale";
      throw new InputException("must be above 0", "", name, "");
    }
    return new Reading(array, axes, choice(Reading.CsvKind.class, "--csv", csv), labels.equals(LAST),
        frame.isEmpty() ? Optional.empty() : Optional.of(Reading.duration(frame)), choice(Reading.Origin.class, "--frame-from", frameFrom), sensor(),
        order, once, choice(Reading.Coding.class, "--encode", encode).or(usual::coding), timesteps == 0 ? usual.timesteps() : timesteps, encodeSeed, fullScale, scale, split);
  }

  private static <E extends Enum<E>> Optional<E> choice(Class<E> type, String option, String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(NetworkOptions.choice(type, option, text));
  }

  private Optional<int[]> sensor() {
    if (sensor.isEmpty()) {
      return Optional.empty();
    }
    Matcher form = SENSOR.matcher(sensor.strip());
    if (!form.matches()) {
      throw new InputException("\"" + sensor + "\" is no size of a sensor", "", "--sensor", "write its height and width: 34,34");
    }
    return Optional.of(new int[] {Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2))});
  }
}
