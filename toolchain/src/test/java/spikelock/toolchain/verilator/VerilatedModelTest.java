package spikelock.toolchain.verilator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import spikelock.emulator.error.InputException;
import spikelock.emulator.error.ToolException;
import spikelock.toolchain.process.Tool;

/** The link drives designs that have nothing to do with our chip. */
class VerilatedModelTest {
  private static final String COUNTER = """
      module counter #(parameter STEP = 1) (
          input clk, input rst, input enable, input [69:0] wide, input [3:0] harm,
          output reg [15:0] value, output [69:0] turned);
        reg [39:0] mem [0:7] /*verilator public_flat_rw*/;
        assign turned = ~wide;
        always @(posedge clk)
          if (rst) value <= 0;
          else if (enable) begin
            value <= value + STEP;
            mem[value[2:0]] <= {24'hABCDEF, value};
          end
        always @(posedge clk) begin
          if (harm == 1) $fatal(1, "planted");
          if (harm == 2) $c("*(volatile int*)8 = 1;");
          if (harm == 3) $c("for (volatile int i = 1; i; ) {}");
          if (harm == 4) $stop;
          if (harm == 5) $error("planted error");
          if (harm == 6) $finish;
          if (harm == 7) $c("throw std::runtime_error(\\"planted exception\\");");
        end
        always @(posedge clk) assert (harm != 8);
      endmodule
      """;

  @BeforeAll
  static void tools() {
    assumeTrue(Tool.find("verilator").isPresent(), "TOOL: verilator is not installed");
  }

  private static VerilatorBuild counter() {
    return VerilatorBuild.of("counter").source("counter.v", COUNTER).memory("counter.mem");
  }

  @ParameterizedTest
  @EnumSource(Binding.class)
  void countsByPortNames(Binding binding) {
    try (VerilatedModel model = counter().parameter("STEP", "3").build().open(binding, 1)) {
      model.set(model.port("rst"), 1);
      model.tick(1);
      model.set(model.port("rst"), 0);
      model.set(model.port("enable"), 1);
      model.tick(5);
      assertThat(model.get(model.port("value"))).isEqualTo(15);
      PortScript script = new PortScript().until(model.port("value"), 30, 100).get(model.port("value")).peek(0, 3, 1)
          .until(model.port("value"), 31, 7);
      int[] results = model.run(script);
      assertThat(Arrays.copyOf(results, 7)).containsExactly(5, 1, 30, 0xCDEF001B, 0xAB, 7, 0);
      assertThat(model.memoryWords(0)).isEqualTo(8);
      model.set(model.port("wide"), 0);
      assertThat(Arrays.copyOf(model.run(new PortScript().get(model.port("turned"))), 3)).containsExactly(-1, -1, 0x3f);
      assertThatThrownBy(() -> model.port("valve")).isInstanceOf(InputException.class).hasMessageContaining("valve");
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 13, planted", "4, 16, $stop", "5, 17, $error", "6, 18, $finish", "8, 21, assertion"})
  void whatStopsTheModelBecomesAnExceptionAndTheJvmGoesOn(int harm, int line, String message) {
    VerilatedLibrary library = counter().build();
    for (Binding binding : Binding.values()) {
      try (VerilatedModel model = library.open(binding, 1)) {
        model.set(model.port("harm"), harm);
        assertThatThrownBy(() -> model.tick(1)).isInstanceOfSatisfying(SimulationException.class, e -> {
          assertThat(e.file()).endsWith("counter.v");
          assertThat(e.line()).isEqualTo(line);
          assertThat(e.getMessage() + model.printed()).contains(message);
        });
        assertThatThrownBy(() -> model.tick(1)).as("a stopped model stays stopped").isInstanceOf(SimulationException.class);
      }
      try (VerilatedModel model = library.open(binding, 1)) {
        model.tick(1);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"FFM, false", "JNI, false", "FFM, true"})
  void whatAProgramGaveBeforeTheModelStoppedIsThere(Binding binding, boolean isolated) {
    VerilatedLibrary library = counter().build();
    try (VerilatedModel model = isolated ? library.openIsolated(binding, 1, Duration.ofMinutes(1)) : library.open(binding, 1)) {
      Port value = model.port("value");
      Port harm = model.port("harm");
      model.run(new PortScript().set(model.port("rst"), 1).tick(1).set(model.port("rst"), 0).set(model.port("enable"), 1).tick(9).get(value));
      PortScript stopping = new PortScript().get(value).tick(2).get(value).until(value, 14, 100).set(harm, 6).until(value, 100, 100).get(value);

      assertThatThrownBy(() -> model.run(stopping)).isInstanceOfSatisfying(SimulationException.class, e -> {
        assertThat(e.results()).isEqualTo(4);
        assertThat(Arrays.copyOf(model.results(), 4)).containsExactly(9, 11, 3, 1);
      });

      assertThatThrownBy(() -> model.tick(1)).isInstanceOfSatisfying(SimulationException.class, e -> assertThat(e.results()).isZero());
    }
  }

  @ParameterizedTest
  @EnumSource(Binding.class)
  void aCppExceptionBecomesAJavaException(Binding binding) {
    try (VerilatedModel model = counter().build().open(binding, 1)) {
      model.set(model.port("harm"), 7);
      assertThatThrownBy(() -> model.tick(1)).isInstanceOf(SimulationException.class).hasMessageContaining("planted exception");
    }
  }

  @Test
  void manyThreadsAndAnotherProcessBuildTheSameOnlyOnce(@TempDir Path folder) throws Exception {
    String own = COUNTER + "// " + java.util.UUID.randomUUID();
    Path source = Files.writeString(folder.resolve("counter.v"), own);
    Process other = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
        System.getProperty("java.class.path"), BuildInAnotherProcess.class.getName(), source.toString()).redirectErrorStream(true).start();
    List<String> compiled = new CopyOnWriteArrayList<>();
    List<Future<String>> builds = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 4; i++) {
        builds.add(threads.submit(() -> VerilatorBuild.of("counter").source("counter.v", own).memory("counter.mem")
            .progress(line -> compiled.add(line)).build().hash()));
      }
    }
    String printed = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(other.waitFor()).as(printed).isZero();
    List<String> lines = printed.lines().toList();
    assertThat(builds).allSatisfy(b -> assertThat(b.get()).isEqualTo(lines.get(lines.size() - 1)));
    long here = compiled.stream().filter(l -> l.startsWith("compiling the model")).count();
    long there = lines.stream().filter(l -> l.startsWith("compiling the model")).count();
    assertThat(here + there).isEqualTo(1);
  }

  /** Builds the design whose file it is given, prints what it does and last the hash. */
  static final class BuildInAnotherProcess {
    private BuildInAnotherProcess() {}

    public static void main(String[] arguments) throws IOException {
      System.out.println(VerilatorBuild.of("counter").source("counter.v", Files.readString(Path.of(arguments[0]))).memory("counter.mem")
          .progress(System.out::println).build().hash());
    }
  }

  @Test
  void bothBindingsGiveTheSameBytesFromTheSameSeed() {
    VerilatedLibrary library = counter().build();
    try (VerilatedModel a = library.open(Binding.FFM, 7); VerilatedModel b = library.open(Binding.JNI, 7);
        VerilatedModel c = library.open(Binding.FFM, 8)) {
      PortScript script = new PortScript().set(a.port("enable"), 1).tick(3).get(a.port("value")).peek(0, 0, 8);
      int[] first = a.run(script).clone();
      assertThat(b.run(script)).isEqualTo(first);
      assertThat(c.run(script)).isNotEqualTo(first);
    }
  }

  @ParameterizedTest
  @EnumSource(Binding.class)
  void openingAndClosingLeaksNothing(Binding binding) throws IOException {
    // Its own library: after a $fatal the runtime's thread-local message queue keeps a library until its thread ends.
    VerilatedLibrary library = counter().parameter("STEP", "5").build();
    library.open(binding, 1).close();
    int threads = Thread.activeCount();
    long before = residentKilobytes();
    for (int round = 0; round < 200; round++) {
      try (VerilatedModel model = library.open(binding, round)) {
        model.tick(2);
      }
    }
    long maps = Files.readAllLines(Path.of("/proc/self/maps")).stream().filter(l -> l.contains(library.hash())).count();
    assertThat(maps).as("mappings of the closed library").isZero();
    assertThat(residentKilobytes() - before).as("growth of resident memory in kB").isLessThan(60_000);
    assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 2);
  }

  private static long residentKilobytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(l -> l.startsWith("VmRSS:"))
        .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", ""))).findFirst().orElse(0);
  }

  @Test
  void aCrashInAChildIsAnOrdinaryError() {
    try (VerilatedModel model = counter().build().openIsolated(Binding.FFM, 1, Duration.ofMinutes(1))) {
      model.tick(3);
      model.set(model.port("harm"), 2);
      assertThatThrownBy(() -> model.tick(1)).isInstanceOf(ToolException.class).hasMessageContaining("isolated model")
          .hasMessageContaining("segmentation fault");
    }
  }

  @Test
  void anEndlessLoopInAChildIsEnded() {
    try (VerilatedModel model = counter().build().openIsolated(Binding.JNI, 1, Duration.ofSeconds(3))) {
      model.set(model.port("harm"), 3);
      assertThatThrownBy(() -> model.tick(1)).isInstanceOf(ToolException.class).hasMessageContaining("worked for 3 s without an answer");
    }
  }

  @Test
  void anIsolatedFatalKeepsItsMessage() {
    try (VerilatedModel model = counter().build().openIsolated(Binding.FFM, 1, Duration.ofMinutes(1))) {
      model.set(model.port("harm"), 1);
      assertThatThrownBy(() -> model.tick(1)).isInstanceOfSatisfying(SimulationException.class, e -> {
        assertThat(e).hasMessageContaining("counter.v:13").hasMessageNotContaining("13) (");
        assertThat(e.line()).isEqualTo(13);
      });
    }
  }

  @Test
  void writesAWaveform(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("wave.fst");
    try (VerilatedModel model = counter().waveforms().build().open(Binding.FFM, 1)) {
      model.startWaveform(file);
      model.tick(20);
      model.endWaveform();
    }
    assertThat(Files.size(file)).isGreaterThan(200);
  }

  @Test
  void wrongVerilogNamesFileAndLine() {
    assertThatThrownBy(() -> VerilatorBuild.of("x").source("x.v", "module x(input clk);\n  wire a = ;\nendmodule\n").build())
        .isInstanceOf(ToolException.class).hasMessageContaining("x.v:2");
  }
}
