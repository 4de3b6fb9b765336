package spikelock.mapper.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import spikelock.emulator.chip.Chips;
import spikelock.mapper.MapOptions;
import spikelock.mapper.train.gradient.Loss;
import spikelock.mapper.train.gradient.PassOptions;
import spikelock.mapper.train.gradient.Sample;
import spikelock.mapper.train.gradient.Snapshot;
import spikelock.mapper.train.gradient.Surrogate;
import spikelock.mapper.train.model.Decay;
import spikelock.mapper.train.model.LayerPlan;
import spikelock.mapper.train.model.NetworkPlan;
import spikelock.mapper.train.model.Parameters;
import spikelock.mapper.train.model.PathPlan;
import spikelock.mapper.train.model.Unit;
import spikelock.mapper.train.model.UnitKind;
import spikelock.mapper.train.optimise.Rule;
import spikelock.mapper.train.optimise.Schedule;

/** A whole training ends with the same bits in a JVM that has the vector module (this one) and in one that has not. */
class VectorlessTest {
  private static final int INPUTS = 37;
  private static final int CLASSES = 5;

  /** Trains in another JVM. */
  public static void main(String[] arguments) throws InterruptedException {
    System.out.println(ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent() + " " + trained(false) + " " + trained(true));
  }

  @Test
  void theModuleChangesNoBit() throws IOException, InterruptedException {
    assertThat(ModuleLayer.boot().findModule("jdk.incubator.vector")).isPresent();
    Process plain = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", System.getProperty("java.class.path"),
        VectorlessTest.class.getName()).redirectErrorStream(true).start();
    String said = new String(plain.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).strip();

    assertThat(plain.waitFor()).as(said).isZero();
    assertThat(said).isEqualTo("false " + trained(false) + " " + trained(true));
  }

  private static int trained(boolean onChip) throws InterruptedException {
    Unit lif = Unit.leaky(UnitKind.LIF, new Decay(0.9, Decay.Learn.NEURON));
    NetworkPlan plan = new NetworkPlan("net", new int[] {INPUTS}, List.of(
        new LayerPlan("hidden", new int[] {75}, lif, List.of(PathPlan.dense(PathPlan.INPUT), PathPlan.dense(0)), 0.1),
        new LayerPlan("out", new int[] {CLASSES}, lif, List.of(PathPlan.dense(0)), 0)), 1e-3, false);
    Parameters parameters = new Parameters(plan);
    SplittableRandom random = new SplittableRandom(3);
    TrainingSet set = new TrainingSet(INPUTS, CLASSES, IntStream.range(0, 60).mapToObj(s -> sample(s % CLASSES, random)).toList());
    float[] values = parameters.initial(1, set.rms());
    ChipRule rule = ChipRule.of(parameters, values, Chips.read("mesh-2x2"), Map.of(), MapOptions.DEFAULT).require();
    TrainOptions options = new TrainOptions(4, 16, Rule.Adam.DEFAULT, 5e-3, Schedule.COSINE, 1, 0, PassOptions.of(Loss.CE_COUNT, Surrogate.DEFAULT), 1, 2);
    try (Trainer trainer = new Trainer(parameters, values, set, set.split(0, 0, 1), v -> onChip ? rule.snapshot(v) : Snapshot.floats(parameters, v), options)) {
      while (!trainer.isDone()) {
        trainer.epoch(done -> {});
      }
      return Arrays.hashCode(trainer.best());
    }
  }

  private static Sample sample(int label, SplittableRandom random) {
    int timesteps = 12;
    int[] start = new int[timesteps + 1];
    int[] channel = new int[timesteps * INPUTS];
    int used = 0;
    for (int t = 0; t < timesteps; t++) {
      for (int c = 0; c < INPUTS; c++) {
        if (random.nextDouble() < (c % CLASSES == label ? 0.5 : 0.2)) {
          channel[used++] = c;
        }
      }
      start[t + 1] = used;
    }
    float[] value = new float[used];
    Arrays.fill(value, 1);
    return new Sample(timesteps, start, Arrays.copyOf(channel, used), value, label);
  }
}
