package spikelock.mapper.lava;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import spikelock.emulator.error.InputException;
import spikelock.mapper.hdf5.Hdf5Group;
import spikelock.mapper.network.LoihiNeuron;

/** The neurons of a layer: its group {@code neuron}, one number for all or one for each channel. */
final class NetNeurons {
  private static final List<String> TYPES = List.of("LOIHI", "CUBA");
  /** What SLAYER's Affine block writes for neurons that never spike: 2^18 - 1, "the maximum possible threshold". */
  private static final int AFFINE = (1 << 18) - 1;

  private final NetLayer layer;
  private final Hdf5Group group;
  private final int[] shape;

  /** @param shape of the layer */
  private NetNeurons(NetLayer layer, Hdf5Group group, int[] shape) {
    this.layer = layer;
    this.group = group;
    this.shape = shape;
  }

  /**
   * Reads them.
   *
   * @param bias one for all or one for each neuron
   * @param said receives what is left out
   * @throws InputException for neurons that Loihi's LIF cannot compute
   */
  static LoihiNeuron read(NetLayer layer, Hdf5Group group, int[] shape, int[] bias, Consumer<String> said) {
    return new NetNeurons(layer, group, shape).read(bias, said);
  }

  private LoihiNeuron read(int[] bias, Consumer<String> said) {
    String type = NetLayer.word(group, "type", layer.where + ", neuron");
    if (!TYPES.contains(type)) {
      throw layer.error("has neurons of the type \"" + type + "\"" + known(type) + ", which are not read",
          "read are LOIHI and CUBA, without graded spikes");
    }
    if (group.hasArray("gradedSpike") && number("gradedSpike", 0, 1) != 0) {
      throw layer.error("sends graded spikes, which Loihi's LIF neurons cannot", "");
    }
    if (group.hasArray("wgtExp") && number("wgtExp", -64, 64) != 0) {
      throw layer.error("has the weight exponent " + number("wgtExp", -64, 64) + ", only 0 is read", "");
    }
    if (group.hasArray("weight_exp") && number("weight_exp", -64, 64) != 0) {
      throw layer.error("divides the current by 2^" + number("weight_exp", -64, 64) + " (weight_exp of WgtScaleBatchNorm), only 2^0 is read",
          "lava-dl's own netx leaves it out, and is another network; use MeanOnlyBatchNorm");
    }
    if (group.hasArray("refDelay") && number("refDelay", 0, 1 << 16) > 1) {
      said.accept("'" + layer.type + layer.number + "' has refDelay " + number("refDelay", 0, 1 << 16) + ": left out, as lava-dl's netx does");
    }
    int[] threshold = each("vThMant", 0, AFFINE);
    if (Arrays.stream(threshold).allMatch(v -> v == AFFINE)) {
      said.accept("'" + layer.type + layer.number + "' is a read-out: its threshold is the greatest (2^18 - 1), so it never spikes and its potential "
          + "is the output");
      threshold = new int[] {LoihiNeuron.NEVER};
    } else {
      threshold = each("vThMant", 0, LoihiNeuron.MOST_VTH);
    }
    return new LoihiNeuron(each("iDecay", 0, LoihiNeuron.UNIT), each("vDecay", 0, LoihiNeuron.UNIT), fitting(bias), LoihiNeuron.BIAS_EXP, threshold);
  }

  /** What the type is called where it comes from. */
  private static String known(String type) {
    return Map.of("ALIF", " (adaptive thresholds)", "SDNN", " (sigma-delta)", "RF_PHASE", " (resonate and fire)", "RF_IZHIKEVICH", " (resonate and fire)",
        "ADRF_PHASE", " (adaptive resonate and fire)", "ADRF_IZHIKEVICH", " (adaptive resonate and fire)").getOrDefault(type, "");
  }

  private int[] fitting(int[] bias) {
    for (int value : bias) {
      if (value < LoihiNeuron.LEAST_BIAS || value > LoihiNeuron.MOST_BIAS) {
        throw layer.error("has a bias of " + value + ", must be " + LoihiNeuron.LEAST_BIAS + ".." + LoihiNeuron.MOST_BIAS, "");
      }
    }
    return one(bias);
  }

  private int number(String field, int least, int most) {
    int[] values = layer.ofNeuron(group, field, least, most);
    if (values.length != 1) {
      throw layer.error("field \"neuron/" + field + "\" has " + values.length + " values, must have 1", "");
    }
    return values[0];
  }

  private int[] each(String field, int least, int most) {
    return one(layer.spread("neuron/" + field, layer.ofNeuron(group, field, least, most), shape));
  }

  private static int[] one(int[] values) {
    return Arrays.stream(values).allMatch(v -> v == values[0]) ? new int[] {values[0]} : values;
  }
}
