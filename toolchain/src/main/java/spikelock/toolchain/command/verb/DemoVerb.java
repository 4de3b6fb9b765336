package spikelock.toolchain.command.verb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import spikelock.emulator.chip.Counter;
import spikelock.emulator.engine.Emulator;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.ImageFile;
import spikelock.emulator.lockstep.Comparison;
import spikelock.toolchain.console.Answer;
import spikelock.toolchain.console.Session;
import spikelock.toolchain.console.Verb;
import spikelock.toolchain.demo.Demo;
import spikelock.toolchain.demo.DemoPage;
import spikelock.toolchain.demo.DemoRun;
import spikelock.toolchain.demo.PictureText;
import spikelock.toolchain.examples.Examples;
import spikelock.toolchain.examples.OrientationFilm;
import spikelock.toolchain.process.Cache;
import spikelock.toolchain.run.EmittedProject;

/** {@code demo}: the whole way on a bundled network. */
@Command(name = "demo", description = "the whole way on a bundled network: map, emulate, prove the Verilog equal, show it on a page")
final class DemoVerb extends Verb {
  private static final String PAGE = "demo.html";
  private static final int TIMESTEPS_A_FRAME = 5;

  @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "A bundled network (see examples). Default: glyphs, which reads synthetic digits.")
  private String network = Examples.names().getFirst();

  @Option(names = {"-o", "--output"}, paramLabel = "DIR", description = "A new or empty folder for the files. Default: demo/ in the cache folder.")
  private Path output;

  @Override
  public Group group() {
    return Group.WHOLE_WAY;
  }

  @Override
  public List<String> examples() {
    return List.of("demo", "demo -o demo-files", "demo orientation", "demo --json");
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
    fields.put("latency_p95_us", "the time within which 95 % of the samples are done");
    fields.put("emulator_cycles_per_s", "clock cycles the emulator does in a processor second");
    fields.put("rtl_cycles_per_s", "clock cycles the Verilated chip does in a processor second");
    fields.put("equal", "whether the Verilog was equal in every timestep; exit code 1 when not");
    fields.put("samples_compared", "samples in lockstep");
    fields.put("timesteps_compared", "timesteps in lockstep");
    fields.put("cycles_compared", "clock cycles in lockstep");
    fields.put("state_words_compared", "16-bit words of state compared");
    fields.put("folder", "where the image, the page and the Verilog project are");
    fields.put("page", "the page: one HTML file without scripts");
    return fields;
  }

  @Override
  public Answer run(Session session) throws IOException, InterruptedException {
    DemoRun run = Demo.run(network, session);
    Path folder = write(session, run);
    Comparison comparison = run.comparison();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("network", run.name());
    fields.put("chip", run.spec().name());
    fields.put("cores", run.mapped().report().cores());
    fields.put("neurons", run.mapped().report().neurons());
    fields.put("samples", run.samples());
    fields.put("accuracy", run.accuracy());
    fields.put("spikes", run.totals().counter(Counter.SPIKES));
    fields.put("cycles_per_timestep", run.totals().meanCycles());
    fields.put("latency_us", run.latencyUs());
    fields.put("latency_p95_us", run.latencyUs(.95));
    fields.put("emulator_cycles_per_s", run.emulatorSpeed());
    fields.put("rtl_cycles_per_s", run.rtlSpeed());
    fields.put("equal", comparison.equal());
    fields.put("samples_compared", run.compared().length);
    fields.put("timesteps_compared", comparison.timesteps());
    fields.put("cycles_compared", comparison.cycles());
    fields.put("state_words_compared", comparison.stateWords());
    fields.put("folder", folder.toString());
    fields.put("page", folder.resolve(PAGE).toString());
    String text = picture(run) + System.lineSeparator() + summary(run, folder);
    return comparison.firstDifference().map(d -> Answer.checkFailed(fields, text, d.describe("emulator", "rtl")))
        .orElseGet(() -> Answer.done(fields, text));
  }

  private Path write(Session session, DemoRun run) throws IOException {
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
    ChipImage image = run.mapped().image();
    ImageFile.write(folder.resolve(run.name() + ".slk"), image);
    EmittedProject.write(image, run.stimulus(), 0, folder.resolve("verilog"));
    DemoPage.of(run).write(folder.resolve(PAGE));
    return shown;
  }

  private static String picture(DemoRun run) {
    if (!run.name().equals(Examples.ORIENTATION)) {
      return PictureText.of(run);
    }
    try (Emulator emulator = Emulator.of(run.mapped().image())) {
      return OrientationFilm.draw(emulator, run.stimulus(), 0, TIMESTEPS_A_FRAME);
    }
  }

  private static String summary(DemoRun run, Path folder) {
    Comparison comparison = run.comparison();
    StringBuilder text = new StringBuilder();
    row(text, "network", "%s: %d neurons on %d cores of %s", run.name(), run.mapped().report().neurons(), run.mapped().report().cores(), run.spec().name());
    row(text, "accuracy", "%.1f %% of %d samples", 100 * run.accuracy(), run.samples());
    row(text, "spikes", "%,d", run.totals().counter(Counter.SPIKES));
    row(text, "timestep", "%.0f clock cycles on average", run.totals().meanCycles());
    row(text, "latency", "%.1f us a sample at %s; 95 %% of them within %.1f us", run.latencyUs(), run.spec().clock(), run.latencyUs(.95));
    row(text, "emulator", "%.1f million cycles a second", run.emulatorSpeed() / 1e6);
    row(text, "Verilog", "%.2f million cycles a second under Verilator: the emulator is %.0f times as fast", run.rtlSpeed() / 1e6,
        run.emulatorSpeed() / run.rtlSpeed());
    row(text, "lockstep", "%d samples, %,d timesteps, %,d cycles, %,d words of state: %s", run.compared().length, comparison.timesteps(),
        comparison.cycles(), comparison.stateWords(), comparison.equal() ? "EQUAL" : "DIFFERENT");
    row(text, "page", "%s", folder.resolve(PAGE));
    row(text, "files", "%s", folder);
    return text.toString().stripTrailing();
  }

  private static void row(StringBuilder text, String name, String format, Object... values) {
    text.append(String.format(Locale.ROOT, "%-10s", name)).append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
  }
}
