package spikelock.mapper.train.optimise;

import spikelock.mapper.train.model.Parameters;

/** Changes parameters by their gradient, one step at a time. */
public final class Optimiser {
  private final Rule rule;
  private final double clip;
  private final float[] first;
  private final float[] second;
  private final boolean[] decays;
  /** [parameters] what the rate is multiplied with. */
  private final float[] pace;
  private long steps;
  private double spread = 1;

  /**
   * @param parameters what is trained
   * @param clip greatest norm of a gradient: longer ones are shortened; 0 for any
   * @param inputSize how large an entry of the input usually is, 1 for spikes: weights from the input are trained as if it were 1
   */
  public Optimiser(Rule rule, double clip, Parameters parameters, double inputSize) {
    this.rule = rule;
    this.clip = clip;
    int count = parameters.count();
    first = new float[count];
    second = rule instanceof Rule.Adam ? new float[count] : new float[0];
    decays = new boolean[count];
    pace = new float[count];
    float fromInput = (float) (rule instanceof Rule.Adam ? 1 / inputSize : 1 / (inputSize * inputSize));
    for (Parameters.Block block : parameters.blocks()) {
      for (int i = block.first(); i < block.first() + block.count(); i++) {
        decays[i] = block.role() == Parameters.Role.WEIGHT;
        pace[i] = decays[i] && parameters.isFromInput(block) ? fromInput : 1;
      }
    }
  }

  /**
   * One step.
   *
   * @param values [parameters] changed
   * @param gradient [parameters] not changed; counts as shortened when it is too long
   * @param rate learning rate
   * @return the gradient's norm before it was shortened; when that is no number, nothing was changed
   */
  public double step(float[] values, float[] gradient, double rate) {
    double norm = norm(gradient);
    if (!Double.isFinite(norm)) {
      return norm;
    }
    float factor = clip > 0 && norm > clip ? (float) (clip / norm) : 1;
    steps++;
    switch (rule) {
      case Rule.Sgd sgd -> {
        float momentum = (float) sgd.momentum();
        for (int i = 0; i < values.length; i++) {
          first[i] = momentum * first[i] + factor * gradient[i];
          values[i] -= (float) rate * pace[i] * first[i];
        }
      }
      case Rule.Adam adam -> adam(adam, values, gradient, factor, rate);
    }
    return norm;
  }

  private void adam(Rule.Adam adam, float[] values, float[] gradient, float factor, double rate) {
    float one = (float) adam.first();
    float two = (float) adam.second();
    float ofFirst = (float) (1 - adam.first()); // 1 - 0.999f is 5e-5 off
    float ofSecond = (float) (1 - adam.second());
    double length = rate / (1 - StrictMath.pow(adam.first(), steps));
    spread = 1 / Math.sqrt(1 - StrictMath.pow(adam.second(), steps));
    float decay = (float) (rate * adam.weightDecay());
    for (int i = 0; i < values.length; i++) {
      float g = factor * gradient[i];
      first[i] = one * first[i] + ofFirst * g;
      second[i] = two * second[i] + ofSecond * g * g;
      if (decays[i]) {
        values[i] -= decay * values[i];
      }
      values[i] -= pace[i] * (float) (length * first[i] / (Math.sqrt(second[i]) * spread + adam.epsilon()));
    }
  }

  /** How far the next step would move a parameter for each unit of its slope: for proximal steps behind the gradient's. */
  public double reach(int parameter, double rate) {
    return pace[parameter] * switch (rule) {
      case Rule.Sgd sgd -> rate;
      case Rule.Adam adam -> rate / (Math.sqrt(second[parameter]) * spread + adam.epsilon());
    };
  }

  private static double norm(float[] gradient) {
    double sum = 0;
    for (float g : gradient) {
      sum += (double) g * g;
    }
    return Math.sqrt(sum);
  }

  /** Everything that the next step depends on: {first moments, second moments}, for a checkpoint. */
  public float[][] state() {
    return new float[][] {first.clone(), second.clone()};
  }

  public long steps() {
    return steps;
  }

  /** Goes on from a checkpoint. */
  public void restore(float[][] state, long done) {
    System.arraycopy(state[0], 0, first, 0, first.length);
    System.arraycopy(state[1], 0, second, 0, second.length);
    steps = done;
    spread = rule instanceof Rule.Adam adam && done > 0 ? 1 / Math.sqrt(1 - StrictMath.pow(adam.second(), done)) : 1;
  }
}
