package spikelock.toolchain.command.options;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;
import spikelock.emulator.error.InputException;
import spikelock.mapper.data.FullScale;
import spikelock.mapper.data.Reading;
import spikelock.mapper.data.format.EventNames;
import spikelock.mapper.source.SourceFile;
import spikelock.toolchain.console.Common;
import spikelock.toolchain.console.Heading;
import spikelock.toolchain.console.Under;

/** How files of samples are read, whatever for. */
@Under(Heading.INPUT)
public class DataOptions {
  static final String COLUMNS = "columns";
  private static final Pattern SENSOR = Pattern.compile("([1-9]\\d{0,4})[,x]([1-9]\\d{0,4})");

  @Option(names = "--array", paramLabel = "NAME", description = "The array to take from an .npz, or the observable from NIRData, that has several.")
  String array = "";

  @Common
  @Option(names = "--samples", paramLabel = "RANGE|FILE", description = {"Samples to take: 3, 0:5, :10, or a file of numbers.",
      "As in Python; the file is .npy, .csv or .txt. Default: all."})
  String samples = "";

  @Option(names = "--split", paramLabel = "NAME", description = "Of a folder, the files that its labels.csv gives this value in the column split.")
  String split = "";

  @Option(names = "--axes", paramLabel = "LETTERS", description = "What the axes of an array are, in its order: s (sample), t (timestep), c (channels), such as "
      + "tsc. Default: tc or stc.")
  String axes = "";

  @Option(names = "--csv", paramLabel = "KIND", description = "What the rows of a CSV without a telling header are: events, frames (a timestep a row) or images (a "
      + "sample a row).")
  String csv = "";

  @Option(names = "--events", paramLabel = "COLUMNS", description = {"What the columns of events in time are, where their names do not say it: t_us,x,y,p.",
      "In the order of a table without a header or of an array (events, columns), - for what is not read; t_s, t_ms, t_us, t_ns name the unit; or by name: "
      + "t=stamp,x=col."})
  String events = "";

  @Common
  @Option(names = "--frame", paramLabel = "TIME", description = {"Duration of a timestep, for events in time: 1ms, 500us.",
      "Events that meet in a timestep and channel are counted."})
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

  @Common
  @Option(names = "--encode", paramLabel = "HOW", description = {"How pictures become spikes: rate, latency or direct.",
      "rate is random; latency one spike, brighter is earlier; direct, also called current, the value in every timestep. "
      + "Default: the bundled network's own, for its own input."})
  String encode = "";

  @Common
  @Option(names = "--timesteps", paramLabel = "T", description = {"Timesteps of every sample: needed with --encode.",
      "Otherwise samples are cut or end with nothing. Of a network of SANA-FE: how many to run, default 100."})
  int timesteps;

  @Option(names = "--encode-seed", paramLabel = "N", description = "Seed of --encode rate; a sample's spikes depend on nothing but this and its number. Default: 1.")
  long encodeSeed = 1;

  @Option(names = "--full-scale", paramLabel = "V|columns|FILE", description = "The value that spikes in every timestep (rate) or at once (latency); columns scales each "
      + "channel from its least to its greatest value in the file to 0..1, a .npy [2, channels] from what it says. Default: 255 for IDX, else the greatest of the file.")
  String fullScale = "";

  @Option(names = "--input-scale", paramLabel = "S", description = "A chip is sent round(value S), for input that is not whole; its network must be scaled alike. The "
      + "reference in floats reads the exact value.")
  double scale;

  /** What {@code --full-scale columns} has found in a first file, for those that follow. */
  Optional<FullScale.Ranges> measured = Optional.empty();

  /** What {@code --timesteps} says, 0 where it says nothing. */
  public int timesteps() {
    return timesteps;
  }

  /** Duration of a timestep of events; empty where the user named none. */
  public String frame() {
    return frame;
  }

  /** What {@code --full-scale columns} has found in a first file. */
  public Optional<FullScale.Ranges> measured() {
    return measured;
  }

  /** How a file is turned into input; {@code labelsLast} says whether a table's last column is the label. */
  Reading reading(boolean labelsLast) {
    return reading(labelsLast, Reading.DEFAULT);
  }

  /** As {@link #reading(boolean)}; {@code usual} says how pictures are coded where the user does not. */
  Reading reading(boolean labelsLast, Reading usual) {
    if (timesteps < 0 || scale < 0 || !Double.isFinite(scale)) {
      throw new InputException("must be above 0", "", timesteps < 0 ? "--timesteps" : "--input-scale", "");
    }
    return new Reading(array, axes, choice(Reading.CsvKind.class, "--csv", csv), labelsLast,
        frame.isEmpty() ? Optional.empty() : Optional.of(Reading.duration(frame)), choice(Reading.Origin.class, "--frame-from", frameFrom), sensor(),
        order, once, coding().or(usual::coding), timesteps == 0 ? usual.timesteps() : timesteps, encodeSeed, fullScale(), scale, split, events.isEmpty() ? EventNames.USUAL : EventNames.parse(events));
  }

  private FullScale fullScale() {
    if (measured.isPresent()) {
      return measured.get();
    }
    if (fullScale.isEmpty()) {
      return FullScale.USUAL;
    }
    if (fullScale.equals(COLUMNS)) {
      return new FullScale.Columns();
    }
    if (fullScale.endsWith(".npy") || fullScale.endsWith(".npz")) {
      return FullScale.read(SourceFile.of(Path.of(fullScale)));
    }
    try {
      double value = Double.parseDouble(fullScale);
      if (value > 0 && Double.isFinite(value)) {
        return new FullScale.Value(value);
      }
    } catch (NumberFormatException e) {
      throw new InputException("\"" + fullScale + "\" is no full scale", "", "--full-scale", "write a number above 0, columns, or the name of a .npy");
    }
    throw new InputException("must be above 0", "", "--full-scale", "");
  }

  private Optional<Reading.Coding> coding() {
    return encode.equals("current") ? Optional.of(Reading.Coding.DIRECT) : choice(Reading.Coding.class, "--encode", encode);
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
