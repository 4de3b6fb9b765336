package spikelock.toolchain.random;

import java.util.ArrayList;
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
import spikelock.emulator.chip.Technology;

/**
 * The chips that random networks run on. Each costs one Verilator build, so there are few, with small memories; between
 * them they have every mesh form, lane count, word width and parameter placement; four have payloads.
 */
public final class RandomChips {
  private static final DatapathChoice LIF = set("LIF");
  private static final DatapathChoice IF = set("IF");
  private static final DatapathChoice CUBA_LIF = set("CubaLIF");
  private static final DatapathChoice NARROW_LIF = choice("LIF", Map.of("V_BITS", 12L, "GUARD", 2L), List.of(), List.of());
  private static final DatapathChoice CORE_LIF =
      choice("LIF", Map.of("V_BITS", 18L, "GUARD", 0L), List.of("threshold", "decay_v", "reset"), List.of("bias"));
  private static final DatapathChoice CUBA = choice("cuba", Map.of("V_BITS", 20L, "U_BITS", 18L),
      List.of("decay_u", "subtract"), List.of("bias", "threshold"));
  private static final DatapathChoice NEURON_CUBA = new DatapathChoice("cuba", Map.of(), List.of(),
      List.of("decay_u", "decay_v", "bias", "threshold", "reset", "subtract", "refractory_period"), true);
  private static final DatapathChoice NEURON_IF =
      new DatapathChoice("IF", Map.of("V_BITS", 16L), List.of("reset"), List.of("threshold"), true);
  private static final DatapathChoice ALIF = choice("alif", Map.of("V_BITS", 16L, "GUARD", 3L), List.of("decay_a"), List.of("beta"));
  private static final DatapathChoice ADAPTIVE = set("adaptive");
  private static final DatapathChoice NEURON_ADAPTIVE = new DatapathChoice("adaptive", Map.of("V_BITS", 24L, "GUARD", 6L),
      List.of("fade"), List.of("threshold", "leak"), true);
  private static final DatapathChoice THRESHOLD = set("Threshold");
  private static final DatapathChoice DELTA = set("delta");
  private static final DatapathChoice NEURON_DELTA = choice("delta", Map.of("V_BITS", 16L), List.of(), List.of("threshold"));

  /** Chips whose datapaths are cut for something else than an ASIC: other multipliers, stages and times of reading. */
  private static final Map<String, Technology> TIMING = Map.of("dot-wide", Technology.ICE40_UP, "column", Technology.ICE40_HX, "square", Technology.ECP5,
      "block", Technology.XILINX7, "slab", Technology.ICE40_HX, "window", Technology.ECP5, "line", Technology.ICE40_UP);

  private static final List<ChipSpec> ALL = List.of(
      // name, mesh, neurons, axons, synapse words, word, weight, exponent, lanes, payload bits, accumulator bits, slots, ...
      chip("dot", 1, 1, 16, 32, 64, 16, 8, 0, 1, 0, 16, 2, 32, 2, 16, Counters.BASIC, 24, LIF),
      chip("dot-wide", 1, 1, 64, 256, 1024, 32, 16, 2, 2, 3, 32, 16, 256, 4, 64, Counters.BASIC, 16, NEURON_CUBA),
      chip("pair", 2, 1, 32, 64, 256, 16, 4, 2, 4, 0, 12, 4, 128, 2, 16, Counters.BASIC, 8, IF, CUBA_LIF),
      chip("column", 1, 3, 16, 64, 128, 16, 2, 0, 4, 0, 8, 8, 64, 4, 16, Counters.BASIC, 10, NARROW_LIF, ADAPTIVE, THRESHOLD),
      chip("square", 2, 2, 32, 128, 512, 32, 9, 2, 2, 5, 24, 4, 256, 2, 32, Counters.BASIC, 24, ADAPTIVE, DELTA, CUBA_LIF,
          NEURON_ADAPTIVE),
      chip("block", 3, 2, 16, 64, 256, 16, 5, 0, 2, 0, 20, 8, 128, 2, 16, Counters.DEBUG, 12, CORE_LIF, LIF, CUBA, NEURON_IF,
          IF, ADAPTIVE),
      chip("grid", 4, 4, 16, 128, 256, 16, 8, 0, 1, 0, 16, 2, 128, 2, 64, Counters.BASIC, 24, NARROW_LIF),
      chip("grid-deep", 4, 4, 16, 64, 128, 32, 12, 0, 2, 0, 18, 4, 64, 4, 16, Counters.BASIC, 12, NEURON_IF, CORE_LIF),
      chip("slab", 4, 2, 32, 64, 256, 16, 12, 2, 1, 0, 22, 16, 128, 4, 32, Counters.NONE, 8, LIF, CUBA_LIF),
      chip("tower", 2, 3, 64, 256, 512, 16, 3, 2, 4, 0, 10, 2, 256, 2, 16, Counters.BASIC, 8, NARROW_LIF),
      chip("window", 2, 2, 64, 128, 1024, 32, 6, 0, 4, 8, 28, 8, 512, 2, 128, Counters.DEBUG, 24, NEURON_DELTA, IF, NEURON_CUBA, ALIF),
      chip("line", 3, 1, 16, 512, 1024, 16, 6, 2, 1, 16, 14, 16, 512, 4, 16, Counters.BASIC, 20, ADAPTIVE, CORE_LIF, DELTA));

  private RandomChips() {}

  /** All of them, the cheapest to build first. */
  public static List<ChipSpec> all() {
    return ALL;
  }

  /** The chip of that name. */
  public static ChipSpec named(String name) {
    return ALL.stream().filter(spec -> spec.name().equals(name)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no random chip \"" + name + "\""));
  }

  /** The datapaths are given to the tiles in turn. */
  private static ChipSpec chip(String name, int width, int height, int neurons, int axons, int synapseWords, int wordBits,
      int weightBits, int exponentBits, int lanes, int payloadBits, int accumulatorBits, int slots, int fanout, int fifo, int buffer,
      Counters counters, int counterBits, DatapathChoice... choices) {
    List<DatapathChoice> datapaths = new ArrayList<>();
    for (int tile = 0; tile < width * height; tile++) {
      datapaths.add(choices[tile % choices.length]);
    }
    return new ChipSpec(name, new MeshSizes(width, height, fifo),
        new CoreSizes(neurons, axons, slots, new SynapseSizes(synapseWords, wordBits, weightBits, exponentBits, lanes), accumulatorBits, 128, fanout),
        new PacketSizes(payloadBits), new HostSizes(buffer, neurons + 5), new CounterSizes(counters, counterBits),
        Clock.assumed(48).with(TIMING.getOrDefault(name, Technology.ASIC)), datapaths);
  }

  private static DatapathChoice set(String model) {
    return choice(model, Map.of(), List.of(), List.of());
  }

  private static DatapathChoice choice(String model, Map<String, Long> constants, List<String> core, List<String> neuron) {
    return new DatapathChoice(model, constants, core, neuron, false);
  }
}
