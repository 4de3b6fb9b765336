package spikelock.toolchain.rtl;

import java.util.ArrayList;
import java.util.List;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.target.PortEvent;
import spikelock.toolchain.verilator.PortScript;
import spikelock.toolchain.verilator.VerilatedModel;
import spikelock.toolchain.verilator.VerilatorBuild;

/** The wires between cores, routers and host, made readable for Verilator alone; knows {@code hdl/rtl} by its names. */
final class PortTap {
  private static final List<String> TILE_WIRES = List.of("leave_valid", "leave_ready", "leave_flit", "arrive_valid", "arrive_flit");
  private static final List<String> HOST_WIRES = List.of("from_valid", "from_packet");

  private final ChipSpec spec;
  private final int number; // of the exposed registers

  PortTap(ChipSpec spec, int number) {
    this.spec = spec;
    this.number = number;
  }

  /** Asks the build for the wires; before the design's sources. */
  static void source(VerilatorBuild build) {
    StringBuilder text = new StringBuilder("`verilator_config\n");
    TILE_WIRES.forEach(wire -> text.append("public_flat_rd -module \"tile\" -var \"").append(wire).append("\"\n"));
    HOST_WIRES.forEach(wire -> text.append("public_flat_rd -module \"host_port\" -var \"").append(wire).append("\"\n"));
    build.source("ports.vlt", text.toString());
  }

  /** Asks the build for the wires' places. */
  void expose(VerilatorBuild build) {
    List<String> names = new ArrayList<>();
    for (int tile = 0; tile < spec.tiles(); tile++) {
      String at = ExposedChip.tile(spec, tile);
      TILE_WIRES.forEach(wire -> names.add(at + "." + wire));
    }
    HOST_WIRES.forEach(wire -> names.add("chip.mesh.host." + wire));
    build.optionalRegisters(names);
  }

  boolean isThere(VerilatedModel model) {
    return model.memoryWords(number) > 0;
  }

  /** Results that {@link #peek} gives. */
  int results() {
    return spec.tiles() * TILE_WIRES.size() + HOST_WIRES.size();
  }

  /** Appends reading all wires. */
  void peek(PortScript script) {
    script.peek(number, 0, results());
  }

  /** The events of a cycle, in their order. */
  void events(int cycle, int[] results, int from, List<PortEvent> into) {
    int at = from;
    for (int tile = 0; tile < spec.tiles(); tile++, at += TILE_WIRES.size()) {
      if (results[at] != 0 && results[at + 1] != 0) {
        into.add(new PortEvent(cycle, tile, PortEvent.Port.INJECT, results[at + 2] & 0xffffffffL));
      }
      if (results[at + 3] != 0) {
        into.add(new PortEvent(cycle, tile, PortEvent.Port.EJECT, results[at + 4] & 0xffffffffL));
      }
      if (tile == 0 && results[from + results() - 2] != 0) {
        into.add(new PortEvent(cycle, 0, PortEvent.Port.HOST, results[from + results() - 1] & 0xffffffffL));
      }
    }
  }
}
