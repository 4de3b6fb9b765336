package spikelock.mapper.network;

import java.util.Map;
import java.util.Optional;

/** What the neurons of a population compute. */
public sealed interface NeuronModel {

  /** Input channels: they compute nothing. */
  record Input() implements NeuronModel {}

  /**
   * A NIR neuron, equations of NIR (Pedersen et al. 2024) in discrete time as {@link RunSettings} say; or its like with an adaptive
   * threshold, which NIR lacks. Every array holds one value for all neurons or one for each. Build it with {@link #of}.
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
   * @param adaptation of the threshold; ALIF only
   * @param rule how they compute, where that is not the network's {@link RunSettings#rule()}
   */
  record Nir(Kind kind, double[] tauMem, double[] tauSyn, double[] r, double[] wIn, double[] vLeak, double[] vThreshold,
      double[] vReset, double[] bias, int[] refractory, double[] initialV, double[] initialU, Adaptation adaptation,
      Optional<NeuronRule> rule) implements NeuronModel {

    /** Sums what arrives and shows it as its potential: what a network ends in when its last node is linear. */
    public static final Nir READOUT = of(Kind.READOUT).build();

    /** With a threshold that does not adapt, and the network's rule. */
    public Nir(Kind kind, double[] tauMem, double[] tauSyn, double[] r, double[] wIn, double[] vLeak, double[] vThreshold,
        double[] vReset, double[] bias, int[] refractory, double[] initialV, double[] initialU) {
      this(kind, tauMem, tauSyn, r, wIn, vLeak, vThreshold, vReset, bias, refractory, initialV, initialU, Adaptation.NONE, Optional.empty());
    }

    /** Starts a model whose fields have their defaults. */
    public static NirBuilder of(Kind kind) {
      return new NirBuilder(kind);
    }

    /** Starts another model with the fields of this one. */
    public NirBuilder toBuilder() {
      return new NirBuilder(this);
    }

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

  /**
   * Units of an artificial network: {@code y = f(x + bias)} with x the sum of what arrives. They have no state and take no time; what they
   * send on is y itself. They run in the float reference only.
   *
   * @param bias one value for all or one for each
   * @param negativeSlope of {@link Unit#LEAKY_RELU}; 0 for the others
   */
  record Artificial(Unit unit, double[] bias, double negativeSlope) implements NeuronModel {
    /** Slope of a leaky rectifier that says none. */
    public static final double USUAL_SLOPE = 0.01;
    /** The one field there is to look at. */
    public static final String VALUE = "y";

    /** With the usual slope where it is leaky. */
    public static Artificial of(Unit unit, double... bias) {
      return new Artificial(unit, bias.length == 0 ? new double[] {0} : bias, unit == Unit.LEAKY_RELU ? USUAL_SLOPE : 0);
    }
  }

  /** Whether what its members send is their value ({@link #valueField}) instead of spikes. */
  default boolean isGraded() {
    return switch (this) {
      case Input input -> false;
      case Nir nir -> !nir.kind().spikes();
      case Artificial artificial -> true;
      case Native own -> own.datapath().equals(LoihiNeuron.READOUT);
    };
  }

  /** What one of {@link #valueField} is worth in the network's own units: a native read-out shows the integers of its state. */
  default double valueUnit() {
    return this instanceof Native ? 1.0 / LoihiNeuron.WEIGHT : 1;
  }

  /** Name of the field that an output without spikes shows. */
  default String valueField() {
    return this instanceof Artificial ? Artificial.VALUE : "v";
  }

  /** NIR's neuron kinds, the adaptive LIF, and the read-out that stands for a linear node at the end of a network. */
  enum Kind {
    I("I"), IF("IF"), LI("LI"), LIF("LIF"), CUBA_LI("CubaLI"), CUBA_LIF("CubaLIF"), ALIF("ALIF"), THRESHOLD("Threshold"),
    READOUT("Readout");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** Its name in files and reports: NIR's, where NIR has it. */
    public String label() {
      return label;
    }

    /** Whether it has a threshold and emits spikes. */
    public boolean spikes() {
      return resets() || this == THRESHOLD;
    }

    /** Whether a spike resets the potential. */
    public boolean resets() {
      return this == IF || this == LIF || this == CUBA_LIF || this == ALIF;
    }

    /** Whether it has a synaptic current as state. */
    public boolean cuba() {
      return this == CUBA_LI || this == CUBA_LIF;
    }

    /** Whether a spike raises the threshold. */
    public boolean adapts() {
      return this == ALIF;
    }

    /** Whether its input is a current through a resistance. */
    public boolean hasResistance() {
      return this != THRESHOLD && this != READOUT;
    }

    /** Whether the membrane leaks. */
    public boolean leaks() {
      return this == LI || this == LIF || adapts() || cuba();
    }
  }
}
