package spikelock.toolchain.command.verb;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.error.InputException;
import spikelock.hdl.project.RtlProject;
import spikelock.toolchain.command.answer.SoakAnswer;
import spikelock.toolchain.command.options.NetworkOptions;
import spikelock.toolchain.console.Answer;
import spikelock.toolchain.console.Common;
import spikelock.toolchain.console.Heading;
import spikelock.toolchain.console.Progress;
import spikelock.toolchain.console.Session;
import spikelock.toolchain.console.ShellWords;
import spikelock.toolchain.console.Under;
import spikelock.toolchain.console.Verb;
import spikelock.toolchain.random.RandomChips;
import spikelock.toolchain.random.RandomImages;
import spikelock.toolchain.rtl.Loading;
import spikelock.toolchain.rtl.RtlOptions;
import spikelock.toolchain.soak.Soak;
import spikelock.toolchain.soak.SoakFailure;
import spikelock.toolchain.soak.SoakTotals;
import spikelock.toolchain.verilator.Binding;
import spikelock.toolchain.verilator.VerilatorBuild.Profile;

/** {@code soak}: random networks in lockstep for as long as one likes, or to the first difference. */
@Command(name = "soak", description = "hold the emulator and the Verilog equal on random networks, for long")
final class SoakVerb extends Verb {
  private static final double MOST_MINUTES = 60 * 24 * 7;
  private static final double USUAL_MINUTES = 10;
  private static final int SEEDS = 1_000_000_000;

  @Common
  @Under(Heading.RUNNING)
  @Option(names = "--minutes", paramLabel = "N", description = {"How long. Default: 10, or with --networks as they take.",
      "The first network of every chip is always run."})
  private Double minutes;

  @Common
  @Under(Heading.RUNNING)
  @Option(names = "--networks", paramLabel = "N", description = {"How many networks, the same ones on every machine.",
      "They are dealt to the chips in turn."})
  private Long networks;

  @Common
  @Under(Heading.RUNNING)
  @Option(names = "--chip", paramLabel = "NAME", description = {"Only on this chip; may be repeated.",
      "One of the random chips, a bundled chip, a chip file, or an image, for its chip. Default: all random chips."})
  private List<String> chips = new ArrayList<>();

  @Common
  @Under(Heading.RUNNING)
  @Option(names = "--rtl", paramLabel = "DIR", description = {"Use this copy of the emitted project instead of our Verilog.",
      "See emit; isolated. Needs one --chip, the project's."})
  private Path rtl;

  @Common
  @Under(Heading.RUNNING)
  @Option(names = "--ports", description = {"Compare every packet at the ports, cycle by cycle; slower.",
      "At every inject and eject port."})
  private boolean ports;

  @Common
  @Under(Heading.RUNNING)
  @Option(names = "--seed", paramLabel = "N", description = "Of the first network; the same seed finds the same. Default: a fresh one.")
  private Long seed;

  @Under(Heading.RUNNING)
  @Option(names = "--profile", paramLabel = "quick|checked|fast", description = "How the Verilog is compiled. Default: quick, which builds soonest.")
  private String profile = "quick";

  @Under(Heading.RUNNING)
  @Option(names = "--binding", paramLabel = "ffm|jni", description = "How Java reaches the compiled Verilog. Default: ffm.")
  private String binding = "ffm";

  @Under(Heading.RUNNING)
  @Option(names = "--load", paramLabel = "auto|ports|direct", description = "ports: every memory is written and read back through the chip's ports, "
      + "as on silicon; direct: in place, sooner, and blind to that path. Default: auto, ports for every 5th network by seed, and for all with --rtl.")
  private String load = "auto";

  @Under(Heading.RUNNING)
  @Option(names = "--timeout", paramLabel = "S", description = "With --rtl: most seconds of processor time that one call may take. Default: 60.")
  private int timeout = 60;

  @Common
  @Under(Heading.OUTPUT)
  @Option(names = {"-o", "--output"}, paramLabel = "DIR", description = {"Where a network that differs is saved. Default: soak-SEED.",
      "Or the next name like it that is free."})
  private Path output;

  @Override
  public Group group() {
    return Group.CHECK;
  }

  @Override
  public List<String> examples() {
    return List.of("soak --minutes 60", "soak --networks 300", "soak --minutes 5 --chip grid --chip tower --json", "soak --chip my.slk --rtl my-chip");
  }

  @Override
  public List<Class<? extends Record>> answers() {
    return List.of(SoakAnswer.class);
  }

  @Override
  public Answer run(Session session) throws java.io.IOException {
    if (minutes != null && !(minutes > 0 && minutes <= MOST_MINUTES)) {
      throw new InputException("is " + minutes + ", must be above 0 and at most " + MOST_MINUTES, "", "--minutes", "");
    }
    if (networks != null && networks < 1) {
      throw new InputException("is " + networks + ", must be at least 1", "", "--networks", "");
    }
    long first = seed == null ? ThreadLocalRandom.current().nextInt(SEEDS) : seed;
    Path folder = output == null ? free("soak-" + first) : output;
    checkFolder(folder);
    List<String> names = chips.stream().distinct().toList();
    List<RandomImages> makers = chips.isEmpty() ? RandomChips.all().stream().map(RandomImages::new).toList() : names.stream().map(SoakChips::read).toList();
    RtlOptions options = options(session, makers.getFirst());
    session.note("seed " + first);
    try (Soak soak = new Soak(makers, options, first, folder, Runtime.getRuntime().availableProcessors())) {
      Optional<SoakFailure> failure = soak(session, soak, makers.size());
      return answer(soak, makers.stream().map(RandomImages::spec).toList(), first, folder, failure, failure.map(found -> again(found, first)).orElse(""));
    }
  }

  /** The first name that nothing has yet: a command that is repeated finds its folder taken. */
  private static Path free(String name) {
    Path folder = Path.of(name);
    for (int next = 2; Files.exists(folder); next++) {
      folder = Path.of(name + "-" + next);
    }
    return folder;
  }

  /** Now rather than after hours. */
  private static void checkFolder(Path folder) throws java.io.IOException {
    Path parent = folder.toAbsolutePath().getParent();
    boolean empty = !Files.exists(folder);
    if (Files.isDirectory(folder)) {
      try (var entries = Files.newDirectoryStream(folder)) {
        empty = !entries.iterator().hasNext();
      }
    }
    if (!empty || parent == null || !Files.isWritable(parent)) {
      throw new InputException(empty ? "cannot be created" : "exists and is not an empty folder", folder.toString(), "--output",
          "name a new folder with -o");
    }
  }

  private RtlOptions options(Session session, RandomImages networks) {
    RtlOptions options = RtlOptions.CHECKED.withBinding(NetworkOptions.choice(Binding.class, "--binding", binding))
        .withProfile(NetworkOptions.choice(Profile.class, "--profile", profile)).withLoading(NetworkOptions.choice(Loading.class, "--load", load))
        .withProgress(line -> session.note(line + " ..."));
    if (ports) {
      options = options.withPorts();
    }
    if (rtl == null) {
      return options;
    }
    if (chips.stream().distinct().count() != 1) {
      throw new InputException("is the Verilog of one chip, but " + (chips.isEmpty() ? "none" : "several") + " is named", rtl.toString(), "--rtl",
          "name it with --chip; --chip IMAGE.slk takes the chip of the image that the project was emitted from");
    }
    return options.withProject(RtlProject.read(rtl, networks.generate(0).image())).isolated(Duration.ofSeconds(Math.max(1, timeout)));
  }

  private Optional<SoakFailure> soak(Session session, Soak soak, int chipCount) {
    long start = System.nanoTime();
    boolean timed = minutes != null || networks == null;
    long limit = timed ? (long) ((minutes == null ? USUAL_MINUTES : minutes) * 60e9) : Long.MAX_VALUE;
    long most = networks == null ? Long.MAX_VALUE : networks;
    try (Progress progress = networks == null ? session.progress("soaking, seconds", limit / 1_000_000_000) : session.progress("soaking, networks", most)) {
      soak.progress(totals -> progress.at(networks == null ? (System.nanoTime() - start) / 1_000_000_000 : totals.networks(),
          totals.networks() + " networks equal"));
      return soak.run(number -> number < most && (number < chipCount || System.nanoTime() - start < limit));
    }
  }

  /** The network alone where that is enough, else everything up to it. */
  private String again(SoakFailure found, long first) {
    List<String> words = new ArrayList<>(List.of("spikelock", "soak"));
    List<String> names = chips.stream().distinct().toList();
    if (found.alone()) {
      words.addAll(List.of("--chip", names.isEmpty() ? found.found().image().spec().name() : names.get(found.chip())));
    } else {
      names.forEach(name -> words.addAll(List.of("--chip", name)));
    }
    words.addAll(List.of("--seed", "" + (found.alone() ? found.found().seed() : first), "--networks", "" + (found.alone() ? 1 : found.number() + 1)));
    if (rtl != null) {
      words.addAll(List.of("--rtl", rtl.toString(), "--timeout", "" + timeout));
    }
    if (ports) {
      words.add("--ports");
    }
    words.addAll(List.of("--profile", profile, "--binding", binding, "--load", load));
    return ShellWords.join(words);
  }

  private static Answer answer(Soak soak, List<ChipSpec> specs, long seed, Path folder, Optional<SoakFailure> failure, String again) {
    SoakTotals totals = soak.totals();
    SoakAnswer answer = SoakAnswer.of(totals, specs.stream().map(ChipSpec::name).toList(), soak.coverage().missing(), seed,
        failure.map(SoakFailure::difference), failure.isPresent() ? folder.toString() : "", again);
    if (failure.isPresent()) {
      SoakFailure found = failure.get();
      return Answer.checkFailed(answer, "DIFFERENT after " + (totals.networks() - 1) + " equal networks\n" + found.describe() + "\n"
          + "Again: " + again,
          found.difference().describe("emulator", "rtl"));
    }
    return Answer.done(answer, answer.text());
  }
}
