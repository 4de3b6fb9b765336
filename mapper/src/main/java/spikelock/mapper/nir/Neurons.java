package spikelock.mapper.nir;

import java.util.Arrays;
import java.util.Set;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.network.NeuronModel.Kind;

/** Turns the fields of a neuron node into a model, filling in what older files lack. */
final class Neurons {
  /** What an integrator has where a framework knows decays alone: it never leaks, and its gain undoes that. */
  static final Set<String> MAY_BE_INFINITE = Set.of("tau", "tau_mem", "tau_syn", "r", "w_in");

  private final Remarks repairs;
  private final String version;

  /** @param version of the file, for the messages */
  Neurons(Remarks repairs, String version) {
    this.repairs = repairs;
    this.version = version.isEmpty() ? "" : " (file version " + version + ")";
  }

  /**
   * The model of a node, gains as the file has them.
   *
   * @throws spikelock.emulator.error.InputException when a field is missing, has the wrong length, or is out of its range
   */
  NeuronModel.Nir model(NirNode node, int size) {
    Kind kind = Primitives.kind(node.type());
    double[] none = {0};
    double[] one = {1};
    double[] tauMem = kind.leaks() ? values(node, kind.cuba() ? "tau_mem" : "tau", size) : one;
    double[] tauSyn = kind.cuba() ? values(node, "tau_syn", size) : one;
    double[] r = kind == Kind.THRESHOLD ? one : optional(node, "r", size, 1);
    double[] wIn = kind.cuba() ? optional(node, "w_in", size, 1) : one;
    double[] vLeak = kind.leaks() ? optional(node, "v_leak", size, 0) : none;
    double[] vThreshold = kind.spikes() ? values(node, kind == Kind.THRESHOLD ? "threshold" : "v_threshold", size) : none;
    double[] vReset = kind.resets() ? optional(node, "v_reset", size, 0) : none;
    requireTimeConstant(node, kind.cuba() ? "tau_mem" : "tau", tauMem);
    requireTimeConstant(node, "tau_syn", tauSyn);
    NeuronModel.Nir model = NeuronModel.Nir.of(kind).tauMem(tauMem).tauSyn(tauSyn).r(r).wIn(wIn).vLeak(vLeak).vThreshold(vThreshold)
        .vReset(vReset).build();
    if (kind.resets()) {
      for (int i = 0; i < size; i++) {
        if (NeuronModel.Nir.at(vReset, i) >= NeuronModel.Nir.at(vThreshold, i)) {
          repairs.add("'" + node.path() + "' has v_reset " + NeuronModel.Nir.at(vReset, i) + " not below v_threshold "
              + NeuronModel.Nir.at(vThreshold, i) + " (neuron " + i + "): a spike does not bring it below the threshold");
          break;
        }
      }
    }
    return model;
  }

  private double[] optional(NirNode node, String field, int size, double otherwise) {
    if (node.has(field)) {
      return values(node, field, size);
    }
    repairs.add("'" + node.path() + "' has no " + field + ": using " + (otherwise == 0 ? "0" : "1") + version);
    return new double[] {otherwise};
  }

  private static double[] values(NirNode node, String field, int size) {
    double[] values = MAY_BE_INFINITE.contains(field) ? node.numbersOrInfinite(field) : node.numbers(field);
    if (values.length != 1 && values.length != size) {
      throw node.error("field \"" + field + "\" has " + values.length + " values for " + size + " neurons", "");
    }
    return Arrays.stream(values).allMatch(v -> v == values[0]) ? new double[] {values[0]} : values;
  }

  /** Below 0 is a factor above 1 per timestep: it can be computed, but grows without end. */
  private void requireTimeConstant(NirNode node, String field, double[] values) {
    int negative = 0;
    double least = 0;
    for (int i = 0; i < values.length; i++) {
      if (values[i] == 0) {
        throw node.error("field \"" + field + "\" is 0 at neuron " + i + "; a time constant must not be 0", "");
      }
      negative += values[i] < 0 ? 1 : 0;
      least = Math.min(least, values[i]);
    }
    if (negative > 0) {
      repairs.add("'" + node.path() + "' has a negative " + field + " (" + negative + " of " + values.length + " values, least " + least
          + "): a factor above 1 per timestep, as the framework that wrote it had; computed as it is");
    }
  }
}
