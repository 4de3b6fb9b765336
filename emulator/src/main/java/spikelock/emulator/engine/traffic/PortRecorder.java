package spikelock.emulator.engine.traffic;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import spikelock.emulator.platform.PortEvent;

/**
 * Follows packets through the FIFOs of a step: the timing engine moves destinations, here each keeps its number. Tells another
 * observer, too.
 */
public final class PortRecorder implements TrafficObserver {
  private static final int PORTS = 5;
  private static final int CORE = -1;

  private final TrafficObserver other;
  private final List<Deque<Integer>> queues = new ArrayList<>();
  private final List<PortEvent> events = new ArrayList<>(); // the packet's number for its flit until the step is over

  public PortRecorder(int tiles, TrafficObserver other) {
    this.other = other;
    for (int queue = 0; queue < tiles * PORTS; queue++) {
      queues.add(new ArrayDeque<>());
    }
  }

  /** A step begins. */
  public void begin() {
    events.clear();
  }

  @Override
  public void cycle(int cycle, int[] wants, int[] held) {
    other.cycle(cycle, wants, held);
  }

  @Override
  public void inject(int cycle, int tile, int packet) {
    other.inject(cycle, tile, packet);
    queues.get(tile * PORTS).add(packet);
    events.add(new PortEvent(cycle, tile, PortEvent.Port.INJECT, packet));
  }

  @Override
  public void move(int cycle, int from, int to) {
    other.move(cycle, from, to);
    int packet = queues.get(from).remove();
    if (to >= 0) {
      queues.get(to).add(packet);
    } else {
      events.add(new PortEvent(cycle, from / PORTS, to == CORE ? PortEvent.Port.EJECT : PortEvent.Port.HOST, packet));
    }
  }

  /**
   * The step's events in their order.
   *
   * @param flits [packets of the step] their bits
   */
  public List<PortEvent> events(long[] flits) {
    List<PortEvent> named = new ArrayList<>();
    events.forEach(e -> named.add(new PortEvent(e.cycle(), e.tile(), e.port(), flits[(int) e.flit()])));
    Collections.sort(named);
    return named;
  }
}
