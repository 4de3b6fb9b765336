package spikelock.toolchain.command.options;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NearMiss;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.stimulus.InputValues;
import spikelock.emulator.stimulus.Stimulus;
import spikelock.mapper.data.DataReader;
import spikelock.mapper.data.InputShape;
import spikelock.mapper.data.Reading;
import spikelock.mapper.data.SampleData;
import spikelock.mapper.description.NetworkDescription;
import spikelock.mapper.source.SourceFile;
import spikelock.toolchain.console.Common;
import spikelock.toolchain.console.Heading;
import spikelock.toolchain.console.Session;
import spikelock.toolchain.console.Under;

/** What a network is run on. */
@Under(Heading.INPUT)
public final class InputOptions extends DataOptions {
  private static final String LAST = "last";

  @Common(1)
  @Option(names = "--input", paramLabel = "FILE", description = {"Input spikes or values: arrays, tables, events, pictures.",
      ".npy, .npz, CSV, N-MNIST .bin/.bs2, .bs1, Prophesee .dat/.raw, AEDAT, SHD/SSC, DSEC or NIRData .h5, IDX(.gz), or a folder of recordings; may be "
      + "repeated. Default: the network's own, where it has one. The formats are in mapper/DATA.md."})
  List<Path> input = new ArrayList<>();

  @Common(2)
  @Option(names = "--labels", paramLabel = "FILE", description = {"The right class of each sample, for the accuracy: a file.",
      ".npy, IDX, or one number a line; \"last\" is the last column of a CSV input. Default: what the input itself says."})
  String labels = "";

  /**
   * Input and labels.
   *
   * @param stimulus the chosen samples, numbered from 0
   * @param numbers [samples] their numbers in the file
   * @param labels [samples] right classes; empty when there are none
   * @param dtS duration of the network's timestep in s, 1 where it has none
   */
  public record Data(Stimulus stimulus, int[] numbers, Optional<int[]> labels, double dtS) {}

  /** Whether any of them was given. */
  public boolean isGiven() {
    return !input.isEmpty() || !labels.isEmpty() || !array.isEmpty() || !samples.isEmpty();
  }

  /** Whether there is input: named, or the network's own. */
  public boolean given(Subject subject) {
    return !input.isEmpty() || subject.description().flatMap(d -> d.input()).isPresent();
  }

  /**
   * Reads them for a chip.
   *
   * @throws InputException when its packets cannot carry a value of the chosen samples
   */
  public Data read(Session session, Subject subject, ChipImage image) {
    Data data = read(session, subject, InputShape.of(image));
    try {
      InputValues.of(image.spec()).requireAll(data.stimulus(), sample -> data.numbers()[sample]);
    } catch (InputException e) {
      throw e.in(files(subject).getFirst().label());
    }
    return data;
  }

  /** The names of what there is to run on. */
  public List<String> names(Subject subject) {
    return files(subject).stream().map(SourceFile::label).toList();
  }

  private List<SourceFile> files(Subject subject) {
    if (!input.isEmpty()) {
      return input.stream().map(SourceFile::of).toList();
    }
    return List.of(subject.description().flatMap(d -> d.input()).orElseThrow(() -> new InputException("there is nothing to run on", "",
        "--input", "name a file of input spikes with --input")));
  }

  /** Reads them, the network's own where the user named none; what was chosen for the user is said as a note. */
  public Data read(Session session, Subject subject, InputShape shape) {
    Optional<SourceFile> answers = !labels.isEmpty() && !labels.equals(LAST) ? Optional.of(SourceFile.of(Path.of(labels)))
        : input.isEmpty() ? subject.description().flatMap(d -> d.labels()) : Optional.empty();
    Reading how = reading(labels.equals(LAST), input.isEmpty() ? subject.description().map(NetworkDescription::reading).orElse(Reading.DEFAULT)
        : Reading.DEFAULT);
    SampleData data = DataReader.read(files(subject), shape, how, samples, answers);
    data.notes().forEach(line -> session.note("note: " + line));
    if (how.coding().equals(Optional.of(Reading.Coding.RATE))) {
      session.note("note: rate coding drawn with --encode-seed " + encodeSeed);
    }
    List<String> classes = subject.description().map(d -> d.classes()).orElse(List.of());
    return new Data(data.stimulus(), data.numbers(), data.labels().map(l -> byName(l, data.classes(), classes)), shape.dt().orElse(1));
  }

  /** Where both the data and the network have names for classes, the network's numbers count. */
  private static int[] byName(int[] labels, List<String> own, List<String> network) {
    if (own.isEmpty() || network.isEmpty() || own.equals(network)) {
      return labels;
    }
    for (String name : own) {
      if (!network.contains(name)) {
        throw new InputException("the class \"" + name + "\" is none of the network's", "", "--labels", NearMiss.hint(name, network));
      }
    }
    return Arrays.stream(labels).map(label -> network.indexOf(own.get(label))).toArray();
  }
}
