package spikelock.toolchain.command.verb;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import spikelock.emulator.chip.Counters;
import spikelock.emulator.error.InputException;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.ImageFile;
import spikelock.emulator.image.PlacedCores;
import spikelock.emulator.link.ConfigurationPackets;
import spikelock.emulator.lockstep.Comparison;
import spikelock.emulator.lockstep.Difference;
import spikelock.emulator.lockstep.Lockstep;
import spikelock.emulator.platform.Target;
import spikelock.hdl.project.RtlProject;
import spikelock.toolchain.command.answer.CosimAnswer;
import spikelock.toolchain.command.options.EnergyBudget;
import spikelock.toolchain.command.options.GateOptions;
import spikelock.toolchain.command.options.InputOptions;
import spikelock.toolchain.command.options.NetworkOptions;
import spikelock.toolchain.command.options.Subject;
import spikelock.toolchain.command.options.TargetOptions;
import spikelock.toolchain.console.Answer;
import spikelock.toolchain.console.Common;
import spikelock.toolchain.console.FileKind;
import spikelock.toolchain.console.Heading;
import spikelock.toolchain.console.Progress;
import spikelock.toolchain.console.Session;
import spikelock.toolchain.console.ShellWords;
import spikelock.toolchain.console.Under;
import spikelock.toolchain.console.Verb;
import spikelock.toolchain.console.Writes;
import spikelock.toolchain.rtl.Loading;
import spikelock.toolchain.rtl.RtlOptions;
import spikelock.toolchain.rtl.Simulated;
import spikelock.toolchain.soak.ConfigurationPath;
import spikelock.toolchain.targets.TargetKind;
import spikelock.toolchain.targets.Targets;

/** {@code cosim}: the emulator and the Verilog in lockstep, to the end or the first difference. */
@Command(name = "cosim", customSynopsis = "spikelock cosim IMAGE|NETWORK [--input FILE] [options]",
    description = "prove the emulator and the Verilog equal in lockstep, timestep by timestep")
final class CosimVerb extends Verb {
  private static final String SUITE = "spikelock.cosim";
  private static final int MOST_PACKETS = 100_000;

  /** Timesteps of the waveform before the one that differs. */
  private static final int WINDOW = 2;

  @Parameters(index = "0", paramLabel = "IMAGE|NETWORK", description = "An image (.slk), or a network, which is mapped first.")
  private String file = "";

  @Common
  @Under(Heading.RUNNING)
  @Option(names = "--against", paramLabel = "NAME", description = {"rtl, or of a board netlist or bitstream. Default: rtl.",
      "What the emulator is compared with. The last two are spoken to through the board's serial pins."})
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

  @Under(Heading.RUNNING)
  @Option(names = "--load", paramLabel = "auto|ports|direct", description = "ports: the image goes into the Verilog through the chip's ports and is read "
      + "back, as on silicon; direct: in place, sooner, and blind to that path. Default: auto, ports with --rtl and for images of up to "
      + MOST_PACKETS + " configuration packets.")
  private String load = "auto";

  @Common
  @Under(Heading.OUTPUT)
  @Writes(FileKind.WAVEFORM)
  @Option(names = "--waveform", paramLabel = "FILE.fst", description = {"On a difference, write the signals around it.",
      "Runs again for them, and writes those of the timesteps around it."})
  private Path waveform;

  @Common
  @Under(Heading.OUTPUT)
  @Writes(FileKind.XML)
  @Option(names = "--junit", paramLabel = "FILE.xml", description = "Write the result as JUnit XML.")
  private Path junit;

  @Mixin private final EnergyBudget budget = new EnergyBudget();
  @Mixin private final GateOptions board = new GateOptions();
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
        "cosim orientation --rtl my-chip --waveform difference.fst", "cosim orientation --energy-budget 100nJ",
        "cosim orientation --board hx8k-breakout --against bitstream");
  }

  @Override
  public List<Class<? extends Record>> answers() {
    return List.of(CosimAnswer.class);
  }

  @Override
  public Answer run(Session session) throws InterruptedException {
    if (junit == null) {
      return compare(session, new JunitXml(SUITE));
    }
    JunitXml report = new JunitXml(SUITE);
    try {
      return compare(session, report);
    } catch (InputException e) {
      report.error(file, e.describe());
      throw e;
    } catch (RuntimeException | InterruptedException e) {
      report.error(file, String.valueOf(e.getMessage()));
      throw e;
    } finally {
      session.outputs().now(junit, FileKind.XML, report::write);
    }
  }

  private Answer compare(Session session, JunitXml report) throws InterruptedException {
    budget.check();
    TargetKind asked = Targets.against("--against", against);
    board.check(asked.stage());
    if (asked.stage().isPresent()) {
      requireRtlOptionsAway();
    }
    Subject subject = Subject.open(file, network);
    GateOptions.Chosen chosen = board.choose(asked, session, subject, network);
    TargetKind kind = chosen.kind();
    ChipImage image = chosen.image();
    String hash = ImageFile.hash(image); // reads the file again: not after hours, when it may be another
    RtlOptions rtlOptions = options.rtl(session, rtl != null);
    if (rtl != null) {
      rtlOptions = rtlOptions.withProject(RtlProject.read(rtl, image));
    }
    InputOptions.Data data = input.read(session, subject, image);
    if (ports) {
      rtlOptions = rtlOptions.withPorts();
    }
    Loading loading = chosen.gates().isPresent() ? Loading.PORTS : loading(image);
    rtlOptions = rtlOptions.withAccess(loading == Loading.PORTS ? RtlOptions.Access.LOADED_THROUGH_PORTS : RtlOptions.Access.DIRECT);
    long readBack = 0;
    Optional<Difference> written = Optional.empty();
    Comparison result;
    String rtlHash;
    try (Target emulator = Targets.open(Targets.EMULATOR, image, rtlOptions); Target chip = kind.opener(image, rtlOptions).get()) {
      rtlHash = chosen.gates().map(gates -> gates.built().project().chip().hash()).orElseGet(() -> ((Simulated) chip).rtlHash());
      ConfigurationPath path = new ConfigurationPath(chip instanceof Simulated simulated ? simulated.throughPorts() : chip);
      if (loading == Loading.PORTS) {
        path.holds(image);
      }
      written = path.verify("after the image was loaded through the chip's ports");
      readBack = path.words();
      Lockstep lockstep = new Lockstep(emulator, chip, !noState && chosen.gates().isEmpty()); // state comes in place, or over a slow line
      if (ports) {
        lockstep.ports();
      }
      long total = data.stimulus().totalTimesteps() + (long) lockstep.tail() * data.stimulus().samples();
      try (Progress progress = session.progress("comparing", total)) {
        result = written.isPresent() ? new Comparison(0, 0, 0, 0, 0, written) : samples(lockstep.progress(progress::at), data, report);
      }
    }
    boolean traced = waveform != null && result.firstDifference().filter(d -> d.timestep() >= 0).isPresent();
    if (traced) {
      trace(session, image, data, kind, rtlOptions, result.firstDifference().orElseThrow());
    }
    Optional<Difference> difference = result.firstDifference().map(d -> CosimAnswer.numbered(d, data.numbers()[d.sample()] - d.sample()));
    CosimAnswer found = new CosimAnswer(result.equal(), data.stimulus().samples(), result.timesteps(), result.cycles(), result.spikes(),
        result.stateWords(), result.portEvents(), against, options.binding(), rtlOptions.isolated().isPresent(), hash, rtlHash, options.seed(), difference,
        traced ? waveform.toString() : "", loading.name().toLowerCase(Locale.ROOT), readBack, input.names(subject), data.numbers(), next(subject),
        result.equal() ? budget.of(image, data.stimulus()) : Optional.empty(), chosen.gates().map(CosimAnswer.Below::of));
    if (result.equal()) {
      found.problem().ifPresent(tooDear -> report.failed("energy", 0, tooDear));
    } else {
      int differs = written.isPresent() ? -1 : result.firstDifference().orElseThrow().sample();
      report.failed(differs < 0 ? "configuration" : sample(data, differs), 0, found.problem().orElse("different"));
      for (int s = differs + 1; s < data.stimulus().samples(); s++) {
        report.skipped(sample(data, s), "something before it differs");
      }
    }
    String text = found.text(image.spec().counters().kind() != Counters.NONE);
    return found.problem().map(sentence -> Answer.checkFailed(found, text, sentence)).orElseGet(() -> Answer.done(found, text));
  }

  /** Each sample by itself, so that each has its time; what is counted adds up over all of them. */
  private Comparison samples(Lockstep lockstep, InputOptions.Data data, JunitXml report) {
    int samples = data.stimulus().samples();
    Comparison result = lockstep.run(data.stimulus(), new int[0]);
    for (int s = 0; s < samples && result.equal(); s++) {
      long began = System.nanoTime();
      result = lockstep.run(data.stimulus(), new int[] {s});
      if (result.equal()) {
        report.passed(sample(data, s), (System.nanoTime() - began) / 1e9);
      }
    }
    return result;
  }

  private static String sample(InputOptions.Data data, int s) {
    return "sample " + data.numbers()[s];
  }

  private void requireRtlOptionsAway() {
    String given = rtl != null ? "--rtl" : waveform != null ? "--waveform" : ports ? "--ports" : Loading.DIRECT.name().equalsIgnoreCase(load) ? "--load" : "";
    if (!given.isEmpty()) {
      throw new InputException("looks into the Verilog, and " + against + " is reached through the board's pins alone", "", given, "leave it out, or use --against rtl");
    }
  }

  private Loading loading(ChipImage image) {
    Loading asked = NetworkOptions.choice(Loading.class, "--load", load);
    boolean ports = rtl != null || ConfigurationPackets.load(image, PlacedCores.of(image)).length <= MOST_PACKETS;
    return asked != Loading.AUTO ? asked : ports ? Loading.PORTS : Loading.DIRECT;
  }

  private void trace(Session session, ChipImage image, InputOptions.Data data, TargetKind kind, RtlOptions rtlOptions, Difference difference) {
    session.note("running again for the waveform ...");
    RtlOptions traced = rtlOptions.withWaveforms();
    try (Target emulator = Targets.open(Targets.EMULATOR, image, traced); Target chip = kind.opener(image, traced).get()) {
      ((Simulated) chip).waveform(session.outputs().file(waveform, FileKind.WAVEFORM), Math.max(0, difference.timestep() - WINDOW), difference.timestep());
      new Lockstep(emulator, chip, !noState).run(data.stimulus(), new int[] {difference.sample()});
    }
  }

  /** {@code soak} on the chip; one with cores that the mapper chose is known by its image alone. */
  private String next(Subject subject) {
    List<String> words = new ArrayList<>(List.of("spikelock", "soak", "--chip", subject.loaded().isPresent() ? file : "IMAGE.slk"));
    if (rtl != null) {
      words.addAll(List.of("--rtl", rtl.toString()));
    }
    String soak = ShellWords.join(words);
    return subject.loaded().isPresent() ? soak : soak + " (after spikelock map ... -o IMAGE.slk)";
  }
}
