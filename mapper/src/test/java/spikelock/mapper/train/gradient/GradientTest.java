package spikelock.mapper.train.gradient;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import spikelock.mapper.train.model.Decay;
import spikelock.mapper.train.model.LayerPlan;
import spikelock.mapper.train.model.NetworkPlan;
import spikelock.mapper.train.model.PathPlan;
import spikelock.mapper.train.model.Pool;
import spikelock.mapper.train.model.Unit;
import spikelock.mapper.train.model.UnitKind;
import spikelock.mapper.train.model.Weights;

/** The gradient of everything that can be trained is that of finite differences; spikes are smooth for it. */
class GradientTest {
  private static final long SEED = Long.getLong("spikelock.seed", new Random().nextLong());
  private static final Surrogate GENTLE = new Surrogate(Surrogate.Form.ARCTAN, 2);
  private static final List<UnitKind> KINDS = List.of(UnitKind.values());
  private static final List<UnitKind> SENDING = KINDS.stream().filter(UnitKind::sends).toList();
  private static final int RANDOM = 60;

  private static PassOptions options(Loss loss, Surrogate surrogate) {
    return new PassOptions(loss, surrogate, false, true, 0, 0, 0);
  }

  /** Readings that a kind has: those that never send have no count. */
  private static List<Loss> losses(UnitKind kind) {
    return Arrays.stream(Loss.values()).filter(l -> l.reading() != Loss.Reading.COUNT || kind != UnitKind.LI && kind != UnitKind.CUBA_LI).toList();
  }

  private static Unit unit(UnitKind kind, Decay.Learn learn) {
    return new Unit(kind, new Decay(0.8, learn), new Decay(0.6, learn), new Decay(0.9, learn), kind == UnitKind.ALIF ? 0.4 : 0);
  }

  private static NetworkPlan dense(Unit hidden, Unit last, boolean subtract) {
    return new NetworkPlan("dense", new int[] {5}, List.of(new LayerPlan("hidden", new int[] {6}, hidden, List.of(PathPlan.dense(-1)), 0),
        new LayerPlan("out", new int[] {3}, last, List.of(PathPlan.dense(0)), 0)), 1e-3, subtract);
  }

  private static DynamicTest test(String name, NetworkPlan plan, PassOptions options) {
    return test(name, plan, options, Optional.empty());
  }

  private static DynamicTest test(String name, NetworkPlan plan, PassOptions options, Optional<Long> dropout) {
    return DynamicTest.dynamicTest(name, () ->
        assertThat(GradientCheck.check(plan, options, dropout, SEED + name.hashCode(), name)).as("has a gradient, seed " + SEED).isTrue());
  }

  @TestFactory
  List<DynamicTest> everyUnitResetLossAndDecay() {
    System.out.println("GradientTest seed " + SEED + " (repeat with -Dspikelock.seed=" + SEED + ")");
    List<DynamicTest> tests = new ArrayList<>();
    for (UnitKind kind : KINDS) {
      for (boolean subtract : new boolean[] {false, true}) {
        for (Decay.Learn learn : Decay.Learn.values()) {
          for (Loss loss : losses(kind)) {
            if (kind.spikes() || !subtract && (kind.integrates() || learn == Decay.Learn.FIXED)) {
              Unit hidden = unit(kind.sends() ? kind : UnitKind.LIF, learn);
              tests.add(test(kind + " " + (subtract ? "subtract" : "zero") + " " + learn + " " + loss, dense(hidden, unit(kind, learn), subtract),
                  options(loss, GENTLE)));
            }
          }
        }
      }
    }
    assertThat(tests).hasSizeGreaterThan(150);
    return tests;
  }

  @TestFactory
  List<DynamicTest> everySurrogate() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Surrogate.Form form : Surrogate.Form.values()) {
      for (float slope : new float[] {0.3f, 0.6f, 1}) {
        tests.add(test(form + " " + slope, dense(unit(UnitKind.LIF, Decay.Learn.LAYER), unit(UnitKind.CUBA_LIF, Decay.Learn.NEURON), true),
            options(Loss.CE_COUNT, new Surrogate(form, slope))));
      }
    }
    return tests;
  }

  @TestFactory
  List<DynamicTest> everyLayer() {
    List<DynamicTest> tests = new ArrayList<>();
    Unit lif = unit(UnitKind.LIF, Decay.Learn.LAYER);
    for (UnitKind kind : List.of(UnitKind.LIF, UnitKind.TANH)) {
      Unit unit = unit(kind, Decay.Learn.FIXED);
      for (int stride = 1; stride <= 2; stride++) {
        for (int padding = 0; padding <= 1; padding++) {
          int side = (5 + 2 * padding - 3) / stride + 1;
          int[] shape = {3, side, side};
          Weights kernel = new Weights.Convolution(3, 3, stride, padding);
          tests.add(test("convolution " + kind + stride + padding,
              picture(new LayerPlan("c", shape, unit, List.of(new PathPlan(-1, Pool.NONE, kernel)), 0), lif, PathPlan.dense(0)),
              options(Loss.CE_COUNT, GENTLE)));
        }
      }
      for (boolean mean : new boolean[] {false, true}) {
        Pool pool = new Pool(2, mean);
        LayerPlan conv = new LayerPlan("c", new int[] {2, 5, 5}, unit,
            List.of(new PathPlan(-1, Pool.NONE, new Weights.Convolution(2, 3, 1, 1))), 0);
        tests.add(test("pool, dense " + kind + mean, picture(conv, lif, new PathPlan(0, pool, new Weights.Dense())), options(Loss.CE_COUNT, GENTLE)));
        tests.add(test("pooled input, convolution " + kind + mean, picture(new LayerPlan("c", new int[] {2, 2, 2}, unit,
            List.of(new PathPlan(-1, pool, new Weights.Convolution(2, 3, 1, 1))), 0), lif, PathPlan.dense(0)), options(Loss.CE_COUNT, GENTLE)));
      }
      tests.add(test("full loop " + kind, loop(unit, lif, PathPlan.dense(0)), options(Loss.CE_COUNT, GENTLE)));
      tests.add(test("diagonal loop " + kind, loop(unit, lif, new PathPlan(0, Pool.NONE, new Weights.Diagonal())), options(Loss.CE_COUNT, GENTLE)));
      tests.add(test("loop from a later layer " + kind, loop(unit, lif, PathPlan.dense(1)), options(Loss.CE_COUNT, GENTLE)));
      tests.add(test("skip " + kind, new NetworkPlan("skip", new int[] {4}, List.of(
          new LayerPlan("a", new int[] {5}, unit, List.of(PathPlan.dense(-1)), 0),
          new LayerPlan("b", new int[] {5}, unit, List.of(PathPlan.dense(0), new PathPlan(0, Pool.NONE, new Weights.Diagonal())), 0),
          new LayerPlan("out", new int[] {3}, lif, List.of(PathPlan.dense(1), PathPlan.dense(0), PathPlan.dense(-1)), 0)), 1e-3, false),
          options(Loss.CE_COUNT, GENTLE)));
      LayerPlan looped = new LayerPlan("c", new int[] {2, 5, 5}, unit, List.of(new PathPlan(-1, Pool.NONE, new Weights.Convolution(2, 3, 1, 1)),
          new PathPlan(0, Pool.NONE, new Weights.Convolution(2, 3, 1, 1))), 0);
      tests.add(test("convolution's loop " + kind, picture(looped, lif, PathPlan.dense(0)), options(Loss.CE_COUNT, GENTLE)));
    }
    return tests;
  }

  private static NetworkPlan picture(LayerPlan first, Unit last, PathPlan path) {
    return new NetworkPlan("picture", new int[] {2, 5, 5}, List.of(first, new LayerPlan("out", new int[] {3}, last, List.of(path), 0)), 1e-3, false);
  }

  private static NetworkPlan loop(Unit unit, Unit last, PathPlan loop) {
    return new NetworkPlan("loop", new int[] {4}, List.of(new LayerPlan("a", new int[] {5}, unit, List.of(PathPlan.dense(-1), loop), 0),
        new LayerPlan("out", new int[] {3}, last, List.of(PathPlan.dense(0)), 0)), 1e-3, true);
  }

  @TestFactory
  List<DynamicTest> regularisersAndDropout() {
    List<DynamicTest> tests = new ArrayList<>();
    Unit lif = unit(UnitKind.LIF, Decay.Learn.LAYER);
    for (boolean dropped : new boolean[] {false, true}) {
      double share = dropped ? 0.4 : 0;
      NetworkPlan plan = new NetworkPlan("regular", new int[] {4}, List.of(
          new LayerPlan("a", new int[] {8}, lif, List.of(PathPlan.dense(-1), PathPlan.dense(0)), share),
          new LayerPlan("b", new int[] {5}, lif, List.of(PathPlan.dense(0), PathPlan.dense(2)), share),
          new LayerPlan("out", new int[] {3}, lif, List.of(PathPlan.dense(1)), share)), 1e-3, false);
      Optional<Long> dropout = dropped ? Optional.of(SEED) : Optional.empty();
      tests.add(test("dropout only " + dropped, plan, options(Loss.CE_COUNT, GENTLE), dropout));
      tests.add(test("rate " + dropped, plan, new PassOptions(Loss.CE_COUNT, GENTLE, false, true, 3, 0.1, 0), dropout));
      tests.add(test("operations " + dropped, plan, new PassOptions(Loss.MSE_COUNT, GENTLE, false, true, 0, 0, 5), dropout));
      tests.add(test("both " + dropped, plan, new PassOptions(Loss.CE_MAX, GENTLE, false, true, 1, 0.3, 5), dropout));
    }
    return tests;
  }

  @Test
  void randomNetworks() {
    Set<UnitKind> seen = EnumSet.noneOf(UnitKind.class);
    int alive = 0;
    for (int i = 0; i < RANDOM; i++) {
      long seed = SEED + i;
      SplittableRandom random = new SplittableRandom(seed);
      NetworkPlan plan = RandomPlans.plan(SENDING, List.of(KINDS.get(i % KINDS.size())), true, random);
      plan.layers().forEach(l -> seen.add(l.unit().kind()));
      List<Loss> losses = losses(plan.output().unit().kind());
      PassOptions options = new PassOptions(losses.get(random.nextInt(losses.size())),
          new Surrogate(Surrogate.Form.values()[random.nextInt(3)], 0.5f + (float) random.nextDouble()), false, true,
          random.nextBoolean() ? 1 : 0, random.nextDouble(), random.nextBoolean() ? 3 : 0);
      alive += GradientCheck.check(plan, options, random.nextBoolean() ? Optional.of(seed) : Optional.empty(), seed, "random network " + i + " " + plan) ? 1 : 0;
    }
    assertThat(alive).as("networks that have a gradient").isGreaterThan(RANDOM / 2);
    assertThat(seen).containsExactlyInAnyOrderElementsOf(KINDS);
  }
}
