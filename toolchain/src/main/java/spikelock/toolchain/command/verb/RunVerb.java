package spikelock.toolchain.command.verb;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import spikelock.emulator.chip.Counter;
import spikelock.emulator.error.InputException;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.ImageFile;
import spikelock.emulator.platform.Target;
import spikelock.emulator.run.Probe;
import spikelock.emulator.run.Totals;
import spikelock.emulator.stimulus.Stimulus;
import spikelock.mapper.data.InputShape;
import spikelock.mapper.fixed.FixedNetwork;
import spikelock.mapper.fixed.FixedNetworkFile;
import spikelock.toolchain.command.options.InputOptions;
import spikelock.toolchain.command.options.NetworkOptions;
import spikelock.toolchain.command.options.Subject;
import spikelock.toolchain.command.options.TargetOptions;
import spikelock.toolchain.console.Answer;
import spikelock.toolchain.console.Progress;
import spikelock.toolchain.console.Session;
import spikelock.toolchain.console.Verb;
import spikelock.toolchain.rtl.RtlOptions;
import spikelock.toolchain.run.ChipRuns;
import spikelock.toolchain.run.Outcome;
import spikelock.toolchain.run.Readout;
import spikelock.toolchain.run.ReferenceRuns;
import spikelock.toolchain.run.ResultFile;
import spikelock.toolchain.targets.TargetKind;
import spikelock.toolchain.targets.Targets;

/** {@code run}: samples through a network, on the emulator, the Verilog or a reference. */
@Command(name = "run", description = "run samples on the emulator, the Verilog or a reference")
final class RunVerb extends Verb {
  @Parameters(index = "0", paramLabel = "IMAGE", description = "An image (.slk), or a network, which is mapped first.")
  private String file = "";

  @Option(names = "--target", paramLabel = "NAME", description = "emulator, rtl (under Verilator), or reference: a network as it is in "
      + "floats, an image's network in integers. Default: emulator.")
  private String target = "emulator";

  @Option(names = "--probe", paramLabel = "POP.FIELD", description = "Record POP.spikes or a state field in every timestep; may be repeated.")
  private List<String> probes = new ArrayList<>();

  @Option(names = "--readout", paramLabel = "HOW", description = "How the class is read from the first output: count or first (of spikes), last, max or mean (of spikes "
      + "or potentials); HOW:POP.FIELD reads that probe instead. Of equal neurons the lowest. Default: count, and max of an output that never spikes.")
  private String readout = "";

  @Option(names = {"-o", "--output"}, paramLabel = "FILE", description = "Write every output and probe as [samples, timesteps, neurons]: .npz, or .h5 for "
      + "NIRData.")
  private Path output;

  @Option(names = "--raw", description = "Keep the lag of the chip in what is written.")
  private boolean raw;

  @Option(names = "--threads", paramLabel = "N", description = "Samples run at a time on the emulator. Default: the processors; the results "
      + "are the same for any number.")
  private int threads = Runtime.getRuntime().availableProcessors();

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
        "run orientation --target rtl --samples 0:2");
  }

  @Override
  public Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("target", "emulator, rtl or reference");
    fields.put("image_hash", "SHA-256 of the image's contents; empty for a reference in floats");
    fields.put("samples", "samples run");
    fields.put("timesteps", "timesteps of all samples, without the tail for the lag");
    fields.put("accuracy", "part of the samples whose prediction is the label; null without labels");
    fields.put("predictions", "per sample: the neuron of the first output (or of the read-out's probe) with the greatest value, the lowest of equals");
    fields.put("readout", "how that value is read: count, first, last, max or mean, with :POP.FIELD for a probe");
    fields.put("output_spikes", "spikes of all outputs");
    fields.put("lag", "largest lag of what was recorded, in timesteps");
    fields.put("settings", "how the network is run: dt_s, reset, integrator, loop_bias_at_zero, like, gain, multi_spike, clamp, delay_mode, "
        + "time_unit and reasons");
    fields.put("seed", "of what memories start from; does not matter to results");
    fields.put("latency_us", "mean time of a sample at the chip's clock, in microseconds; null for a reference");
    fields.put("wall_s", "seconds it took");
    fields.put("cpu_s", "processor seconds it took, of all threads");
    fields.put("cycles", "total, mean_per_timestep, max_per_timestep, batches, steps; null for a reference");
    fields.put("counters", "accumulations, spikes, packets_in, packets_out, axon_out_stalls, busy_cycles, hops{n,e,s,w}: sums over tiles "
        + "and timesteps, batches included; null for a reference");
    fields.put("output", "the file written, or empty");
    return fields;
  }

  @Override
  public Answer run(Session session) throws InterruptedException {
    long wallStart = System.nanoTime();
    long cpuStart = cpuNanos();
    Optional<TargetKind> kind = Targets.orReference("--target", target);
    String source = Readout.parse(readout).source();
    if (!source.isEmpty() && !probes.contains(source)) {
      probes.add(source);
    }
    Subject subject = Subject.open(file, network);
    if (threads < 1) {
      throw new InputException("is " + threads + ", must be at least 1", "", "--threads", "");
    }
    if (kind.isEmpty() && subject.description().isPresent()) {
      subject.noteReading(session);
      var net = subject.description().get().network();
      InputOptions.Data data = input.read(session, subject, InputShape.of(net));
      try (Progress progress = session.progress("running the reference", data.stimulus().samples())) {
        return answer(session, subject, "", data, ReferenceRuns.floats(net, data.stimulus(), probes, progress::at), 0, Optional.empty(), wallStart, cpuStart);
      }
    }
    ChipImage image = subject.image(session, network);
    String hash = ImageFile.hash(image); // reads the file again: not after hours, when it may be another
    InputOptions.Data data = input.read(session, subject, image);
    if (kind.isEmpty()) {
      FixedNetwork fixed = FixedNetworkFile.read(image);
      return answer(session, subject, hash, data, ReferenceRuns.integers(fixed, data.stimulus(), probes), 0, Optional.empty(), wallStart,
          cpuStart);
    }
    List<Probe> wanted = probes.stream().map(p -> Probe.parse(image, p)).toList();
    RtlOptions options = rtl.rtl(session, false);
    Supplier<? extends Target> targets = kind.get().opener(image, options);
    int lag = ChipRuns.tail(image, wanted);
    long total = timesteps(data.stimulus()) + (long) lag * data.stimulus().samples();
    try (Progress progress = session.progress(kind.get().doing(), total)) {
      Outcome outcome = ChipRuns.run(image, targets, data.stimulus(), wanted, raw, kind.get().runsSideBySide() ? threads : 1, progress::at);
      return answer(session, subject, hash, data, outcome, lag, Optional.of(image), wallStart, cpuStart);
    }
  }

  private Answer answer(Session session, Subject subject, String hash, InputOptions.Data data, Outcome outcome, int lag, Optional<ChipImage> image,
      long wallStart, long cpuStart) {
    if (output != null) {
      ResultFile.write(session.outputs().file(output), output, outcome, data.dtS());
    }
    Readout read = Readout.parse(readout);
    int[] predictions = read.predictions(outcome);
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("target", target);
    fields.put("image_hash", hash);
    fields.put("samples", outcome.samples());
    fields.put("timesteps", timesteps(data.stimulus()));
    fields.put("accuracy", data.labels().map(labels -> accuracy(predictions, labels)).orElse(null));
    fields.put("predictions", predictions);
    fields.put("readout", read.describe(outcome));
    fields.put("output_spikes", outcome.outputSpikes());
    fields.put("lag", lag);
    fields.put("settings", subject.settings());
    fields.put("seed", rtl.seed());
    Optional<Totals> totals = outcome.totals();
    fields.put("latency_us", image.isEmpty() ? null : latency(totals.orElseThrow(), image.get(), outcome.samples()));
    fields.put("wall_s", (System.nanoTime() - wallStart) / 1e9);
    fields.put("cpu_s", (cpuNanos() - cpuStart) / 1e9);
    fields.put("cycles", totals.map(RunVerb::cycles).orElse(null));
    fields.put("counters", totals.map(RunVerb::counters).orElse(null));
    fields.put("output", output == null ? "" : output.toString());
    return Answer.done(fields, text(fields, data, outcome, image));
  }

  private static String settings(Map<?, ?> settings) {
    return "dt " + settings.get("dt_s") + " s, " + settings.entrySet().stream()
        .filter(e -> !List.of("dt_s", "reasons", "time_unit").contains(e.getKey()) && !e.getValue().equals(false)
            && !e.getValue().equals("nir") || e.getKey().equals("loop_bias_at_zero"))
        .map(e -> e.getKey().toString().replace('_', ' ') + " " + (e.getValue() instanceof Boolean yes ? yes ? "yes" : "no" : e.getValue()))
        .collect(java.util.stream.Collectors.joining(", "));
  }

  static double accuracy(int[] predictions, int[] labels) {
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      right += predictions.length > i && predictions[i] == labels[i] ? 1 : 0;
    }
    return labels.length == 0 ? 0 : (double) right / labels.length;
  }

  private static double latency(Totals totals, ChipImage image, int samples) {
    return samples == 0 ? 0 : image.spec().clock().microseconds(totals.cycles()) / samples;
  }

  static Map<String, Object> cycles(Totals totals) {
    Map<String, Object> cycles = new LinkedHashMap<>();
    cycles.put("total", totals.cycles());
    cycles.put("mean_per_timestep", totals.meanCycles());
    cycles.put("max_per_timestep", totals.mostCycles());
    cycles.put("batches", totals.batches());
    cycles.put("steps", totals.steps());
    return cycles;
  }

  static Map<String, Object> counters(Totals totals) {
    Map<String, Object> counters = new LinkedHashMap<>();
    for (Counter counter : Counter.values()) {
      if (counter.ordinal() < Counter.HOPS_NORTH.ordinal()) {
        counters.put(counter.name().toLowerCase(Locale.ROOT), totals.counter(counter));
      }
    }
    Map<String, Object> hops = new LinkedHashMap<>();
    hops.put("n", totals.counter(Counter.HOPS_NORTH));
    hops.put("e", totals.counter(Counter.HOPS_EAST));
    hops.put("s", totals.counter(Counter.HOPS_SOUTH));
    hops.put("w", totals.counter(Counter.HOPS_WEST));
    counters.put("hops", hops);
    counters.put("saturated", totals.saturated());
    return counters;
  }

  static long timesteps(Stimulus stimulus) {
    long timesteps = 0;
    for (int sample = 0; sample < stimulus.samples(); sample++) {
      timesteps += stimulus.timesteps(sample);
    }
    return timesteps;
  }

  private static long cpuNanos() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime() : 0;
  }

  private String text(Map<String, Object> fields, InputOptions.Data data, Outcome outcome, Optional<ChipImage> image) {
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "%d sample%s, %,d timesteps on the %s%n", outcome.samples(), outcome.samples() == 1 ? "" : "s", timesteps(data.stimulus()), target));
    text.append("settings        ").append(settings((Map<?, ?>) fields.get("settings"))).append(System.lineSeparator());
    if (data.labels().isPresent()) {
      double accuracy = (double) fields.get("accuracy");
      text.append(String.format(Locale.ROOT, "accuracy        %.2f %% (%d of %d)%n", 100 * accuracy,
          Math.round(accuracy * outcome.samples()), outcome.samples()));
    } else if (outcome.samples() <= 20 && fields.get("predictions") instanceof int[] predictions && predictions.length > 0) {
      text.append("predictions     ").append(java.util.Arrays.toString(predictions)).append(System.lineSeparator());
    }
    text.append(String.format(Locale.ROOT, "output spikes   %,d%n", outcome.outputSpikes()));
    image.ifPresent(i -> {
      Totals totals = outcome.totals().orElseThrow();
      text.append(String.format(Locale.ROOT, "cycles          %,d (%.1f a timestep, at most %,d)%n", totals.cycles(), totals.meanCycles(),
          totals.mostCycles()));
      text.append(String.format(Locale.ROOT, "latency         %.1f us a sample at %s%n", latency(totals, i, outcome.samples()), i.spec().clock()));
      text.append(String.format(Locale.ROOT, "accumulations   %,d%n", totals.counter(Counter.ACCUMULATIONS)));
      text.append(String.format(Locale.ROOT, "spikes          %,d%n", totals.counter(Counter.SPIKES)));
      text.append(String.format(Locale.ROOT, "packets         %,d in, %,d out%n", totals.counter(Counter.PACKETS_IN), totals.counter(Counter.PACKETS_OUT)));
    });
    text.append(String.format(Locale.ROOT, "took            %.2f s", (double) fields.get("wall_s")));
    if (output != null) {
      text.append(System.lineSeparator()).append("wrote ").append(output).append(": ").append(String.join(", ", outcome.arrays().keySet()));
    }
    return text.toString();
  }
}
