package spikelock.mapper.quantise;

import java.util.List;
import java.util.Optional;

/**
 * What rounding cost one population. Errors are relative: of weights and thresholds to the greatest (or the rms) value.
 *
 * @param name population
 * @param scale the least number that the weights into a neuron were multiplied with
 * @param greatestScale the greatest
 * @param scaleShare how many neurons share a scale
 * @param weights what was lost, neuron by neuron
 * @param weightMaxError greatest error of a weight, relative to the greatest weight
 * @param weightRmsError rms error of the weights, relative to their rms
 * @param thresholdMaxError greatest relative error of a threshold
 * @param decayMaxError greatest error of a decay factor (absolute)
 * @param saturations weights and parameters that did not fit and were cut off
 * @param overflowProven whether no sum can leave the accumulator
 * @param greatestSum the greatest |sum| that all axons due together can give a neuron
 * @param sumLimit the sum that the accumulator holds
 * @param worstNeuron the neuron with the greatest sum
 * @param payload how its potential is sent, where it is
 * @param notes what else was given up
 * @param warnings what was lost that a user must hear of, with the remedy
 */
public record PopulationReport(String name, double scale, double greatestScale, ScaleShare scaleShare, WeightLoss weights, double weightMaxError,
    double weightRmsError, double thresholdMaxError, double decayMaxError, long saturations, boolean overflowProven, long greatestSum, long sumLimit,
    int worstNeuron, Optional<PayloadReport> payload, List<String> notes, List<String> warnings) {

  public PopulationReport {
    notes = List.copyOf(notes);
    warnings = List.copyOf(warnings);
  }
}
