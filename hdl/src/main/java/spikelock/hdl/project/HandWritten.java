package spikelock.hdl.project;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import spikelock.emulator.files.Resource;

/** The hand-written Verilog of {@code hdl/rtl} and its lint waivers of {@code hdl/lint}, read from the class path. */
public final class HandWritten {
  private static final List<String> FILES = List.of("accumulators.v", "axon_out.v", "axon_scheduler.v", "config_port.v", "core.v",
      "core_control.v", "core_counters.v", "core_phases.v", "flit_fifo.v", "host_port.v", "idle_tree.v", "lowest_of_16.v", "mesh.v", "neuron_sweep.v",
      "output_bits.v", "outputs.v", "pulse_tree.v", "ram_1r1w.v", "ram_1rw.v", "ram_registers.v", "ram_short.v", "round_robin.v", "router.v", "row_engine.v",
      "synapse_unpacker.v", "synapse_walk.v", "tile.v");

  private HandWritten() {}

  /** Every file's text by its name, in the order of the names. */
  public static Map<String, String> files() {
    Map<String, String> texts = new LinkedHashMap<>();
    FILES.forEach(file -> texts.put(file, resource("/spikelock/hdl/rtl/" + file)));
    return texts;
  }

  /** The waivers of lint rules, a configuration file of Verilator's. */
  public static String waivers() {
    return resource("/spikelock/hdl/lint/waivers.vlt");
  }

  static String resource(String path) {
    return Resource.text(HandWritten.class, path);
  }
}
