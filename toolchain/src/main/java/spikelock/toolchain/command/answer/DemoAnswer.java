package spikelock.toolchain.command.answer;

import java.util.List;
import java.util.Locale;
import spikelock.emulator.chip.Counter;
import spikelock.emulator.cost.Estimate;
import spikelock.emulator.cost.Latency;
import spikelock.emulator.lockstep.Comparison;
import spikelock.toolchain.console.Means;
import spikelock.toolchain.console.Quantity;
import spikelock.toolchain.demo.DemoRun;

/** What {@code demo} showed. */
public record DemoAnswer(
    @Means("the bundled network") String network,
    @Means("the chip it was mapped on") String chip,
    @Means("cores in use") int cores,
    @Means("neurons") int neurons,
    @Means("samples emulated") int samples,
    @Means("part of them that were classified right") double accuracy,
    @Means("spikes of all neurons") long spikes,
    @Means("mean clock cycles of a timestep") double cyclesPerTimestep,
    @Means("mean time of a sample at the chip's clock") double latencyUs,
    @Means("the time within which 95 % of the samples are done") double latencyP95Us,
    @Means("that clock and what it is, such as 48 MHz, assumed") String clock,
    @Means("clock cycles the emulator does in a processor second") double emulatorCyclesPerS,
    @Means("clock cycles the Verilated chip does in a processor second") double rtlCyclesPerS,
    @Means("whether the Verilog was equal in every timestep; exit code 1 when not") boolean equal,
    @Means("samples in lockstep") int samplesCompared,
    @Means("timesteps in lockstep") long timestepsCompared,
    @Means("clock cycles in lockstep") long cyclesCompared,
    @Means("16-bit words of state compared") long stateWordsCompared,
    @Means("what it costs: on this chip in a plain process, and on a published chip") List<Cost> costs,
    @Means("where the image, the page and the Verilog project are") String folder,
    @Means("the page: one HTML file without scripts") String page) {

  /** What a sample costs by a profile. */
  public record Cost(String profile, String fidelity, double perInferenceJ, @Means("J") double low, @Means("J") double high, double sampleS) {
    static Cost of(Estimate estimate) {
      double samples = Math.max(1, estimate.counts().samples());
      return new Cost(estimate.profile().name(), estimate.profile().timing().fidelity(), estimate.perSampleJ(), estimate.lowJ() / samples, estimate.highJ() / samples,
          estimate.latency().map(l -> Latency.mean(l.samples())).orElse(0.0));
    }
  }

  public static DemoAnswer of(DemoRun run, String folder, String page) {
    Comparison comparison = run.comparison();
    return new DemoAnswer(run.name(), run.spec().name(), run.mapped().report().cores(), run.mapped().report().neurons(), run.samples(), run.accuracy(),
        run.totals().counter(Counter.SPIKES), run.totals().meanCycles(), run.latencyUs(), run.latencyUs(.95), run.spec().clock().toString(), run.emulatorSpeed(), run.rtlSpeed(),
        comparison.equal(), run.compared().length, comparison.timesteps(), comparison.cycles(), comparison.stateWords(), run.costs().all().stream().map(Cost::of).toList(), folder, page);
  }

  public String text() {
    StringBuilder text = new StringBuilder();
    row(text, "network", "%s: %d neurons on %d %s of %s", network, neurons, cores, cores == 1 ? "core" : "cores", chip);
    row(text, "accuracy", "%.1f %% of %d samples", 100 * accuracy, samples);
    row(text, "spikes", "%,d", spikes);
    row(text, "timestep", "%.0f clock cycles on average", cyclesPerTimestep);
    row(text, "latency", "%.1f us a sample at %s; 95 %% of them within %.1f us", latencyUs, clock, latencyP95Us);
    row(text, "emulator", "%.1f million cycles a second", emulatorCyclesPerS / 1e6);
    row(text, "Verilog", "%.2f million cycles a second under Verilator: the emulator is %.0f times as fast", rtlCyclesPerS / 1e6,
        emulatorCyclesPerS / rtlCyclesPerS);
    row(text, "lockstep", "%d samples, %,d timesteps, %,d cycles, %,d words of state: %s", samplesCompared, timestepsCompared, cyclesCompared,
        stateWordsCompared, equal ? "EQUAL" : "DIFFERENT");
    for (Cost cost : costs) {
      row(text, "energy", "%s a sample (%s .. %s), %s, by %s: %s", Quantity.joules(cost.perInferenceJ), Quantity.joules(cost.low), Quantity.joules(cost.high),
          Quantity.seconds(cost.sampleS), cost.profile, cost.fidelity);
    }
    row(text, "page", "%s", page);
    row(text, "files", "%s", folder);
    return text.toString().stripTrailing();
  }

  private static void row(StringBuilder text, String name, String format, Object... values) {
    text.append(String.format(Locale.ROOT, "%-10s", name)).append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
  }
}
