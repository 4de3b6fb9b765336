package spikelock.mapper.quantise;

/**
 * What rounding did to the weights into one neuron.
 *
 * @param neuron its number within its population
 * @param scale what its weights, threshold and biases were multiplied with
 * @param synapses into it whose weight is not 0
 * @param lost those of them whose weight was rounded to 0
 * @param cutOff those of them whose weight did not fit and was cut off
 * @param totalError what the rounded weights' amounts sum to, less what the exact ones' do, as a part of the latter: -1 where all became 0
 * @param rmsError rms error of its weights, relative to their own rms: 0 where all are exact, 1 where all became 0
 */
public record NeuronLoss(int neuron, double scale, int synapses, int lost, int cutOff, double totalError, double rmsError) {

  /** The signal-to-noise ratio of its weights in dB; infinite where all are exact. */
  public double signalToNoise() {
    return 20 * Math.log10(1 / rmsError);
  }
}
