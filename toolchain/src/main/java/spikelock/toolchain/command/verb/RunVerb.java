package spikelock.toolchain.command.verb;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.ArrayFile;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.ImageFile;
import spikelock.emulator.platform.Target;
import spikelock.emulator.run.Probe;
import spikelock.emulator.run.Totals;
import spikelock.mapper.data.InputShape;
import spikelock.mapper.fixed.FixedNetwork;
import spikelock.mapper.fixed.FixedNetworkFile;
import spikelock.toolchain.command.answer.RunAnswer;
import spikelock.toolchain.command.answer.SanafeAnswer;
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
import spikelock.toolchain.console.Under;
import spikelock.toolchain.console.Verb;
import spikelock.toolchain.console.Writes;
import spikelock.toolchain.rtl.RtlOptions;
import spikelock.toolchain.run.ChipRuns;
import spikelock.toolchain.run.Outcome;
import spikelock.toolchain.run.Readout;
import spikelock.toolchain.run.ReferenceRuns;
import spikelock.toolchain.run.ResultFile;
import spikelock.toolchain.sanafe.SanafeRun;
import spikelock.toolchain.targets.TargetKind;
import spikelock.toolchain.targets.Targets;

/** {@code run}: samples through a network, on the emulator, the Verilog or a reference. */
@Command(name = "run", customSynopsis = "spikelock run IMAGE|NETWORK [--input FILE] [options]",
    description = "run samples on the emulator, the Verilog or a reference")
final class RunVerb extends Verb {
  @Parameters(index = "0", paramLabel = "IMAGE|NETWORK", description = "An image (.slk), or a network, which is mapped first.")
  private String file = "";

  @Common(1)
  @Under(Heading.RUNNING)
  @Option(names = "--target", paramLabel = "NAME", description = {"emulator, rtl, netlist, bitstream, or reference.",
      "A reference is a network as it is in floats, an image's network in integers. Default: emulator."})
  private String target = "emulator";

  @Common
  @Under(Heading.OUTPUT)
  @Option(names = "--probe", paramLabel = "POP.FIELD", description = {"Record POP.spikes or a state field in every timestep.",
      "May be repeated."})
  private List<String> probes = new ArrayList<>();

  @Common
  @Under(Heading.OUTPUT)
  @Option(names = "--readout", paramLabel = "HOW", description = {"How the class is read: count, first, last, max or mean.",
      "From the first output: count or first (of spikes), last, max or mean (of spikes or potentials); HOW:POP.FIELD reads "
      + "that probe instead. Of equal neurons the lowest. Default: count, and max of an output that never spikes."})
  private String readout = "";

  @Common(1)
  @Under(Heading.OUTPUT)
  @Writes({FileKind.ARRAYS, FileKind.NIR_DATA})
  @Option(names = {"-o", "--output"}, paramLabel = "FILE", description = {"Write every output and probe: .npz, or .h5 for NIRData.",
      "Each as [samples, timesteps, neurons]."})
  private Path output;

  @Under(Heading.OUTPUT)
  @Option(names = "--raw", description = "Keep the lag of the chip in what is written.")
  private boolean raw;

  @Under(Heading.RUNNING)
  @Option(names = "--threads", paramLabel = "N", description = "Threads of the emulator: samples run side by side, and the timing of one sample beside its function "
      + "where there are fewer samples than threads. Default: the processors; the results are the same for any number.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Mixin private final GateOptions board = new GateOptions();
  @Mixin private final InputOptions input = new InputOptions();
  @Mixin private final NetworkOptions network = new NetworkOptions();
  @Mixin private final TargetOptions rtl = new TargetOptions();

  @Override
  public Group group() {
    return Group.CHECK;
  }

  @Override
  public List<String> examples() {
    return List.of("run orientation", "run braille.slk --input x.npy --labels y.npy --json",
        "run braille.nir --target reference --dt 1e-4 --reset zero --input x.npy --probe lif1.lif.spikes -o ref.npz",
        "run orientation --target rtl --samples 0:2", "run dvs.yaml --chip loihi.yaml --timesteps 128 -o spikes.npz");
  }

  @Override
  public List<Class<? extends Record>> answers() {
    return List.of(RunAnswer.class, SanafeAnswer.class);
  }

  @Override
  public Answer run(Session session) throws InterruptedException {
    if (SanafeRun.isNetwork(file)) {
      return sanafe(session);
    }
    long wallStart = System.nanoTime();
    long cpuStart = cpuNanos();
    Optional<TargetKind> asked = Targets.orReference("--target", target);
    board.check(asked.flatMap(TargetKind::stage));
    String source = Readout.parse(readout).source();
    if (!source.isEmpty() && !probes.contains(source)) {
      probes.add(source);
    }
    Subject subject = Subject.open(file, network);
    if (threads < 1) {
      throw new InputException("is " + threads + ", must be at least 1", "", "--threads", "");
    }
    if (asked.isEmpty() && subject.description().isPresent()) {
      subject.noteReading(session);
      var net = subject.description().get().network();
      InputOptions.Data data = input.read(session, subject, InputShape.of(net));
      try (Progress progress = session.progress("running the reference", data.stimulus().samples())) {
        return answer(session, subject, "the reference, in floats", "", data, ReferenceRuns.floats(net, data.stimulus(), probes, progress::at), 0,
            Optional.empty(), wallStart, cpuStart);
      }
    }
    Optional<GateOptions.Chosen> chosen = asked.map(kind -> board.choose(kind, session, subject, network));
    ChipImage image = chosen.map(GateOptions.Chosen::image).orElseGet(() -> subject.image(session, network));
    String hash = ImageFile.hash(image); // reads the file again: not after hours, when it may be another
    InputOptions.Data data = input.read(session, subject, image);
    if (chosen.isEmpty()) {
      FixedNetwork fixed = FixedNetworkFile.read(image);
      return answer(session, subject, "the reference, in the chip's integers", hash, data, ReferenceRuns.integers(fixed, data.stimulus(), probes), 0,
          Optional.empty(), wallStart, cpuStart);
    }
    List<Probe> wanted = probes.stream().map(p -> Probe.parse(image, p)).toList();
    RtlOptions options = rtl.rtl(session, false);
    TargetKind kind = chosen.get().kind();
    Supplier<? extends Target> targets = kind.opener(image, options);
    int lag = ChipRuns.tail(image, wanted);
    long total = data.stimulus().totalTimesteps() + (long) lag * data.stimulus().samples();
    try (Progress progress = session.progress(kind.doing(), total)) {
      Outcome outcome = ChipRuns.run(image, targets, data.stimulus(), wanted, raw, kind.runsSideBySide() ? threads : 1, progress::at);
      return answer(session, subject, kind.title(), hash, data, outcome, lag, Optional.of(image), wallStart, cpuStart);
    }
  }

  /** A network of SANA-FE is mapped already, on a chip of its own, and has its input in it. */
  private Answer sanafe(Session session) throws InterruptedException {
    String given = !target.equals("emulator") ? "--target" : !probes.isEmpty() ? "--probe" : !readout.isEmpty() ? "--readout" : input.isGiven() ? "--input" : "";
    if (!given.isEmpty()) {
      throw new InputException("has no effect on a network of SANA-FE, which runs as its files say", "", given, "leave it out");
    }
    SanafeRun run;
    try (Progress progress = session.progress("running", SanafeRun.timesteps(input.timesteps()))) {
      run = SanafeRun.of(Path.of(file), network.chipName(), input.timesteps(), output == null ? SanafeRun.Keep.COUNTS : SanafeRun.Keep.SPIKES, progress::at);
    }
    if (output != null) {
      ArrayFile.write(session.outputs().file(output, FileKind.ARRAYS), run.spikes());
    }
    SanafeAnswer answer = SanafeAnswer.run(run, output == null ? "" : output.toString());
    return Answer.done(answer, answer.text());
  }

  private Answer answer(Session session, Subject subject, String place, String hash, InputOptions.Data data, Outcome outcome, int lag,
      Optional<ChipImage> image, long wallStart, long cpuStart) {
    if (output != null) {
      ResultFile.write(session.outputs().file(output, ResultFile.isNirData(output) ? FileKind.NIR_DATA : FileKind.ARRAYS), output, outcome, data.dtS());
    }
    Readout read = Readout.parse(readout);
    int[] predictions = read.predictions(outcome);
    Optional<Totals> totals = image.flatMap(mapped -> outcome.totals());
    RunAnswer found = new RunAnswer(target, hash, outcome.samples(), data.stimulus().totalTimesteps(), data.labels().map(l -> RunAnswer.accuracy(predictions, l)),
        predictions, read.describe(outcome), outcome.outputSpikes(), lag, subject.settings(), rtl.seed(),
        totals.map(t -> latencyUs(t, image.orElseThrow(), outcome.samples())),
        totals.map(t -> image.orElseThrow().spec().clock().toString()), (System.nanoTime() - wallStart) / 1e9, (cpuNanos() - cpuStart) / 1e9,
        totals.map(RunAnswer.Cycles::of), totals.map(RunAnswer.Counters::of), output == null ? "" : output.toString());
    return Answer.done(found, found.text(place, outcome.arrays().keySet()));
  }

  private static double latencyUs(Totals totals, ChipImage image, int samples) {
    return samples == 0 ? 0 : image.spec().clock().microseconds(totals.cycles()) / samples;
  }

  private static long cpuNanos() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime() : 0;
  }
}
