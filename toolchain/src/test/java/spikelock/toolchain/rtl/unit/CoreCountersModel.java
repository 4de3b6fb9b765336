package spikelock.toolchain.rtl.unit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * TIMING.md, section 9: counters that are 0 after the pulse, count until the advance and say with bit 31 that they were full. The last
 * five count while the others do not. They show an event two cycles later.
 */
final class CoreCountersModel implements UnitModel {
  private static final int ACTIVITIES = 7;
  private static final int HOPS = 4;
  private static final int BASIC = 10;
  private static final int DEBUG = 17;
  private static final int SATURATED = 1 << 31;

  private final RandomGenerator random;
  private final Shape shape;
  private final List<Pressure> events = new ArrayList<>();
  private final int[] counts = new int[DEBUG];
  private final boolean[] saturated = new boolean[DEBUG];
  private boolean counting;
  private Runnable before = () -> { }; // what happened in the cycle before

  /** The parameters of the module. */
  record Shape(int counters, int counterBits, int lanesLog2) {
    int total() {
      return counters == 0 ? 0 : counters == 1 ? BASIC : DEBUG;
    }
  }

  CoreCountersModel(RandomGenerator random, Shape shape) {
    this.random = random;
    this.shape = shape;
    for (int event = 0; event < ACTIVITIES + HOPS + 2; event++) {
      events.add(new Pressure(random));
    }
  }

  @Override
  public void cycle(Wires wires) {
    int entry = random.nextInt(32);
    wires.drive("read_entry", entry);
    wires.expect("read_word", entry < shape.total() ? counts[entry] | (saturated[entry] ? SATURATED : 0) : 0);

    boolean pulse = random.nextInt(60) == 0;
    boolean advance = random.nextInt(60) == 0;
    boolean[] now = new boolean[events.size()];
    for (int event = 0; event < now.length; event++) {
      now[event] = events.get(event).next();
      if (event < ACTIVITIES) {
        wires.drive("activity", event, 1, now[event] ? 1 : 0);
      } else if (event < ACTIVITIES + HOPS) {
        wires.drive("hops", event - ACTIVITIES, 1, now[event] ? 1 : 0);
      }
    }
    boolean arrives = now[ACTIVITIES + HOPS];
    boolean ready = now[ACTIVITIES + HOPS + 1];
    wires.drive("packet_in", arrives);
    wires.drive("leave_ready", ready);
    wires.drive("pulse", pulse);
    wires.drive("advance", advance);
    before.run();
    boolean inStep = counting;
    before = pulse ? this::zero : () -> count(inStep, now, arrives, ready);
    counting = pulse || counting && !advance;
  }

  private void zero() {
    Arrays.fill(counts, 0);
    Arrays.fill(saturated, false);
  }

  /** Activities, lowest first: addition, a dense one, spike, packet on offer, busy, neuron update, synapse word read. */
  private void count(boolean counting, boolean[] now, boolean arrives, boolean ready) {
    count(0, counting && now[0], now[1] ? 1 << shape.lanesLog2() : 1);
    count(1, counting && now[2], 1);
    count(2, counting && arrives, 1);
    count(3, counting && now[3] && ready, 1);
    count(4, counting && now[3] && !ready, 1);
    count(5, counting && now[4], 1);
    count(10, counting && now[5], 1);
    count(11, counting && now[6], 1);
    count(12, !counting && arrives, 1);
    for (int port = 0; port < HOPS; port++) {
      count(6 + port, counting && now[ACTIVITIES + port], 1);
      count(13 + port, !counting && now[ACTIVITIES + port], 1);
    }
  }

  private void count(int counter, boolean counts, int amount) {
    int most = (1 << shape.counterBits()) - 1;
    if (counts) {
      saturated[counter] |= this.counts[counter] + amount > most;
      this.counts[counter] = Math.min(most, this.counts[counter] + amount);
    }
  }
}
