package spikelock.mapper.train.gradient;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import spikelock.mapper.train.model.Decay;
import spikelock.mapper.train.model.LayerPlan;
import spikelock.mapper.train.model.NetworkPlan;
import spikelock.mapper.train.model.PathPlan;
import spikelock.mapper.train.model.Pool;
import spikelock.mapper.train.model.Unit;
import spikelock.mapper.train.model.UnitKind;
import spikelock.mapper.train.model.Weights;

/** Networks of every kind of layer and path, with samples for them. */
public final class RandomPlans {
  private RandomPlans() {}

  /** A unit with decay factors that are fixed, or trained for the layer or each neuron. */
  public static Unit unit(UnitKind kind, SplittableRandom random) {
    return new Unit(kind, decay(random), decay(random), decay(random), kind == UnitKind.ALIF ? 0.2 + 0.5 * random.nextDouble() : 0);
  }

  private static Decay decay(SplittableRandom random) {
    return new Decay(0.3 + 0.65 * random.nextDouble(), Decay.Learn.values()[random.nextInt(3)]);
  }

  /**
   * A picture or a row of channels, one to three hidden layers, skips and loops.
   *
   * @param hidden what hidden units may be
   * @param last what the output's may be
   */
  public static NetworkPlan plan(List<UnitKind> hidden, List<UnitKind> last, boolean dropout, SplittableRandom random) {
    int[] input = random.nextBoolean() ? new int[] {1 + random.nextInt(2), 4 + random.nextInt(3), 4 + random.nextInt(3)}
        : new int[] {1 + random.nextInt(7)};
    List<int[]> shapes = new ArrayList<>(List.of(input));
    int count = 1 + random.nextInt(3);
    List<PathPlan> first = new ArrayList<>();
    for (int l = 0; l < count; l++) {
      int source = random.nextInt(4) == 0 ? random.nextInt(l + 1) - 1 : l - 1;
      int[] from = shapes.get(source + 1);
      Pool pool = from.length == 3 && Math.min(from[1], from[2]) >= 3 && random.nextInt(3) == 0
          ? new Pool(2 + random.nextInt(2), random.nextBoolean()) : Pool.NONE;
      int[] pooled = pool.size() == 1 ? from : new int[] {from[0], from[1] / pool.size(), from[2] / pool.size()};
      if (pooled.length == 3 && random.nextInt(4) > 0) {
        int kernel = 1 + random.nextInt(Math.min(3, Math.min(pooled[1], pooled[2])));
        Weights.Convolution conv =
            new Weights.Convolution(1 + random.nextInt(3), kernel, 1 + random.nextInt(2), random.nextInt(kernel));
        first.add(new PathPlan(source, pool, conv));
        shapes.add(new int[] {conv.channels(), (pooled[1] + 2 * conv.padding() - kernel) / conv.stride() + 1,
            (pooled[2] + 2 * conv.padding() - kernel) / conv.stride() + 1});
      } else {
        first.add(new PathPlan(source, pool, new Weights.Dense()));
        shapes.add(new int[] {1 + random.nextInt(6)});
      }
    }
    first.add(PathPlan.dense(count - 1));
    shapes.add(new int[] {2 + random.nextInt(3)});
    List<LayerPlan> layers = new ArrayList<>();
    for (int l = 0; l <= count; l++) {
      List<UnitKind> kinds = l == count ? last : hidden;
      UnitKind kind = kinds.get(random.nextInt(kinds.size()));
      List<PathPlan> paths = new ArrayList<>(List.of(first.get(l)));
      int extra = random.nextInt(3);
      for (int e = 0; e < extra; e++) {
        paths.add(extra(l, count, kind.sends(), shapes, random));
      }
      layers.add(new LayerPlan("layer" + l, shapes.get(l + 1), unit(kind, random), paths,
          dropout && random.nextBoolean() ? 0.1 + 0.4 * random.nextDouble() : 0));
    }
    return new NetworkPlan("random", input, layers, 1e-3, random.nextBoolean());
  }

  /** A skip or a loop into a layer: only the last may send nothing. */
  private static PathPlan extra(int layer, int last, boolean sends, List<int[]> shapes, SplittableRandom random) {
    int source = random.nextInt(layer == last && sends ? last + 2 : last + 1) - 1;
    int[] into = shapes.get(layer + 1);
    int[] from = shapes.get(source + 1);
    boolean equal = Arrays.equals(into, from);
    if (equal && from.length == 3 && random.nextBoolean()) {
      return new PathPlan(source, Pool.NONE, new Weights.Convolution(into[0], 3, 1, 1));
    }
    return new PathPlan(source, Pool.NONE, equal && random.nextBoolean() ? new Weights.Diagonal() : new Weights.Dense());
  }

  /** A sample of values between -1 and 2 in about half of the channels. */
  public static Sample sample(NetworkPlan plan, int timesteps, SplittableRandom random) {
    return sample(plan, timesteps, random, true);
  }

  /** A sample of spikes. */
  public static Sample spikes(NetworkPlan plan, int timesteps, SplittableRandom random) {
    return sample(plan, timesteps, random, false);
  }

  private static Sample sample(NetworkPlan plan, int timesteps, SplittableRandom random, boolean values) {
    int[] start = new int[timesteps + 1];
    int[] channel = new int[timesteps * plan.inputs()];
    float[] value = new float[channel.length];
    int used = 0;
    for (int t = 0; t < timesteps; t++) {
      for (int c = 0; c < plan.inputs(); c++) {
        if (random.nextBoolean()) {
          channel[used] = c;
          value[used++] = values ? (float) (3 * random.nextDouble() - 1) : 1;
        }
      }
      start[t + 1] = used;
    }
    return new Sample(timesteps, start, Arrays.copyOf(channel, used), Arrays.copyOf(value, used), random.nextInt(plan.output().size()));
  }
}
