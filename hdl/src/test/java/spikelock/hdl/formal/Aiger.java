package spikelock.hdl.formal;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A circuit as Yosys's write_aiger gives it in ASCII, with the names of its map, to run a counterexample and see its signals. */
final class Aiger {
  private final int[] inputs;
  private final int[][] latches; // literal, next
  private final int[] bad;
  private final int[][] ands; // literal, left, right; each after what it needs
  private final Map<String, TreeMap<Integer, Integer>> wires = new LinkedHashMap<>(); // name, bit, literal

  /**
   * @param text the circuit
   * @param map the verbose map, of which the wires of the top module are kept
   */
  Aiger(String text, String map) {
    List<String> lines = text.lines().toList();
    int[] sizes = numbers(lines.getFirst().substring("aag ".length()));
    int at = 1;
    inputs = lines.subList(at, at += sizes[1]).stream().mapToInt(line -> numbers(line)[0]).toArray();
    latches = lines.subList(at, at += sizes[2]).stream().map(Aiger::numbers).toArray(int[][]::new);
    at += sizes[3];
    bad = lines.subList(at, at += sizes[5]).stream().mapToInt(line -> numbers(line)[0]).toArray();
    at += sizes[6];
    ands = lines.subList(at, at + sizes[4]).stream().map(Aiger::numbers).toArray(int[][]::new);
    for (String line : map.lines().filter(l -> l.startsWith("wire ")).toList()) {
      String[] words = line.split(" ");
      if (words[3].matches("\\w+") && !words[3].equals("clk")) {
        wires.computeIfAbsent(words[3], name -> new TreeMap<>()).put(Integer.parseInt(words[2]), Integer.parseInt(words[1]));
      }
    }
  }

  private static int[] numbers(String line) {
    return Arrays.stream(line.trim().split(" ")).mapToInt(Integer::parseInt).toArray();
  }

  /**
   * Runs the circuit from its reset state.
   *
   * @param stimuli a line of input bits for each cycle
   */
  Run run(List<String> stimuli) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    wires.keySet().stream().sorted().forEach(name -> values.put(name, new ArrayList<>()));
    BitSet state = new BitSet();
    List<Integer> broken = List.of();
    for (String stimulus : stimuli) {
      BitSet now = (BitSet) state.clone();
      for (int i = 0; i < inputs.length; i++) {
        now.set(inputs[i] / 2, stimulus.charAt(i) == '1');
      }
      for (int[] and : ands) {
        now.set(and[0] / 2, value(now, and[1]) && value(now, and[2]));
      }
      values.forEach((name, column) -> column.add(shown(name, now)));
      broken = IntStream.range(0, bad.length).filter(b -> value(now, bad[b])).boxed().toList();
      state = new BitSet();
      for (int[] latch : latches) {
        state.set(latch[0] / 2, value(now, latch[1]));
      }
    }
    return new Run(broken, values);
  }

  private static boolean value(BitSet variables, int literal) {
    return (literal > 1 && variables.get(literal / 2)) != ((literal & 1) == 1);
  }

  private String shown(String name, BitSet now) {
    TreeMap<Integer, Integer> bits = wires.get(name);
    StringBuilder text = new StringBuilder();
    for (int bit = bits.lastKey(); bit >= 0; bit--) {
      text.append(!bits.containsKey(bit) ? '-' : value(now, bits.get(bit)) ? '1' : '0');
    }
    return text.length() <= 8 || text.indexOf("-") >= 0 ? text.toString() : "h" + new BigInteger(text.toString(), 2).toString(16);
  }

  /**
   * A run.
   *
   * @param broken the assertions that do not hold in its last cycle, by their places in the circuit
   * @param values the value of each signal in each cycle, binary, or hexadecimal behind an h
   */
  record Run(List<Integer> broken, Map<String, List<String>> values) {
    /** A line for each signal, a column for each cycle; a value that stays is shown as a dot. */
    String table() {
      int cycles = values.values().iterator().next().size();
      int nameWidth = values.keySet().stream().mapToInt(String::length).max().orElse(0);
      int[] widths = new int[cycles];
      for (int cycle = 0; cycle < cycles; cycle++) {
        int column = cycle;
        widths[cycle] = Math.max(("" + cycle).length(), values.values().stream().mapToInt(v -> v.get(column).length()).max().orElse(0));
      }
      StringBuilder text = new StringBuilder(row("cycle", nameWidth, IntStream.range(0, cycles).mapToObj(String::valueOf).toList(), widths));
      values.forEach((name, column) -> {
        List<String> cells = new ArrayList<>();
        for (int cycle = 0; cycle < cycles; cycle++) {
          cells.add(cycle > 0 && column.get(cycle).equals(column.get(cycle - 1)) ? "." : column.get(cycle));
        }
        text.append(row(name, nameWidth, cells, widths));
      });
      return text.toString();
    }

    private static String row(String name, int nameWidth, List<String> cells, int[] widths) {
      StringBuilder text = new StringBuilder(("%-" + nameWidth + "s").formatted(name));
      for (int i = 0; i < cells.size(); i++) {
        text.append(("  %-" + widths[i] + "s").formatted(cells.get(i)));
      }
      return text.toString().stripTrailing() + "\n";
    }
  }
}
