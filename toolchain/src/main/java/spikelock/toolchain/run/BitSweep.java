package spikelock.toolchain.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import spikelock.emulator.engine.Emulator;
import spikelock.emulator.files.NdArray;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.run.Probe;
import spikelock.emulator.stimulus.SampleSlice;
import spikelock.emulator.stimulus.Stimulus;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.Population;

/**
 * One network mapped in several ways, each on the emulator beside the float reference: how many spikes differ, and who is right how
 * often. Samples are taken a few at a time, so that memory does not grow with their number.
 */
public final class BitSweep {
  /** Recorded entries that a run may hold at a time. */
  private static final long MOST_ENTRIES = 1L << 26;

  private final Network network;
  private final List<ChipImage> images;
  private final Stimulus stimulus;
  private final Optional<int[]> labels;
  private final Score reference = new Score();
  private final List<Score> scores = new ArrayList<>();

  /**
   * @param images the network, mapped in every way
   * @param labels [samples] right classes
   */
  public BitSweep(Network network, List<ChipImage> images, Stimulus stimulus, Optional<int[]> labels) {
    this.network = network;
    this.images = List.copyOf(images);
    this.stimulus = stimulus;
    this.labels = labels;
    images.forEach(image -> scores.add(new Score()));
  }

  /** What running one image gave. */
  public static final class Score {
    private int right;
    private long outputDifferences;
    private long hiddenDifferences;
    private long outputEntries;
    private long hiddenEntries;
    private String first = "";

    /** Samples whose prediction is the label. */
    public int right() {
      return right;
    }

    /** Entries [samples, timesteps, neurons] of the outputs that differ from the float reference. */
    public long outputDifferences() {
      return outputDifferences;
    }

    /** The same of the spiking populations that are no outputs. */
    public long hiddenDifferences() {
      return hiddenDifferences;
    }

    /** How many entries of outputs were compared. */
    public long outputEntries() {
      return outputEntries;
    }

    /** How many entries of other populations were compared. */
    public long hiddenEntries() {
      return hiddenEntries;
    }

    /** Where they differ first, empty when nowhere. */
    public String firstDifference() {
      return first;
    }
  }

  /** The float reference's own score. */
  public Score reference() {
    return reference;
  }

  /** One for each image. */
  public List<Score> scores() {
    return List.copyOf(scores);
  }

  /** Units of progress: each sample once on the reference and once on each image. */
  public long work() {
    return (1L + images.size()) * stimulus.samples();
  }

  /**
   * Runs everything.
   *
   * @param threads samples that run at a time on an emulator
   * @param progress told how many units of {@link #work} are done
   */
  public void run(int threads, LongConsumer progress) throws InterruptedException {
    List<String> hidden = hidden();
    int chunk = chunk();
    long done = 0;
    for (int from = 0; from < stimulus.samples(); from += chunk) {
      Stimulus some = new SampleSlice(stimulus, from, Math.min(chunk, stimulus.samples() - from));
      long before = done;
      Outcome floats = ReferenceRuns.floats(network, some, hidden, samples -> progress.accept(before + samples));
      count(reference, floats, from);
      done += some.samples();
      for (int i = 0; i < images.size(); i++) {
        ChipImage image = images.get(i);
        List<Probe> probes = hidden.stream().map(p -> Probe.parse(image, p)).toList();
        Outcome chip = ChipRuns.run(image, Emulator.sharing(image), some, probes, false, threads, timesteps -> { });
        done += some.samples();
        progress.accept(done);
        compare(scores.get(i), floats, chip, from);
        count(scores.get(i), chip, from);
      }
    }
  }

  /** Probes of what spikes between input and output. */
  private List<String> hidden() {
    List<String> probes = new ArrayList<>();
    for (int p = 0; p < network.populations().size(); p++) {
      Population population = network.populations().get(p);
      int number = p;
      if (!population.isInput() && !population.model().isGraded() && network.outputs().stream().noneMatch(o -> o.population() == number)) {
        probes.add(population.name() + "." + Probe.SPIKES);
      }
    }
    return probes;
  }

  private int chunk() {
    long longest = 1;
    for (int sample = 0; sample < stimulus.samples(); sample++) {
      longest = Math.max(longest, stimulus.timesteps(sample));
    }
    return (int) Math.clamp(MOST_ENTRIES / (longest * Math.max(1, network.neurons())), 1, Math.max(1, stimulus.samples()));
  }

  private void count(Score score, Outcome outcome, int from) {
    int[] predictions = outcome.predictions();
    for (int sample = 0; sample < predictions.length && labels.isPresent(); sample++) {
      score.right += predictions[sample] == labels.get()[from + sample] ? 1 : 0;
    }
  }

  private static void compare(Score score, Outcome floats, Outcome chip, int from) {
    Map<String, NdArray> ours = new LinkedHashMap<>(chip.outputs());
    ours.keySet().retainAll(floats.outputs().keySet());
    First first = new First();
    for (Map.Entry<String, NdArray> output : ours.entrySet()) {
      score.outputEntries += output.getValue().size();
      score.outputDifferences += differences(floats.outputs().get(output.getKey()), output.getValue(), output.getKey(), first);
    }
    for (Map.Entry<String, NdArray> probe : chip.probes().entrySet()) {
      String population = probe.getKey().substring(0, probe.getKey().length() - Probe.SPIKES.length() - 1);
      score.hiddenEntries += probe.getValue().size();
      score.hiddenDifferences += differences(floats.probes().get(probe.getKey()), probe.getValue(), population, first);
    }
    if (score.first.isEmpty() && first.sample < Integer.MAX_VALUE) {
      score.first = "sample " + (from + first.sample) + ", timestep " + first.timestep + ", " + first.where;
    }
  }

  /** The earliest difference seen so far. */
  private static final class First {
    private int sample = Integer.MAX_VALUE;
    private int timestep = Integer.MAX_VALUE;
    private String where = "";

    private void see(int atSample, int atTimestep, String what) {
      if (atSample < sample || atSample == sample && atTimestep < timestep) {
        sample = atSample;
        timestep = atTimestep;
        where = what;
      }
    }
  }

  private static long differences(NdArray wanted, NdArray found, String population, First first) {
    byte[] expected = (byte[]) wanted.data();
    byte[] actual = (byte[]) found.data();
    int timesteps = wanted.shape()[1];
    int neurons = wanted.shape()[2];
    long differences = 0;
    for (int i = 0; i < expected.length; i++) {
      if (expected[i] != actual[i]) {
        differences++;
        first.see(i / neurons / timesteps, i / neurons % timesteps,
            population + "[" + i % neurons + "] " + (actual[i] != 0 ? "spikes on the chip only" : "spikes in the reference only"));
      }
    }
    return differences;
  }
}
