package spikelock.toolchain.command;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import spikelock.emulator.error.InputException;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.stimulus.InputValues;
import spikelock.emulator.stimulus.SampleSlice;
import spikelock.emulator.stimulus.Stimulus;
import spikelock.mapper.data.LabelFile;
import spikelock.mapper.data.SampleRange;
import spikelock.mapper.data.StimulusFile;
import spikelock.mapper.source.SourceFile;

/** What a network is run on. */
final class InputOptions {
  @Option(names = "--input", paramLabel = "FILE", description = "Input: .npy or .npz of 0 and 1 (or of payloads, on a chip with payload_bits), [timesteps, channels...] or "
      + "[samples, timesteps, channels...], or CSV events. Default: the network's own, where it has one.")
  Path input;

  @Option(names = "--array", paramLabel = "NAME", description = "The array to take from an .npz that has several.")
  String array = "";

  @Option(names = "--labels", paramLabel = "FILE", description = "The right class of each sample, for the accuracy: .npy, or one number a line.")
  Path labels;

  @Option(names = "--samples", paramLabel = "RANGE", description = "Samples to run, as in Python: 3, 0:5, :10. Default: all.")
  String samples = "";

  /**
   * Input and labels.
   *
   * @param stimulus the chosen samples, numbered from 0
   * @param from number of the first in the file
   * @param labels [samples] right classes; empty when there are none
   */
  record Data(Stimulus stimulus, int from, Optional<int[]> labels) {}

  /** Whether there is input: named, or the network's own. */
  boolean given(Subject subject) {
    return input != null || subject.description().flatMap(d -> d.input()).isPresent();
  }

  /**
   * Reads them for a chip.
   *
   * @throws InputException when its packets cannot carry a value of the chosen samples
   */
  Data read(Subject subject, ChipImage image) {
    Data data = read(subject, image.inputs().channels());
    try {
      InputValues.of(image.spec()).requireAll(data.stimulus(), data.from());
    } catch (InputException e) {
      throw e.in(file(subject).label());
    }
    return data;
  }

  private SourceFile file(Subject subject) {
    Optional<SourceFile> own = subject.description().flatMap(d -> d.input());
    return input != null ? SourceFile.of(input) : own.orElseThrow(() -> new InputException("there is nothing to run on", "",
        "--input", "name a file of input spikes with --input"));
  }

  /** Reads them, the network's own where the user named none. */
  Data read(Subject subject, int channels) {
    Stimulus all = StimulusFile.read(file(subject), array, channels);
    SampleRange range = samples.isEmpty() ? SampleRange.all(all.samples()) : SampleRange.parse(samples, all.samples());
    Optional<SourceFile> answers = labels != null ? Optional.of(SourceFile.of(labels))
        : input == null ? subject.description().flatMap(d -> d.labels()) : Optional.empty();
    Optional<int[]> chosen = answers.map(f -> java.util.Arrays.copyOfRange(LabelFile.read(f, all.samples()), range.from(), range.to()));
    return new Data(new SampleSlice(all, range.from(), range.count()), range.from(), chosen);
  }
}
