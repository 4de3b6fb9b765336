package spikelock.toolchain.fpga;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import spikelock.emulator.error.ToolException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What nextpnr writes with {@code --report}.
 *
 * @param cells used of each kind of cell
 * @param clocks with what each reaches, MHz
 * @param paths the slowest path of each clock and between clocks and pins
 */
record RouteReport(Map<String, Integer> cells, List<Clock> clocks, List<Route> paths) {

  /**
   * A clock.
   *
   * @param net nextpnr's name of it
   * @param achievedMhz what the routed design reaches
   * @param constraintMhz what it was asked for
   */
  record Clock(String net, double achievedMhz, double constraintMhz) {}

  /**
   * A path from register to register.
   *
   * @param from clock edge it starts at, as nextpnr says it
   * @param to clock edge it ends at
   */
  record Route(String from, String to, List<Hop> hops) {}

  /**
   * A part of a path.
   *
   * @param kind clk-to-q, logic, routing or setup
   * @param ns how long it takes
   * @param cell the cell that it ends in
   * @param net the net that it is, for routing; else empty
   */
  record Hop(String kind, double ns, String cell, String net) {}

  static RouteReport read(Path file) {
    try {
      JsonNode root = new JsonMapper().readTree(Files.readString(file));
      Map<String, Integer> cells = new TreeMap<>();
      root.path("utilization").properties().forEach(cell -> cells.put(cell.getKey(), cell.getValue().path("used").asInt()));
      List<Clock> clocks = new ArrayList<>();
      root.path("fmax").properties().forEach(clock -> clocks.add(new Clock(clock.getKey(), clock.getValue().path("achieved").asDouble(),
          clock.getValue().path("constraint").asDouble())));
      List<Route> paths = new ArrayList<>();
      for (JsonNode path : root.path("critical_paths")) {
        List<Hop> hops = new ArrayList<>();
        for (JsonNode hop : path.path("path")) {
          hops.add(new Hop(hop.path("type").asString(), hop.path("delay").asDouble(), hop.path("to").path("cell").asString(), hop.path("net").asString("")));
        }
        paths.add(new Route(path.path("from").asString(), path.path("to").asString(), hops));
      }
      return new RouteReport(cells, clocks, paths);
    } catch (IOException | JacksonException e) {
      throw new ToolException("what place and route reports cannot be read (" + file.getFileName() + "): " + e.getMessage(), "", e);
    }
  }

  /** Cells used of a kind; 0 where the part has none. */
  int used(String kind) {
    return cells.getOrDefault(kind, 0);
  }
}
