package spikelock.hdl.project;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import spikelock.emulator.chip.Clock;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.CoreSizes;
import spikelock.emulator.chip.CounterSizes;
import spikelock.emulator.chip.Counters;
import spikelock.emulator.chip.DatapathChoice;
import spikelock.emulator.chip.HostSizes;
import spikelock.emulator.chip.MeshSizes;
import spikelock.emulator.chip.PacketSizes;
import spikelock.emulator.chip.SynapseSizes;

/** Small chips that together take every branch of the RTL. */
final class Chips {
  static final DatapathChoice LIF = new DatapathChoice("LIF", Map.of(), List.of(), List.of(), false);
  static final DatapathChoice INTEGRATOR = new DatapathChoice("I", Map.of(), List.of("bias"), List.of(), false);
  static final DatapathChoice ADAPTIVE = new DatapathChoice("adaptive", Map.of(), List.of("step", "fade"), List.of("threshold"), true);
  static final DatapathChoice CUBA = new DatapathChoice("cuba", Map.of(), List.of(), List.of("bias"), false);
  /** One pipeline stage. */
  static final DatapathChoice SHORT = new DatapathChoice("short", Map.of(), List.of(), List.of(), false);
  static final DatapathChoice NO_INPUT = new DatapathChoice("clockwork", Map.of(), List.of(), List.of(), true);
  static final DatapathChoice DELTA = new DatapathChoice("delta", Map.of(), List.of(), List.of("bias"), false);
  static final Map<String, String> TEXTS = Map.of("short", """
      format: spikelock/neuron
      version: 1
      name: short
      constants: {ACC_BITS: 24}
      inputs: {synaptic: "s{ACC_BITS}.0"}
      spike: synaptic > 0
      """, "clockwork", """
      format: spikelock/neuron
      version: 1
      name: clockwork
      state: {phase: u4.0}
      next: {phase: "wrap(phase + 1, u4.0)"}
      spike: phase == 15
      """);

  private Chips() {}

  static ChipSpec up5k() {
    return bundled("up5k-1");
  }

  static ChipSpec hx8k() {
    return bundled("hx8k-1");
  }

  private static ChipSpec bundled(String name) {
    ChipSpec chip = spikelock.emulator.chip.Chips.read(name);
    return chip.withDatapaths(Collections.nCopies(chip.tiles(), LIF));
  }

  /** Like {@link #hx8k} with payloads; too much for the part. */
  static ChipSpec gradedHx8k() {
    return new ChipSpec("graded", new MeshSizes(1, 1, 2), new CoreSizes(128, 512, 4, new SynapseSizes(4096, 16, 4, 0, 2), 24, 256, 256),
        new PacketSizes(4), new HostSizes(256, 16), new CounterSizes(Counters.BASIC, 24), Clock.assumed(40), List.of(DELTA));
  }

  static ChipSpec mesh(String name, int width, int height, int word, int weight, int exponent, int lanes, int fifo, Counters counters,
      DatapathChoice... kinds) {
    return graded(name, width, height, word, weight, exponent, lanes, 0, fifo, counters, kinds);
  }

  static ChipSpec graded(String name, int width, int height, int word, int weight, int exponent, int lanes, int payload, int fifo,
      Counters counters, DatapathChoice... kinds) {
    List<DatapathChoice> choices = new ArrayList<>();
    for (int tile = 0; tile < width * height; tile++) {
      choices.add(kinds[tile % kinds.length]);
    }
    return new ChipSpec(name, new MeshSizes(width, height, fifo),
        new CoreSizes(32, 64, 8, new SynapseSizes(256, word, weight, exponent, lanes), 24, 256, 128), new PacketSizes(payload),
        new HostSizes(64, 20), new CounterSizes(counters, 20), Clock.assumed(50), choices);
  }

  static List<ChipSpec> all() {
    return List.of(up5k(), hx8k(),
        mesh("2x2", 2, 2, 16, 8, 0, 1, 2, Counters.BASIC, LIF),
        mesh("3x2", 3, 2, 32, 8, 2, 4, 4, Counters.DEBUG, LIF, ADAPTIVE),
        mesh("2x3", 2, 3, 32, 16, 2, 2, 2, Counters.NONE, CUBA, ADAPTIVE, INTEGRATOR),
        mesh("1x4", 1, 4, 16, 2, 2, 1, 4, Counters.BASIC, ADAPTIVE, SHORT),
        mesh("4x1", 4, 1, 32, 5, 0, 4, 2, Counters.DEBUG, SHORT, NO_INPUT),
        mesh("4x4", 4, 4, 16, 4, 0, 2, 4, Counters.BASIC, LIF, CUBA),
        graded("2x1", 2, 1, 16, 8, 0, 1, 4, 2, Counters.BASIC, LIF, DELTA),
        graded("2x2", 2, 2, 32, 16, 2, 2, 16, 4, Counters.NONE, DELTA, CUBA),
        graded("1x1", 1, 1, 16, 2, 2, 4, 2, 2, Counters.DEBUG, SHORT));
  }
}
