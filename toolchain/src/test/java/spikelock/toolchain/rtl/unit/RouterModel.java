package spikelock.toolchain.rtl.unit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * TIMING.md, section 7: five queues, and at each output the head that was on offer and not accepted, else the lowest port above the one
 * accepted last, else the lowest. So every flit leaves once, those of an input in their order, and what is on offer holds still.
 */
final class RouterModel implements UnitModel {
  private static final int PORTS = 5;
  private static final int NOBODY = -1;

  private enum Output { LOCAL, NORTH, EAST, SOUTH, WEST }

  private final RandomGenerator random;
  private final Shape shape;
  private final Pressure traffic;
  private final List<Pressure> arrivals = new ArrayList<>();
  private final List<Pressure> readiness = new ArrayList<>();
  private final List<Deque<Flit>> queues = new ArrayList<>();
  private final int[] onOffer = {NOBODY, NOBODY, NOBODY, NOBODY, NOBODY}; // [output] the input offered and not accepted
  private final int[] lastAccepted = {NOBODY, NOBODY, NOBODY, NOBODY, NOBODY}; // [output]

  /** Where the router is, and its sizes. */
  record Shape(int x, int y, int xBits, int yBits, int lowBits, int fifoDepth, boolean lastColumn, boolean lastRow) {
    int flitBits() {
      return 2 + yBits + xBits + lowBits;
    }

    boolean besideHost() {
      return x == 0 && y == 0;
    }
  }

  private record Flit(int x, int y, boolean host, boolean configuration, long low) {
    long bits(Shape shape) {
      return low | (long) x << shape.lowBits() | (long) y << shape.lowBits() + shape.xBits() | (host ? 1L : 0L) << shape.flitBits() - 2
          | (configuration ? 1L : 0L) << shape.flitBits() - 1;
    }
  }

  RouterModel(RandomGenerator random, Shape shape) {
    this.random = random;
    this.shape = shape;
    this.traffic = new Pressure(random);
    for (int port = 0; port < PORTS; port++) {
      arrivals.add(new Pressure(random));
      readiness.add(new Pressure(random));
      queues.add(new ArrayDeque<>());
    }
  }

  @Override
  public void cycle(Wires wires) {
    boolean empty = queues.stream().allMatch(Deque::isEmpty);
    boolean pulse = empty && random.nextInt(4) == 0;
    wires.expect("idle", empty);
    wires.drive("pulse", pulse);
    int[] chosen = new int[PORTS];
    boolean[] accepted = new boolean[PORTS];
    for (Output output : Output.values()) {
      int port = output.ordinal();
      chosen[port] = choose(output);
      accepted[port] = readiness.get(port).next() || alwaysAccepts(output);
      offer(wires, port, chosen[port]);
      wires.drive("out_ready", port, 1, accepted[port] ? 1 : 0);
    }
    boolean busy = traffic.next();
    boolean[] ready = new boolean[PORTS];
    Flit[] entering = new Flit[PORTS];
    for (int port = 0; port < PORTS; port++) {
      ready[port] = queues.get(port).size() < shape.fifoDepth();
      wires.expect("in_ready", port, 1, ready[port] ? 1 : 0);
      boolean valid = busy && arrivals.get(port).next();
      wires.drive("in_valid", port, 1, valid ? 1 : 0);
      if (valid) {
        entering[port] = flit();
        wires.drive("in_flit", port * shape.flitBits(), shape.flitBits(), entering[port].bits(shape));
      }
    }

    for (int output = 0; output < PORTS; output++) {
      leave(output, chosen[output], accepted[output]);
      if (pulse) {
        lastAccepted[output] = NOBODY;
      }
    }
    for (int port = 0; port < PORTS; port++) {
      if (ready[port] && entering[port] != null) {
        queues.get(port).add(entering[port]);
      }
    }
  }

  private void offer(Wires wires, int output, int input) {
    wires.expect("out_valid", output, 1, input == NOBODY ? 0 : 1);
    if (input != NOBODY) {
      wires.expect("out_flit", output * shape.flitBits(), shape.flitBits(), queues.get(input).element().bits(shape));
    }
  }

  private void leave(int output, int input, boolean accepted) {
    onOffer[output] = accepted ? NOBODY : input;
    if (accepted && input != NOBODY) {
      queues.get(input).remove();
      lastAccepted[output] = input;
    }
  }

  private int choose(Output output) {
    if (onOffer[output.ordinal()] != NOBODY) {
      return onOffer[output.ordinal()];
    }
    for (int input = lastAccepted[output.ordinal()] + 1; input < PORTS; input++) {
      if (wants(input, output)) {
        return input;
      }
    }
    for (int input = 0; input < PORTS; input++) {
      if (wants(input, output)) {
        return input;
      }
    }
    return NOBODY;
  }

  private boolean wants(int input, Output output) {
    return !queues.get(input).isEmpty() && way(queues.get(input).element()) == output;
  }

  /** East or west until the column is right, then north or south; beyond the last tile there is none. */
  private Output way(Flit flit) {
    if (flit.x() < shape.x() || flit.x() > shape.x() && !shape.lastColumn()) {
      return flit.x() > shape.x() ? Output.EAST : Output.WEST;
    }
    if (flit.y() < shape.y() || flit.y() > shape.y() && !shape.lastRow()) {
      return flit.y() > shape.y() ? Output.SOUTH : Output.NORTH;
    }
    return flit.host() ? Output.WEST : Output.LOCAL;
  }

  /** The core, and the host. */
  private boolean alwaysAccepts(Output output) {
    return output == Output.LOCAL || output == Output.WEST && shape.besideHost();
  }

  /** To anywhere, but half of the time to this column or row; to the host only at tile (0,0). */
  private Flit flit() {
    int x = random.nextBoolean() ? shape.x() : random.nextInt(1 << shape.xBits());
    int y = random.nextBoolean() ? shape.y() : random.nextInt(1 << shape.yBits());
    return new Flit(x, y, x == 0 && y == 0 && random.nextBoolean(), random.nextBoolean(), random.nextLong(1L << shape.lowBits()));
  }
}
