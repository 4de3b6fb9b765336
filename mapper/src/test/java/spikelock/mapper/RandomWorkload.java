package spikelock.mapper;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import spikelock.emulator.files.NdArray;

/**
 * RND-N: every neuron has 100 targets (repeats kept) of weight +1 or -1 and a bias that makes it spike every thirty timesteps or so. A
 * timestep adds bias and last timestep's input to v; above the threshold there is a spike, and v is 0.
 */
public record RandomWorkload(int neurons, int[] target, byte[] weight, int[] bias, int[] v0) {
  public static final int FAN_OUT = 100;
  public static final int THRESHOLD = 3300;

  public static RandomWorkload of(int neurons, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    RandomWorkload made = new RandomWorkload(neurons, random.ints((long) FAN_OUT * neurons, 0, neurons).toArray(), new byte[FAN_OUT * neurons],
        new int[neurons], new int[neurons]);
    for (int i = 0; i < made.weight.length; i++) {
      made.weight[i] = (byte) (2 * random.nextInt(2) - 1);
    }
    for (int n = 0; n < neurons; n++) {
      made.bias[n] = random.nextInt(200);
      made.v0[n] = random.nextInt(THRESHOLD);
    }
    return made;
  }

  /** As an {@code .npz} holds it. */
  public Map<String, NdArray> arrays() {
    Map<String, NdArray> arrays = new LinkedHashMap<>();
    arrays.put("target", new NdArray(new int[] {neurons, FAN_OUT}, target));
    arrays.put("weight", NdArray.of(weight, neurons, FAN_OUT));
    arrays.put("bias", NdArray.of(bias));
    arrays.put("v0", NdArray.of(v0));
    return arrays;
  }

  /**
   * What comes of it.
   *
   * @param spikes [timesteps, neurons]
   * @param v [timesteps, neurons] at the end of the timestep
   */
  public record Run(byte[] spikes, int[] v) {}

  /** The rule itself. */
  public Run run(int timesteps) {
    byte[] spikes = new byte[timesteps * neurons];
    int[] potentials = new int[timesteps * neurons];
    int[] v = v0.clone();
    int[] input = new int[neurons];
    for (int t = 0; t < timesteps; t++) {
      int[] next = new int[neurons];
      for (int n = 0; n < neurons; n++) {
        v[n] += bias[n] + input[n];
        if (v[n] > THRESHOLD) {
          v[n] = 0;
          spikes[t * neurons + n] = 1;
          for (int k = n * FAN_OUT; k < (n + 1) * FAN_OUT; k++) {
            next[target[k]] += weight[k];
          }
        }
      }
      System.arraycopy(v, 0, potentials, t * neurons, neurons);
      input = next;
    }
    return new Run(spikes, potentials);
  }
}
