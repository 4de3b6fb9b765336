package spikelock.tests.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import spikelock.emulator.chip.Chips;
import spikelock.mapper.MapOptions;
import spikelock.mapper.quantise.WeightRule;
import spikelock.mapper.train.ChipRule;
import spikelock.mapper.train.TrainOptions;
import spikelock.mapper.train.Trainer;
import spikelock.mapper.train.TrainingSet;
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
import spikelock.toolchain.run.CpuTime;

/**
 * Processor time of an epoch: 64-128-10 LIF, 1,500 samples of 25 timesteps, a third of the channels active, batches of 100, Adam, one
 * thread. Beside it PyTorch's time for the same network, where the command {@code python3} has it.
 */
final class TrainBench {
  private static final int SAMPLES = 1500;
  private static final int TIMESTEPS = 25;
  private static final int INPUTS = 64;
  private static final int HIDDEN = 128;
  private static final int CLASSES = 10;
  private static final int BATCH = 100;
  private static final int WARM_UP = 12;
  private static final int EPOCHS = 5;
  private static final double ACTIVE = 0.33;

  private TrainBench() {}

  /**
   * Processor seconds an epoch.
   *
   * @param floats without rounding
   * @param chip on the chip's integers with 8-bit weights
   * @param torch PyTorch's, one thread, without rounding; empty where there is none
   */
  record Result(Measured floats, Measured chip, Optional<Measured> torch) {
    Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("network", INPUTS + "-" + HIDDEN + "-" + CLASSES);
      map.put("samples", SAMPLES);
      map.put("timesteps", TIMESTEPS);
      map.put("vectors", ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent());
      map.put("float_cpu_s_per_epoch", floats.toMap());
      map.put("chip_cpu_s_per_epoch", chip.toMap());
      map.put("torch_cpu_s_per_epoch", torch.<Object>map(Measured::toMap).orElse(null));
      return map;
    }
  }

  static Result run() throws InterruptedException {
    Unit lif = Unit.leaky(UnitKind.LIF, Decay.fixed(0.9));
    NetworkPlan plan = new NetworkPlan("bench", new int[] {INPUTS}, List.of(
        new LayerPlan("hidden", new int[] {HIDDEN}, lif, List.of(PathPlan.dense(PathPlan.INPUT)), 0),
        new LayerPlan("out", new int[] {CLASSES}, lif, List.of(PathPlan.dense(0)), 0)), 1e-3, false);
    Parameters parameters = new Parameters(plan);
    TrainingSet set = samples();
    float[] values = parameters.initial(1, set.rms());
    ChipRule rule = ChipRule.of(parameters, values, Chips.read("mesh-2x2"), Map.of(),
        MapOptions.DEFAULT.withWeights(new WeightRule(OptionalInt.of(8), WeightRule.Scale.FREE))).require();
    double[][] seconds = new double[2][EPOCHS];
    try (Trainer floats = trainer(parameters, values.clone(), set, v -> Snapshot.floats(parameters, v));
        Trainer chip = trainer(parameters, values.clone(), set, rule::snapshot)) {
      for (int epoch = -WARM_UP; epoch < EPOCHS; epoch++) { // interleaved, so that a busy machine is busy for both
        long began = CpuTime.nanos();
        floats.epoch(done -> {});
        long between = CpuTime.nanos();
        chip.epoch(done -> {});
        if (epoch >= 0) {
          seconds[0][epoch] = (between - began) / 1e9;
          seconds[1][epoch] = (CpuTime.nanos() - between) / 1e9;
        }
      }
    }
    return new Result(Measured.of(seconds[0]), Measured.of(seconds[1]), torch());
  }

  private static Trainer trainer(Parameters parameters, float[] values, TrainingSet set, Trainer.Quantisation quantisation) {
    int[] all = new int[SAMPLES];
    Arrays.setAll(all, i -> i);
    return new Trainer(parameters, values, set, new TrainingSet.Split(all, new int[0], new int[0]), quantisation,
        new TrainOptions(WARM_UP + EPOCHS, BATCH, Rule.Adam.DEFAULT, 2e-3, Schedule.CONSTANT, 0, 0, PassOptions.of(Loss.CE_COUNT, Surrogate.DEFAULT), 1, 1));
  }

  /** Each class has its own active channels, and noise. */
  private static TrainingSet samples() {
    SplittableRandom random = new SplittableRandom(1);
    double[][] rate = new double[CLASSES][INPUTS];
    for (double[] each : rate) {
      Arrays.setAll(each, i -> 2 * ACTIVE * random.nextDouble());
    }
    Sample[] samples = new Sample[SAMPLES];
    for (int s = 0; s < SAMPLES; s++) {
      int[] start = new int[TIMESTEPS + 1];
      int[] channel = new int[TIMESTEPS * INPUTS];
      int used = 0;
      for (int t = 0; t < TIMESTEPS; t++) {
        for (int c = 0; c < INPUTS; c++) {
          if (random.nextDouble() < rate[s % CLASSES][c]) {
            channel[used++] = c;
          }
        }
        start[t + 1] = used;
      }
      float[] value = new float[used];
      Arrays.fill(value, 1);
      samples[s] = new Sample(TIMESTEPS, start, Arrays.copyOf(channel, used), value, s % CLASSES);
    }
    return new TrainingSet(INPUTS, CLASSES, List.of(samples));
  }

  /** The same network, sizes and optimiser in PyTorch, one thread; prints the processor seconds of each epoch. */
  private static final String TORCH = """
      import time, torch
      torch.set_num_threads(1)
      torch.manual_seed(1)
      class Spike(torch.autograd.Function):
          @staticmethod
          def forward(ctx, x):
              ctx.save_for_backward(x)
              return (x > 0).float()
          @staticmethod
          def backward(ctx, g):
              x, = ctx.saved_tensors
              return g / (1 + 10 * x.abs()) ** 2
      x = (torch.rand(%1$d, %2$d, %3$d) < %7$s).float()
      y = torch.arange(%1$d) %% %5$d
      one, two = torch.nn.Linear(%3$d, %4$d), torch.nn.Linear(%4$d, %5$d)
      optimiser = torch.optim.Adam([*one.parameters(), *two.parameters()], lr=2e-3)
      for epoch in range(%8$d):
          began = time.process_time()
          for order in torch.randperm(%1$d).split(%6$d):
              a, b, count = torch.zeros(len(order), %4$d), torch.zeros(len(order), %5$d), 0
              for t in range(%2$d):
                  a = 0.9 * a + one(x[order, t])
                  s = Spike.apply(a - 1)
                  a = a * (1 - s.detach())
                  b = 0.9 * b + two(s)
                  o = Spike.apply(b - 1)
                  b = b * (1 - o.detach())
                  count = count + o
              loss = torch.nn.functional.cross_entropy(count, y[order])
              optimiser.zero_grad()
              loss.backward()
              optimiser.step()
          print(time.process_time() - began, flush=True)
      """;

  private static Optional<Measured> torch() throws InterruptedException {
    String python = System.getenv().getOrDefault("SPIKELOCK_PYTHON", "python3");
    try {
      Path script = Files.createTempFile("spikelock", ".py");
      try {
        Files.writeString(script, String.format(java.util.Locale.ROOT, TORCH, SAMPLES, TIMESTEPS, INPUTS, HIDDEN, CLASSES, BATCH, ACTIVE, EPOCHS + 2));
        Process process = new ProcessBuilder(python, script.toString()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        List<String> lines = process.inputReader().lines().toList();
        boolean ended = process.waitFor(5, TimeUnit.MINUTES);
        if (!ended || process.exitValue() != 0 || lines.size() != EPOCHS + 2) {
          process.destroyForcibly();
          return Optional.empty();
        }
        return Optional.of(Measured.of(lines.stream().skip(2).mapToDouble(Double::parseDouble).toArray()));
      } finally {
        Files.delete(script);
      }
    } catch (IOException e) {
      return Optional.empty(); // there is no Python
    }
  }
}
