package spikelock.mapper.train;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import spikelock.emulator.error.InputException;
import spikelock.emulator.stimulus.AnalogueStimulus;
import spikelock.emulator.stimulus.Stimulus;
import spikelock.mapper.train.gradient.Sample;

/**
 * Samples with their classes, as the passes read them.
 *
 * @param channels of the input
 * @param classes the greatest label and one
 * @param samples in file order
 */
public record TrainingSet(int channels, int classes, List<Sample> samples) {
  private static final int MOST_CLASSES = 100_000;

  public TrainingSet {
    samples = List.copyOf(samples);
  }

  /** Numbers of the samples of each part, each in file order. */
  public record Split(int[] train, int[] validation, int[] test) {}

  /**
   * Takes a stimulus over.
   *
   * @param exact values as they are, for units that read them; else what a chip would be sent
   * @throws InputException when labels are missing or negative, there is one class only, or a sample has no timestep
   */
  public static TrainingSet of(Stimulus stimulus, int[] labels, boolean exact) {
    if (stimulus.samples() == 0) {
      throw new InputException("there are no samples to train on");
    }
    List<Sample> samples = samples(stimulus, labels, exact);
    if (Arrays.stream(labels).distinct().count() < 2) {
      throw new InputException("all samples have the label " + labels[0] + ": there is nothing to tell apart", "", "labels", "");
    }
    return new TrainingSet(stimulus.channels(), 1 + Arrays.stream(labels).max().orElse(0), samples);
  }

  /**
   * The samples of a stimulus.
   *
   * @param exact as of {@link #of}
   * @throws InputException when labels are missing or negative, or a sample has no timestep
   */
  public static List<Sample> samples(Stimulus stimulus, int[] labels, boolean exact) {
    if (labels.length != stimulus.samples()) {
      throw new InputException("there are " + labels.length + " labels for " + stimulus.samples() + " samples", "", "labels", "");
    }
    int[] channel = new int[stimulus.channels()];
    int[] whole = new int[stimulus.channels()];
    double[] value = new double[stimulus.channels()];
    Sample[] samples = new Sample[stimulus.samples()];
    for (int s = 0; s < samples.length; s++) {
      if (labels[s] < 0 || labels[s] >= MOST_CLASSES) {
        throw new InputException("the label of sample " + s + " is " + labels[s] + ", must be 0.." + (MOST_CLASSES - 1), "", "labels", "");
      }
      int timesteps = stimulus.timesteps(s);
      if (timesteps == 0) {
        throw new InputException("sample " + s + " has no timestep", "", "data", "");
      }
      int[] start = new int[timesteps + 1];
      int[] channels = new int[16];
      float[] values = new float[16];
      int used = 0;
      for (int t = 0; t < timesteps; t++) {
        boolean analogue = exact && stimulus instanceof AnalogueStimulus;
        int count = analogue ? ((AnalogueStimulus) stimulus).exact(s, t, channel, value) : stimulus.active(s, t, channel, whole);
        while (used + count > channels.length) {
          channels = Arrays.copyOf(channels, 2 * channels.length);
          values = Arrays.copyOf(values, 2 * values.length);
        }
        for (int i = 0; i < count; i++) {
          float sent = analogue ? (float) value[i] : whole[i];
          if (!Float.isFinite(sent)) {
            throw new InputException("channel " + channel[i] + " is " + sent + " in timestep " + t + " of sample " + s, "", "data", "");
          }
          if (sent != 0) {
            channels[used] = channel[i];
            values[used++] = sent;
          }
        }
        start[t + 1] = used;
      }
      samples[s] = new Sample(timesteps, start, Arrays.copyOf(channels, used), Arrays.copyOf(values, used), labels[s]);
    }
    return List.of(samples);
  }

  /** The same with more samples behind its own, perhaps of more classes. */
  public TrainingSet with(List<Sample> more) {
    List<Sample> all = new java.util.ArrayList<>(samples);
    all.addAll(more);
    return new TrainingSet(channels, Math.max(classes, 1 + more.stream().mapToInt(Sample::label).max().orElse(0)), all);
  }

  /** Root mean square of the entries of some samples: 1 for spikes, or when there are none. */
  public double size(int[] numbers) {
    double sum = 0;
    double entries = 0;
    for (int number : numbers) {
      for (float v : samples.get(number).value()) {
        sum += (double) v * v;
        entries++;
      }
    }
    return entries == 0 ? 1 : Math.sqrt(sum / entries);
  }

  /** Root mean square of what a channel sends in a timestep. */
  public double rms() {
    double sum = 0;
    double entries = 0;
    for (Sample sample : samples) {
      for (float v : sample.value()) {
        sum += (double) v * v;
      }
      entries += (double) sample.timesteps() * channels;
    }
    return Math.sqrt(sum / Math.max(1, entries));
  }

  /**
   * Divides the samples at random, every class alike.
   *
   * @param test part of all samples
   * @param validation part of those that are left
   */
  public Split split(double test, double validation, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] part = new byte[samples.size()];
    for (int c = 0; c < classes; c++) {
      int label = c;
      int[] own = java.util.stream.IntStream.range(0, part.length).filter(s -> samples.get(s).label() == label).toArray();
      shuffle(own, random);
      int testing = (int) Math.rint(test * own.length);
      int validating = (int) Math.rint(validation * (own.length - testing));
      for (int i = 0; i < own.length; i++) {
        part[own[i]] = (byte) (i < testing ? 2 : i < testing + validating ? 1 : 0);
      }
    }
    return new Split(numbers(part, 0), numbers(part, 1), numbers(part, 2));
  }

  private static int[] numbers(byte[] part, int wanted) {
    return java.util.stream.IntStream.range(0, part.length).filter(s -> part[s] == wanted).toArray();
  }

  static void shuffle(int[] numbers, SplittableRandom random) {
    for (int i = numbers.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = numbers[i];
      numbers[i] = numbers[j];
      numbers[j] = swap;
    }
  }
}
