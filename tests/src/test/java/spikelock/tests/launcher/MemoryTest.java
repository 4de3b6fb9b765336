package spikelock.tests.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spikelock.emulator.files.ArrayFile;
import spikelock.emulator.files.NdArray;
import spikelock.toolchain.command.Main;

/** What {@code run} holds of an image, for each of its synapses: at most 16 bytes beyond 100 MB, of memory that is resident. */
class MemoryTest {
  private static final long SEED = Long.getLong("spikelock.seed", 20260301);
  private static final int NEURONS = 15_000;
  private static final int FAN_OUT = 100;
  private static final long SYNAPSES = (long) NEURONS * FAN_OUT;

  /** What Java itself, the command and its libraries keep on the heap, and room to breathe. */
  private static final long FIXED_HEAP = 12 << 20;

  private static final int HEAP_A_SYNAPSE = 12;

  /** On two threads, which share what is made of the image. */
  private static final List<String> RUN = List.of("run", "net.slk", "--input", "in.npz", "--threads", "2", "--json");

  /** One sample so long that what happens in it, kept, would be many times the heap; its timing runs beside and behind it. */
  private static final List<String> LONG_RUN = List.of("run", "net.slk", "--input", "long.npz", "--threads", "4", "--json");

  private static final int LONG = 2_000;

  @TempDir static Path folder;

  @BeforeAll
  static void map() throws IOException {
    System.out.println("MemoryTest: -Dspikelock.seed=" + SEED);
    Random random = new Random(SEED);
    int[] target = new int[NEURONS * FAN_OUT];
    byte[] weight = new byte[target.length];
    random.nextBytes(weight);
    for (int synapse = 0; synapse < target.length; synapse++) {
      target[synapse] = Math.floorMod(synapse / FAN_OUT + random.nextInt(400) - 200, NEURONS);
      weight[synapse] = (byte) Math.max(-127, weight[synapse]);
    }
    Map<String, NdArray> arrays = new LinkedHashMap<>();
    arrays.put("target", new NdArray(new int[] {NEURONS, FAN_OUT}, target));
    arrays.put("weight", NdArray.of(weight, NEURONS, FAN_OUT));
    ArrayFile.write(folder.resolve("synapses.npz"), arrays);
    Files.writeString(folder.resolve("net.yaml"), """
        format: spikelock/network
        version: 1
        populations:
          - {name: in, input: true, size: 10}
          - {name: cells, size: %d, datapath: LIF, parameters: {threshold: 1000, decay_v: 3686}}
          - {name: out, size: 1, datapath: LIF, parameters: {threshold: 50}}
        projections:
          - {from: in, to: cells, all_to_all: 100}
          - {from: cells, to: cells, file: synapses.npz, fan_out: {target: target, weight: weight}}
          - {from: cells, to: out, list: [[0, 0, 100]]}
        outputs: [out]
        """.formatted(NEURONS));
    writeInput("in.npz", 2, 20);
    writeInput("long.npz", 1, LONG);
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    int code = Main.command(out, out).run("map", folder.resolve("net.yaml").toString(), "--chip", "loihi-sized", "-o",
        folder.resolve("net.slk").toString());
    assertThat(code).as(said.toString(StandardCharsets.UTF_8)).isZero();
  }

  private static void writeInput(String file, int samples, int timesteps) {
    byte[] spikes = new byte[samples * timesteps * 10];
    Arrays.fill(spikes, (byte) 1);
    ArrayFile.write(folder.resolve(file), Map.of("x", NdArray.of(spikes, samples, timesteps, 10)));
  }

  @Test
  void theHeapNeedsTwelveBytesASynapse() throws Exception {
    assertThat(inHeap(RUN)).contains("\"samples\":2");
  }

  @Test
  void oneLongSampleOnFourThreadsNeedsNoMore() throws Exception {
    assertThat(inHeap(LONG_RUN)).contains("\"samples\":1");
  }

  private static String inHeap(List<String> run) throws Exception {
    long heap = FIXED_HEAP + HEAP_A_SYNAPSE * SYNAPSES;
    Shell.Outcome outcome = Shell.run(folder, Map.of(), Stream.concat(Stream.of(System.getProperty("java.home") + "/bin/java",
        "-XX:+UseSerialGC", "-Xmx" + heap, "-cp", System.getProperty("java.class.path"), Main.class.getName()), run.stream()).toList());

    assertThat(outcome.code()).as(outcome.err()).isZero();
    return outcome.out();
  }

  @Test
  void theDistributionStaysWithinSixteenBytesASynapse() throws Exception {
    assumeTrue(Files.isReadable(Path.of("/proc/self/status")), "TOOL: no /proc here");
    Path made = Checkout.distribution();
    assumeTrue(Files.exists(made), "the distribution is assembled by mvn package");
    String start = made.resolve("bin/spikelock").toString();
    resident(List.of(start, "chips"), "mesh-2x2"); // the very first start makes the ahead-of-time cache

    long resident = resident(Stream.concat(Stream.of(start), RUN.stream()).toList(), "\"samples\":2");

    System.out.printf("MemoryTest: %d synapses, %.1f MB%n", SYNAPSES, resident / 1e6);
    assertThat(resident).isLessThanOrEqualTo(100_000_000 + 16 * SYNAPSES);
  }

  /** Runs a program that becomes java and says something, and gives the most memory that was resident. */
  private static long resident(List<String> command, String said) throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process = Shell.start(folder, Map.of("PATH", "/usr/bin:/bin", "HOME", folder.toString(), "JAVA_HOME", System.getProperty("java.home")),
        command, out, err);
    Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
    long most = 0;
    try {
      while (!process.waitFor(10, TimeUnit.MILLISECONDS)) {
        most = Math.max(most, peak(status));
      }
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(Files.readString(err)).isZero();
    assertThat(Files.readString(out)).contains(said);
    return most;
  }

  private static long peak(Path status) {
    try (Stream<String> lines = Files.lines(status)) {
      return lines.filter(line -> line.startsWith("VmHWM:")).mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024).findFirst().orElse(0);
    } catch (IOException | java.io.UncheckedIOException e) {
      return 0; // it has just ended
    }
  }
}
