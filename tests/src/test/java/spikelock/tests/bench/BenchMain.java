package spikelock.tests.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import spikelock.emulator.files.Resource;
import spikelock.hdl.project.HandWritten;
import spikelock.tests.frameworks.FrameworkReport;
import spikelock.tests.frameworks.RecordedRow;
import spikelock.tests.mutants.Campaign;
import tools.jackson.databind.ObjectMapper;

/** {@code spikelock bench}: every claim about speed, measured. */
public final class BenchMain {
  private static final Map<String, long[]> RND = Map.of("rnd1024.npz", new long[] {26, 632, 3067}, "rnd10240.npz", new long[] {319, 6181, 30642});

  private static final List<String> KNOWN = List.of("mesh", "rnd", "train", "sanafe", "start", "accuracy", "frameworks", "mutants");

  private BenchMain() {}

  public static void main(String[] arguments) {
    List<String> wanted = new ArrayList<>(List.of(arguments));
    boolean json = wanted.remove("--json");
    if (wanted.contains("--help") || wanted.contains("-h")) {
      System.out.print(Resource.text(BenchMain.class, "usage.txt")); // the launcher prints it, too, without building
      return;
    }
    if (!wanted.isEmpty() && wanted.getFirst().equals("fit")) {
      FitBench.write(wanted.subList(1, wanted.size()), System.out, System.err::println);
      return;
    }
    boolean area = !wanted.isEmpty() && wanted.getFirst().equals("area");
    long seed = area ? 0 : seed(wanted);
    List<String> files = area ? List.of() : files(wanted);
    for (String one : area ? List.<String>of() : wanted) {
      if (!KNOWN.contains(one)) {
        System.err.println("spikelock: there is no benchmark \"" + one + "\"\n  known: " + String.join(", ", KNOWN));
        System.exit(2);
      }
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("schema", "spikelock/result/1");
    answer.put("verb", "bench");
    try {
      if (area) {
        area(wanted.subList(1, wanted.size()), json, answer);
      } else {
        measure(wanted, seed, files, json, answer);
      }
    } catch (spikelock.emulator.error.InputException e) {
      System.err.println("spikelock: " + e.getMessage());
      System.exit(2);
    } catch (spikelock.emulator.error.ToolException e) {
      System.err.println("spikelock: " + e.getMessage() + "\n  " + e.hint());
      System.exit(3);
    } catch (InterruptedException e) {
      System.exit(130);
    } catch (IllegalStateException e) {
      System.err.println("spikelock: " + e.getMessage());
      System.exit(1);
    }
    if (json) {
      System.out.println(new ObjectMapper().writeValueAsString(answer));
    }
  }

  private static void measure(List<String> wanted, long seed, List<String> files, boolean json, Map<String, Object> answer)
      throws InterruptedException {
    if (wanted.isEmpty() || wanted.contains("mesh")) {
      List<MeshBench.Result> mesh = new ArrayList<>();
      for (String name : List.of("local", "scatter")) {
        mesh.add(MeshBench.run(name, name.equals("scatter"), line -> System.err.println("spikelock: " + line)));
      }
      answer.put("workloads", mesh.stream().map(MeshBench.Result::toMap).toList());
      if (!json) {
        System.out.printf(Locale.ROOT, "%-9s %12s %12s  %-28s %-22s %s%n", "workload", "cycles", "flit hops", "emulator, Mcycles/s", "RTL, Mcycles/s", "ratio");
        mesh.forEach(r -> System.out.printf(Locale.ROOT, "%-9s %,12d %,12d  %-28s %-22s %s%n", r.name(), r.cycles(), r.flitHops(),
            r.emulator().text(1e6), String.format(Locale.ROOT, "%.3f (%.3f .. %.3f)", r.rtl().median() / 1e6, r.rtl().min() / 1e6, r.rtl().max() / 1e6),
            r.ratio().text(1)));
      }
    }
    if (wanted.isEmpty() || wanted.contains("rnd")) {
      rnd(json, answer);
    }
    if (wanted.isEmpty() || wanted.contains("train")) {
      train(json, answer);
    }
    if (wanted.isEmpty() || wanted.contains("sanafe")) {
      sanafe(json, answer);
    }
    if (wanted.contains("start")) {
      start(json, answer);
    }
    if (wanted.contains("accuracy")) {
      accuracy(json, answer);
    }
    if (wanted.contains("frameworks")) {
      frameworks(json, answer);
    }
    if (wanted.contains("mutants")) {
      answer.put("mutants_without_a_reason", mutants(seed, files));
    }
  }

  private static void start(boolean json, Map<String, Object> answer) {
    try {
      List<StartBench.Result> results = StartBench.run();
      answer.put("start", results.stream().map(StartBench.Result::toMap).toList());
      if (!json) {
        System.out.println("command             seconds                plain Java");
        results.forEach(r -> System.out.printf(Locale.ROOT, "%-18s  %-22s %s%n", r.command(), r.started().text(1), r.plain().text(1)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void frameworks(boolean json, Map<String, Object> answer) {
    try {
      Path folder = Files.createTempDirectory("spikelock-frameworks");
      List<String> lines = new ArrayList<>(FrameworkReport.classes());
      lines.add("");
      lines.addAll(FrameworkReport.results(RecordedRow.all(), folder, row -> System.err.println("spikelock: " + row)));
      answer.put("frameworks", lines);
      if (!json) {
        lines.forEach(System.out::println);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long seed(List<String> wanted) {
    int at = wanted.indexOf("--seed");
    if (at < 0) {
      return ThreadLocalRandom.current().nextInt(1_000_000_000);
    }
    wanted.remove(at);
    if (at == wanted.size() || !wanted.get(at).matches("\\d{1,9}")) {
      System.err.println("spikelock: --seed needs a number of at most 9 digits");
      System.exit(2);
    }
    return Long.parseLong(wanted.remove(at));
  }

  /** Takes {@code --file NAME} out of the arguments, as often as it is there. */
  private static List<String> files(List<String> wanted) {
    List<String> files = new ArrayList<>();
    for (int at = wanted.indexOf("--file"); at >= 0; at = wanted.indexOf("--file")) {
      wanted.remove(at);
      if (at == wanted.size() || !HandWritten.files().containsKey(wanted.get(at))) {
        System.err.println("spikelock: --file needs a file of hdl/rtl\n  known: " + String.join(", ", HandWritten.files().keySet()));
        System.exit(2);
      }
      files.add(wanted.remove(at));
    }
    return files;
  }

  private static int mutants(long seed, List<String> files) {
    try {
      int without = Campaign.all(seed, files, line -> System.err.println(line));
      if (without > 0) {
        throw new IllegalStateException(without + " mutants survived without a reason; found again with --seed " + seed);
      }
      return without;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void area(List<String> chips, boolean json, Map<String, Object> answer) {
    List<AreaBench.Result> all = new ArrayList<>();
    for (String chip : chips.isEmpty() ? AreaBench.BUNDLED : chips) {
      all.addAll(AreaBench.of(chip, line -> System.err.println("spikelock: " + line)));
    }
    answer.put("area", all.stream().map(AreaBench.Result::toMap).toList());
    if (!json) {
      System.out.printf(Locale.ROOT, "%-12s %-17s %-7s %8s %10s %6s%n", "chip", "part", "family", "LUTs", "flip-flops", "RAMs");
      all.forEach(r -> System.out.printf(Locale.ROOT, "%-12s %-17s %-7s %,8d %,10d %,6d%n", r.chip(), r.part(), r.family(), r.luts(), r.flipFlops(), r.rams()));
    }
  }

  private static void train(boolean json, Map<String, Object> answer) throws InterruptedException {
    TrainBench.Result result = TrainBench.run();
    answer.put("train", result.toMap());
    if (!json) {
      System.out.printf(Locale.ROOT, "%ntraining 64-128-10 LIF, 1,500 samples of 25 timesteps, processor seconds an epoch%n");
      System.out.printf(Locale.ROOT, "  floats %s%n  on the chip's integers %s%n  PyTorch, floats %s%n", seconds(result.floats()), seconds(result.chip()),
          result.torch().map(BenchMain::seconds).orElse("is not there (set SPIKELOCK_PYTHON)"));
    }
  }

  private static void sanafe(boolean json, Map<String, Object> answer) throws InterruptedException {
    String shared = System.getenv("SPIKELOCK_SHARED");
    if (shared == null || !Files.isDirectory(Path.of(shared, "sanafe-samples"))) {
      System.err.println("spikelock: SANA-FE's network is skipped: there is no ../shared/sanafe-samples beside the checkout");
      return;
    }
    SanafeBench.Result result = SanafeBench.run(Path.of(shared, "sanafe-samples"));
    answer.put("sanafe", result.toMap());
    if (!json) {
      System.out.printf(Locale.ROOT, "%nSANA-FE's DVS gesture network, 128 timesteps, messages in detail, files read, processor seconds%n  Spikelock %s%n  SANA-FE %s%n",
          seconds(result.ours()), result.theirs().map(s -> String.format(Locale.ROOT, "%.1f: %.1f times as long", s, s / result.ours().median()))
              .orElse("is not there (set SPIKELOCK_PYTHON)"));
    }
  }

  private static String seconds(Measured measured) {
    return String.format(Locale.ROOT, "%.3f (%.3f .. %.3f)", measured.median(), measured.min(), measured.max());
  }

  private static void accuracy(boolean json, Map<String, Object> answer) {
    Path data = Path.of(System.getenv().getOrDefault("SPIKELOCK_SHARED", "."), "data");
    if (!Files.isDirectory(data)) {
      System.err.println("spikelock: accuracies are skipped: there is no ../shared/data beside the checkout");
      return;
    }
    List<AccuracyBench.Result> table = AccuracyBench.table(data, line -> System.err.println("spikelock: " + line));
    List<AccuracyBench.Result> curve = AccuracyBench.curve(data, line -> System.err.println("spikelock: " + line));
    answer.put("accuracy", table.stream().map(AccuracyBench.Result::toMap).toList());
    answer.put("operations", curve.stream().map(AccuracyBench.Result::toMap).toList());
    if (!json) {
      System.out.printf(Locale.ROOT, "%n%-22s %-24s %s%n", "held-back samples", "trainer, %", "on the chip, %");
      table.forEach(r -> System.out.printf(Locale.ROOT, "%-22s %-24s %s%n", r.name(), r.test().text(0.01), r.chip().map(c -> c.text(0.01)).orElse("-")));
      System.out.printf(Locale.ROOT, "%n%-22s %-24s %s%n", "--operations-weight", "on the chip, %", "synaptic operations a sample");
      curve.forEach(r -> System.out.printf(Locale.ROOT, "%-22s %-24s %s%n", r.name(), r.chip().orElseThrow().text(0.01), r.operations().orElseThrow().text(1)));
    }
  }

  private static String ratio(Measured measured) {
    return String.format(Locale.ROOT, "%.2f (%.2f .. %.2f)", measured.median(), measured.min(), measured.max());
  }

  private static void rnd(boolean json, Map<String, Object> answer) {
    String shared = System.getenv("SPIKELOCK_SHARED");
    Path folder = shared == null ? Path.of("") : Path.of(shared, "data", "rnd");
    if (shared == null || !Files.isDirectory(folder)) {
      System.err.println("spikelock: the RND workloads are skipped: there is no ../shared/data/rnd beside the checkout");
      return;
    }
    List<RndBench.Result> results = new ArrayList<>();
    for (String file : List.of("rnd1024.npz", "rnd10240.npz")) {
      System.err.println("spikelock: " + file);
      results.add(RndBench.run(folder.resolve(file), RND.get(file)));
    }
    answer.put("rnd", results.stream().map(RndBench.Result::toMap).toList());
    if (!json) {
      System.out.printf(Locale.ROOT, "%n%-10s %-20s %-32s %-32s %-20s %-20s %s%n", "neurons", "golden spike counts",
          "function only, timesteps/s", "exact cycles, timesteps/s", "counting", "two threads, wall", "bytes/synapse");
      results.forEach(r -> System.out.printf(Locale.ROOT, "%,-10d %-20s %-32s %-32s %-20s %-20s %.1f%n", r.neurons(), r.golden() ? "equal" : "DIFFERENT",
          r.functional().text(1), r.exact().text(1), ratio(r.counting()), ratio(r.twoThreads()), r.bytesPerSynapse()));
    }
    if (results.stream().anyMatch(r -> !r.golden())) {
      throw new IllegalStateException("the spike counts of an RND workload are not the golden ones");
    }
  }
}
