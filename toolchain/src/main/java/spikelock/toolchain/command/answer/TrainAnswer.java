package spikelock.toolchain.command.answer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import spikelock.mapper.train.Epoch;
import spikelock.toolchain.console.Means;
import spikelock.toolchain.training.ChipCheck;
import spikelock.toolchain.training.TrainingReport;

/** What {@code train} says. */
public record TrainAnswer(
    @Means("the file written, or empty") String network,
    @Means("every file of the network") List<String> files,
    @Means("how many numbers were trained") int parameters,
    @Means("names of the classes, in the order of their numbers") List<String> classes,
    @Means("of first weights, order of samples and dropout") long seed,
    @Means("the chip that was trained for") String chip,
    @Means("bits of a weight while training, or float") Object weightBits,
    @Means("numbers of samples") Split split,
    @Means("where the range of each channel is, or empty") String fullScale,
    @Means("per epoch") List<Row> history,
    @Means("the epoch whose parameters were kept") int bestEpoch,
    @Means("part of the test samples that the trainer's own network has right; null without test samples") Optional<Double> testAccuracy,
    @Means("per test sample, as the trainer answers") int[] testPredictions,
    @Means("per right class and answer: test samples") int[][] confusion,
    @Means("the same part on the chip's emulator; null for units that do not reach the chip") Optional<Double> chipAccuracy,
    @Means("per test sample, as the chip answers; with rounded weights equal to test_predictions, or this is exit code 70")
    Optional<int[]> chipPredictions,
    @Means("spikes of a test sample on the chip") Optional<Double> spikes,
    @Means("accumulations of a test sample, as the chip counts them") Optional<Double> synapticOperations,
    @Means("the same as the trainer counts it: fewer where shared rows of a padded convolution reach beyond the layer") Optional<Double> trainedOperations,
    @Means("mean time of a test sample at the chip's clock, in microseconds") Optional<Double> latencyUs,
    @Means("that clock and what it is, such as 48 MHz, assumed") Optional<String> clock,
    @Means("map and run command lines that give the same accuracy") List<String> commands,
    @Means("the page written, or empty") String report,
    @Means("the checkpoint that is left, or empty") String checkpoint,
    @Means("epochs, patience or interrupted") String stopped,
    @Means("processor seconds of all epochs") double cpuS,
    @Means("seconds of all epochs") double wallS) {
  private static final String FLOAT = "float";

  /** How the samples were divided. */
  public record Split(int train, int validation, int test, @Means("where the numbers of the held-back ones are, or empty") String file) {}

  /** An epoch. */
  public record Row(int epoch, double loss, double accuracy, Optional<Double> validationLoss, Optional<Double> validationAccuracy,
      @Means("null without samples") Optional<Double> testAccuracy, @Means("a sample") double spikes, @Means("a sample") double operations,
      Optional<Double> gradientNorm, double cpuS, double wallS) {

    static Row of(Epoch epoch) {
      return new Row(epoch.number(), epoch.loss(), epoch.accuracy(), number(epoch.validationLoss()), number(epoch.validationAccuracy()),
          number(epoch.testAccuracy()), epoch.spikesPerSample(), epoch.operationsPerSample(), number(epoch.gradientNorm()), epoch.cpuS(), epoch.wallS());
    }

    private static Optional<Double> number(double value) {
      return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
    }
  }

  /**
   * Where things were written.
   *
   * @param files of the network, the network first
   * @param split the file of the numbers of the samples held back
   * @param scale the file of what the channels are scaled by
   * @param checkpoint that is left
   */
  public record Written(List<Path> files, Optional<Path> split, Optional<Path> scale, Optional<Path> checkpoint, Optional<Path> page) {}

  /** @param commands that do it again */
  public static TrainAnswer of(TrainingReport report, Written written, String chip, String weightBits, List<String> commands) {
    boolean tested = report.labels().length > 0;
    Optional<ChipCheck> check = report.chip();
    return new TrainAnswer(written.files.isEmpty() ? "" : written.files.getFirst().toString(), written.files.stream().map(Path::toString).toList(),
        report.parameters(), report.classes(), report.options().seed(), chip, weightBits.equals(FLOAT) ? weightBits : (Object) Integer.valueOf(weightBits),
        new Split(report.split().split().train().length, report.split().split().validation().length, report.labels().length, name(written.split)),
        name(written.scale), report.history().stream().map(Row::of).toList(), report.bestEpoch(),
        tested ? Optional.of(report.test().accuracy()) : Optional.empty(), report.test().answers(), report.confusion(),
        check.map(c -> report.accuracy(c.answers())), check.map(ChipCheck::answers), check.map(ChipCheck::spikes), check.map(ChipCheck::accumulations),
        tested ? Optional.of(report.test().operations()) : Optional.empty(), check.map(ChipCheck::latencyUs), check.map(ChipCheck::clock), commands, name(written.page),
        name(written.checkpoint), report.interrupted() ? "interrupted" : report.history().size() < report.options().epochs() ? "patience" : "epochs",
        report.history().stream().mapToDouble(Epoch::cpuS).sum(), report.history().stream().mapToDouble(Epoch::wallS).sum());
  }

  private static String name(Optional<Path> file) {
    return file.map(Path::toString).orElse("");
  }

  /** @param reachesChip whether the units are some that a chip has */
  public String text(boolean reachesChip) {
    boolean rounded = !weightBits.equals(FLOAT);
    List<String> lines = new ArrayList<>();
    int epochs = history.getLast().epoch;
    lines.add(String.format(Locale.ROOT, "%d %s, %,d parameters, seed %d; kept epoch %d", epochs, epochs == 1 ? "epoch" : "epochs", parameters, seed,
        bestEpoch));
    testAccuracy.ifPresent(part -> lines.add(String.format(Locale.ROOT, "test accuracy     %.2f %% of %d samples (%s)", 100 * part, split.test,
        rounded ? "weights of " + weightBits + " bits" : "weights not rounded")));
    chipAccuracy.ifPresent(part -> lines.add(String.format(Locale.ROOT, "chip accuracy     %.2f %% on %s%s", 100 * part, chip,
        rounded ? ": every prediction is the trained network's" : " (weights rounded after training)")));
    if (chipAccuracy.isPresent()) {
      lines.add(String.format(Locale.ROOT, "a sample          %,.1f spikes, %,.1f synaptic operations, %.1f us at %s", spikes.orElseThrow(),
          synapticOperations.orElseThrow(), latencyUs.orElseThrow(), clock.orElseThrow()));
    }
    if (!reachesChip) {
      lines.add("chip accuracy     none: artificial units do not reach the chip yet");
    }
    files.forEach(file -> lines.add("wrote " + file));
    wrote(lines, split.file, "the numbers of the samples held back");
    wrote(lines, report, "curves, confusions and rates");
    wrote(lines, fullScale, "the least and the greatest value of each channel");
    if (!commands.isEmpty()) {
      lines.add("again:");
      commands.forEach(command -> lines.add("  " + command));
    }
    return String.join(System.lineSeparator(), lines);
  }

  private static void wrote(List<String> lines, String file, String what) {
    if (!file.isEmpty()) {
      lines.add("wrote " + file + ": " + what);
    }
  }
}
