package spikelock.mapper.train.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NearMiss;
import spikelock.mapper.train.model.Decay;
import spikelock.mapper.train.model.Unit;
import spikelock.mapper.train.model.UnitKind;

/**
 * What somebody said about the units of a layer; whatever was not said is empty.
 *
 * @param membrane time constant in s
 * @param synapse time constant in s
 * @param adaptation time constant in s
 * @param beta how much a spike raises the threshold of an adaptive unit
 * @param learn whether time constants are trained
 */
public record UnitChoice(Optional<UnitKind> kind, OptionalDouble membrane, OptionalDouble synapse, OptionalDouble adaptation, OptionalDouble beta,
    Optional<Decay.Learn> learn) {
  /** Nothing. */
  public static final UnitChoice NONE = new UnitChoice(Optional.empty(), OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(),
      OptionalDouble.empty(), Optional.empty());

  private static final double MEMBRANE_STEPS = 10;
  private static final double SYNAPSE_STEPS = 5;
  private static final double ADAPTATION_STEPS = 50;
  private static final double BETA = 0.2;

  /** What this leaves open, as another says. */
  public UnitChoice or(UnitChoice other) {
    return new UnitChoice(kind.or(other::kind), either(membrane, other.membrane), either(synapse, other.synapse),
        either(adaptation, other.adaptation), either(beta, other.beta), learn.or(other::learn));
  }

  /** The same of another kind. */
  public UnitChoice withKind(UnitKind wanted) {
    return new UnitChoice(Optional.of(wanted), membrane, synapse, adaptation, beta, learn);
  }

  private static OptionalDouble either(OptionalDouble first, OptionalDouble second) {
    return first.isPresent() ? first : second;
  }

  /**
   * The unit: LIF where no kind was said, time constants of 10 (membrane), 5 (synapse) and 50 (adaptation) timesteps, a beta of 0.2.
   *
   * @param dt timestep in s
   * @param layer for messages
   * @throws InputException when a time constant is not above dt, or beta is negative
   */
  Unit unit(double dt, String layer) {
    Decay leak = decay("tau_mem", membrane.orElse(MEMBRANE_STEPS * dt), dt, layer);
    Decay filter = decay("tau_syn", synapse.orElse(SYNAPSE_STEPS * dt), dt, layer);
    return switch (kind.orElse(UnitKind.LIF)) {
      case LIF -> Unit.leaky(UnitKind.LIF, leak);
      case LI -> Unit.leaky(UnitKind.LI, leak);
      case CUBA_LIF -> Unit.filtered(UnitKind.CUBA_LIF, leak, filter);
      case CUBA_LI -> Unit.filtered(UnitKind.CUBA_LI, leak, filter);
      case ALIF -> Unit.adaptive(leak, decay("tau_adapt", adaptation.orElse(ADAPTATION_STEPS * dt), dt, layer), raise(layer));
      case IF -> Unit.of(UnitKind.IF);
      case LINEAR -> Unit.of(UnitKind.LINEAR);
      case SOFTMAX -> Unit.of(UnitKind.SOFTMAX);
      case RELU -> Unit.of(UnitKind.RELU);
      case LEAKY_RELU -> Unit.of(UnitKind.LEAKY_RELU);
      case SIGMOID -> Unit.of(UnitKind.SIGMOID);
      case TANH -> Unit.of(UnitKind.TANH);
    };
  }

  private double raise(String layer) {
    double raise = beta.orElse(BETA);
    if (!(raise >= 0 && raise <= 100)) {
      throw new InputException("beta is " + raise + ", must be 0..100", "", layer, "");
    }
    return raise;
  }

  private Decay decay(String name, double tau, double dt, String layer) {
    if (!(tau > dt && tau <= 1e6 * dt)) {
      throw new InputException(name + " is " + tau + " s, must be above the timestep of " + dt + " s and at most a million of them", "", layer,
          "say --dt, or a longer time constant");
    }
    return Decay.of(tau, dt, learn.orElse(Decay.Learn.FIXED));
  }

  /**
   * A kind by its name in options and files.
   *
   * @throws InputException when there is none
   */
  public static UnitKind kind(String word) {
    List<String> known = Arrays.stream(UnitKind.values()).map(UnitKind::word).toList();
    if (!known.contains(word)) {
      throw new InputException("there are no units \"" + word + "\"", "", "", NearMiss.hint(word, known));
    }
    return UnitKind.values()[known.indexOf(word)];
  }
}
