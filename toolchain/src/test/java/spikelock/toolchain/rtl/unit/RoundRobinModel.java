package spikelock.toolchain.rtl.unit;

import java.util.random.RandomGenerator;

/** The choice that was not accepted while it still asks, else the lowest request above the last choice, else the lowest one. */
final class RoundRobinModel implements UnitModel {
  private static final int PORTS = 5;

  private final Pressure[] requests = new Pressure[PORTS];
  private final Pressure acceptance;
  private final int[] passedOver = new int[PORTS];
  private int last = -1; // the last choice
  private boolean open; // it was not accepted

  RoundRobinModel(RandomGenerator random) {
    for (int port = 0; port < PORTS; port++) {
      requests[port] = new Pressure(random);
    }
    this.acceptance = new Pressure(random);
  }

  @Override
  public void cycle(Wires wires) {
    int request = 0;
    for (int port = 0; port < PORTS; port++) {
      request |= (requests[port].next() ? 1 : 0) << port;
    }
    boolean accepted = acceptance.next();
    int granted = choose(request);
    wires.drive("request", request);
    wires.drive("accepted", accepted);
    wires.expect("grant", granted < 0 ? 0 : 1 << granted);

    if (granted >= 0) {
      last = granted;
      open = !accepted;
    }
    countPassedOver(request, accepted ? granted : -1);
  }

  private int choose(int request) {
    for (int port = open ? last : last + 1; port < PORTS; port++) {
      if ((request >> port & 1) != 0) {
        return port;
      }
    }
    return request == 0 ? -1 : Integer.numberOfTrailingZeros(request);
  }

  /** Fair: who keeps asking is accepted after four others at the latest. */
  private void countPassedOver(int request, int taken) {
    for (int port = 0; port < PORTS; port++) {
      boolean waits = (request >> port & 1) != 0 && port != taken;
      passedOver[port] = !waits ? 0 : passedOver[port] + (taken >= 0 ? 1 : 0);
      if (passedOver[port] >= PORTS) {
        throw new AssertionError("port " + port + " is passed over " + passedOver[port] + " times");
      }
    }
  }
}
