package spikelock.toolchain.fpga;

import java.util.ArrayList;
import java.util.List;
import spikelock.toolchain.console.Means;

/**
 * The slowest path of the chip's clock.
 *
 * @param ns from the clock edge to the next, with setup
 * @param logicNs of that in cells
 * @param routingNs of that on wires
 * @param from the signal whose register it starts at
 * @param to the signal whose register it ends at
 * @param through the signals on the way, each once in a row
 */
public record CriticalPath(
    double ns,
    double logicNs,
    double routingNs,
    String from,
    String to,
    @Means("signals on the way, in the names of our Verilog") List<String> through) {
  private static final String ROUTING = "routing";

  public CriticalPath {
    through = List.copyOf(through);
  }

  static CriticalPath of(RouteReport.Route route) {
    double logic = 0;
    double routing = 0;
    List<String> through = new ArrayList<>();
    for (RouteReport.Hop hop : route.hops()) {
      logic += hop.kind().equals(ROUTING) ? 0 : hop.ns();
      routing += hop.kind().equals(ROUTING) ? hop.ns() : 0;
      String signal = OurNames.signal(hop.cell());
      if (through.isEmpty() || !through.getLast().equals(signal)) {
        through.add(signal);
      }
    }
    return new CriticalPath(logic + routing, logic, routing, through.isEmpty() ? "" : through.getFirst(), through.isEmpty() ? "" : through.getLast(), through);
  }
}
