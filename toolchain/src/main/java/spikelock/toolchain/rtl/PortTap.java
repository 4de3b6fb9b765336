package spikelock.toolchain.rtl;

import java.util.ArrayList;
import java.util.List;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.PacketFormat;
import spikelock.emulator.platform.PortEvent;
import spikelock.toolchain.verilator.PortScript;
import spikelock.toolchain.verilator.VerilatedModel;
import spikelock.toolchain.verilator.VerilatorBuild;

/** The wires between cores, routers and host, made readable for Verilator alone; knows {@code hdl/rtl} by its names. */
final class PortTap {
  private static final List<String> TILE_WIRES = List.of("leave_valid", "leave_ready", "leave_flit", "arrive_valid", "arrive_flit");
  private static final List<String> HOST_WIRES = List.of("from_valid", "from_packet");

  private final ChipSpec spec;
  private final int number; // of the exposed registers
  private final int limbs; // results of a flit
  private final int ofTile; // results of a tile

  PortTap(ChipSpec spec, int number) {
    this.spec = spec;
    this.number = number;
    this.limbs = (new PacketFormat(spec).flitBits() + 31) / 32;
    this.ofTile = TILE_WIRES.size() + 2 * (limbs - 1);
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
    return spec.tiles() * ofTile + HOST_WIRES.size() + limbs - 1;
  }

  /** Appends reading all wires. */
  void peek(PortScript script) {
    script.peek(number, 0, spec.tiles() * TILE_WIRES.size() + HOST_WIRES.size());
  }

  /** The events of a cycle, in their order. */
  void events(int cycle, int[] results, int from, List<PortEvent> into) {
    int at = from;
    int host = from + spec.tiles() * ofTile;
    for (int tile = 0; tile < spec.tiles(); tile++, at += ofTile) {
      if (results[at] != 0 && results[at + 1] != 0) {
        into.add(new PortEvent(cycle, tile, PortEvent.Port.INJECT, flit(results, at + 2)));
      }
      if (results[at + 2 + limbs] != 0) {
        into.add(new PortEvent(cycle, tile, PortEvent.Port.EJECT, flit(results, at + 3 + limbs)));
      }
      if (tile == 0 && results[host] != 0) {
        into.add(new PortEvent(cycle, 0, PortEvent.Port.HOST, flit(results, host + 1)));
      }
    }
  }

  private long flit(int[] results, int at) {
    long low = results[at] & 0xffffffffL;
    return limbs == 1 ? low : low | (long) results[at + 1] << 32;
  }
}
