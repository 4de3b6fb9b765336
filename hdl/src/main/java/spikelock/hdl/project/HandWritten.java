package spikelock.hdl.project;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import spikelock.emulator.files.Resource;

/** The hand-written Verilog of {@code hdl/rtl}, read from the class path. */
public final class HandWritten {
  private static final List<String> FILES = List.of("accumulators.v", "axon_out.v", "axon_scheduler.v", "config_port.v", "core.v",
      "core_counters.v", "flit_fifo.v", "host_port.v", "idle_tree.v", "mesh.v", "neuron_sweep.v", "pulse_tree.v", "ram_1r1w.v",
      "ram_1rw.v", "ram_registers.v", "round_robin.v", "router.v", "synapse_walk.v", "tile.v");

  private HandWritten() {}

  /** Every file's text by its name, in the order of the names. */
  public static Map<String, String> files() {
    Map<String, String> texts = new LinkedHashMap<>();
    FILES.forEach(file -> texts.put(file, resource("/spikelock/hdl/rtl/" + file)));
    return texts;
  }

  static String resource(String path) {
    return Resource.text(HandWritten.class, path);
  }
}
