package spikelock.toolchain.rtl.unit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.random.RandomGenerator;

/** A queue: ready while it holds fewer than its depth at the start of a cycle, its head on offer while it holds any. */
final class FlitFifoModel implements UnitModel {
  private final RandomGenerator random;
  private final Pressure arrivals;
  private final Pressure departures;
  private final int depth;
  private final Deque<Long> flits = new ArrayDeque<>();

  FlitFifoModel(RandomGenerator random, int depth) {
    this.random = random;
    this.arrivals = new Pressure(random);
    this.departures = new Pressure(random);
    this.depth = depth;
  }

  @Override
  public void cycle(Wires wires) {
    boolean ready = flits.size() < depth;
    boolean valid = !flits.isEmpty();
    boolean offered = arrivals.next();
    boolean taken = departures.next();
    long flit = random.nextLong();
    wires.drive("in_valid", offered);
    wires.drive("in_flit", flit);
    wires.drive("out_ready", taken);
    wires.expect("in_ready", ready);
    wires.expect("out_valid", valid);
    if (valid) {
      wires.expect("out_flit", flits.element());
    }

    if (valid && taken) {
      flits.remove();
    }
    if (ready && offered) {
      flits.add(flit);
    }
  }
}
