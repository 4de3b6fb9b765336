package spikelock.mapper.network;

import java.util.Map;

/** What the neurons of a population compute. */
public sealed interface NeuronModel {

  /** Input channels: they compute nothing. */
  record Input() implements NeuronModel {}

  /**
   * A NIR neuron, equations of NIR (Pedersen et al. 2024) in discrete time as {@link RunSettings} say.
   * Every array holds one value for all neurons or one for each.
   *
   * @param tauMem membrane time constant in s; unused by I, IF, Threshold and read-outs
   * @param tauSyn synapse time constant in s; CubaLI and CubaLIF only
   * @param r membrane resistance (gain of the input current)
   * @param wIn gain of the input of a Cuba neuron
   * @param vLeak leak potential
   * @param vThreshold a spike when the potential is above it; unused by those that never spike
   * @param vReset potential after a spike, for {@link Reset#VALUE}
   * @param bias constant added to the summed input in every timestep, beside the projections' own
   * @param refractory timesteps after a spike in which the potential stays where the reset left it
   * @param initialV potential at the first timestep
   * @param initialU synaptic current at the first timestep
   */
  record Nir(Kind kind, double[] tauMem, double[] tauSyn, double[] r, double[] wIn, double[] vLeak, double[] vThreshold,
      double[] vReset, double[] bias, int[] refractory, double[] initialV, double[] initialU) implements NeuronModel {

    /** Sums what arrives and shows it as its potential: what a network ends in when its last node is linear. */
    public static final Nir READOUT = new Nir(Kind.READOUT, new double[] {1}, new double[] {1}, new double[] {1}, new double[] {1},
        new double[] {0}, new double[] {0}, new double[] {0}, new double[] {0}, new int[] {0}, new double[] {0}, new double[] {0});

    /** Value of neuron {@code i} in an array of one or of many. */
    public static double at(double[] values, int i) {
      return values.length == 1 ? values[0] : values[i];
    }

    /** Value of neuron {@code i} in an array of one or of many. */
    public static int at(int[] values, int i) {
      return values.length == 1 ? values[0] : values[i];
    }
  }

  /**
   * A datapath of the chip itself, in its own integers: weights to it must be integers too.
   *
   * @param datapath bundled model name or path of a {@code .neuron} file
   * @param parameters by the datapath's parameter names: one value for all neurons or one for each
   * @param initial by the datapath's state names; absent fields start at the datapath's own value
   */
  record Native(String datapath, Map<String, int[]> parameters, Map<String, int[]> initial) implements NeuronModel {}

  /** NIR's neuron kinds, and the read-out that stands for a linear node at the end of a network. */
  enum Kind {
    I, IF, LI, LIF, CUBA_LI, CUBA_LIF, THRESHOLD, READOUT;

    /** Whether it has a threshold and emits spikes. */
    public boolean spikes() {
      return this == IF || this == LIF || this == CUBA_LIF || this == THRESHOLD;
    }

    /** Whether it has a synaptic current as state. */
    public boolean cuba() {
      return this == CUBA_LI || this == CUBA_LIF;
    }

    /** Whether its input is a current through a resistance. */
    public boolean hasResistance() {
      return this != THRESHOLD && this != READOUT;
    }

    /** Whether the membrane leaks. */
    public boolean leaks() {
      return this == LI || this == LIF || cuba();
    }
  }
}
