package spikelock.toolchain.command.verb;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import spikelock.mapper.train.Epoch;
import spikelock.toolchain.console.Answer;
import spikelock.toolchain.console.ExitCode;
import spikelock.toolchain.console.Failure;
import spikelock.toolchain.training.ChipCheck;
import spikelock.toolchain.training.TrainingReport;

/**
 * What {@code train} says.
 *
 * @param files that are written, the network first
 * @param split the file of the numbers of the samples held back
 * @param scale the file of what the channels are scaled by
 * @param commands that do it again
 * @param checkpoint that is left
 */
record TrainAnswer(TrainingReport report, List<Path> files, Optional<Path> split, Optional<Path> scale, String chip, String weightBits, List<String> commands,
    Optional<Path> checkpoint, Optional<Path> page) {

  static Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("network", "the file written, or empty");
    fields.put("files", "every file of the network");
    fields.put("parameters", "how many numbers were trained");
    fields.put("classes", "names of the classes, in the order of their numbers");
    fields.put("seed", "of first weights, order of samples and dropout");
    fields.put("chip", "the chip that was trained for");
    fields.put("weight_bits", "bits of a weight while training, or float");
    fields.put("split", "train, validation and test: numbers of samples; file: where the numbers of the held-back ones are, or empty");
    fields.put("full_scale", "where the range of each channel is, or empty");
    fields.put("history", "per epoch: epoch, loss, accuracy, validation_loss, validation_accuracy, test_accuracy (null without samples), spikes and operations "
        + "(a sample), gradient_norm, cpu_s, wall_s");
    fields.put("best_epoch", "the epoch whose parameters were kept");
    fields.put("test_accuracy", "part of the test samples that the trainer's own network has right; null without test samples");
    fields.put("test_predictions", "per test sample, as the trainer answers");
    fields.put("confusion", "per right class and answer: test samples");
    fields.put("chip_accuracy", "the same part on the chip's emulator; null for units that do not reach the chip");
    fields.put("chip_predictions", "per test sample, as the chip answers; with rounded weights equal to test_predictions, or this is exit code 70");
    fields.put("spikes", "spikes of a test sample on the chip");
    fields.put("synaptic_operations", "accumulations of a test sample, as the chip counts them");
    fields.put("trained_operations", "the same as the trainer counts it: fewer where shared rows of a padded convolution reach beyond the layer");
    fields.put("latency_us", "mean time of a test sample at the chip's clock, in microseconds");
    fields.put("commands", "map and run command lines that give the same accuracy");
    fields.put("report", "the page written, or empty");
    fields.put("checkpoint", "the checkpoint that is left, or empty");
    fields.put("stopped", "epochs, patience or interrupted");
    fields.put("cpu_s", "processor seconds of all epochs");
    fields.put("wall_s", "seconds of all epochs");
    return fields;
  }

  Answer answer() {
    boolean tested = report.labels().length > 0;
    Optional<ChipCheck> check = report.chip();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("network", files.isEmpty() ? "" : files.getFirst().toString());
    fields.put("files", files.stream().map(Path::toString).toList());
    fields.put("parameters", report.parameters());
    fields.put("classes", report.classes());
    fields.put("seed", report.options().seed());
    fields.put("chip", chip);
    fields.put("weight_bits", weightBits.equals("float") ? weightBits : (Object) Integer.valueOf(weightBits));
    fields.put("split", sizes());
    fields.put("full_scale", scale.map(Path::toString).orElse(""));
    fields.put("history", report.history().stream().map(TrainAnswer::row).toList());
    fields.put("best_epoch", report.bestEpoch());
    fields.put("test_accuracy", tested ? report.test().accuracy() : null);
    fields.put("test_predictions", report.test().answers());
    fields.put("confusion", report.confusion());
    fields.put("chip_accuracy", check.map(c -> report.accuracy(c.answers())).orElse(null));
    fields.put("chip_predictions", check.map(ChipCheck::answers).orElse(null));
    fields.put("spikes", check.map(ChipCheck::spikes).orElse(null));
    fields.put("synaptic_operations", check.map(ChipCheck::accumulations).orElse(null));
    fields.put("trained_operations", tested ? report.test().operations() : null);
    fields.put("latency_us", check.map(ChipCheck::latencyUs).orElse(null));
    fields.put("commands", commands);
    fields.put("report", page.map(Path::toString).orElse(""));
    fields.put("checkpoint", checkpoint.map(Path::toString).orElse(""));
    fields.put("stopped", report.interrupted() ? "interrupted" : report.history().size() < report.options().epochs() ? "patience" : "epochs");
    fields.put("cpu_s", report.history().stream().mapToDouble(Epoch::cpuS).sum());
    fields.put("wall_s", report.history().stream().mapToDouble(Epoch::wallS).sum());
    Answer answer = Answer.done(fields, text());
    return report.interrupted() ? answer.failing(new Failure(ExitCode.INTERRUPTED, "interrupted after epoch " + report.history().size()
        + (files.isEmpty() ? "" : "; the network so far is in " + files.getFirst()), "", "",
        checkpoint.map(file -> "to go on, give the same options and --resume " + file).orElse(""))) : answer;
  }

  private Map<String, Object> sizes() {
    Map<String, Object> sizes = new LinkedHashMap<>();
    sizes.put("train", report.split().split().train().length);
    sizes.put("validation", report.split().split().validation().length);
    sizes.put("test", report.labels().length);
    sizes.put("file", split.map(Path::toString).orElse(""));
    return sizes;
  }

  private static Map<String, Object> row(Epoch epoch) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("epoch", epoch.number());
    row.put("loss", epoch.loss());
    row.put("accuracy", epoch.accuracy());
    row.put("validation_loss", number(epoch.validationLoss()));
    row.put("validation_accuracy", number(epoch.validationAccuracy()));
    row.put("test_accuracy", number(epoch.testAccuracy()));
    row.put("spikes", epoch.spikesPerSample());
    row.put("operations", epoch.operationsPerSample());
    row.put("gradient_norm", number(epoch.gradientNorm()));
    row.put("cpu_s", epoch.cpuS());
    row.put("wall_s", epoch.wallS());
    return row;
  }

  private static Object number(double value) {
    return Double.isFinite(value) ? value : null;
  }

  private String text() {
    List<String> lines = new ArrayList<>();
    Epoch last = report.history().getLast();
    lines.add(String.format(Locale.ROOT, "%d epochs, %,d parameters, seed %d; kept epoch %d", last.number(), report.parameters(), report.options().seed(),
        report.bestEpoch()));
    int tests = report.labels().length;
    if (tests > 0) {
      lines.add(String.format(Locale.ROOT, "test accuracy     %.2f %% of %d samples (%s)", 100 * report.test().accuracy(), tests,
          weightBits.equals("float") ? "weights not rounded" : "weights of " + weightBits + " bits"));
    }
    report.chip().ifPresent(check -> {
      lines.add(String.format(Locale.ROOT, "chip accuracy     %.2f %% on %s%s", 100 * report.accuracy(check.answers()), chip,
          weightBits.equals("float") ? " (weights rounded after training)" : ": every prediction is the trained network's"));
      lines.add(String.format(Locale.ROOT, "a sample          %,.1f spikes, %,.1f synaptic operations, %.1f us", check.spikes(), check.accumulations(),
          check.latencyUs()));
    });
    if (!report.plan().reachesChip()) {
      lines.add("chip accuracy     none: artificial units do not reach the chip yet");
    }
    files.forEach(file -> lines.add("wrote " + file));
    split.ifPresent(file -> lines.add("wrote " + file + ": the numbers of the samples held back"));
    page.ifPresent(file -> lines.add("wrote " + file + ": curves, confusions and rates"));
    scale.ifPresent(file -> lines.add("wrote " + file + ": the least and the greatest value of each channel"));
    if (!commands.isEmpty()) {
      lines.add("again:");
      commands.forEach(command -> lines.add("  " + command));
    }
    return String.join(System.lineSeparator(), lines);
  }
}
