package spikelock.mapper.train.gradient;

import java.util.Arrays;
import spikelock.mapper.train.model.NetworkPlan;
import spikelock.mapper.train.model.Parameters;

/** What a group of samples adds up to. */
public final class Gradient {
  /** [parameters] change of the summed loss; empty where it is only evaluated. */
  public final float[] slopes;
  /** [1 + layers][neurons] how many entries each input channel (first) and neuron sent. */
  public final long[][] sent;
  /** Sums over the samples. */
  public double loss;
  public int correct;
  public int samples;
  public long spikes;

  public Gradient(Parameters parameters) {
    this(parameters.plan(), parameters.count());
  }

  private Gradient(NetworkPlan plan, int count) {
    slopes = new float[count];
    sent = new long[1 + plan.layers().size()][];
    for (int l = 0; l < sent.length; l++) {
      sent[l] = new long[plan.sizeOf(l - 1)];
    }
  }

  /** For samples that are only evaluated: without slopes. */
  public static Gradient evaluated(Parameters parameters) {
    return new Gradient(parameters.plan(), 0);
  }

  public void clear() {
    Arrays.fill(slopes, 0);
    for (long[] each : sent) {
      Arrays.fill(each, 0);
    }
    loss = 0;
    correct = 0;
    samples = 0;
    spikes = 0;
  }

  /** Adds another group's sums. */
  public void add(Gradient other) {
    for (int i = 0; i < slopes.length; i++) {
      slopes[i] += other.slopes[i];
    }
    for (int l = 0; l < sent.length; l++) {
      for (int n = 0; n < sent[l].length; n++) {
        sent[l][n] += other.sent[l][n];
      }
    }
    loss += other.loss;
    correct += other.correct;
    samples += other.samples;
    spikes += other.spikes;
  }
}
