package spikelock.mapper.sanafe.simulate;

import java.util.Arrays;
import java.util.Map;
import spikelock.emulator.error.InputException;
import spikelock.mapper.sanafe.chip.UnitModel;
import spikelock.mapper.sanafe.network.Attribute;
import spikelock.mapper.sanafe.value.Values;

/** The somas of all neurons in flat arrays: Loihi's leaky integrate-and-fire, TrueNorth's neuron, and inputs. */
final class Somas {
  static final byte IDLE = 1;
  static final byte UPDATED = 2;
  static final byte FIRED = 3;

  private static final double STEPS = 64; // Loihi keeps a potential in 64ths
  private static final double INT_END = 2147483648.0;

  private final UnitModel[] models;
  private final double[] potential;
  private final double[] bias;
  private final double[] threshold;
  private final double[] reverseThreshold;
  private final double[] reset;
  private final double[] reverseReset;
  private final double[] leak; // the factor of LIF, the difference of TrueNorth
  private final double[] input;
  private final double[] inputDecay;
  private final ResetMode[] mode;
  private final ResetMode[] reverseMode;
  private final boolean[] always;
  private final boolean[] towardsZero;
  private final int[] refractory;
  private final int[] waiting;
  private final int[] mask;
  private final long[] time;
  private final NoiseStream[] noise;
  private final InputSource[] sources;
  private final GlibcRandom random = new GlibcRandom(1);

  Somas(int neurons) {
    models = new UnitModel[neurons];
    potential = new double[neurons];
    bias = new double[neurons];
    threshold = new double[neurons];
    reverseThreshold = new double[neurons];
    reset = new double[neurons];
    reverseReset = new double[neurons];
    leak = new double[neurons];
    input = new double[neurons];
    inputDecay = new double[neurons];
    mode = new ResetMode[neurons];
    reverseMode = new ResetMode[neurons];
    always = new boolean[neurons];
    towardsZero = new boolean[neurons];
    refractory = new int[neurons];
    waiting = new int[neurons];
    mask = new int[neurons];
    time = new long[neurons];
    noise = new NoiseStream[neurons];
    sources = new InputSource[neurons];
    Arrays.fill(mode, ResetMode.HARD);
    Arrays.fill(reverseMode, ResetMode.NONE);
    Arrays.fill(towardsZero, true);
  }

  void leakyIntegrateFire(int neuron, NoiseStream stream) {
    models[neuron] = UnitModel.LEAKY_INTEGRATE_FIRE;
    leak[neuron] = 1;
    noise[neuron] = stream;
  }

  void trueNorth(int neuron) {
    models[neuron] = UnitModel.TRUENORTH;
  }

  void input(int neuron, InputSource source) {
    models[neuron] = UnitModel.INPUT;
    sources[neuron] = source;
  }

  double potential(int neuron) {
    return potential[neuron];
  }

  /** Takes the attributes of a neuron, those that its model knows. */
  void configure(int neuron, Values values, Map<String, Attribute> attributes) {
    attributes.forEach((name, attribute) -> {
      if (attribute.toSoma()) {
        if (models[neuron] == UnitModel.INPUT) {
          sources[neuron].set(values, name, attribute.value());
        } else {
          configure(neuron, values, name, attribute);
        }
      }
    });
  }

  private void configure(int neuron, Values values, String name, Attribute attribute) {
    boolean lif = models[neuron] == UnitModel.LEAKY_INTEGRATE_FIRE;
    var value = attribute.value();
    switch (name) {
      case "threshold" -> threshold[neuron] = values.number(value, name);
      case "reverse_threshold" -> reverseThreshold[neuron] = values.number(value, name);
      case "reset" -> reset[neuron] = values.number(value, name);
      case "reverse_reset" -> reverseReset[neuron] = values.number(value, name);
      case "reset_mode" -> mode[neuron] = ResetMode.read(values, value, name);
      case "reverse_reset_mode" -> reverseMode[neuron] = ResetMode.read(values, value, name);
      case "bias" -> bias[neuron] = values.number(value, name);
      case "force_update", "force_update_every_timestep" -> always[neuron] = values.flag(value, name);
      default -> {
        if (lif) {
          configureLif(neuron, values, name, attribute);
        } else {
          configureTrueNorth(neuron, values, name, attribute);
        }
      }
    }
  }

  private void configureLif(int neuron, Values values, String name, Attribute attribute) {
    var value = attribute.value();
    switch (name) {
      case "leak_decay" -> leak[neuron] = values.number(value, name);
      case "input_decay" -> inputDecay[neuron] = values.number(value, name);
      case "refractory_delay" -> refractory[neuron] = values.integer(value, name, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case "potential" -> potential[neuron] = values.number(value, name);
      default -> { }
    }
  }

  private void configureTrueNorth(int neuron, Values values, String name, Attribute attribute) {
    var value = attribute.value();
    switch (name) {
      case "leak" -> leak[neuron] = values.number(value, name);
      case "leak_towards_zero" -> towardsZero[neuron] = values.flag(value, name);
      case "random_mask" -> mask[neuron] = values.integer(value, name, 0, Integer.MAX_VALUE);
      default -> { }
    }
  }

  /**
   * One update.
   *
   * @param comes whether a current comes in, even one of 0
   * @return {@link #IDLE}, {@link #UPDATED} or {@link #FIRED}
   */
  byte update(int neuron, double current, boolean comes, long timestep) {
    return switch (models[neuron]) {
      case LEAKY_INTEGRATE_FIRE -> lif(neuron, current, comes, timestep);
      case TRUENORTH -> trueNorth(neuron, current, comes);
      default -> inputSpike(neuron, current, comes, timestep);
    };
  }

  private byte lif(int neuron, double current, boolean comes, long timestep) {
    if (time[neuron] != timestep - 1) {
      throw new InputException("a leaky_integrate_fire neuron must be updated once in each timestep, and its core's buffer position does not see to that",
          "", "", "set buffer_position: soma and buffer_inside_unit: false");
    }
    double v = potential[neuron];
    byte state = Math.abs(v) > 0 || comes || Math.abs(bias[neuron]) > 0 || always[neuron] ? UPDATED : IDLE;
    if (timestep > 1) {
      input[neuron] *= inputDecay[neuron];
      v *= leak[neuron];
    }
    v = quantised(v);
    if (noise[neuron] != null) {
      v += noise[neuron].next();
    }
    if (waiting[neuron] <= 0) {
      v += bias[neuron];
      if (comes) {
        input[neuron] += current;
      }
      v += input[neuron];
      if (v > threshold[neuron]) {
        v = switch (mode[neuron]) {
          case HARD -> reset[neuron];
          case SOFT -> v - threshold[neuron];
          case NONE, SATURATE -> v;
        };
        waiting[neuron] = refractory[neuron];
        state = FIRED;
      }
      if (v < reverseThreshold[neuron]) {
        v = switch (reverseMode[neuron]) {
          case SOFT -> v - reverseThreshold[neuron];
          case HARD -> reverseReset[neuron];
          case SATURATE -> reverseThreshold[neuron];
          case NONE -> v;
        };
      }
    }
    potential[neuron] = v;
    time[neuron] = timestep;
    waiting[neuron] = Math.max(0, waiting[neuron] - 1);
    return state;
  }

  /** Cut to a 64th, towards zero; beyond 32 bits what x86 makes of it. */
  private static double quantised(double potential) {
    double steps = potential * STEPS;
    return (steps > -INT_END - 1 && steps < INT_END ? (int) steps : Integer.MIN_VALUE) / STEPS;
  }

  private byte trueNorth(int neuron, double current, boolean comes) {
    double v = potential[neuron];
    byte state = Math.abs(v) > 0 || comes || Math.abs(bias[neuron]) > 0 || always[neuron] ? UPDATED : IDLE;
    if (!towardsZero[neuron] || v < 0) {
      v += leak[neuron];
    } else if (v > 0) {
      v -= leak[neuron];
    }
    v += bias[neuron];
    if (comes) {
      v += current;
    }
    double seen = mask[neuron] == 0 ? v : v + (random.next() & mask[neuron]);
    if (seen >= threshold[neuron]) {
      v = switch (mode[neuron]) {
        case HARD -> reset[neuron];
        case SOFT -> v - threshold[neuron];
        case SATURATE -> threshold[neuron];
        case NONE -> v;
      };
      state = FIRED;
    } else if (seen <= reverseThreshold[neuron]) {
      v = switch (reverseMode[neuron]) {
        case HARD -> reverseReset[neuron];
        case SOFT -> v + reverseThreshold[neuron];
        case SATURATE -> reverseThreshold[neuron];
        case NONE -> v;
      };
    }
    potential[neuron] = v;
    return state;
  }

  private byte inputSpike(int neuron, double current, boolean comes, long timestep) {
    if (comes && current != 0) {
      throw new InputException("an input neuron is sent a current of " + current + ", which it cannot take", "", "", "remove the edges to it");
    }
    return sources[neuron].next(timestep) ? FIRED : IDLE;
  }
}
