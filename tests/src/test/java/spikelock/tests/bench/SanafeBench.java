package spikelock.tests.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import spikelock.toolchain.run.CpuTime;
import spikelock.toolchain.sanafe.SanafeRun;

/**
 * Processor time of SANA-FE's DVS gesture network (18,678 neurons) on its Loihi, read and run for 128 timesteps with messages in detail; beside it
 * the package {@code sanafe} on the same files, where {@code $SPIKELOCK_PYTHON} has it.
 */
final class SanafeBench {
  private static final int ROUNDS = 5;
  private static final int TIMESTEPS = 128;

  /** Reads both files and runs them, one thread; prints the processor seconds of all, then the synaptic events. */
  private static final String SANAFE = """
      import sys, time, sanafe
      began = time.process_time()
      arch = sanafe.load_arch(sys.argv[1])
      chip = sanafe.SpikingChip(arch)
      chip.load(sanafe.load_net(sys.argv[2], arch))
      results = chip.sim(%d, timing_model="detailed", processing_threads=1, scheduler_threads=0)
      print(time.process_time() - began)
      print(results["spikes"])
      """;

  private SanafeBench() {}

  /**
   * Processor seconds.
   *
   * @param ours median of some rounds in one Java process, the first left out
   * @param theirs of one run; empty where the package is not there
   */
  record Result(Measured ours, Optional<Double> theirs) {
    Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("cpu_s", ours.toMap());
      map.put("sanafe_cpu_s", theirs.orElse(null));
      map.put("times_as_fast", theirs.map(seconds -> seconds / ours.median()).orElse(null));
      return map;
    }
  }

  /** @param folder with SANA-FE's files */
  static Result run(Path folder) throws InterruptedException {
    Path chip = folder.resolve("loihi.yaml");
    Path network = folder.resolve("dvs.yaml");
    double[] seconds = new double[ROUNDS];
    long events = 0;
    for (int round = -1; round < ROUNDS; round++) {
      long before = CpuTime.nanos();
      events = SanafeRun.of(network, Optional.of(chip.toString()), TIMESTEPS, SanafeRun.Keep.NOTHING, done -> { }).totals().synapticEvents();
      if (round >= 0) {
        seconds[round] = (CpuTime.nanos() - before) / 1e9;
      }
    }
    return new Result(Measured.of(seconds), theirs(chip, network, events));
  }

  private static Optional<Double> theirs(Path chip, Path network, long events) throws InterruptedException {
    try {
      Path script = Files.createTempFile("spikelock", ".py");
      try {
        Files.writeString(script, String.format(SANAFE, TIMESTEPS));
        Process process = new ProcessBuilder(System.getenv().getOrDefault("SPIKELOCK_PYTHON", "python3"), script.toString(), chip.toString(), network.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        List<String> lines = process.inputReader().lines().toList();
        if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0 || lines.size() < 2) {
          process.destroyForcibly();
          return Optional.empty();
        }
        if (Long.parseLong(lines.getLast()) != events) {
          throw new IllegalStateException("the package counts " + lines.getLast() + " synaptic events, Spikelock " + events);
        }
        return Optional.of(Double.parseDouble(lines.get(lines.size() - 2)));
      } finally {
        Files.delete(script);
      }
    } catch (IOException e) {
      return Optional.empty(); // there is no Python
    }
  }
}
