package spikelock.toolchain.training;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import spikelock.emulator.error.InputException;
import spikelock.emulator.stimulus.InputValues;
import spikelock.emulator.stimulus.Stimulus;
import spikelock.mapper.data.SampleData;
import spikelock.mapper.train.TrainingSet;
import spikelock.mapper.train.gradient.Sample;

/**
 * Samples, and which of them are for what.
 *
 * @param set all of them; test samples from files of their own come last
 * @param split numbers within the set
 * @param testInput where the test samples come from
 * @param testNumbers [test samples] their numbers in that input
 * @param classes names of the classes in the order of their numbers; empty where they have none
 */
public record SplitSamples(TrainingSet set, TrainingSet.Split split, Stimulus testInput, int[] testNumbers, List<String> classes) {

  /**
   * How samples are divided.
   *
   * @param test part of all samples that is held back; without effect where there are test files
   * @param validation part of the others by which the best epoch is chosen
   */
  public record Parts(double test, double validation, long seed) {}

  /**
   * Divides samples.
   *
   * @param data what is trained on, with labels
   * @param test samples of their own to test on; empty to hold some back
   * @param exact whether values are read as they are, not as a chip is sent them
   * @throws InputException when labels are missing, there is one class only, or no sample is left
   */
  public static SplitSamples of(SampleData data, Optional<SampleData> test, boolean exact, Parts parts) {
    TrainingSet own = TrainingSet.of(data.stimulus(), labels(data, "data"), exact);
    TrainingSet.Split split = own.split(test.isPresent() ? 0 : parts.test(), parts.validation(), parts.seed());
    if (test.isEmpty()) {
      return new SplitSamples(own, split, data.stimulus(), split.test(), data.classes());
    }
    SampleData held = test.get();
    List<Sample> more = TrainingSet.samples(held.stimulus(), named(labels(held, "test data"), held.classes(), data.classes()), exact);
    int first = own.samples().size();
    int[] numbers = IntStream.range(first, first + more.size()).toArray();
    TrainingSet all = own.with(more);
    return new SplitSamples(all, new TrainingSet.Split(split.train(), split.validation(), numbers), held.stimulus(),
        IntStream.range(0, more.size()).toArray(), data.classes());
  }

  /** The numbers that names have among those that are trained. */
  private static int[] named(int[] labels, List<String> own, List<String> trained) {
    if (own.equals(trained)) {
      return labels;
    }
    for (String name : own) {
      if (!trained.contains(name)) {
        throw new InputException("the test data has the class \"" + name + "\", which is not in the data", "", "--test-data", "");
      }
    }
    if (own.isEmpty()) {
      throw new InputException("the test data has numbers for classes, the data has names", "", "--test-data", "");
    }
    return Arrays.stream(labels).map(l -> trained.indexOf(own.get(l))).toArray();
  }

  private static int[] labels(SampleData data, String what) {
    return data.labels().orElseThrow(() -> new InputException("the " + what + " has no labels", "", "--labels",
        "name a file with one class a sample, or say --label-column last where a table's last column is the class; rows of a table are samples with --encode"));
  }

  /** The samples that are trained on, alone. */
  public TrainingSet training() {
    return new TrainingSet(set.channels(), set.classes(), Arrays.stream(split.train()).mapToObj(set.samples()::get).toList());
  }

  /**
   * Checks what the samples send.
   *
   * @throws InputException for the first value that a chip's packets cannot carry
   */
  public void requireOn(InputValues carried) {
    int[] whole = new int[set.channels()];
    for (int s = 0; s < set.samples().size(); s++) {
      Sample sample = set.samples().get(s);
      for (int t = 0; t < sample.timesteps(); t++) {
        int count = sample.start()[t + 1] - sample.start()[t];
        for (int i = 0; i < count; i++) {
          whole[i] = (int) sample.value()[sample.start()[t] + i];
        }
        carried.require(s, t, Arrays.copyOfRange(sample.channel(), sample.start()[t], sample.start()[t + 1]), whole, count);
      }
    }
  }

  /** Classes that no sample has. */
  public int[] missingClasses() {
    boolean[] seen = new boolean[set.classes()];
    set.samples().forEach(s -> seen[s.label()] = true);
    return IntStream.range(0, seen.length).filter(c -> !seen[c]).toArray();
  }
}
