package spikelock.toolchain.command.options;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine.Option;
import spikelock.emulator.error.InputException;
import spikelock.emulator.stimulus.AnalogueStimulus;
import spikelock.emulator.stimulus.Stimulus;
import spikelock.mapper.data.DataReader;
import spikelock.mapper.data.InputShape;
import spikelock.mapper.data.Reading;
import spikelock.mapper.data.SampleData;
import spikelock.mapper.source.SourceFile;
import spikelock.toolchain.console.Common;
import spikelock.toolchain.console.Heading;
import spikelock.toolchain.console.Session;
import spikelock.toolchain.console.Under;
import spikelock.toolchain.training.SplitSamples;

/** What a network is trained and tested on. */
@Under(Heading.INPUT)
public final class SampleOptions extends DataOptions {
  private static final String LAST = "last";
  private static final int USUAL_TIMESTEPS = 25;
  private static final int MOST_NOTES = 5;
  /** Payloads are scaled to stay below: 8 bits, their sign included. */
  private static final int USUAL_PAYLOAD = 128;

  @Common(1)
  @Option(names = "--data", paramLabel = "FILE", description = {"Samples: everything that run reads as --input.",
      "May be repeated. The formats are in mapper/DATA.md."})
  List<Path> data = new ArrayList<>();

  @Common(2)
  @Option(names = "--labels", paramLabel = "FILE", description = {"The class of each sample: a file, or last.",
      ".npy, IDX, or one a line; \"last\" is the last column of a table. Default: what the data itself says."})
  String labels = "";

  @Option(names = "--label-column", paramLabel = "last", description = {"The class is the last column of a CSV table.",
      "Its rows then are samples; the same as --labels last."})
  String labelColumn = "";

  @Option(names = "--test-data", paramLabel = "FILE", description = {"Samples to test on, instead of holding some back.",
      "Read as --data is."})
  List<Path> testData = new ArrayList<>();

  @Option(names = "--test-labels", paramLabel = "FILE", description = "Their classes.")
  String testLabels = "";

  @Option(names = "--test-split", paramLabel = "NAME", description = "Test on the files of --data (a folder) that labels.csv gives this value in the column split.")
  String testSplit = "";

  @Option(names = "--test", paramLabel = "PART", description = "Part of the samples that is held back to test on, every class alike. Default: 0.2.")
  Double test;

  @Option(names = "--validate", paramLabel = "PART", description = "Part of the others by which the best epoch is chosen. Default: 0, and the last epoch is kept; 0.1 with "
      + "--patience.")
  Double validate;

  @Option(names = "--split-seed", paramLabel = "N", description = "Seed of that choice. Default: --seed.")
  Long splitSeed;

  /** Whether rows of a table are samples with their class last. */
  boolean labelsLast() {
    if (!labelColumn.isEmpty() && !labelColumn.equals(LAST)) {
      throw new InputException("\"" + labelColumn + "\" is not known", "", "--label-column", "it can be last; columns named label, class or target are found by themselves");
    }
    return !labelColumn.isEmpty() || labels.equals(LAST);
  }

  /** Whether the test samples are a part of {@code --data}, held back. */
  public boolean holdsBack() {
    return testData.isEmpty() && testSplit.isEmpty();
  }

  /**
   * Chooses for the user what was left open.
   *
   * @param artificial whether the units are no spiking ones: they read the values themselves, once
   */
  public void complete(Session session, boolean artificial) {
    if (encode.isEmpty() && frame.isEmpty() && axes.isEmpty() && artificial && timesteps == 0) {
      encode = "direct";
      timesteps = 1;
    } else if (encode.isEmpty() && labelsLast() && csv.isEmpty()) {
      encode = "rate";
      session.note("note: rows become spikes with --encode rate; latency and current are the other ways");
    }
    if (!encode.isEmpty() && timesteps == 0) {
      timesteps = artificial ? 1 : USUAL_TIMESTEPS;
      session.note("note: " + timesteps + " timesteps (--timesteps)");
    }
  }

  /**
   * Reads and divides them; what was chosen for the user is noted, and stored in these options.
   *
   * @param exact whether values are read as they are, not as a chip is sent them
   * @param patience whether training stops early
   */
  public SplitSamples read(Session session, InputShape shape, boolean exact, boolean patience, long seed) {
    if (data.isEmpty()) {
      throw new InputException("there is nothing to train on", "", "--data", "name a file of samples with --data");
    }
    SampleData own = one(session, data, labels, shape, exact);
    Optional<SampleData> held = holdsBack() ? Optional.empty() : Optional.of(held(session, shape, exact));
    double tested = held.isPresent() ? 0 : part("--test", test, 0.2);
    double validated = part("--validate", validate, patience ? 0.1 : 0);
    return SplitSamples.of(own, held, exact, new SplitSamples.Parts(tested, validated, splitSeed == null ? seed : splitSeed));
  }

  private SampleData held(Session session, InputShape shape, boolean exact) {
    String before = split;
    split = testSplit;
    if (!testData.isEmpty() && fullScale.isEmpty() && List.of("rate", "latency").contains(encode)) {
      session.note("note: the test data is scaled by a full scale of its own; give both the same with --full-scale");
    }
    try {
      return one(session, testData.isEmpty() ? data : testData, testLabels.isEmpty() && testData.isEmpty() ? labels : testLabels, shape, exact);
    } finally {
      split = before;
    }
  }

  private static double part(String option, Double given, double usual) {
    double part = given == null ? usual : given;
    if (!(part >= 0 && part < 1)) {
      throw new InputException("is " + part + ", must be 0 or above and below 1", "", option, "");
    }
    return part;
  }

  private SampleData one(Session session, List<Path> paths, String answers, InputShape shape, boolean exact) {
    List<SourceFile> files = paths.stream().map(SourceFile::of).toList();
    Optional<SourceFile> file = answers.isEmpty() || answers.equals(LAST) ? Optional.empty() : Optional.of(SourceFile.of(Path.of(answers)));
    SampleData read = DataReader.read(files, shape, reading(labelsLast()), samples, file);
    if (!exact && scale == 0) {
      OptionalDouble chosen = scale(read.stimulus());
      if (chosen.isPresent()) {
        scale = chosen.getAsDouble();
        session.note(String.format(Locale.ROOT, "note: values are sent as round(%s value) (--input-scale)", plain(scale)));
        read = DataReader.read(files, shape, reading(labelsLast()), samples, file);
      }
    }
    read.notes().stream().limit(MOST_NOTES).forEach(line -> session.note("note: " + line));
    if (read.notes().size() > MOST_NOTES) {
      session.note("note: and so on, " + (read.notes().size() - MOST_NOTES) + " more");
    }
    measured = measured.or(read::ranges);
    return read;
  }

  /** The power of two that makes the greatest value a payload of 8 bits, where one is not whole. */
  private static OptionalDouble scale(Stimulus stimulus) {
    if (!(stimulus instanceof AnalogueStimulus analogue)) {
      return OptionalDouble.empty();
    }
    int[] channels = new int[stimulus.channels()];
    double[] values = new double[stimulus.channels()];
    double greatest = 0;
    boolean whole = true;
    for (int sample = 0; sample < stimulus.samples(); sample++) {
      for (int timestep = 0; timestep < stimulus.timesteps(sample); timestep++) {
        int count = analogue.exact(sample, timestep, channels, values);
        for (int i = 0; i < count; i++) {
          greatest = Math.max(greatest, Math.abs(values[i]));
          whole &= values[i] == Math.rint(values[i]);
        }
      }
    }
    return whole || greatest == 0 ? OptionalDouble.empty()
        : OptionalDouble.of(Math.scalb(1.0, Math.getExponent((USUAL_PAYLOAD - 1) / greatest)));
  }

  /**
   * Words of a command line that read the test samples in the same way.
   *
   * @param ranges file of what the channels are scaled by, where it was measured
   */
  public List<String> commandLine(Optional<Path> ranges) {
    List<String> words = new ArrayList<>();
    (testData.isEmpty() ? data : testData).forEach(file -> words.addAll(List.of("--input", file.toString())));
    String answers = labelsLast() ? LAST : !testData.isEmpty() ? testLabels : testSplit.isEmpty() || !testLabels.isEmpty() ? testLabels.isEmpty() ? labels
        : testLabels : labels;
    word(words, "--labels", answers);
    word(words, "--array", array);
    word(words, "--split", testSplit.isEmpty() ? split : testSplit);
    word(words, "--axes", axes);
    word(words, "--csv", csv);
    word(words, "--events", events);
    word(words, "--frame", frame);
    word(words, "--frame-from", frameFrom);
    if (once) {
      words.add("--once");
    }
    word(words, "--sensor", sensor);
    word(words, "--channel-order", order.equals(Reading.DEFAULT.order()) ? "" : order);
    word(words, "--encode", encode);
    word(words, "--timesteps", timesteps == 0 ? "" : Integer.toString(timesteps));
    word(words, "--encode-seed", encodeSeed == 1 ? "" : Long.toString(encodeSeed));
    word(words, "--full-scale", ranges.map(Path::toString).orElse(fullScale));
    word(words, "--input-scale", scale == 0 ? "" : plain(scale));
    return words;
  }

  private static void word(List<String> words, String option, String value) {
    if (!value.isEmpty()) {
      words.addAll(List.of(option, value));
    }
  }

  static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : Double.toString(value);
  }
}
