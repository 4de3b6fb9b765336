package spikelock.mapper.train.file;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import spikelock.emulator.files.NdArray;
import spikelock.mapper.network.NeuronModel;

/** The fields of NIR's nodes, each of the shape that NIR wants. */
final class NodeFields {
  private NodeFields() {}

  static NdArray whole(int... values) {
    return new NdArray(new int[] {values.length}, Arrays.stream(values).asLongStream().toArray());
  }

  static NdArray single(long value) {
    return new NdArray(new int[0], new long[] {value});
  }

  /** A value for each neuron. */
  static NdArray spread(double[] values, int[] shape) {
    double[] all = new double[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    Arrays.setAll(all, n -> NeuronModel.Nir.at(values, n));
    return new NdArray(shape, all);
  }

  /** The fields of a neuron node. */
  static Map<String, NdArray> of(NeuronModel.Nir model, int[] shape) {
    Map<String, double[]> values = new LinkedHashMap<>();
    if (model.kind().cuba()) {
      values.put("tau_syn", model.tauSyn());
      values.put("tau_mem", model.tauMem());
      values.put("w_in", model.wIn());
    } else if (model.kind().leaks()) {
      values.put("tau", model.tauMem());
    }
    values.put("r", model.r());
    if (model.kind().leaks()) {
      values.put("v_leak", model.vLeak());
    }
    if (model.kind().spikes()) {
      values.put("v_threshold", model.vThreshold());
      values.put("v_reset", model.vReset());
    }
    Map<String, NdArray> fields = new LinkedHashMap<>();
    values.forEach((name, value) -> fields.put(name, spread(value, shape)));
    return fields;
  }
}
