package spikelock.hdl.project;

import java.util.Locale;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.DatapathShape;
import spikelock.emulator.chip.PacketFormat;
import spikelock.emulator.datapath.PlacedDatapath;
import spikelock.emulator.image.PlacedCores;

/**
 * Writes what depends on a core's kind, and nobody else's Verilog knows: {@code core_<kind>.v}, a core of that kind's sizes joined to its
 * datapath, and {@code tile_core.v}, which gives each tile the core of its kind.
 */
final class CoreVerilog {
  private static final String[] PORTS = {"clk", "rst", "pulse", "advance", "idle", "arrive_valid", "arrive_flit", "leave_valid", "leave_flit",
      "leave_ready", "activity", "counter_entry", "counter_word"};

  private final ChipSpec spec;
  private final PlacedCores cores;
  private final PacketFormat packets;

  CoreVerilog(ChipSpec spec, PlacedCores cores) {
    this.spec = spec;
    this.cores = cores;
    this.packets = new PacketFormat(spec);
  }

  /** The module of a kind, {@code core_<kind>}. */
  String ofKind(int kind) {
    PlacedDatapath placed = cores.datapathOfKind(kind);
    DatapathShape shape = placed.shape();
    int inputs = spec.core().accumulatorBits() << shape.inputsLog2();
    StringBuilder text = new StringBuilder();
    text.append("// Kind ").append(kind).append(" of core: the sizes of ").append(placed.datapath().name())
        .append(", and its neuron datapath beside the core. Written by Spikelock.\n");
    header(text, "core_" + kind, "");
    bus(text, inputs, "synaptic");
    bus(text, shape.stateBits(), "state");
    bus(text, shape.coreBits(), "core_params");
    bus(text, shape.setBits(), "set_params");
    bus(text, shape.neuronBits(), "neuron_params");
    bus(text, shape.stateBits(), "next_state");
    bus(text, 1, "fires");
    bus(text, shape.payloadBits(), "sent");
    text.append("\n  core #(\n");
    sizes(text, placed);
    text.append("  ) core (\n");
    for (String port : PORTS) {
      text.append("      .").append(port).append('(').append(port).append("),\n");
    }
    for (String bus : new String[] {"synaptic", "state", "core_params", "set_params", "neuron_params", "next_state", "fires", "sent"}) {
      text.append("      .").append(bus).append('(').append(bus).append("),\n");
    }
    text.setLength(text.length() - 2);
    text.append("\n  );\n\n");
    datapath(text, kind, placed);
    return text.append("endmodule\n`resetall\n").toString();
  }

  private void sizes(StringBuilder text, PlacedDatapath placed) {
    DatapathShape shape = placed.shape();
    Parameters sizes = new Parameters(text);
    sizes.add("X_BITS", packets.xBits());
    sizes.add("Y_BITS", packets.yBits());
    sizes.add("LOW_BITS", packets.lowBits());
    sizes.add("AXONS_LOG2", ChipSpec.log2(spec.core().axons()));
    sizes.add("SLOTS_LOG2", ChipSpec.log2(spec.core().delaySlots()));
    sizes.add("SYNAPSES_LOG2", ChipSpec.log2(spec.core().synapses().words()));
    sizes.add("WORD_BITS", spec.core().synapses().wordBits());
    sizes.add("WEIGHT_BITS", spec.core().synapses().weightBits());
    sizes.add("EXPONENT_BITS", spec.core().synapses().exponentBits());
    sizes.add("PAYLOAD_BITS", spec.packet().payloadBits());
    sizes.add("DENSE_LOG2", ChipSpec.log2(spec.core().synapses().denseWeights()));
    sizes.add("LANES_LOG2", ChipSpec.log2(spec.core().synapses().lanes()));
    sizes.add("NEURONS_LOG2", ChipSpec.log2(spec.core().neurons()));
    sizes.add("ACCUMULATOR_BITS", spec.core().accumulatorBits());
    sizes.add("SETS_LOG2", ChipSpec.log2(spec.core().setWords()));
    sizes.add("FANOUT_LOG2", ChipSpec.log2(spec.core().fanoutEntries()));
    sizes.add("INPUTS_LOG2", shape.inputsLog2());
    sizes.add("STATE_BITS", shape.stateBits());
    sizes.add("CORE_PARAM_BITS", shape.coreBits());
    sizes.add("SET_PARAM_BITS", shape.setBits());
    sizes.add("NEURON_PARAM_BITS", shape.neuronBits());
    sizes.add("NEURON_INIT", shape.neuronInitialState() ? 1 : 0);
    sizes.add("SENT_BITS", shape.payloadBits());
    sizes.add("LATENCY", shape.latency());
    sizes.add("INPUT_STAGE", placed.schedule().inputStage());
    sizes.add("INTERVAL", shape.interval());
    sizes.end();
  }

  /** The datapath has ports for the buses that it uses, in their own widths; what it does not use is read once for the linters. */
  private void datapath(StringBuilder text, int kind, PlacedDatapath placed) {
    DatapathShape shape = placed.shape();
    int inputBits = placed.datapath().inputs().stream().mapToInt(f -> f.type().bits()).sum();
    text.append("  datapath_").append(kind).append(" datapath (\n      .clk(clk),\n");
    connect(text, "synaptic", inputBits);
    connect(text, "state", shape.stateBits());
    connect(text, "core_params", shape.coreBits());
    connect(text, "set_params", shape.setBits());
    connect(text, "neuron_params", shape.neuronBits());
    text.append("      .next_state(next_state),\n");
    text.append(shape.payloadBits() > 0 ? "      .payload(sent),\n" : "");
    text.append("      .spike(fires)\n  );\n");
    text.append(shape.payloadBits() > 0 ? "" : "  assign sent = 1'b1;\n");
    text.append("  wire unused_buses = (&synaptic) & (&core_params) & (&set_params) & (&neuron_params);\n");
  }

  private static void connect(StringBuilder text, String bus, int bits) {
    if (bits > 0) {
      text.append("      .").append(bus).append('(').append(bus).append('[').append(bits - 1).append(":0]),\n");
    }
  }

  private static void bus(StringBuilder text, int bits, String name) {
    // A select needs a range, even on a bus of 1 bit.
    text.append("  wire ").append(name.equals("fires") ? "" : "[" + (Math.max(1, bits) - 1) + ":0] ").append(name).append(";\n");
  }

  /** The module {@code tile_core}. */
  String selector() {
    int kinds = cores.kinds();
    int bits = Math.max(1, ChipSpec.log2Ceil(kinds));
    StringBuilder text = new StringBuilder("// The core of a tile, one of the chip's kinds. Written by Spikelock.\n");
    header(text, "tile_core", "#(\n    parameter TILE = 0\n) ");
    text.append("  // kind of each tile, tile 0 lowest\n  localparam [").append(bits * spec.tiles() - 1).append(":0] KINDS = {");
    for (int tile = spec.tiles() - 1; tile >= 0; tile--) {
      text.append(bits).append("'d").append(cores.kind(tile)).append(tile == 0 ? "};\n" : tile % 16 == 0 ? ",\n      " : ", ");
    }
    text.append("  localparam [").append(bits - 1).append(":0] KIND = KINDS[").append(bits).append("*TILE+:").append(bits).append("];\n\n");
    text.append("  generate\n");
    for (int kind = 0; kind < kinds; kind++) {
      text.append(kind == 0 ? "    " : " else ").append("if (KIND == ").append(bits).append("'d").append(kind).append(") begin : kind_")
          .append(kind).append("\n      core_").append(kind).append(" sized (\n");
      for (String port : PORTS) {
        text.append("          .").append(port).append('(').append(port).append("),\n");
      }
      text.setLength(text.length() - 2);
      text.append("\n      );\n    end");
    }
    return text.append("\n  endgenerate\nendmodule\n`resetall\n").toString();
  }

  /** The ports of a core towards its tile, the same for every kind. */
  private void header(StringBuilder text, String module, String parameters) {
    String flit = String.format(Locale.ROOT, "[%d:0]", packets.flitBits() - 1);
    text.append("`resetall\n`default_nettype none\nmodule ").append(module).append(' ').append(parameters).append("(\n");
    for (String port : PORTS) {
      text.append("    ").append(switch (port) {
        case "idle", "leave_valid" -> "output wire ";
        case "arrive_flit" -> "input wire " + flit + " ";
        case "leave_flit" -> "output wire " + flit + " ";
        case "activity" -> "output wire [6:0] ";
        case "counter_entry" -> "output wire [4:0] ";
        case "counter_word" -> "input wire [31:0] ";
        default -> "input wire ";
      }).append(port).append(port.equals("counter_word") ? "\n);\n" : ",\n");
    }
  }
}
