package spikelock.toolchain.rtl.unit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.random.RandomGenerator;

/**
 * TIMING.md, section 5: spike i's index is there three cycles after the spike, or one after that of spike i - 1 was taken, whichever is
 * later; the entry stage takes it when it is empty or its list's last packet is accepted, and offers the list's packets one by one. Used as
 * a core does: tables written, then steps in which each neuron spikes at most once, and between them configuration.
 */
final class AxonOutModel implements UnitModel {
  private static final int INDEX_THERE = 3;

  private enum Phase { LOAD, STEP, CONFIGURE }

  private final RandomGenerator random;
  private final Shape shape;
  private final Pressure sweep;
  private final Pressure spiking;
  private final Pressure router;
  private final int[] index; // [neuron] {start, nonempty}
  private final long[] entries; // [place] {last, packet}

  private Phase phase = Phase.LOAD;
  private int at; // cycle of the phase
  private int length; // of a phase that has one
  private int now;
  private int swept; // neurons of the step
  private final Deque<Spike> spikes = new ArrayDeque<>();
  private int lastTaken = -1; // cycle in which an index was taken
  private int offered = -1; // place of the entry on offer
  private long offeredPayload;
  private int indexAsked = -1; // in the cycle before
  private int entryAsked = -1;

  /** The parameters of the module. */
  record Shape(int neuronsLog2, int fanoutLog2, int entryBits, int payloadBits, int sentBits) {
    int neurons() {
      return 1 << neuronsLog2;
    }

    int places() {
      return 1 << fanoutLog2;
    }
  }

  private record Spike(int cycle, int neuron, long payload) {}

  AxonOutModel(RandomGenerator random, Shape shape) {
    this.random = random;
    this.shape = shape;
    this.sweep = new Pressure(random);
    this.spiking = new Pressure(random);
    this.router = new Pressure(random);
    this.index = new int[shape.neurons()];
    this.entries = new long[shape.places()];
    this.length = shape.neurons() + shape.places();
  }

  @Override
  public void cycle(Wires wires) {
    expectRead(wires);
    wires.expect("busy", !spikes.isEmpty() || offered >= 0);
    wires.expect("packet_valid", offered >= 0);
    boolean ready = router.next();
    wires.drive("packet_ready", ready);
    if (offered >= 0) {
      wires.expect("packet", entries[offered]);
      wires.expect("packet_payload", offeredPayload);
    }
    wires.drive("start", phase == Phase.STEP && at == 0);
    wires.drive("spike", false);
    wires.drive("cfg_select_index", false);
    wires.drive("cfg_select_fanout", false);
    goOn(ready);
    switch (phase) {
      case LOAD -> load(wires);
      case STEP -> sweep(wires);
      case CONFIGURE -> configure(wires);
    }

    at++;
    now++;
    boolean over = phase == Phase.STEP ? swept == shape.neurons() && spikes.isEmpty() && offered < 0 : at == length;
    if (over) {
      phase = random.nextInt(3) == 0 ? Phase.CONFIGURE : Phase.STEP;
      at = 0;
      swept = 0;
      length = random.nextInt(1, 12);
    }
  }

  /** The entry stage passes the edge that ends this cycle. */
  private void goOn(boolean ready) {
    if (offered >= 0 && !ready) {
      return;
    }
    if (offered >= 0 && entries[offered] >>> shape.entryBits() - 1 == 0) {
      offered = (offered + 1) % shape.places();
      return;
    }
    offered = -1;
    Spike next = spikes.peek();
    if (next == null || now < Math.max(next.cycle() + INDEX_THERE, lastTaken + 1)) {
      return;
    }
    spikes.remove();
    lastTaken = now;
    if ((index[next.neuron()] & 1) != 0) {
      offered = index[next.neuron()] >> 1;
      offeredPayload = shape.sentBits() == 0 ? 1 : next.payload() << 64 - shape.sentBits() >> 64 - shape.sentBits();
    }
  }

  /** The neurons in their order, with gaps: some spike. */
  private void sweep(Wires wires) {
    if (at == 0 || swept == shape.neurons() || !sweep.next()) {
      return;
    }
    int neuron = swept++;
    if (spiking.next()) {
      long payload = random.nextLong(1L << shape.sentBits());
      wires.drive("spike", true);
      wires.drive("spike_neuron", neuron);
      if (shape.sentBits() > 0) {
        wires.drive("spike_payload", payload);
      }
      spikes.add(new Spike(now, neuron, payload));
    }
  }

  private void load(Wires wires) {
    if (at < shape.neurons()) {
      writeIndex(wires, at);
    } else {
      writeEntry(wires, at - shape.neurons());
    }
  }

  private void configure(Wires wires) {
    int neuron = random.nextInt(shape.neurons());
    int place = random.nextInt(shape.places());
    switch (random.nextInt(5)) {
      case 0 -> writeIndex(wires, neuron);
      case 1 -> writeEntry(wires, place);
      case 2 -> {
        access(wires, "cfg_select_index", neuron, false);
        indexAsked = neuron;
      }
      case 3 -> {
        access(wires, "cfg_select_fanout", place, false);
        entryAsked = place;
      }
      default -> { }
    }
  }

  private void writeIndex(Wires wires, int neuron) {
    index[neuron] = random.nextInt(2 * shape.places());
    access(wires, "cfg_select_index", neuron, true);
    wires.drive("cfg_data", 0, shape.fanoutLog2() + 1, index[neuron]);
  }

  /** Lists share entries and wrap; that at place 0 is always a last one, so that every list ends. */
  private void writeEntry(Wires wires, int place) {
    boolean last = place == 0 || random.nextInt(3) == 0;
    entries[place] = random.nextLong(1L << shape.entryBits() - 1) | (last ? 1L : 0L) << shape.entryBits() - 1;
    access(wires, "cfg_select_fanout", place, true);
    wires.drive("cfg_data", 0, shape.entryBits(), entries[place]);
  }

  private static void access(Wires wires, String select, int entry, boolean writes) {
    wires.drive(select, true);
    wires.drive("cfg_write", writes);
    wires.drive("cfg_read", !writes);
    wires.drive("cfg_entry", entry);
  }

  private void expectRead(Wires wires) {
    if (indexAsked >= 0) {
      wires.expect("index_word", index[indexAsked]);
    }
    if (entryAsked >= 0) {
      wires.expect("packet", entries[entryAsked]);
    }
    indexAsked = -1;
    entryAsked = -1;
  }
}
