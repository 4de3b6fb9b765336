package spikelock.tests.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import spikelock.emulator.chip.Counter;
import spikelock.emulator.engine.Emulator;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.platform.StepRecord;
import spikelock.emulator.platform.Target;
import spikelock.toolchain.rtl.RtlOptions;
import spikelock.toolchain.rtl.RtlTarget;
import spikelock.toolchain.run.CpuTime;

/** The emulator with exact cycles against the Verilated RTL, CPU time of one thread each, interleaved. */
final class MeshBench {
  private static final int TIMESTEPS = 2000;
  private static final int ROUNDS = 5;
  private static final long SEED = 1;

  private MeshBench() {}

  /**
   * One workload's figures.
   *
   * @param cycles of {@link #TIMESTEPS} timesteps, the same for both
   * @param flitHops flits that crossed a link in them
   */
  record Result(String name, long cycles, long flitHops, Measured emulator, Measured rtl, Measured ratio) {
    Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("name", name);
      map.put("timesteps", TIMESTEPS);
      map.put("cycles", cycles);
      map.put("flit_hops", flitHops);
      map.put("emulator_cycles_per_s", emulator.toMap());
      map.put("rtl_cycles_per_s", rtl.toMap());
      map.put("ratio", ratio.toMap());
      return map;
    }
  }

  private record Run(long cycles, long hops, double cyclesPerSecond) {}

  static Result run(String name, boolean scatter, Consumer<String> progress) {
    ChipImage image = MeshWorkload.image(scatter, SEED);
    double[] emulated = new double[ROUNDS];
    double[] simulated = new double[ROUNDS];
    double[] ratio = new double[ROUNDS];
    long cycles = 0;
    long hops = 0;
    RtlOptions options = RtlOptions.FAST.withProgress(line -> progress.accept(line + " (the first time this takes some minutes)"));
    try (RtlTarget rtl = RtlTarget.open(image, options); Emulator emulator = Emulator.of(image)) {
      time(emulator); // compiled by the JIT before it counts
      for (int round = 0; round < ROUNDS; round++) {
        progress.accept(name + ": round " + (round + 1) + " of " + ROUNDS);
        Run ours = time(emulator);
        Run theirs = time(rtl);
        if (ours.cycles != theirs.cycles || ours.hops != theirs.hops) {
          throw new IllegalStateException(name + ": the emulator counts " + ours.cycles + " cycles and " + ours.hops + " hops, the RTL "
              + theirs.cycles + " and " + theirs.hops);
        }
        cycles = ours.cycles;
        hops = ours.hops;
        emulated[round] = ours.cyclesPerSecond;
        simulated[round] = theirs.cyclesPerSecond;
        ratio[round] = ours.cyclesPerSecond / theirs.cyclesPerSecond;
      }
    }
    return new Result(name, cycles, hops, Measured.of(emulated), Measured.of(simulated), Measured.of(ratio));
  }

  private static Run time(Target target) {
    StepRecord record = new StepRecord(target.image().spec());
    int[] none = {};
    target.resetState();
    long cycles = 0;
    long hops = 0;
    long start = CpuTime.nanos();
    for (int timestep = 0; timestep < TIMESTEPS; timestep++) {
      target.step(none, 0, record);
      cycles += record.totalCycles();
      int[] counters = record.counters();
      for (int at = 0; at < counters.length; at += Counter.COUNT) {
        hops += counters[at + Counter.HOPS_NORTH.ordinal()] + counters[at + Counter.HOPS_EAST.ordinal()]
            + counters[at + Counter.HOPS_SOUTH.ordinal()] + counters[at + Counter.HOPS_WEST.ordinal()];
      }
    }
    return new Run(cycles, hops, cycles * 1e9 / (CpuTime.nanos() - start));
  }
}
