package spikelock.toolchain.command;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Chips;
import spikelock.emulator.chip.Counter;
import spikelock.emulator.engine.Emulator;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.ImageFile;
import spikelock.emulator.lockstep.Comparison;
import spikelock.emulator.lockstep.Lockstep;
import spikelock.emulator.run.Totals;
import spikelock.emulator.stimulus.Stimulus;
import spikelock.emulator.target.StepRecord;
import spikelock.emulator.target.Target;
import spikelock.mapper.MapOptions;
import spikelock.mapper.MappedNetwork;
import spikelock.mapper.Mapper;
import spikelock.mapper.data.LabelFile;
import spikelock.mapper.data.StimulusFile;
import spikelock.mapper.description.NetworkDescription;
import spikelock.toolchain.console.Answer;
import spikelock.toolchain.console.Progress;
import spikelock.toolchain.console.Session;
import spikelock.toolchain.console.Verb;
import spikelock.toolchain.examples.Examples;
import spikelock.toolchain.examples.OrientationFilm;
import spikelock.toolchain.process.Cache;
import spikelock.toolchain.rtl.RtlOptions;
import spikelock.toolchain.rtl.RtlTarget;
import spikelock.toolchain.run.ChipRuns;
import spikelock.toolchain.run.EmittedProject;
import spikelock.toolchain.run.Outcome;

/** {@code demo}: the whole way on the bundled network. */
@Command(name = "demo", description = "the whole way on a bundled network: map, emulate, prove the Verilog equal")
final class DemoVerb extends Verb {
  private static final String NETWORK = "orientation";

  /** Few enough that the network spreads over the whole mesh. */
  private static final int NEURONS_A_CORE = 24;

  private static final int TIMESTEPS_A_FRAME = 5;
  private static final long MEASURE_NS = 500_000_000;

  @Option(names = {"-o", "--output"}, paramLabel = "DIR", description = "A new or empty folder for the files. Default: demo/ in the cache folder.")
  private Path output;

  @Override
  public Group group() {
    return Group.WHOLE_WAY;
  }

  @Override
  public List<String> examples() {
    return List.of("demo", "demo -o demo-files", "demo --json");
  }

  @Override
  public Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("network", "the bundled network");
    fields.put("chip", "the chip it was mapped on");
    fields.put("cores", "cores in use");
    fields.put("neurons", "neurons");
    fields.put("samples", "samples emulated");
    fields.put("accuracy", "part of them that were classified right");
    fields.put("spikes", "spikes of all neurons");
    fields.put("cycles_per_timestep", "mean clock cycles of a timestep");
    fields.put("latency_us", "mean time of a sample at the chip's clock");
    fields.put("emulator_cycles_per_s", "clock cycles the emulator does in a processor second");
    fields.put("rtl_cycles_per_s", "clock cycles the Verilated chip does in a processor second");
    fields.put("equal", "whether the Verilog was equal in every timestep; exit code 1 when not");
    fields.put("timesteps_compared", "timesteps in lockstep");
    fields.put("cycles_compared", "clock cycles in lockstep");
    fields.put("state_words_compared", "16-bit words of state compared");
    fields.put("folder", "where the image and the Verilog project are");
    return fields;
  }

  @Override
  public Answer run(Session session) throws IOException, InterruptedException {
    NetworkDescription network = Examples.open(NETWORK);
    ChipSpec spec = Chips.read(network.chip().orElseThrow());
    MappedNetwork mapped = Mapper.map(network.network(), spec, MapOptions.DEFAULT.withLimits(Map.of("neurons", NEURONS_A_CORE)));
    ChipImage image = mapped.image();
    Stimulus stimulus = StimulusFile.read(network.input().orElseThrow(), image.inputs().channels());
    int[] labels = LabelFile.read(network.labels().orElseThrow(), stimulus.samples());
    session.note(String.format(Locale.ROOT, "mapped %s (%d neurons) on %d cores of %s", NETWORK, mapped.report().neurons(), mapped.report().cores(),
        spec.name()));
    Path folder = write(session, image, stimulus);
    Outcome outcome = ChipRuns.run(image, () -> Emulator.of(image), stimulus, List.of(), false, 1, done -> { });
    Comparison comparison;
    double emulatorSpeed;
    double rtlSpeed;
    String film;
    session.note("building the Verilated chip (the first time this takes a minute or two) ...");
    try (Emulator emulator = Emulator.of(image);
        RtlTarget rtl = RtlTarget.open(image, RtlOptions.FAST.withProgress(line -> session.note("  " + line + " ...")))) {
      Lockstep lockstep = new Lockstep(emulator, rtl, true);
      long total = RunVerb.timesteps(stimulus) + (long) lockstep.tail() * stimulus.samples();
      try (Progress progress = session.progress("comparing", total)) {
        comparison = lockstep.progress(progress::at).run(stimulus, IntStream.range(0, stimulus.samples()).toArray());
      }
      emulatorSpeed = speed(emulator, stimulus);
      rtlSpeed = speed(rtl, stimulus);
      film = OrientationFilm.draw(emulator, stimulus, 0, TIMESTEPS_A_FRAME);
    }
    Totals totals = outcome.totals().orElseThrow();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("network", NETWORK);
    fields.put("chip", spec.name());
    fields.put("cores", mapped.report().cores());
    fields.put("neurons", mapped.report().neurons());
    fields.put("samples", outcome.samples());
    fields.put("accuracy", RunVerb.accuracy(outcome.predictions(), labels));
    fields.put("spikes", totals.counter(Counter.SPIKES));
    fields.put("cycles_per_timestep", totals.meanCycles());
    fields.put("latency_us", totals.cycles() / spec.clockMhz() / outcome.samples());
    fields.put("emulator_cycles_per_s", emulatorSpeed);
    fields.put("rtl_cycles_per_s", rtlSpeed);
    fields.put("equal", comparison.equal());
    fields.put("timesteps_compared", comparison.timesteps());
    fields.put("cycles_compared", comparison.cycles());
    fields.put("state_words_compared", comparison.stateWords());
    fields.put("folder", folder.toString());
    String text = film + System.lineSeparator() + summary(fields, spec, comparison);
    return comparison.firstDifference().map(d -> Answer.checkFailed(fields, text, d.describe("emulator", "rtl")))
        .orElseGet(() -> Answer.done(fields, text));
  }

  private Path write(Session session, ChipImage image, Stimulus stimulus) throws IOException {
    Path folder;
    Path shown;
    if (output != null) {
      folder = session.outputs().folder(output);
      shown = output;
    } else {
      folder = Cache.folder("demo");
      Cache.delete(folder);
      Files.createDirectories(folder);
      shown = folder;
    }
    ImageFile.write(folder.resolve(NETWORK + ".slk"), image);
    EmittedProject.write(image, stimulus, 0, folder.resolve("verilog"));
    return shown;
  }

  /** Clock cycles in a second of this thread's processor time. */
  private static double speed(Target target, Stimulus stimulus) {
    StepRecord record = new StepRecord(target.image().spec());
    int[] channels = new int[stimulus.channels()];
    int[] values = new int[stimulus.channels()];
    var threads = ManagementFactory.getThreadMXBean();
    long best = 0;
    long start = System.nanoTime();
    do {
      long cycles = 0;
      long cpu = threads.getCurrentThreadCpuTime();
      for (int sample = 0; sample < Math.min(8, stimulus.samples()); sample++) {
        target.resetState();
        for (int timestep = 0; timestep < stimulus.timesteps(sample); timestep++) {
          target.step(channels, values, stimulus.active(sample, timestep, channels, values), record);
          cycles += record.totalCycles();
        }
      }
      best = Math.max(best, cycles * 1_000_000_000 / Math.max(1, threads.getCurrentThreadCpuTime() - cpu));
    } while (System.nanoTime() - start < MEASURE_NS);
    return best;
  }

  private static String summary(Map<String, Object> fields, ChipSpec spec, Comparison comparison) {
    double emulator = (double) fields.get("emulator_cycles_per_s");
    double rtl = (double) fields.get("rtl_cycles_per_s");
    StringBuilder text = new StringBuilder();
    row(text, "network", "%s: %d neurons on %d cores of %s", fields.get("network"), fields.get("neurons"), fields.get("cores"), spec.name());
    row(text, "accuracy", "%.0f %% of %d samples", 100 * (double) fields.get("accuracy"), fields.get("samples"));
    row(text, "spikes", "%,d", fields.get("spikes"));
    row(text, "timestep", "%.0f clock cycles on average", fields.get("cycles_per_timestep"));
    row(text, "latency", "%.1f us a sample at %s MHz", fields.get("latency_us"), spec.clockMhz());
    row(text, "emulator", "%.1f million cycles a second", emulator / 1e6);
    row(text, "Verilog", "%.2f million cycles a second under Verilator: the emulator is %.0f times as fast", rtl / 1e6, emulator / rtl);
    row(text, "lockstep", "%,d timesteps, %,d cycles, %,d words of state: %s", comparison.timesteps(), comparison.cycles(), comparison.stateWords(),
        comparison.equal() ? "EQUAL" : "DIFFERENT");
    row(text, "files", "%s", fields.get("folder"));
    return text.toString().stripTrailing();
  }

  private static void row(StringBuilder text, String name, String format, Object... values) {
    text.append(String.format(Locale.ROOT, "%-10s", name)).append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
  }
}
