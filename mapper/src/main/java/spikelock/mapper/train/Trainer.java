package spikelock.mapper.train;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import spikelock.emulator.error.InputException;
import spikelock.mapper.train.gradient.Gradient;
import spikelock.mapper.train.gradient.Loss;
import spikelock.mapper.train.gradient.Sample;
import spikelock.mapper.train.gradient.SamplePass;
import spikelock.mapper.train.gradient.Snapshot;
import spikelock.mapper.train.model.LayerPlan;
import spikelock.mapper.train.model.Parameters;
import spikelock.mapper.train.model.PathPlan;
import spikelock.mapper.train.model.UnitKind;
import spikelock.mapper.train.model.Wiring;
import spikelock.mapper.train.optimise.Optimiser;

/**
 * Trains a network by backpropagation through time. The same plan, samples, options and seed give the same parameters, bit by bit, with
 * any number of threads.
 */
public final class Trainer implements AutoCloseable {
  /** How much weights may grow: trainings that learn something stay far below, those that do not are soon far above. */
  private static final double GREATEST_GROWTH = 1000;

  private final Parameters parameters;
  private final TrainingSet set;
  private final TrainingSet.Split split;
  private final TrainOptions options;
  private final Quantisation quantisation;
  private final Optimiser optimiser;
  private final Pruning pruning;
  private final Batches batches;
  private final float[] values;
  private final double[] firstSizes;
  private float[] best;
  private double bestLoss = Double.POSITIVE_INFINITY;
  private int bestEpoch;
  private int epochs;

  /** How parameters become what the passes run on. */
  public interface Quantisation {
    Snapshot snapshot(float[] values);
  }

  /**
   * A training that has not begun.
   *
   * @param values first parameters; changed
   * @param quantisation {@link Snapshot#floats}, or what a chip makes of them
   * @throws InputException when the network's input or output do not fit the samples, or no sample is left to train on
   */
  public Trainer(Parameters parameters, float[] values, TrainingSet set, TrainingSet.Split split, Quantisation quantisation,
      TrainOptions options) {
    this.parameters = parameters;
    this.values = values;
    this.best = values.clone();
    this.firstSizes = parameters.blocks().stream().mapToDouble(block -> size(block, values)).toArray();
    this.set = set;
    this.split = split;
    this.options = options;
    this.quantisation = quantisation;
    this.optimiser = new Optimiser(options.rule(), options.clip(), parameters, set.size(split.train()));
    if (parameters.plan().inputs() != set.channels()) {
      throw new InputException("the network has " + parameters.plan().inputs() + " inputs, the samples have " + set.channels() + " channels", "",
          "layers", "");
    }
    if (parameters.plan().output().size() < set.classes()) {
      throw new InputException("the last layer has " + parameters.plan().output().size() + " neurons, the labels go up to "
          + (set.classes() - 1), "", "layers", "end with at least " + set.classes() + (fromOne(set) ? ": labels are numbers of output neurons, which count from 0" : ""));
    }
    if (split.train().length == 0) {
      throw new InputException("no sample is left to train on", "", "data", "hold back fewer");
    }
    UnitKind answers = parameters.plan().output().unit().kind();
    if (options.passes().loss().reading() == Loss.Reading.COUNT && !answers.sends() && answers != UnitKind.SOFTMAX) {
      throw new InputException("counts spikes, but " + parameters.plan().output().name() + " (" + answers.word() + ") sends none", "",
          "loss " + options.passes().loss().word(), "use ce-max or ce-last");
    }
    requireMemory();
    this.pruning = new Pruning(parameters);
    this.batches = new Batches(parameters, options.passes(), options.threads());
  }

  /** What the traces of the longest sample take in every thread must fit. */
  private void requireMemory() {
    long longest = set.samples().stream().mapToLong(Sample::timesteps).max().orElse(0);
    List<LayerPlan> layers = parameters.plan().layers();
    long widest = layers.stream().mapToLong(LayerPlan::size).max().orElse(0);
    double bytes = (double) layers.stream().mapToLong(LayerPlan::size).sum() * longest * SamplePass.BYTES_A_NEURON * options.threads();
    long most = Runtime.getRuntime().maxMemory();
    if (longest * widest > Integer.MAX_VALUE / 2 || bytes > most) {
      throw new InputException(String.format(Locale.ROOT, "a sample has %d timesteps: to go back through them takes %.1f GB in %d threads, "
          + "Java may use %.1f", longest, bytes / 1e9, options.threads(), most / 1e9), "", "data",
          "use shorter samples, fewer threads or smaller layers");
    }
  }

  private static boolean fromOne(TrainingSet set) {
    return set.samples().stream().noneMatch(s -> s.label() == 0);
  }

  /**
   * One epoch.
   *
   * @param progress told the part of the epoch that is done
   * @throws InputException when the loss is no number any more or weights run away, with what to change
   * @throws InterruptedException when the thread was interrupted: the epoch is lost, and everything is as it was before it
   */
  public Epoch epoch(Consumer<Double> progress) throws InterruptedException {
    State before = state();
    try {
      return next(progress);
    } catch (InterruptedException e) {
      restore(before); // a checkpoint of half an epoch would go on to another network
      throw e;
    }
  }

  private Epoch next(Consumer<Double> progress) throws InterruptedException {
    long began = System.nanoTime();
    long cpu = processorTime();
    int[] order = split.train().clone();
    SplittableRandom random = new SplittableRandom(options.seed() * 31 + epochs);
    TrainingSet.shuffle(order, random);
    long dropout = random.nextLong();
    boolean dropped = parameters.plan().layers().stream().anyMatch(l -> l.dropout() > 0);
    Totals totals = new Totals();
    int steps = (order.length + options.batch() - 1) / options.batch();
    for (int step = 0; step < steps; step++) {
      int[] batch = java.util.Arrays.copyOfRange(order, step * options.batch(), Math.min(order.length, (step + 1) * options.batch()));
      Snapshot snapshot = quantisation.snapshot(values);
      float[][] cost = operations(snapshot);
      float[][] operations = options.passes().operationsWeight() > 0 ? cost : new float[0][];
      Gradient sum = batches.train(snapshot, operations, set.samples(), batch, dropped ? Optional.of(dropout + step) : Optional.empty());
      totals.add(sum, cost);
      if (!Double.isFinite(sum.loss)) {
        throw diverged("loss", step);
      }
      float[] slopes = sum.slopes;
      float unit = 1f / batch.length;
      for (int i = 0; i < slopes.length; i++) {
        slopes[i] *= unit;
      }
      double done = (epochs * (double) steps + step) / ((double) options.epochs() * steps);
      double rate = options.rate() * options.schedule().at(done);
      double norm = optimiser.step(values, slopes, rate);
      if (!Double.isFinite(norm)) { // spikes can hide it from the loss: what is no number is never above a threshold
        throw diverged("gradient", step);
      }
      totals.norm += norm / steps;
      if (options.passes().operationsWeight() > 0) {
        long timesteps = java.util.Arrays.stream(batch).mapToLong(s -> set.samples().get(s).timesteps()).sum();
        pruning.shrink(values, sum.sent, timesteps, options.passes().operationsWeight(), i -> optimiser.reach(i, rate));
      }
      progress.accept((step + 1.0) / steps);
    }
    requireSane();
    epochs++;
    return judge(totals, began, cpu);
  }

  /** Counts of spikes are bounded, so a loss need not show that weights run away. */
  private void requireSane() {
    for (int b = 0; b < firstSizes.length; b++) {
      Parameters.Block block = parameters.blocks().get(b);
      if (block.role() == Parameters.Role.WEIGHT && size(block, values) > GREATEST_GROWTH * firstSizes[b]) {
        throw new InputException("the training diverges: after epoch " + (epochs + 1) + " the weights of " + parameters.plan().layers().get(block.layer()).name()
            + " are more than " + (long) GREATEST_GROWTH + " times as large as at first", "", "training", advice());
      }
    }
  }

  /** Root mean square of a block of parameters. */
  private static double size(Parameters.Block block, float[] values) {
    double sum = 0;
    for (int i = block.first(); i < block.first() + block.count(); i++) {
      sum += (double) values[i] * values[i];
    }
    return Math.sqrt(sum / block.count());
  }

  private String advice() {
    return "use a smaller learning rate (now " + options.rate() + "), or clip gradients";
  }

  private InputException diverged(String what, int step) {
    return new InputException("the " + what + " is no number any more in epoch " + (epochs + 1) + ", step " + (step + 1), "", "training",
        advice());
  }

  private static final class Totals {
    double loss;
    long correct;
    long samples;
    long spikes;
    double operations;
    double norm;

    void add(Gradient sum, float[][] cost) {
      loss += sum.loss;
      correct += sum.correct;
      samples += sum.samples;
      spikes += sum.spikes;
      operations += used(sum, cost);
    }
  }

  private Epoch judge(Totals totals, long began, long cpu) throws InterruptedException {
    Snapshot snapshot = quantisation.snapshot(values);
    double validationLoss = Double.NaN;
    double validationAccuracy = Double.NaN;
    if (split.validation().length > 0) {
      Evaluation validation = evaluate(snapshot, split.validation());
      validationLoss = validation.loss();
      validationAccuracy = validation.accuracy();
    }
    double test = split.test().length > 0 ? evaluate(snapshot, split.test()).accuracy() : Double.NaN;
    boolean judged = split.validation().length > 0;
    if (!judged || validationLoss < bestLoss) { // without validation samples the last is kept
      bestLoss = judged ? validationLoss : totals.loss / totals.samples;
      bestEpoch = epochs;
      best = values.clone();
    }
    return new Epoch(epochs, totals.loss / totals.samples, (double) totals.correct / totals.samples, validationLoss, validationAccuracy, test,
        (double) totals.spikes / totals.samples, totals.operations / totals.samples, totals.norm, (processorTime() - cpu) / 1e9,
        (System.nanoTime() - began) / 1e9);
  }

  /** Whether there were all epochs, or none got better for as many as the options allow. */
  public boolean isDone() {
    return epochs >= options.epochs() || options.patience() > 0 && split.validation().length > 0 && epochs - bestEpoch >= options.patience();
  }

  /**
   * What the network answers.
   *
   * @param answers to each of the samples, in their order
   * @param loss mean
   * @param spikes mean of a sample, all layers
   * @param operations mean number of synapses that a sample used
   * @param sent [1 + layers][neurons] how many entries each input channel (first) and neuron sent
   */
  public record Evaluation(int[] answers, double accuracy, double loss, double spikes, double operations, long[][] sent) {}

  /** Runs samples with the best parameters so far. */
  public Evaluation evaluate(int[] numbers) throws InterruptedException {
    return evaluate(quantisation.snapshot(best), numbers);
  }

  /** Runs samples with other parameters, or other rounding of them. */
  public Evaluation evaluate(Snapshot snapshot, int[] numbers) throws InterruptedException {
    int[] answers = new int[numbers.length];
    Gradient all = batches.evaluate(snapshot, set.samples(), numbers, answers);
    long[][] sent = new long[all.sent.length][];
    for (int l = 0; l < sent.length; l++) {
      sent[l] = all.sent[l].clone();
    }
    double count = Math.max(1, all.samples);
    return new Evaluation(answers, all.correct / count, all.loss / count, all.spikes / count, used(all, operations(snapshot)) / count, sent);
  }

  /**
   * Where a training is between two epochs: with the same plan, samples and options it goes on from here as if it had never stopped.
   *
   * @param epochs that are done
   * @param values [parameters]
   * @param best [parameters]
   * @param bestLoss infinite before the first epoch
   * @param moments [2][parameters, or none] of the optimiser
   * @param steps that the optimiser took
   */
  public record State(int epochs, float[] values, float[] best, double bestLoss, int bestEpoch, float[][] moments, long steps) {}

  /** Where this is now: a copy. */
  public State state() {
    return new State(epochs, values.clone(), best.clone(), bestLoss, bestEpoch, optimiser.state(), optimiser.steps());
  }

  /**
   * Goes on from there.
   *
   * @throws IllegalArgumentException when it is of another network or optimiser
   */
  public void restore(State state) {
    float[][] moments = optimiser.state();
    if (state.values().length != values.length || state.best().length != values.length || state.moments().length != moments.length
        || java.util.stream.IntStream.range(0, moments.length).anyMatch(m -> state.moments()[m].length != moments[m].length)) {
      throw new IllegalArgumentException("a state of " + state.values().length + " parameters, not of " + values.length);
    }
    epochs = state.epochs();
    System.arraycopy(state.values(), 0, values, 0, values.length);
    best = state.best().clone();
    bestLoss = state.bestLoss();
    bestEpoch = state.bestEpoch();
    optimiser.restore(state.moments(), state.steps());
  }

  /** The best parameters so far. Owned by the trainer. */
  public float[] best() {
    return best;
  }

  /** The epoch that they are from; 0 for none. */
  public int bestEpoch() {
    return bestEpoch;
  }

  private static double used(Gradient sum, float[][] cost) {
    double used = 0;
    for (int l = 0; l < cost.length; l++) {
      for (int n = 0; n < cost[l].length; n++) {
        used += (double) sum.sent[l][n] * cost[l][n];
      }
    }
    return used;
  }

  /** [1 + layers][neurons] synapses that are not 0 from each input channel (first) and neuron. */
  private float[][] operations(Snapshot snapshot) {
    float[][] cost = new float[1 + parameters.layers().size()][];
    for (int l = 0; l < cost.length; l++) {
      cost[l] = new float[parameters.plan().sizeOf(l - 1)];
    }
    for (int l = 0; l < parameters.layers().size(); l++) {
      List<Wiring> paths = parameters.layers().get(l).paths();
      for (int p = 0; p < paths.size(); p++) {
        Wiring path = paths.get(p);
        float[] from = cost[path.source() == PathPlan.INPUT ? 0 : path.source() + 1];
        for (int s = 0; s < path.sources(); s++) {
          from[s] += snapshot.used(l, p, path.rowStart()[s], path.rowStart()[s + 1]);
        }
      }
    }
    return cost;
  }

  private static long processorTime() {
    return java.lang.management.ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean machine
        ? machine.getProcessCpuTime() : 0;
  }

  @Override
  public void close() {
    batches.close();
  }
}
