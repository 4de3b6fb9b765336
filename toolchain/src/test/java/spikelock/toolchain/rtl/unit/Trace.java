package spikelock.toolchain.rtl.unit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import spikelock.toolchain.verilator.Port;
import spikelock.toolchain.verilator.PortScript;
import spikelock.toolchain.verilator.VerilatedModel;

/** A stretch of cycles: recorded from a model first, then played to the module in one native call and compared. */
final class Trace {
  private static final int SHOWN = 8;

  private final Map<String, Port> ports = new LinkedHashMap<>();
  private final List<Wires> cycles = new ArrayList<>();
  private final List<Map<String, int[]>> seen = new ArrayList<>();

  Trace(VerilatedModel module) {
    ports.putAll(module.ports());
    ports.remove("clk");
  }

  /** A cycle under reset, with noise at the other inputs. */
  void reset(RandomGenerator noise) {
    cycles.add(new Wires(ports, noise));
    cycles.getLast().drive("rst", true);
  }

  /** Begins the next cycle. */
  Wires next(RandomGenerator noise) {
    cycles.add(new Wires(ports, noise));
    cycles.getLast().drive("rst", false);
    return cycles.getLast();
  }

  /** Plays all cycles. Outputs are read after the inputs of their cycle have settled, before the edge that ends it. */
  void play(VerilatedModel module) {
    PortScript script = new PortScript();
    int results = 0;
    for (Wires wires : cycles) {
      for (Port port : ports.values()) {
        if (port.input()) {
          script.set(port, wires.value(port.name()));
        }
      }
      script.evaluate();
      for (Port port : ports.values()) {
        if (!port.input()) {
          script.get(port);
          results += port.words();
        }
      }
      script.tick(1);
    }
    module.reserveResults(results);
    int[] words = module.run(script);
    int at = 0;
    for (int cycle = 0; cycle < cycles.size(); cycle++) {
      Map<String, int[]> outputs = new LinkedHashMap<>();
      for (Port port : ports.values()) {
        if (!port.input()) {
          outputs.put(port.name(), Arrays.copyOfRange(words, at, at += port.words()));
        }
      }
      seen.add(outputs);
    }
  }

  /** The first output that is not what it must be, with the cycle and the signals that led there. */
  Optional<String> firstDifference() {
    for (int cycle = 0; cycle < cycles.size(); cycle++) {
      Wires wires = cycles.get(cycle);
      for (Map.Entry<String, int[]> output : seen.get(cycle).entrySet()) {
        Port port = ports.get(output.getKey());
        if (differs(output.getValue(), wires.value(port.name()), wires.known(port.name()))) {
          return Optional.of("cycle " + cycle + ": " + port.name() + " is " + hex(port, output.getValue()) + ", must be " + expected(wires, port)
              + "\n" + table(cycle));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean differs(int[] actual, int[] expected, int[] known) {
    for (int word = 0; word < actual.length; word++) {
      if (((actual[word] ^ expected[word]) & known[word]) != 0) {
        return true;
      }
    }
    return false;
  }

  /** The last cycles before a difference; outputs as seen, then as they must be. */
  private String table(int last) {
    StringBuilder text = new StringBuilder();
    for (int cycle = Math.max(0, last - SHOWN + 1); cycle <= last; cycle++) {
      Wires wires = cycles.get(cycle);
      text.append("  ").append(cycle).append(':');
      for (Port port : ports.values()) {
        text.append(' ').append(port.name()).append('=');
        text.append(port.input() ? hex(port, wires.value(port.name())) : hex(port, seen.get(cycle).get(port.name())) + "/" + expected(wires, port));
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** In hexadecimal digits; a digit of which nothing must be is a dash. */
  private static String expected(Wires wires, Port port) {
    return digits(port, wires.value(port.name()), wires.known(port.name()));
  }

  private static String hex(Port port, int[] words) {
    int[] all = new int[words.length];
    Arrays.fill(all, -1);
    return digits(port, words, all);
  }

  private static String digits(Port port, int[] words, int[] known) {
    StringBuilder text = new StringBuilder();
    for (int digit = (port.width() - 1) / 4; digit >= 0; digit--) {
      int shift = 4 * (digit & 7);
      text.append((known[digit >> 3] >>> shift & 15) == 0 ? '-' : Character.forDigit(words[digit >> 3] >>> shift & 15, 16));
    }
    return text.toString();
  }
}
