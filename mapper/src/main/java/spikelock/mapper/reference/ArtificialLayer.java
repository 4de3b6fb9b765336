package spikelock.mapper.reference;

import java.util.Arrays;
import java.util.List;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.network.Unit;

/** Artificial units: values without state, a function of what arrives in the timestep. */
final class ArtificialLayer implements Layer {
  private final NeuronModel.Artificial model;
  private final double[] y;

  ArtificialLayer(NeuronModel.Artificial model, int units) {
    this.model = model;
    this.y = new double[units];
  }

  @Override
  public void reset() {
    Arrays.fill(y, 0);
  }

  @Override
  public int step(double[] input, int[] fired) {
    for (int i = 0; i < y.length; i++) {
      double x = input[i] + NeuronModel.Nir.at(model.bias(), i);
      y[i] = switch (model.unit()) {
        case RELU -> Math.max(0, x);
        case LEAKY_RELU -> x > 0 ? x : model.negativeSlope() * x;
        case SIGMOID -> 1 / (1 + Math.exp(-x));
        case TANH -> Math.tanh(x);
        case SOFTMAX -> x;
      };
    }
    if (model.unit() == Unit.SOFTMAX) {
      softmax();
    }
    return 0;
  }

  /** With the greatest taken out first, so that no exponential overflows. */
  private void softmax() {
    double greatest = Double.NEGATIVE_INFINITY;
    for (double x : y) {
      greatest = Math.max(greatest, x);
    }
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      y[i] = Math.exp(y[i] - greatest);
      sum += y[i];
    }
    for (int i = 0; i < y.length; i++) {
      y[i] /= sum;
    }
  }

  @Override
  public boolean isGraded() {
    return true;
  }

  @Override
  public double value(String field, int neuron) {
    return y[neuron];
  }

  @Override
  public List<String> fields() {
    return List.of(NeuronModel.Artificial.VALUE);
  }
}
