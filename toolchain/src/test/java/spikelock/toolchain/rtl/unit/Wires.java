package spikelock.toolchain.rtl.unit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import spikelock.toolchain.verilator.Port;

/** The ports of a module in one cycle: what is driven into it, and what must come out. */
final class Wires {
  private final Map<String, Port> ports;
  private final Map<String, int[]> values = new LinkedHashMap<>();
  private final Map<String, int[]> known = new LinkedHashMap<>();

  /** All inputs noise, all outputs unknown. */
  Wires(Map<String, Port> ports, RandomGenerator noise) {
    this.ports = ports;
    ports.forEach((name, port) -> {
      int[] value = new int[port.words()];
      if (port.input()) {
        for (int bit = 0; bit < port.width(); bit += 32) {
          put(value, bit, Math.min(32, port.width() - bit), noise.nextInt());
        }
      }
      values.put(name, value);
      known.put(name, new int[port.words()]);
    });
  }

  /** Drives a whole input of up to 64 bits. */
  void drive(String input, long value) {
    drive(input, 0, port(input).width(), value);
  }

  void drive(String input, boolean value) {
    drive(input, value ? 1 : 0);
  }

  /** Drives up to 64 bits of an input, from bit {@code low} on. */
  void drive(String input, int low, int width, long value) {
    if (!port(input).input()) {
      throw new IllegalArgumentException(input + " is an output");
    }
    put(values.get(input), low, width, value);
  }

  /** A whole output of up to 64 bits must have this value. */
  void expect(String output, long value) {
    expect(output, 0, port(output).width(), value);
  }

  void expect(String output, boolean value) {
    expect(output, value ? 1 : 0);
  }

  /** Up to 64 bits of an output, from bit {@code low} on, must have this value. */
  void expect(String output, int low, int width, long value) {
    if (port(output).input()) {
      throw new IllegalArgumentException(output + " is an input");
    }
    put(values.get(output), low, width, value);
    put(known.get(output), low, width, -1);
  }

  /** A driven or expected value in 32-bit words. */
  int[] value(String name) {
    return values.get(name);
  }

  /** A one for each bit of an output that must have its value. */
  int[] known(String name) {
    return known.get(name);
  }

  private Port port(String name) {
    Port port = ports.get(name);
    if (port == null) {
      throw new IllegalArgumentException("no port " + name + " among " + ports.keySet());
    }
    return port;
  }

  private static void put(int[] words, int low, int width, long value) {
    for (int i = 0; i < width; i++) {
      int bit = 1 << (low + i);
      int word = (low + i) >> 5;
      words[word] = i < 64 && (value >>> i & 1) != 0 ? words[word] | bit : words[word] & ~bit;
    }
  }
}
