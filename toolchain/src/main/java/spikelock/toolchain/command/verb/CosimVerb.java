package spikelock.toolchain.command.verb;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.ImageFile;
import spikelock.emulator.lockstep.Comparison;
import spikelock.emulator.lockstep.Difference;
import spikelock.emulator.lockstep.Lockstep;
import spikelock.emulator.platform.Target;
import spikelock.hdl.project.RtlProject;
import spikelock.toolchain.command.options.InputOptions;
import spikelock.toolchain.command.options.NetworkOptions;
import spikelock.toolchain.command.options.Subject;
import spikelock.toolchain.command.options.TargetOptions;
import spikelock.toolchain.console.Answer;
import spikelock.toolchain.console.Progress;
import spikelock.toolchain.console.Session;
import spikelock.toolchain.console.Verb;
import spikelock.toolchain.rtl.RtlOptions;
import spikelock.toolchain.rtl.Simulated;
import spikelock.toolchain.targets.TargetKind;
import spikelock.toolchain.targets.Targets;

/** {@code cosim}: the emulator and the Verilog in lockstep, to the end or the first difference. */
@Command(name = "cosim", description = "prove the emulator and the Verilog equal in lockstep, timestep by timestep")
final class CosimVerb extends Verb {
  /** Timesteps of the waveform before the one that differs. */
  private static final int WINDOW = 2;

  @Parameters(index = "0", paramLabel = "IMAGE", description = "An image (.slk), or a network, which is mapped first.")
  private String file = "";

  @Option(names = "--against", paramLabel = "NAME", description = "What the emulator is compared with: rtl. Default: rtl.")
  private String against = "rtl";

  @Option(names = "--rtl", paramLabel = "DIR", description = "Use this copy of the emitted project (see emit) instead of our Verilog; isolated by default.")
  private Path rtl;

  @Option(names = "--no-state", description = "Compare outputs, cycles and counters only, not every word of state.")
  private boolean noState;

  @Option(names = "--ports", description = "Compare the packets at every inject and eject port cycle by cycle, too; slower. A difference then names its cycle.")
  private boolean ports;

  @Option(names = "--waveform", paramLabel = "FILE.fst", description = "On a difference, run again and write the signals of the timesteps around it.")
  private Path waveform;

  @Option(names = "--junit", paramLabel = "FILE.xml", description = "Write the result as JUnit XML.")
  private Path junit;

  @Mixin private final InputOptions input = new InputOptions();
  @Mixin private final NetworkOptions network = new NetworkOptions();
  @Mixin private final TargetOptions options = new TargetOptions();

  @Override
  public Group group() {
    return Group.CHECK;
  }

  @Override
  public List<String> examples() {
    return List.of("cosim orientation", "cosim braille.slk --input x.npy --samples 0:5 --json",
        "cosim orientation --rtl my-chip --waveform difference.fst");
  }

  @Override
  public Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("equal", "whether everything compared was equal; exit code 1 when not");
    fields.put("samples", "samples asked for");
    fields.put("timesteps", "timesteps compared");
    fields.put("cycles", "clock cycles in them");
    fields.put("output_spikes", "output spikes in them");
    fields.put("state_words_compared", "16-bit words of state, accumulators, schedulers and control compared");
    fields.put("port_events_compared", "with --ports: packets compared at the inject and eject ports");
    fields.put("against", "rtl");
    fields.put("binding", "ffm or jni");
    fields.put("isolated", "whether the Verilog ran in a child process");
    fields.put("image_hash", "SHA-256 of the image's contents");
    fields.put("rtl_hash", "SHA-256 of the Verilog");
    fields.put("seed", "of what memories start from");
    fields.put("first_difference", "null, or: sample, timestep, cycle, kind, tile, where, field, expected, actual, others, events[]");
    fields.put("waveform", "the file written, or empty");
    return fields;
  }

  @Override
  public Answer run(Session session) {
    TargetKind kind = Targets.against("--against", against);
    Subject subject = Subject.open(file, network);
    ChipImage image = subject.image(session, network);
    String hash = ImageFile.hash(image); // reads the file again: not after hours, when it may be another
    InputOptions.Data data = input.read(session, subject, image);
    RtlOptions rtlOptions = options.rtl(session, rtl != null);
    if (ports) {
      rtlOptions = rtlOptions.withPorts();
    }
    if (rtl != null) {
      rtlOptions = rtlOptions.withProject(RtlProject.read(rtl));
    }
    Comparison result;
    String rtlHash;
    try (Target emulator = Targets.open(Targets.EMULATOR, image, rtlOptions); Target chip = kind.opener(image, rtlOptions).get()) {
      rtlHash = chip instanceof Simulated simulated ? simulated.rtlHash() : "";
      Lockstep lockstep = new Lockstep(emulator, chip, !noState);
      if (ports) {
        lockstep.ports();
      }
      long total = RunVerb.timesteps(data.stimulus()) + (long) lockstep.tail() * data.stimulus().samples();
      try (Progress progress = session.progress("comparing", total)) {
        result = lockstep.progress(progress::at).run(data.stimulus(), IntStream.range(0, data.stimulus().samples()).toArray());
      }
    }
    boolean traced = waveform != null && result.firstDifference().filter(d -> d.timestep() >= 0).isPresent();
    if (traced) {
      trace(session, image, data, kind, rtlOptions, result.firstDifference().orElseThrow());
    }
    int from = result.firstDifference().map(d -> data.numbers()[d.sample()] - d.sample()).orElse(0);
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("equal", result.equal());
    fields.put("samples", data.stimulus().samples());
    fields.put("timesteps", result.timesteps());
    fields.put("cycles", result.cycles());
    fields.put("output_spikes", result.spikes());
    fields.put("state_words_compared", result.stateWords());
    fields.put("port_events_compared", result.portEvents());
    fields.put("against", against);
    fields.put("binding", options.binding());
    fields.put("isolated", rtlOptions.isolated().isPresent());
    fields.put("image_hash", hash);
    fields.put("rtl_hash", rtlHash);
    fields.put("seed", options.seed());
    fields.put("first_difference", result.firstDifference().map(d -> fieldsOf(d, from)).orElse(null));
    fields.put("waveform", traced ? waveform.toString() : "");
    if (junit != null) {
      JunitXml.write(session.outputs().file(junit), "spikelock.cosim", file, result.firstDifference().map(d -> describe(d, from)));
    }
    return result.firstDifference().map(d -> Answer.checkFailed(fields, text(result, d, from), describe(d, from)))
        .orElseGet(() -> Answer.done(fields, text(result)));
  }

  private void trace(Session session, ChipImage image, InputOptions.Data data, TargetKind kind, RtlOptions rtlOptions, Difference difference) {
    session.note("running again for the waveform ...");
    RtlOptions traced = rtlOptions.withWaveforms();
    try (Target emulator = Targets.open(Targets.EMULATOR, image, traced); Target chip = kind.opener(image, traced).get()) {
      ((Simulated) chip).waveform(session.outputs().file(waveform), Math.max(0, difference.timestep() - WINDOW), difference.timestep());
      new Lockstep(emulator, chip, !noState).run(data.stimulus(), new int[] {difference.sample()});
    }
  }

  static Map<String, Object> fieldsOf(Difference d, int from) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("sample", from + d.sample());
    fields.put("timestep", d.timestep());
    fields.put("cycle", d.cycle());
    fields.put("kind", d.kind());
    fields.put("tile", d.tile());
    fields.put("where", d.where());
    fields.put("field", d.field());
    fields.put("expected", d.expected());
    fields.put("actual", d.actual());
    fields.put("others", d.others());
    fields.put("events", d.events());
    return fields;
  }

  private String describe(Difference d, int from) {
    return new Difference(from + d.sample(), d.timestep(), d.cycle(), d.kind(), d.tile(), d.where(), d.field(), d.expected(), d.actual(),
        d.others(), d.events()).describe("emulator", against);
  }

  private String text(Comparison result) {
    return String.format(Locale.ROOT, "EQUAL: %,d timesteps, %,d cycles, %,d output spikes, %,d words of state: emulator = %s, bit by bit and cycle by cycle",
        result.timesteps(), result.cycles(), result.spikes(), result.stateWords(), against);
  }

  private String text(Comparison result, Difference d, int from) {
    StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "DIFFERENT after %,d equal timesteps%n", result.timesteps()));
    text.append(describe(d, from));
    if (!d.events().isEmpty()) {
      text.append(System.lineSeparator()).append("What led there:");
      d.events().forEach(line -> text.append(System.lineSeparator()).append("  ").append(line));
    }
    text.append(System.lineSeparator()).append(waveform == null ? "See the signals around it: --waveform difference.fst" : "wrote " + waveform);
    return text.toString();
  }
}
