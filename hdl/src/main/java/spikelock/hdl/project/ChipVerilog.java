package spikelock.hdl.project;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.DatapathShape;
import spikelock.emulator.chip.MemoryPlan;
import spikelock.emulator.chip.PacketFormat;
import spikelock.emulator.datapath.PlacedDatapath;
import spikelock.emulator.image.PlacedCores;
import spikelock.hdl.datapath.DatapathVerilog;

/**
 * Writes a chip's Verilog: {@code chip.v} (the top, which gives {@code mesh} every size), a {@code datapath_<kind>.v} for each kind
 * of core, {@code neuron_datapath.v} that selects among them, and the hand-written RTL. Equal chips give equal text.
 */
public final class ChipVerilog {
  /** The name of the top module. */
  public static final String TOP = "chip";

  private final ChipSpec spec;
  private final PlacedCores cores;
  private final PacketFormat packets;

  private ChipVerilog(ChipSpec spec, PlacedCores cores) {
    this.spec = spec;
    this.cores = cores;
    this.packets = new PacketFormat(spec);
  }

  /** Every file's text by its name. */
  public static Map<String, String> files(ChipSpec spec, PlacedCores cores) {
    ChipVerilog chip = new ChipVerilog(spec, cores);
    Map<String, String> files = new LinkedHashMap<>(HandWritten.files());
    for (int kind = 0; kind < cores.kinds(); kind++) {
      files.put("datapath_" + kind + ".v", DatapathVerilog.emit(cores.datapathOfKind(kind), "datapath_" + kind));
    }
    files.put("neuron_datapath.v", chip.selector());
    files.put(TOP + ".v", chip.top());
    return files;
  }

  // ---- neuron_datapath: the kinds behind one set of ports ---------------------------------------------------------------

  private String selector() {
    DatapathShape first = cores.datapathOfKind(0).shape();
    StringBuilder text = new StringBuilder("""
        // The neuron datapath of a core, selected by KIND. Buses that a kind does not have are 1 bit wide and unused.
        // Written by Spikelock.
        module neuron_datapath #(
            parameter KIND = 0,
            parameter INPUT_BITS = %d,
            parameter STATE_BITS = %d,
            parameter CORE_BITS = %d,
            parameter SET_BITS = %d,
            parameter NEURON_BITS = %d,
            parameter PAYLOAD_BITS = %d
        ) (
            input                    clk,
            input  [ INPUT_BITS-1:0] synaptic,
            input  [ STATE_BITS-1:0] state,
            input  [  CORE_BITS-1:0] core_params,
            input  [   SET_BITS-1:0] set_params,
            input  [NEURON_BITS-1:0] neuron_params,
            output [ STATE_BITS-1:0] next_state,
            output                   spike,
            output [PAYLOAD_BITS-1:0] payload
        );
          wire unused_buses = (&synaptic) & (&core_params) & (&set_params) & (&neuron_params) & (&state) & clk;
          generate
        """.formatted(spec.core().accumulatorBits() << first.inputsLog2(), first.stateBits(), Math.max(1, first.coreBits()),
        Math.max(1, first.setBits()), Math.max(1, first.neuronBits()), Math.max(1, first.payloadBits())));
    for (int kind = 0; kind < cores.kinds(); kind++) {
      text.append(kind == 0 ? "    " : " else ").append("if (KIND == ").append(kind).append(") begin : kind_").append(kind)
          .append('\n').append(instance(kind)).append("    end");
    }
    return text.append("\n  endgenerate\nendmodule\n").toString();
  }

  private String instance(int kind) {
    PlacedDatapath placed = cores.datapathOfKind(kind);
    DatapathShape shape = placed.shape();
    int inputBits = placed.datapath().inputs().stream().mapToInt(f -> f.type().bits()).sum();
    StringBuilder text = new StringBuilder("      datapath_").append(kind).append(" datapath (\n          .clk(clk),\n");
    connect(text, "synaptic", inputBits);
    connect(text, "state", shape.stateBits());
    connect(text, "core_params", shape.coreBits());
    connect(text, "set_params", shape.setBits());
    connect(text, "neuron_params", shape.neuronBits());
    text.append("          .next_state(next_state),\n");
    text.append(shape.payloadBits() > 0 ? "          .payload(payload),\n" : "");
    text.append("          .spike(spike)\n      );\n");
    return text.append(shape.payloadBits() > 0 ? "" : "      assign payload = 1'b1;\n").toString();
  }

  private static void connect(StringBuilder text, String bus, int bits) {
    if (bits > 0) {
      text.append("          .").append(bus).append('(').append(bus).append('[').append(bits - 1).append(":0]),\n");
    }
  }

  // ---- chip: the top ----------------------------------------------------------------------------------------------------

  private String top() {
    int flit = packets.flitBits() - 1;
    int buffer = ChipSpec.log2(spec.host().inputBuffer());
    StringBuilder text = new StringBuilder();
    text.append("// ").append(comment(spec.name())).append(": ").append(spec.mesh().width()).append(" x ").append(spec.mesh().height())
        .append(" tiles. Written by Spikelock.\n// Ports: see host_port.v. A packet is {cfg, host, y (")
        .append(packets.yBits()).append("), x (").append(packets.xBits()).append("), low (").append(packets.lowBits())
        .append(")}; low is {delay (").append(ChipSpec.log2(spec.core().delaySlots())).append("), axon (")
        .append(ChipSpec.log2(spec.core().axons()))
        .append("), payload (").append(spec.packet().payloadBits()).append(")} or, with cfg, {op (3), data (16)}.\nmodule ").append(TOP).append(" (\n");
    port(text, "input ", 0, "clk");
    port(text, "input ", 0, "rst");
    port(text, "input ", 0, "in_valid");
    port(text, "output", 0, "in_ready");
    port(text, "input ", flit, "in_packet");
    port(text, "input ", 0, "inject");
    port(text, "input ", 0, "pulse");
    port(text, "output", 0, "busy");
    port(text, "output", 31, "cycles");
    port(text, "input ", spec.outputAddressBits() - 1, "out_address");
    port(text, "output", 15, "out_data");
    port(text, "input ", buffer - 1, "reply_address");
    port(text, "output", 15, "reply_data");
    port(text, "output", buffer, "replies");
    text.setLength(text.length() - 2);
    text.append("\n);\n  mesh #(\n");
    sizes(text);
    vectors(text);
    text.setLength(text.length() - 2);
    text.append("\n  ) mesh (\n");
    for (String name : new String[] {"clk", "rst", "in_valid", "in_ready", "in_packet", "inject", "pulse", "busy", "cycles",
        "out_address", "out_data", "reply_address", "reply_data", "replies"}) {
      text.append("      .").append(name).append('(').append(name).append("),\n");
    }
    text.setLength(text.length() - 2);
    return text.append("\n  );\nendmodule\n").toString();
  }

  private static void port(StringBuilder text, String direction, int high, String name) {
    String range = high == 0 ? "" : String.format(Locale.ROOT, "[%d:0]", high);
    text.append(String.format(Locale.ROOT, "    %s %6s %s,%n", direction, range, name).replace(System.lineSeparator(), "\n"));
  }

  private void sizes(StringBuilder text) {
    size(text, "WIDTH", spec.mesh().width());
    size(text, "HEIGHT", spec.mesh().height());
    size(text, "TILES_LOG2", spec.mesh().treeDepth() - 1);
    size(text, "X_BITS", packets.xBits());
    size(text, "Y_BITS", packets.yBits());
    size(text, "LOW_BITS", packets.lowBits());
    size(text, "FIFO_DEPTH", spec.mesh().fifoDepth());
    size(text, "AXONS_LOG2", ChipSpec.log2(spec.core().axons()));
    size(text, "SLOTS_LOG2", ChipSpec.log2(spec.core().delaySlots()));
    size(text, "SYNAPSES_LOG2", ChipSpec.log2(spec.core().synapses().words()));
    size(text, "WORD_BITS", spec.core().synapses().wordBits());
    size(text, "WEIGHT_BITS", spec.core().synapses().weightBits());
    size(text, "EXPONENT_BITS", spec.core().synapses().exponentBits());
    size(text, "PAYLOAD_BITS", spec.packet().payloadBits());
    size(text, "DENSE_LOG2", ChipSpec.log2(spec.core().synapses().denseWeights()));
    size(text, "LANES_LOG2", ChipSpec.log2(spec.core().synapses().lanes()));
    size(text, "NEURONS_LOG2", ChipSpec.log2(spec.core().neurons()));
    size(text, "ACCUMULATOR_BITS", spec.core().accumulatorBits());
    size(text, "FANOUT_LOG2", ChipSpec.log2(spec.core().fanoutEntries()));
    size(text, "COUNTERS", spec.counters().kind().ordinal());
    size(text, "COUNTER_BITS", spec.counters().bits());
    size(text, "BUFFER_LOG2", ChipSpec.log2(spec.host().inputBuffer()));
    size(text, "OUTPUTS", spec.host().outputs());
    size(text, "OUTPUTS_LOG2", Math.max(1, ChipSpec.log2Ceil(spec.host().outputs())));
    size(text, "OUT_ADDRESS_BITS", spec.outputAddressBits());
  }

  private void vectors(StringBuilder text) {
    vector(text, "KIND", cores::kind);
    plans(text, "INPUTS_LOG2", plan -> plan.shape().inputsLog2());
    plans(text, "OFFSET_BITS", MemoryPlan::offsetBits);
    plans(text, "STATE_BITS", plan -> plan.shape().stateBits());
    plans(text, "CORE_PARAM_BITS", plan -> plan.shape().coreBits());
    plans(text, "SET_PARAM_BITS", plan -> plan.shape().setBits());
    plans(text, "NEURON_PARAM_BITS", plan -> plan.shape().neuronBits());
    plans(text, "NEURON_INIT", plan -> plan.shape().neuronInitialState() ? 1 : 0);
    plans(text, "SET_UNITS", plan -> plan.shape().setUnits());
    vector(text, "SETS_LOG2", tile -> ChipSpec.log2(spec.core().setWords()));
    plans(text, "LATENCY", plan -> plan.shape().latency());
    plans(text, "STAGE_UNITS", MemoryPlan::stageUnits);
    plans(text, "SENT_BITS", plan -> plan.shape().payloadBits());
  }

  private static void size(StringBuilder text, String parameter, int value) {
    text.append("      .").append(parameter).append('(').append(value).append("),\n");
  }

  private void plans(StringBuilder text, String parameter, ToIntFunction<MemoryPlan> value) {
    vector(text, parameter, tile -> value.applyAsInt(cores.plan(tile)));
  }

  private void vector(StringBuilder text, String parameter, java.util.function.IntUnaryOperator ofTile) {
    text.append("      .").append(parameter).append("({");
    for (int tile = spec.tiles() - 1; tile >= 0; tile--) {
      text.append("32'd").append(ofTile.applyAsInt(tile)).append(tile > 0 ? ", " : "}),\n");
    }
  }

  /** A name as a comment can hold it: one line, no control characters. */
  private static String comment(String name) {
    return name.replaceAll("[^\\x20-\\x7e]|\\\\|\\*/", "?");
  }
}
