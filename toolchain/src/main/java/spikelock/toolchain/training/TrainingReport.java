package spikelock.toolchain.training;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import spikelock.mapper.train.Epoch;
import spikelock.mapper.train.TrainOptions;
import spikelock.mapper.train.Trainer;
import spikelock.mapper.train.model.NetworkPlan;

/**
 * Everything that is told about a finished training.
 *
 * @param parameters how many were trained
 * @param classes their names in the order of their numbers; the numbers themselves where there are none
 * @param history every epoch
 * @param bestEpoch the one whose parameters were kept
 * @param split which samples were for what
 * @param labels [test samples] right classes
 * @param test what the trainer answers to them
 * @param chip what the chip answers; empty for a network that does not reach it, without test samples, or when interrupted
 * @param interrupted whether it was stopped before its end
 */
public record TrainingReport(NetworkPlan plan, TrainOptions options, int parameters, List<String> classes, List<Epoch> history, int bestEpoch,
    SplitSamples split, int[] labels, Trainer.Evaluation test, Optional<ChipCheck> chip, boolean interrupted) {

  /** [right class][answer] how many test samples. */
  public int[][] confusion() {
    int size = Math.max(classes.size(), plan.output().size());
    int[][] confusion = new int[size][size];
    for (int i = 0; i < labels.length; i++) {
      confusion[labels[i]][test.answers()[i]]++;
    }
    return confusion;
  }

  /** [1 + layers][neurons] spikes (values) that each input channel (first) and neuron sent in a timestep of a test sample. */
  public double[][] rates() {
    double timesteps = Arrays.stream(split.split().test()).mapToLong(s -> split.set().samples().get(s).timesteps()).sum();
    return Arrays.stream(test.sent()).map(layer -> Arrays.stream(layer).mapToDouble(n -> n / Math.max(1, timesteps)).toArray()).toArray(double[][]::new);
  }

  /** Part of the test samples that a list of answers has right. */
  public double accuracy(int[] answers) {
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      right += answers[i] == labels[i] ? 1 : 0;
    }
    return labels.length == 0 ? Double.NaN : (double) right / labels.length;
  }
}
