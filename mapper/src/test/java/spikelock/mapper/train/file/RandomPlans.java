package spikelock.mapper.train.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import spikelock.mapper.train.gradient.Sample;
import spikelock.mapper.train.model.Decay;
import spikelock.mapper.train.model.LayerPlan;
import spikelock.mapper.train.model.NetworkPlan;
import spikelock.mapper.train.model.Parameters;
import spikelock.mapper.train.model.PathPlan;
import spikelock.mapper.train.model.Pool;
import spikelock.mapper.train.model.Shapes;
import spikelock.mapper.train.model.Unit;
import spikelock.mapper.train.model.UnitKind;
import spikelock.mapper.train.model.Weights;

/** Small networks of every kind of layer, path and unit, with parameters and samples on a coarse grid. */
final class RandomPlans {
  private static final double[] DECAYS = {0.5, 0.75, 0.9};

  private final Random random;
  private final List<UnitKind> hidden;
  private final List<UnitKind> last;
  private final boolean exact;

  /**
   * @param exact whether spiking networks compute the same in floats as in doubles, for a dozen timesteps: nothing but halves and sums
   */
  RandomPlans(Random random, List<UnitKind> hidden, List<UnitKind> last, boolean exact) {
    this.random = random;
    this.hidden = hidden;
    this.last = last;
    this.exact = exact;
  }

  NetworkPlan plan() {
    int[] input = random.nextInt(3) == 0 ? new int[] {3 + random.nextInt(9)}
        : new int[] {1 + random.nextInt(2), 5 + random.nextInt(4), 5 + random.nextInt(4)};
    int count = 1 + random.nextInt(4);
    List<int[]> shapes = new ArrayList<>();
    List<List<PathPlan>> paths = new ArrayList<>();
    for (int l = 0; l < count; l++) {
      layer(l, input, shapes, paths);
    }
    for (int l = 0; l < count - 1; l++) {
      back(l, shapes, paths.get(l));
    }
    List<LayerPlan> layers = new ArrayList<>();
    for (int l = 0; l < count; l++) {
      List<UnitKind> kinds = l == count - 1 ? last : hidden;
      layers.add(new LayerPlan("layer" + l, shapes.get(l), unit(kinds.get(random.nextInt(kinds.size()))), paths.get(l), 0));
    }
    if (layers.getLast().unit().kind().spikes()) {
      back(count - 1, shapes, paths.getLast());
      layers.set(count - 1, new LayerPlan("layer" + (count - 1), shapes.getLast(), layers.getLast().unit(), paths.getLast(), 0));
    }
    return new NetworkPlan("random", input, layers, random.nextBoolean() ? 1e-4 : 1e-3, random.nextBoolean());
  }

  /** One path at least; sometimes a skip from further back. */
  private void layer(int l, int[] input, List<int[]> shapes, List<List<PathPlan>> paths) {
    int source = l - 1;
    int[] from = source < 0 ? input : shapes.get(source);
    Pool pool = pool(from);
    int[] pooled = Shapes.pooled(from, pool, "");
    Weights weights;
    int[] shape;
    if (from.length == 3 && random.nextInt(3) > 0) {
      int kernel = 1 + random.nextInt(Math.min(3, Math.min(pooled[1], pooled[2])));
      Weights.Convolution convolution = new Weights.Convolution(1 + random.nextInt(3), kernel, 1 + random.nextInt(2), random.nextInt(kernel));
      weights = convolution;
      shape = Shapes.convolved(pooled, convolution, "");
    } else if (random.nextInt(6) == 0) {
      weights = new Weights.Diagonal();
      shape = random.nextBoolean() ? pooled : new int[] {Arrays.stream(pooled).reduce(1, (a, b) -> a * b)};
    } else {
      weights = new Weights.Dense();
      shape = new int[] {2 + random.nextInt(8)};
    }
    List<PathPlan> into = new ArrayList<>(List.of(new PathPlan(source, pool, weights)));
    if (l > 0 && shape.length == 1 && random.nextInt(3) == 0) {
      int further = random.nextInt(l) - 1;
      into.add(random.nextInt(into.size() + 1), new PathPlan(further, pool(further < 0 ? input : shapes.get(further)), new Weights.Dense()));
    }
    shapes.add(shape);
    paths.add(into);
  }

  private Pool pool(int[] shape) {
    if (shape.length == 1 || random.nextBoolean()) {
      return Pool.NONE;
    }
    int size = 1 + random.nextInt(Math.min(3, Math.min(shape[1], shape[2])));
    return new Pool(size, random.nextBoolean() && !(exact && size == 3));
  }

  /** Sometimes a loop: of the layer itself, or from a later one that spikes for certain. */
  private void back(int l, List<int[]> shapes, List<PathPlan> into) {
    boolean flat = shapes.get(l).length == 1;
    switch (random.nextInt(4)) {
      case 0 -> into.add(new PathPlan(l, Pool.NONE, new Weights.Diagonal()));
      case 1 -> {
        if (flat) {
          into.add(new PathPlan(l, Pool.NONE, new Weights.Dense()));
        }
      }
      case 2 -> {
        if (flat && l + 2 < shapes.size()) {
          into.add(new PathPlan(l + 1, Pool.NONE, new Weights.Dense()));
        }
      }
      default -> { }
    }
  }

  private Unit unit(UnitKind kind) {
    return switch (kind) {
      case LIF, LI -> Unit.leaky(kind, decay());
      case CUBA_LIF, CUBA_LI -> Unit.filtered(kind, decay(), decay());
      case ALIF -> Unit.adaptive(decay(), decay(), 0.25);
      default -> Unit.of(kind);
    };
  }

  private Decay decay() {
    Decay.Learn[] all = Decay.Learn.values();
    return exact ? Decay.fixed(DECAYS[0]) : new Decay(DECAYS[random.nextInt(DECAYS.length)], all[random.nextInt(all.length)]);
  }

  /** Multiples of 1/64, some of them 0, that make neurons spike; decays that differ. */
  float[] values(Parameters parameters) {
    float[] values = parameters.initial(random.nextLong(), 0.5);
    for (Parameters.Block block : parameters.blocks()) {
      boolean sparse = random.nextInt(4) == 0;
      for (int i = block.first(); i < block.first() + block.count(); i++) {
        values[i] = switch (block.role()) {
          case WEIGHT -> sparse && random.nextInt(3) == 0 ? 0 : grid(random.nextGaussian(0.3, 1.5) / Math.sqrt(block.fanIn()));
          case BIAS -> random.nextBoolean() ? 0 : grid(random.nextGaussian() / 8);
          case MEMBRANE, SYNAPSE, ADAPTATION -> values[i] + (float) random.nextGaussian();
        };
      }
    }
    return values;
  }

  private static float grid(double value) {
    return (float) Math.rint(value * 64) / 64;
  }

  Sample sample(int channels, int timesteps) {
    int[] start = new int[timesteps + 1];
    int[] channel = new int[channels * timesteps];
    int used = 0;
    for (int t = 0; t < timesteps; t++) {
      for (int c = 0; c < channels; c++) {
        if (random.nextInt(3) == 0) {
          channel[used++] = c;
        }
      }
      start[t + 1] = used;
    }
    float[] value = new float[used];
    Arrays.fill(value, 1);
    return new Sample(timesteps, start, Arrays.copyOf(channel, used), value, 0);
  }
}
