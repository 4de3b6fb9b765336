package spikelock.hdl.datapath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spikelock.emulator.chip.DatapathChoice;
import spikelock.emulator.chip.Technology;
import spikelock.emulator.datapath.Datapath;
import spikelock.emulator.datapath.DatapathFile;
import spikelock.emulator.datapath.Field;
import spikelock.emulator.datapath.Interpreter;
import spikelock.emulator.datapath.KernelCompiler;
import spikelock.emulator.datapath.Models;
import spikelock.emulator.datapath.Node;
import spikelock.emulator.datapath.Op;
import spikelock.emulator.datapath.PlacedDatapath;
import spikelock.emulator.datapath.Rounding;

/** The interpreter, the bytecode and the Verilog of a datapath give the same bits. */
class ThreeReadersTest {
  private static final int GRAPHS = 520;
  private static final int BATCH = 130;
  private static final int VECTORS = 48;

  /** One datapath with its stimuli and what the interpreter says. */
  private record Subject(String text, PlacedDatapath placed, long[][] inputs, long[][] states, long[][] parameters,
      long[][] nextStates, boolean[] spikes, long[] payloads) {}

  @Test
  void randomGraphs(@TempDir Path folder) throws Exception {
    long seed = Long.getLong("spikelock.seed", new Random().nextLong());
    System.out.println("ThreeReadersTest seed " + seed + " (repeat with -Dspikelock.seed=" + seed + ")");
    Random random = new Random(seed);
    Map<Op, Integer> seen = new EnumMap<>(Op.class);
    Map<Rounding, Integer> rounded = new EnumMap<>(Rounding.class);
    List<Subject> batch = new ArrayList<>();
    for (int graph = 0; graph < GRAPHS; graph++) {
      Subject subject = subject(random, RandomModel.write(random, "random_" + graph, 5 + random.nextInt(56)), seed);
      for (Node node : subject.placed().datapath().nodes()) {
        seen.merge(node.op(), 1, Integer::sum);
        if (node.op() == Op.MUL || node.op() == Op.SHR) {
          rounded.merge(node.rounding(), 1, Integer::sum);
        }
      }
      checkKernel(subject, seed);
      batch.add(subject);
      if (batch.size() == BATCH) {
        checkVerilog(batch, folder, seed);
        batch.clear();
      }
    }
    for (Op op : Op.values()) {
      assertThat(seen.getOrDefault(op, 0)).as("uses of %s, seed %d", op, seed).isGreaterThanOrEqualTo(20);
    }
    for (Rounding rounding : Rounding.values()) {
      assertThat(rounded.getOrDefault(rounding, 0)).as("uses of %s, seed %d", rounding, seed).isGreaterThanOrEqualTo(20);
    }
  }

  @Test
  void bundledModels(@TempDir Path folder) throws Exception {
    long seed = 20261124;
    Random random = new Random(seed);
    List<Subject> subjects = new ArrayList<>();
    List<String> names = new ArrayList<>(Models.names());
    names.addAll(Models.presets().keySet());
    for (String name : names) {
      subjects.add(subject(random, Models.bundled(name), name, seed));
    }
    Map<String, Long> small = Map.of("V_BITS", 16L, "U_BITS", 16L, "GUARD", 4L, "ACC_BITS", 16L);
    subjects.add(subject(random, Models.bundled("cuba", small), "small cuba", seed));
    for (Subject subject : subjects) {
      checkKernel(subject, seed);
    }
    checkVerilog(subjects, folder, seed);
  }

  /** A wrong rounding in the Verilog must be seen: the comparison can fail. */
  @Test
  void aPlantedRoundingErrorIsSeen(@TempDir Path folder) throws Exception {
    List<Subject> subjects = new ArrayList<>();
    List<String> bad = new ArrayList<>();
    for (int seed = 1; seed <= 4; seed++) { // most vectors saturate, which hides a rounding
      Subject subject = subject(new Random(seed), Models.bundled("CubaLIF"), "CubaLIF", seed);
      String good = DatapathVerilog.emit(subject.placed(), "datapath_" + subjects.size());
      subjects.add(subject);
      bad.add(good.replaceAll(" \\+ \\d+'h800;", ";") // as an expression, as the carry of two blocks, as that of a row
          .replaceAll(", n\\d+_p0_0\\[11\\]\\};", ", 1'b0};").replaceAll("(n\\d+_u\\d+c = .*), 1'b1\\};", "$1, 1'b0};"));
      assertThat(bad.getLast()).isNotEqualTo(good);
    }
    assertThat(simulate(subjects, bad, folder)).isNotEqualTo(expected(subjects));
  }

  private static Subject subject(Random random, String text, long seed) {
    try {
      return subject(random, DatapathFile.parse(text, "random", Map.of()).withPayloadBits(random.nextInt(4) == 0 ? 0 : 2 + random.nextInt(15)), text, seed);
    } catch (RuntimeException e) {
      throw new AssertionError("seed " + seed + ", refused:\n" + text, e);
    }
  }

  private static Subject subject(Random random, Datapath datapath, String text, long seed) {
    List<String> core = new ArrayList<>();
    List<String> neuron = new ArrayList<>();
    for (Field parameter : datapath.parameters()) {
      switch (random.nextInt(3)) {
        case 0 -> core.add(parameter.name());
        case 1 -> neuron.add(parameter.name());
        default -> { }
      }
    }
    PlacedDatapath placed = PlacedDatapath.of(datapath, new DatapathChoice("x", Map.of(), core, neuron, false),
        Technology.values()[random.nextInt(Technology.values().length)]);
    Interpreter interpreter = new Interpreter(datapath);
    long[][] inputs = new long[VECTORS][];
    long[][] states = new long[VECTORS][];
    long[][] parameters = new long[VECTORS][];
    long[][] next = new long[VECTORS][];
    boolean[] spikes = new boolean[VECTORS];
    long[] payloads = new long[VECTORS];
    for (int v = 0; v < VECTORS; v++) {
      inputs[v] = values(random, datapath.inputs());
      states[v] = values(random, datapath.states());
      parameters[v] = values(random, datapath.parameters());
      next[v] = states[v].clone();
      try {
        spikes[v] = interpreter.step(next[v], parameters[v], inputs[v]);
        payloads[v] = interpreter.payload();
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + "\n" + text, e);
      }
    }
    return new Subject(text, placed, inputs, states, parameters, next, spikes, payloads);
  }

  private static long[] values(Random random, List<Field> fields) {
    return fields.stream().mapToLong(f -> switch (random.nextInt(5)) {
      case 0 -> f.min();
      case 1 -> f.max();
      case 2 -> Math.max(f.min(), Math.min(f.max(), random.nextInt(5) - 2));
      default -> f.min() + Math.floorMod(random.nextLong(), f.max() - f.min() + 1);
    }).toArray();
  }

  private static void checkKernel(Subject subject, long seed) {
    PlacedDatapath placed = subject.placed();
    Datapath datapath = placed.datapath();
    var kernel = KernelCompiler.compile(placed);
    int stride = 1 << placed.shape().inputsLog2();
    for (int v = 0; v < VECTORS; v++) {
      int[][] state = new int[datapath.states().size()][3];
      int[][] neuron = new int[placed.neuronParameters().size()][3];
      int[] accumulators = new int[3 * stride];
      int[] spikes = {-1, -1, -1};
      int[] payloads = {1, 1, 1};
      int[] scalars = new int[placed.coreParameters().size() + placed.setParameters().size()];
      for (int f = 0; f < state.length; f++) {
        state[f][1] = (int) subject.states()[v][f];
      }
      for (int p = 0; p < neuron.length; p++) {
        neuron[p][1] = (int) subject.parameters()[v][placed.neuronParameters().get(p)];
      }
      for (int p = 0; p < scalars.length; p++) {
        int core = placed.coreParameters().size();
        scalars[p] = (int) subject.parameters()[v][p < core ? placed.coreParameters().get(p) : placed.setParameters().get(p - core)];
      }
      for (int i = 0; i < subject.inputs()[v].length; i++) {
        accumulators[stride + i] = (int) subject.inputs()[v][i];
      }
      kernel.sweep(state, scalars, neuron, accumulators, spikes, payloads, 1, 2);
      for (int f = 0; f < state.length; f++) {
        if (state[f][1] != (int) subject.nextStates()[v][f]) {
          fail("bytecode differs in state " + datapath.states().get(f).name() + ": " + state[f][1] + ", interpreter "
              + subject.nextStates()[v][f] + ", seed " + seed + ", vector " + v + "\n" + subject.text() + datapath.describe());
        }
      }
      if (spikes[1] != (subject.spikes()[v] ? 1 : 0)) {
        fail("bytecode differs in the spike, seed " + seed + "\n" + subject.text());
      }
      if (payloads[1] != subject.payloads()[v]) {
        fail("bytecode differs in the payload: " + payloads[1] + ", interpreter " + subject.payloads()[v] + ", seed " + seed + "\n"
            + subject.text());
      }
      assertThat(payloads[0] * payloads[2]).isEqualTo(1);
      assertThat(spikes[0]).isEqualTo(-1);
      assertThat(accumulators).containsOnly(0);
    }
  }

  private static void checkVerilog(List<Subject> subjects, Path folder, long seed) throws Exception {
    assumeTrue(tool("iverilog"), "TOOL: iverilog is not installed");
    List<String> modules = new ArrayList<>();
    for (int s = 0; s < subjects.size(); s++) {
      modules.add(DatapathVerilog.emit(subjects.get(s).placed(), "datapath_" + s));
    }
    List<String> expected = expected(subjects);
    List<String> got = simulate(subjects, modules, folder);
    assertThat(got).as("lines printed, seed %d", seed).hasSameSizeAs(expected);
    for (int line = 0; line < expected.size(); line++) {
      if (!got.get(line).equals(expected.get(line))) {
        int s = line / VECTORS;
        fail("Verilog differs, seed " + seed + ", vector " + line % VECTORS + ": " + got.get(line) + ", interpreter "
            + expected.get(line) + "\n" + subjects.get(s).text() + modules.get(s));
      }
    }
  }

  private static List<String> expected(List<Subject> subjects) {
    List<String> lines = new ArrayList<>();
    for (Subject subject : subjects) {
      for (int v = 0; v < VECTORS; v++) {
        lines.add(concatenate(subject.placed().datapath().states(), null, subject.nextStates()[v]) + " "
            + (subject.spikes()[v] ? 1 : 0) + " " + subject.payloads()[v]);
      }
    }
    return lines;
  }

  /** The fields as one hexadecimal number, first field lowest. */
  private static String concatenate(List<Field> fields, List<Integer> order, long[] values) {
    java.math.BigInteger word = java.math.BigInteger.ZERO;
    int offset = 0;
    int count = order == null ? fields.size() : order.size();
    for (int i = 0; i < count; i++) {
      int number = order == null ? i : order.get(i);
      int bits = fields.get(number).type().bits();
      long raw = values[number] & (-1L >>> (64 - bits));
      word = word.or(java.math.BigInteger.valueOf(raw).shiftLeft(offset));
      offset += bits;
    }
    int digits = Math.max(1, (offset + 3) / 4);
    String hex = word.toString(16);
    return "0".repeat(digits - hex.length()) + hex;
  }

  /** All datapaths in one top, each driven with its vectors; core and set parameters are held for the whole latency. */
  private static List<String> simulate(List<Subject> subjects, List<String> modules, Path folder) throws Exception {
    StringBuilder top = new StringBuilder("module top;\n  reg clk = 0;\n  integer i;\n");
    StringBuilder run = new StringBuilder();
    for (int s = 0; s < subjects.size(); s++) {
      PlacedDatapath placed = subjects.get(s).placed();
      Datapath d = placed.datapath();
      int[] widths = {d.inputs().stream().mapToInt(f -> f.type().bits()).sum(), placed.shape().stateBits(),
          placed.shape().coreBits(), placed.shape().setBits(), placed.shape().neuronBits()};
      String[] buses = {"synaptic", "state", "core_params", "set_params", "neuron_params"};
      List<List<Field>> fields = List.of(d.inputs(), d.states(), d.parameters(), d.parameters(), d.parameters());
      List<List<Integer>> orders = new ArrayList<>();
      orders.add(null);
      orders.add(null);
      orders.add(placed.coreParameters());
      orders.add(placed.setParameters());
      orders.add(placed.neuronParameters());
      StringBuilder ports = new StringBuilder();
      for (int b = 0; b < 5; b++) {
        if (widths[b] == 0) {
          continue;
        }
        top.append("  reg [").append(widths[b] - 1).append(":0] ").append(buses[b]).append('_').append(s).append("; reg [")
            .append(widths[b] - 1).append(":0] m_").append(buses[b]).append('_').append(s).append(" [0:").append(VECTORS - 1)
            .append("]; initial $readmemh(\"").append(buses[b]).append('_').append(s).append(".hex\", m_").append(buses[b])
            .append('_').append(s).append(");\n");
        ports.append(", .").append(buses[b]).append('(').append(buses[b]).append('_').append(s).append(')');
        run.append("      ").append(buses[b]).append('_').append(s).append(" = m_").append(buses[b]).append('_').append(s)
            .append("[i];\n");
        StringBuilder hex = new StringBuilder();
        for (int v = 0; v < VECTORS; v++) {
          long[][] source = b == 0 ? subjects.get(s).inputs() : b == 1 ? subjects.get(s).states() : subjects.get(s).parameters();
          hex.append(concatenate(fields.get(b), orders.get(b), source[v])).append('\n');
        }
        Files.writeString(folder.resolve(buses[b] + "_" + s + ".hex"), hex);
      }
      top.append("  wire [").append(placed.shape().stateBits() - 1).append(":0] next_").append(s).append("; wire spike_").append(s)
          .append("; wire signed [").append(placed.shape().payloadBits() > 0 ? placed.shape().payloadBits() - 1 : 1).append(":0] payload_").append(s).append(";\n")
          .append(placed.shape().payloadBits() > 0 ? "" : "  assign payload_" + s + " = 2'sd1;\n").append("  datapath_").append(s).append(" d").append(s).append(" (.clk(clk)").append(ports).append(", .next_state(next_")
          .append(s).append("), .spike(spike_").append(s).append(")").append(placed.shape().payloadBits() > 0 ? ", .payload(payload_" + s + ")" : "")
          .append(");\n");
    }
    int latency = subjects.stream().mapToInt(s -> s.placed().schedule().latency()).max().orElse(0);
    top.append("  initial for (i = 0; i < ").append(VECTORS).append("; i = i + 1) begin\n").append(run)
        .append("      repeat (").append(latency).append(") begin #1 clk = 1; #1 clk = 0; end\n      #1;\n");
    for (int s = 0; s < subjects.size(); s++) {
      top.append("      $display(\"%0d %0d %h %b %0d\", ").append(s).append(", i, next_").append(s).append(", spike_").append(s).append(", payload_").append(s)
          .append(");\n");
    }
    top.append("    end\nendmodule\n");
    Path source = folder.resolve("top.v");
    Files.writeString(source, String.join("\n", modules) + top);
    run(folder, "iverilog", "-g2001", "-o", "top.vvp", "top.v");
    List<String> lines = new ArrayList<>(run(folder, "vvp", "-n", "top.vvp").lines()
        .filter(l -> l.matches("\\d+ \\d+ \\S+ \\S+ -?\\d+")).toList());
    lines.sort(java.util.Comparator.comparingInt((String l) -> Integer.parseInt(l.split(" ")[0]))
        .thenComparingInt(l -> Integer.parseInt(l.split(" ")[1])));
    return lines.stream().map(l -> l.substring(l.indexOf(' ', l.indexOf(' ') + 1) + 1)).toList();
  }

  private static boolean tool(String name) {
    for (String folder : System.getenv("PATH").split(":")) {
      if (Files.isExecutable(Path.of(folder, name))) {
        return true;
      }
    }
    return false;
  }

  private static String run(Path folder, String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
