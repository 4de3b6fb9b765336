package spikelock.toolchain.rtl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.MemoryPlan;
import spikelock.emulator.chip.PacketFormat;
import spikelock.emulator.chip.Region;
import spikelock.emulator.error.InputException;
import spikelock.emulator.image.ConfigurationPackets;
import spikelock.emulator.platform.PortEvent;
import spikelock.emulator.platform.StepRecord;
import spikelock.toolchain.verilator.Port;
import spikelock.toolchain.verilator.PortScript;
import spikelock.toolchain.verilator.SimulationException;
import spikelock.toolchain.verilator.VerilatedModel;

/**
 * The top-level ports of {@code chip}: batches, steps, outputs and replies ({@code host_port.v}). A timestep is gathered with {@link
 * #beginStep}, {@link #packet}, {@link #pulse} and run in one native call by {@link #run}.
 */
final class ChipPorts {
  private static final int LOOKED = 64; // cycles looked at in one native call
  private static final int JOB_RESULTS = 3; // cycles ticked, whether it ended, `cycles`

  private final VerilatedModel model;
  private final int buffer;
  private final int mostCycles;
  private final int outputWords;
  private final PortScript script = new PortScript();
  private final Port inValid;
  private final Port inPacket;
  private final Port inject;
  private final Port pulse;
  private final Port busy;
  private final Port cycles;
  private final Port outAddress;
  private final Port outData;
  private final Port replyAddress;
  private final Port replyData;
  private final Port replies;
  private int held; // packets of the batch under way
  private int batches;

  /** Checks the ports against the chip and resets it. */
  ChipPorts(ChipSpec spec, VerilatedModel model, int mostCycles) {
    this.model = model;
    this.buffer = spec.host().inputBuffer();
    this.mostCycles = mostCycles;
    this.outputWords = spec.outputWords();
    int bufferBits = ChipSpec.log2(buffer);
    this.inValid = port("in_valid", 1, true);
    this.inPacket = port("in_packet", new PacketFormat(spec).flitBits(), true);
    this.inject = port("inject", 1, true);
    this.pulse = port("pulse", 1, true);
    this.busy = port("busy", 1, false);
    this.cycles = port("cycles", 32, false);
    this.outAddress = port("out_address", spec.outputAddressBits(), true);
    this.outData = port("out_data", 16, false);
    this.replyAddress = port("reply_address", bufferBits, true);
    this.replyData = port("reply_data", 16, false);
    this.replies = port("replies", bufferBits + 1, false);
    Port rst = port("rst", 1, true);
    int settle = 2 * spec.mesh().treeDepth() + 4; // until the idle tree shows the reset tiles
    model.run(script.clear().set(rst, 1).tick(4).set(rst, 0).tick(settle));
  }

  private Port port(String name, int width, boolean input) {
    Port port = model.port(name);
    if (port.width() != width || port.input() != input) {
      throw new InputException("the design's port " + name + " is " + (port.input() ? "an input" : "an output") + " of " + port.width()
          + " bits, the image's chip needs " + (input ? "an input" : "an output") + " of " + width, "", name,
          "use a project that was emitted for the same chip");
    }
    return port;
  }

  PortScript script() {
    return script;
  }

  void beginStep() {
    script.clear();
    held = 0;
    batches = 0;
  }

  /** One more packet; a full buffer is injected. */
  void packet(long packet) {
    if (held == buffer) {
      inject();
    }
    if (held == 0) {
      script.set(inValid, 1);
    }
    script.set(inPacket, packet).tick(1);
    held++;
  }

  private void inject() {
    script.set(inValid, 0).set(inject, 1).tick(1).set(inject, 0).until(busy, 0, mostCycles).get(cycles);
    held = 0;
    batches++;
  }

  /** The rest of the packets, then the step. */
  void pulse() {
    if (held > 0) {
      inject();
    }
    script.set(pulse, 1).tick(1).set(pulse, 0).until(busy, 0, mostCycles).get(cycles);
  }

  /** Output words by port, one result each. */
  void readOutputs() {
    for (int word = 0; word < outputWords; word++) {
      script.set(outAddress, word).evaluate().get(outData);
    }
  }

  /** Where the results behind those of batches and step begin. */
  int resultsOfStep() {
    return JOB_RESULTS * (batches + 1);
  }

  /** Runs what was gathered and fills the record's cycles. */
  int[] run(StepRecord record, long timestep) {
    model.reserveResults(resultsOfStep() + 65536);
    int[] results = model.run(script);
    for (int batch = 0; batch < batches; batch++) {
      ended(results, batch, "batch " + batch + " of timestep " + timestep);
      record.addBatch(results[JOB_RESULTS * batch + 2]);
    }
    ended(results, batches, "timestep " + timestep);
    record.setStepCycles(results[JOB_RESULTS * batches + 2]);
    return results;
  }

  /** As {@link #pulse} and {@link #run}, but looks at the wires in every cycle of the step. */
  List<PortEvent> runRecorded(StepRecord record, long timestep, PortTap tap, int treeDepth) {
    if (held > 0) {
      inject();
    }
    model.reserveResults(JOB_RESULTS * batches);
    int[] results = model.run(script);
    for (int batch = 0; batch < batches; batch++) {
      ended(results, batch, "batch " + batch + " of timestep " + timestep);
      record.addBatch(results[JOB_RESULTS * batch + 2]);
    }
    List<PortEvent> events = new ArrayList<>();
    int each = tap.results() + 2;
    model.reserveResults(LOOKED * each);
    script.clear().set(pulse, 1);
    for (int first = 1; first <= mostCycles; first += LOOKED) {
      for (int i = 0; i < LOOKED; i++) {
        script.tick(1).set(pulse, 0).get(busy).get(cycles);
        tap.peek(script);
      }
      results = model.run(script);
      for (int i = 0; i < LOOKED; i++) {
        if (results[i * each] == 0) {
          record.setStepCycles(results[i * each + 1]);
          return events;
        }
        tap.events(first + i - treeDepth, results, i * each + 2, events);
      }
      script.clear();
    }
    throw busy("timestep " + timestep);
  }

  private SimulationException busy(String what) {
    return new SimulationException("the chip is still busy " + mostCycles + " cycles after the start of " + what, "", 0);
  }

  private void ended(int[] results, int job, String what) {
    if (results[JOB_RESULTS * job + 1] == 0) {
      throw busy(what);
    }
  }

  /** Sends packets in as many batches as they need. */
  void send(long[] packets) {
    for (int from = 0; from < packets.length; from += buffer) {
      batch(packets, from, Math.min(packets.length, from + buffer));
    }
  }

  private void batch(long[] packets, int from, int to) {
    beginStep();
    for (int i = from; i < to; i++) {
      packet(packets[i]);
    }
    inject();
    model.reserveResults(JOB_RESULTS);
    ended(model.run(script), 0, "a batch of configuration packets");
  }

  /** Reads words of a tile with READ-next packets. */
  int[] read(MemoryPlan plan, int tile, Region region, int firstWord, int words) {
    long[] packets = new ConfigurationPackets(plan.spec()).read(plan, tile, region, firstWord, words).toArray();
    int[] units = new int[words * plan.units(region)];
    int commands = packets.length - units.length;
    int done = 0;
    for (int from = 0; from < packets.length; from += buffer) {
      int to = Math.min(packets.length, from + buffer);
      batch(packets, from, to);
      int expected = to - Math.max(from, commands);
      if (expected > 0) {
        System.arraycopy(replies(expected), 0, units, done, expected);
        done += expected;
      }
    }
    return units;
  }

  private int[] replies(int expected) {
    script.clear().get(replies);
    for (int i = 0; i < expected; i++) {
      script.set(replyAddress, i).tick(1).get(replyData);
    }
    model.reserveResults(expected + 1);
    int[] results = model.run(script);
    if (results[0] != expected) {
      throw new SimulationException("the chip sent " + results[0] + " replies to " + expected + " reads", "", 0);
    }
    return Arrays.copyOfRange(results, 1, expected + 1);
  }
}
