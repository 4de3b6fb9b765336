package spikelock.toolchain.command.verb;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
import spikelock.toolchain.command.answer.CosimAnswer;
import spikelock.toolchain.command.options.InputOptions;
import spikelock.toolchain.command.options.NetworkOptions;
import spikelock.toolchain.command.options.Subject;
import spikelock.toolchain.command.options.TargetOptions;
import spikelock.toolchain.console.Answer;
import spikelock.toolchain.console.Common;
import spikelock.toolchain.console.Heading;
import spikelock.toolchain.console.Progress;
import spikelock.toolchain.console.Session;
import spikelock.toolchain.console.Under;
import spikelock.toolchain.console.Verb;
import spikelock.toolchain.rtl.RtlOptions;
import spikelock.toolchain.rtl.Simulated;
import spikelock.toolchain.targets.TargetKind;
import spikelock.toolchain.targets.Targets;

/** {@code cosim}: the emulator and the Verilog in lockstep, to the end or the first difference. */
@Command(name = "cosim", customSynopsis = "spikelock cosim IMAGE|NETWORK [--input FILE] [options]",
    description = "prove the emulator and the Verilog equal in lockstep, timestep by timestep")
final class CosimVerb extends Verb {
  /** Timesteps of the waveform before the one that differs. */
  private static final int WINDOW = 2;

  @Parameters(index = "0", paramLabel = "IMAGE|NETWORK", description = "An image (.slk), or a network, which is mapped first.")
  private String file = "";

  @Under(Heading.RUNNING)
  @Option(names = "--against", paramLabel = "NAME", description = "What the emulator is compared with: rtl. Default: rtl.")
  private String against = "rtl";

  @Common
  @Under(Heading.RUNNING)
  @Option(names = "--rtl", paramLabel = "DIR", description = {"Use this copy of the emitted project instead of our Verilog.",
      "See emit; isolated by default."})
  private Path rtl;

  @Under(Heading.RUNNING)
  @Option(names = "--no-state", description = "Compare outputs, cycles and counters only, not every word of state.")
  private boolean noState;

  @Common
  @Under(Heading.RUNNING)
  @Option(names = "--ports", description = {"Compare every packet at the ports, cycle by cycle; slower.",
      "At every inject and eject port. A difference then names its cycle."})
  private boolean ports;

  @Common
  @Under(Heading.OUTPUT)
  @Option(names = "--waveform", paramLabel = "FILE.fst", description = {"On a difference, write the signals around it.",
      "Runs again for them, and writes those of the timesteps around it."})
  private Path waveform;

  @Common
  @Under(Heading.OUTPUT)
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
  public List<Class<? extends Record>> answers() {
    return List.of(CosimAnswer.class);
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
      long total = data.stimulus().totalTimesteps() + (long) lockstep.tail() * data.stimulus().samples();
      try (Progress progress = session.progress("comparing", total)) {
        result = lockstep.progress(progress::at).run(data.stimulus(), IntStream.range(0, data.stimulus().samples()).toArray());
      }
    }
    boolean traced = waveform != null && result.firstDifference().filter(d -> d.timestep() >= 0).isPresent();
    if (traced) {
      trace(session, image, data, kind, rtlOptions, result.firstDifference().orElseThrow());
    }
    Optional<Difference> difference = result.firstDifference().map(d -> CosimAnswer.numbered(d, data.numbers()[d.sample()] - d.sample()));
    CosimAnswer found = new CosimAnswer(result.equal(), data.stimulus().samples(), result.timesteps(), result.cycles(), result.spikes(),
        result.stateWords(), result.portEvents(), against, options.binding(), rtlOptions.isolated().isPresent(), hash, rtlHash, options.seed(), difference,
        traced ? waveform.toString() : "");
    if (junit != null) {
      JunitXml.write(session.outputs().file(junit), "spikelock.cosim", file, found.difference());
    }
    return found.difference().map(sentence -> Answer.checkFailed(found, found.text(), sentence)).orElseGet(() -> Answer.done(found, found.text()));
  }

  private void trace(Session session, ChipImage image, InputOptions.Data data, TargetKind kind, RtlOptions rtlOptions, Difference difference) {
    session.note("running again for the waveform ...");
    RtlOptions traced = rtlOptions.withWaveforms();
    try (Target emulator = Targets.open(Targets.EMULATOR, image, traced); Target chip = kind.opener(image, traced).get()) {
      ((Simulated) chip).waveform(session.outputs().file(waveform), Math.max(0, difference.timestep() - WINDOW), difference.timestep());
      new Lockstep(emulator, chip, !noState).run(data.stimulus(), new int[] {difference.sample()});
    }
  }
}
