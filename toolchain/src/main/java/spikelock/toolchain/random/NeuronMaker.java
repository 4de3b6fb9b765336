package spikelock.toolchain.random;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import spikelock.emulator.datapath.Field;
import spikelock.emulator.datapath.PlacedDatapath;

/**
 * Parameters, sets and initial states of one core's neurons. Values cover each field's whole range, but most are near what
 * the weights drive a neuron with, so that networks live.
 */
final class NeuronMaker {

  /** How readily a neuron spikes. */
  enum Temper {
    /** Without input, in nearly every timestep. */
    SURE,
    /** Without input, by its bias. */
    SELF_FIRING,
    /** When its input is strong enough. */
    DRIVEN,
    /** Parameters from their whole ranges. */
    ANY
  }

  private final RandomGenerator random;
  private final PlacedDatapath placed;
  private final int capacity;
  private final long drive;

  NeuronMaker(RandomGenerator random, ChipTables chip, int tile) {
    this.random = random;
    this.placed = chip.datapath(tile);
    this.capacity = chip.setCapacity(tile);
    this.drive = (1L << (chip.spec().core().synapses().weightBits() - 2)) * (1 + random.nextInt(6));
  }

  int[] coreParameters(Temper temper) {
    return parameters(placed.coreParameters(), temper);
  }

  /** Cuts {@code neurons} into at most {@code most} sets, the first of the first temper; there is no fan-out yet. */
  List<Draft.ParameterSet> sets(String core, int neurons, int most, List<Temper> tempers) {
    TreeSet<Integer> ends = new TreeSet<>(List.of(neurons));
    for (int cut = random.nextInt(Math.min(most, capacity)); cut > 0; cut--) {
      ends.add(1 + random.nextInt(neurons));
    }
    List<Draft.ParameterSet> sets = new ArrayList<>();
    int from = 0;
    for (int end : ends) {
      Temper temper = tempers.get(sets.isEmpty() ? 0 : random.nextInt(tempers.size()));
      sets.add(set(core + "." + (char) ('a' + sets.size()), end - from, temper));
      from = end;
    }
    return sets;
  }

  private Draft.ParameterSet set(String name, int size, Temper temper) {
    boolean own = placed.shape().neuronInitialState();
    List<Draft.Neuron> neurons = new ArrayList<>();
    for (int n = 0; n < size; n++) {
      neurons.add(new Draft.Neuron(parameters(placed.neuronParameters(), temper), own ? initial(temper) : new int[0], List.of()));
    }
    return new Draft.ParameterSet(name, -1, start(temper), parameters(placed.setParameters(), temper),
        own ? new int[0] : initial(temper), neurons);
  }

  private int start(Temper temper) {
    int chance = temper == Temper.SURE ? 0 : random.nextInt(20);
    return chance == 19 ? random.nextInt(1 << 16) : chance > 14 ? 1 + random.nextInt(4) : 0;
  }

  private int[] parameters(List<Integer> numbers, Temper temper) {
    return numbers.stream().mapToInt(p -> (int) parameter(placed.datapath().parameters().get(p), temper)).toArray();
  }

  private int[] initial(Temper temper) {
    int style = random.nextInt(10);
    return placed.datapath().states().stream().mapToInt(state -> (int) (temper == Temper.SURE ? ready(state)
        : style < 6 ? clip(state, 0) : style < 9 ? near(state, -1, 1) : any(state))).toArray();
  }

  /** What makes the neuron spike in the first timestep, even where no parameter makes it spike without input. */
  private static long ready(Field state) {
    return state.name().equals("v") ? state.max() / 2 : clip(state, 0);
  }

  private long parameter(Field field, Temper temper) {
    if (temper == Temper.ANY) {
      return any(field);
    }
    if (temper == Temper.DRIVEN && random.nextInt(40) == 0) {
      return random.nextBoolean() ? field.min() : field.max();
    }
    return switch (field.name()) {
      case "threshold" -> temper == Temper.SURE ? field.min() < 0 ? near(field, -1, -0.1) : field.min() : near(field, 0, 1);
      case "bias", "bias_u" -> switch (temper) {
        case SURE -> near(field, 0, 1);
        case SELF_FIRING -> near(field, 0.2, 2);
        case DRIVEN, ANY -> random.nextInt(3) > 0 ? 0 : near(field, -0.3, 0.5);
      };
      case "reset" -> temper == Temper.SURE || random.nextInt(3) > 0 ? clip(field, 0) : near(field, -0.5, 0.5);
      case "decay_u", "decay_v", "decay_a" -> random.nextInt(4) == 0 ? random.nextBoolean() ? field.min() : field.max()
          : between(field.max() / 2, field.max());
      case "beta" -> temper == Temper.SURE ? clip(field, 0) : near(field, -0.1, 0.5);
      case "refractory_period" -> random.nextInt(3) > 0 ? 0 : clip(field, random.nextInt(4));
      case "step" -> temper == Temper.SURE ? clip(field, random.nextInt(3)) : near(field, 0, 0.3);
      default -> any(field);
    };
  }

  private long any(Field field) {
    return random.nextInt(8) == 0 ? random.nextBoolean() ? field.min() : field.max() : between(field.min(), field.max());
  }

  /** A value between two multiples of the typical drive, in the field's own units. */
  private long near(Field field, double least, double most) {
    double unit = (double) drive * (1L << field.type().point());
    long lo = clip(field, (long) Math.max(least * unit, field.min() / 2.0));
    long hi = clip(field, (long) Math.min(most * unit, field.max() / 2.0));
    return between(Math.min(lo, hi), hi);
  }

  private static long clip(Field field, long value) {
    return Math.clamp(value, field.min(), field.max());
  }

  private long between(long least, long most) {
    return least + random.nextLong(most - least + 1);
  }
}
