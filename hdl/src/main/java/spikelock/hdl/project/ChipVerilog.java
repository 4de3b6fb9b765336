package spikelock.hdl.project;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.PacketFormat;
import spikelock.emulator.image.PlacedCores;
import spikelock.hdl.datapath.DatapathVerilog;

/**
 * Writes a chip's Verilog: {@code chip.v} (the top, which gives {@code mesh} its sizes), a {@code core_<kind>.v} and a {@code
 * datapath_<kind>.v} for each kind of core, {@code tile_core.v} that selects among them, and the hand-written RTL. Equal chips give equal
 * text.
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
    CoreVerilog ofKinds = new CoreVerilog(spec, cores);
    for (int kind = 0; kind < cores.kinds(); kind++) {
      files.put("core_" + kind + ".v", ofKinds.ofKind(kind));
      files.put("datapath_" + kind + ".v", DatapathVerilog.emit(cores.datapathOfKind(kind), "datapath_" + kind));
    }
    files.put("tile_core.v", ofKinds.selector());
    files.put(TOP + ".v", chip.top());
    return files;
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
        .append(ChipSpec.log2(spec.core().axons())).append("), payload (").append(spec.packet().payloadBits()).append(")} or, with cfg, {op (3), data (16)}.\n`resetall\n`default_nettype none\nmodule ").append(TOP).append(" (\n");
    port(text, "input  wire", 0, "clk");
    port(text, "input  wire", 0, "rst");
    port(text, "input  wire", 0, "in_valid");
    port(text, "output wire", 0, "in_ready");
    port(text, "input  wire", flit, "in_packet");
    port(text, "input  wire", 0, "inject");
    port(text, "input  wire", 0, "pulse");
    port(text, "output wire", 0, "busy");
    port(text, "output wire", 31, "cycles");
    port(text, "input  wire", spec.outputAddressBits() - 1, "out_address");
    port(text, "output wire", 15, "out_data");
    port(text, "input  wire", buffer - 1, "reply_address");
    port(text, "output wire", 15, "reply_data");
    port(text, "output wire", buffer, "replies");
    text.setLength(text.length() - 2);
    text.append("\n);\n  mesh #(\n");
    sizes(new Parameters(text));
    text.append("  ) mesh (\n");
    for (String name : new String[] {"clk", "rst", "in_valid", "in_ready", "in_packet", "inject", "pulse", "busy", "cycles",
        "out_address", "out_data", "reply_address", "reply_data", "replies"}) {
      text.append("      .").append(name).append('(').append(name).append("),\n");
    }
    text.setLength(text.length() - 2);
    return text.append("\n  );\nendmodule\n`resetall\n").toString();
  }

  private static void port(StringBuilder text, String direction, int high, String name) {
    String range = high == 0 ? "" : String.format(Locale.ROOT, "[%d:0]", high);
    text.append(String.format(Locale.ROOT, "    %s %6s %s,%n", direction, range, name).replace(System.lineSeparator(), "\n"));
  }

  private void sizes(Parameters sizes) {
    sizes.add("WIDTH", spec.mesh().width());
    sizes.add("HEIGHT", spec.mesh().height());
    sizes.add("TILES_LOG2", spec.mesh().treeDepth() - 1);
    sizes.add("X_BITS", packets.xBits());
    sizes.add("Y_BITS", packets.yBits());
    sizes.add("LOW_BITS", packets.lowBits());
    sizes.add("FIFO_DEPTH", spec.mesh().fifoDepth());
    sizes.add("LANES_LOG2", ChipSpec.log2(spec.core().synapses().lanes()));
    sizes.add("PAYLOAD_BITS", spec.packet().payloadBits());
    sizes.add("COUNTERS", spec.counters().kind().ordinal());
    sizes.add("COUNTER_BITS", spec.counters().bits());
    sizes.add("BUFFER_LOG2", ChipSpec.log2(spec.host().inputBuffer()));
    sizes.add("OUTPUTS", spec.host().outputs());
    sizes.add("OUTPUTS_LOG2", Math.max(1, ChipSpec.log2Ceil(spec.host().outputs())));
    sizes.add("OUT_ADDRESS_BITS", spec.outputAddressBits());
    sizes.end();
  }

  /** A name as a comment can hold it: one line, no control characters. */
  private static String comment(String name) {
    return name.replaceAll("[^\\x20-\\x7e]|\\\\|\\*/", "?");
  }
}
