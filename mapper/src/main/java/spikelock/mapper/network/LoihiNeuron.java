package spikelock.mapper.network;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * The bundled datapath {@code loihi} (nir.md 6.5, emulator/DATAPATH.md): one value for all neurons, or one for each.
 *
 * @param iDecay part of the synaptic current that is lost in a timestep, 0..4096 in 1/4096: Lava's du + 1
 * @param vDecay part of the potential that is lost in a timestep, 0..4096 in 1/4096
 * @param biasMant -4096..4095, times 2^biasExp, where a weight counts 64
 * @param biasExp 0..7
 * @param vth 0..131071, where a weight counts 1; or {@link #NEVER} for all, for a read-out whose potential is the answer
 */
public record LoihiNeuron(int[] iDecay, int[] vDecay, int[] biasMant, int biasExp, int[] vth) {
  /** Name of the datapath. */
  public static final String DATAPATH = "loihi";
  /** Its preset for neurons that never spike. */
  public static final String READOUT = "LoihiLI";
  /** A threshold that no potential reaches. */
  public static final int NEVER = 131072;
  /** A decay of everything. */
  public static final int UNIT = 4096;
  /** What a weight counts in the potential's own unit. */
  public static final int WEIGHT = 64;
  public static final int LEAST_BIAS = -4096;
  public static final int MOST_BIAS = 4095;
  /** The exponent with which a bias counts as much as a weight. */
  public static final int BIAS_EXP = 6;
  public static final int MOST_VTH = 131071;

  /** The model, with v and u of raw integers to start from; empty maps start at 0. */
  public NeuronModel.Native model(Map<String, int[]> initial) {
    Map<String, int[]> parameters = new TreeMap<>();
    parameters.put("i_decay", iDecay);
    parameters.put("v_decay", vDecay);
    parameters.put("bias_mant", biasMant);
    parameters.put("bias_exp", new int[] {biasExp});
    boolean readout = Arrays.stream(vth).allMatch(threshold -> threshold == NEVER);
    if (!readout) {
      parameters.put("vth", vth);
    }
    return new NeuronModel.Native(readout ? READOUT : DATAPATH, parameters, initial);
  }
}
