package spikelock.mapper.train;

import spikelock.mapper.network.Adaptation;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.network.NeuronModel.Kind;
import spikelock.mapper.network.NeuronModel.Nir;
import spikelock.mapper.network.Unit;
import spikelock.mapper.train.model.LayerPlan;
import spikelock.mapper.train.model.Parameters;
import spikelock.mapper.train.model.UnitKind;

/** A trained layer's units as a network has them. */
final class TrainedUnits {
  private TrainedUnits() {}

  static NeuronModel of(Parameters parameters, int layer, float[] values) {
    return switch (parameters.plan().layers().get(layer).unit().kind()) {
      case IF -> Nir.of(Kind.IF).vThreshold(1).build();
      case LIF -> leaky(Kind.LIF, parameters, layer, values);
      case CUBA_LIF -> leaky(Kind.CUBA_LIF, parameters, layer, values);
      case ALIF -> leaky(Kind.ALIF, parameters, layer, values);
      case LI -> leaky(Kind.LI, parameters, layer, values);
      case CUBA_LI -> leaky(Kind.CUBA_LI, parameters, layer, values);
      case LINEAR -> Nir.READOUT;
      case SOFTMAX -> NeuronModel.Artificial.of(Unit.SOFTMAX);
      case RELU -> NeuronModel.Artificial.of(Unit.RELU);
      case LEAKY_RELU -> new NeuronModel.Artificial(Unit.LEAKY_RELU, new double[] {0}, UnitKind.LEAK);
      case SIGMOID -> NeuronModel.Artificial.of(Unit.SIGMOID);
      case TANH -> NeuronModel.Artificial.of(Unit.TANH);
    };
  }

  private static Nir leaky(Kind kind, Parameters parameters, int layer, float[] values) {
    Decays decays = Decays.of(parameters, layer, values);
    double dt = parameters.plan().dt();
    double threshold = threshold(parameters, layer, values);
    Nir neurons = Nir.of(kind).tauMem(decays.tau(decays.membrane(), dt)).r(threshold == 1 ? decays.gain(decays.membrane()) : new double[] {1})
        .vThreshold(kind.spikes() ? threshold : 0).build();
    if (kind.cuba()) {
      neurons = neurons.toBuilder().tauSyn(decays.tau(decays.synapse(), dt)).wIn(decays.gain(decays.synapse())).build();
    }
    if (kind.adapts()) {
      double beta = parameters.plan().layers().get(layer).unit().beta();
      neurons = neurons.toBuilder().adaptation(new Adaptation(decays.tau(decays.adaptation(), dt), new double[] {beta}, new double[] {0})).build();
    }
    return neurons;
  }

  /**
   * What an input of 1 moves the potential by, and the threshold of a unit that spikes. It is 1 but for LIF units with one decay factor: for
   * them snnTorch and Norse agree on a resistance of 1 only, and thus on a threshold of 1 - decay.
   */
  static double threshold(Parameters parameters, int layer, float[] values) {
    LayerPlan plan = parameters.plan().layers().get(layer);
    double[] membrane = Decays.of(parameters, layer, values).membrane();
    return plan.unit().kind() == UnitKind.LIF && membrane.length == 1 ? 1 - membrane[0] : 1;
  }
}
