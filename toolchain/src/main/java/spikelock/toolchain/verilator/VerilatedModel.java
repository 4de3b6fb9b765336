package spikelock.toolchain.verilator;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NearMiss;

/**
 * A running Verilated design: ports by name, clock cycles, exposed memories. Any Verilog will do. One instance is used by one thread
 * at a time.
 *
 * <pre>{@code
 * try (VerilatedModel counter = VerilatorBuild.of("counter").source("counter.v", text).build().open(Binding.FFM, 1)) {
 *   counter.set(counter.port("enable"), 1);
 *   counter.tick(10);
 *   assertEquals(10, counter.get(counter.port("value")));
 * }
 * }</pre>
 */
public final class VerilatedModel implements AutoCloseable {
  private final NativeModel model;
  private final Map<String, Port> ports = new LinkedHashMap<>();
  private final PortScript single = new PortScript();
  private int[] results = new int[256];

  VerilatedModel(NativeModel model) {
    this.model = model;
    for (Port port : model.ports()) {
      ports.put(port.name(), port);
    }
  }

  /** All ports, in the design's order. */
  public Map<String, Port> ports() {
    return java.util.Collections.unmodifiableMap(ports);
  }

  /** @throws InputException when the design has no such port */
  public Port port(String name) {
    Port port = ports.get(name);
    if (port == null) {
      throw new InputException("the design has no port \"" + name + "\"", "", "", NearMiss.hint(name, ports.keySet()));
    }
    return port;
  }

  /** Drives an input of up to 64 bits. */
  public void set(Port port, long value) {
    run(single.clear().set(port, value).evaluate());
  }

  /** Reads a port of up to 64 bits. */
  public long get(Port port) {
    run(single.clear().get(port));
    return port.words() > 1 ? (results[0] & 0xffffffffL) | (long) results[1] << 32
        : port.width() < 32 ? results[0] : results[0] & 0xffffffffL;
  }

  /** Runs whole clock cycles. */
  public void tick(int cycles) {
    run(single.clear().tick(cycles));
  }

  /** Words of the {@code memory}-th memory that the build exposed. */
  public int memoryWords(int memory) {
    return model.memoryWords(memory);
  }

  /**
   * Runs a program in one native call.
   *
   * @return its results; valid until the next call
   * @throws SimulationException when the model stopped; {@link #results} has those before it
   */
  public int[] run(PortScript script) {
    model.run(script.ops(), script.length(), results);
    return results;
  }

  /** What the last program gave; valid until the next call. */
  public int[] results() {
    return results;
  }

  /** Makes room for as many result words as the largest script writes. */
  public void reserveResults(int words) {
    if (results.length < words) {
      results = new int[words];
    }
  }

  /** Writes every signal's changes to a FST file from now on; the model must have been built with waveforms. */
  public void startWaveform(Path file) {
    model.trace(file.toString());
  }

  /** Ends the waveform. */
  public void endWaveform() {
    model.trace("");
  }

  /** What {@code $display} of the models of this library has printed. */
  public String printed() {
    return model.printed();
  }

  @Override
  public void close() {
    model.close();
  }
}
