package spikelock.toolchain.random;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Counter;
import spikelock.emulator.datapath.Datapath;
import spikelock.emulator.engine.traffic.TrafficObserver;
import spikelock.emulator.image.PlacedCores;
import spikelock.emulator.platform.StepRecord;

/**
 * What a suite of random cases has seen. A case reports through its own {@link Run}; runs on several threads may be open at
 * once, and count when they are closed.
 */
public final class Coverage {
  /** The part of networks that must spike in over half of their timesteps, in percent. */
  public static final int LIVELY_PERCENT = 90;

  private static final int STICKY = 1 << 31;
  private static final int INPUTS = (1 << RouterPorts.COUNT) - 1;
  private static final Set<Kind> PAYLOADS = EnumSet.of(Kind.NEGATIVE_PAYLOAD, Kind.LEAST_PAYLOAD, Kind.GREATEST_PAYLOAD);
  private static final String ZERO = "a neuron's payload of 0";
  private static final String NEGATIVE = "a neuron's negative payload";
  private static final String EXTREME = "a neuron's payload at the end of its range";
  private static final String SATURATED = "a saturated counter";

  private final List<ChipSpec> chips;
  private final Set<String> expected = new LinkedHashSet<>();
  private final Set<String> seen = new TreeSet<>();
  private int cases;
  private int lively;
  private long timesteps;

  /** @param makers of the networks for the chips that the suite runs on */
  public Coverage(List<RandomImages> makers) {
    this.chips = makers.stream().map(RandomImages::spec).toList();
    for (RandomImages maker : makers) {
      ChipSpec spec = maker.spec();
      expected.add(chip(spec));
      expected.add(lanes(spec));
      expectTraffic(maker.tables());
      if (spec.host().inputBuffer() < spec.core().axons()) {
        expected.add(kind(Kind.SEVERAL_BATCHES));
      }
      if (spec.core().synapses().exponentBits() > 0) {
        expected.add(kind(Kind.EXPONENT));
      }
      if (spec.packet().payloadBits() > 0) {
        PAYLOADS.forEach(kind -> expected.add(kind(kind)));
      }
      PlacedCores cores = maker.tables().cores();
      for (int kind = 0; kind < cores.kinds(); kind++) {
        if (cores.datapathOfKind(kind).shape().payloadBits() > 0) {
          expected.addAll(List.of(ZERO, NEGATIVE, EXTREME));
        }
      }
    }
    Set<Kind> always = EnumSet.complementOf(EnumSet.of(Kind.SEVERAL_BATCHES, Kind.EXPONENT, Kind.QUIET));
    always.removeAll(PAYLOADS);
    always.forEach(kind -> expected.add(kind(kind)));
    for (Counter counter : Counter.values()) {
      expected.add(counter(counter));
    }
    expected.add(SATURATED);
  }

  /** A core whose datapath cannot spike fills nothing; on a single tile nothing ever waits. */
  private void expectTraffic(ChipTables tables) {
    ChipSpec spec = tables.spec();
    for (int tile = 0; tile < spec.tiles() && spec.tiles() > 1; tile++) {
      for (int port = 0; port < RouterPorts.COUNT; port++) {
        if (canBring(tables, tile, port)) {
          expected.add(fifo(spec, tile, port));
        }
      }
      for (int out = 0; out < RouterPorts.COUNT; out++) {
        for (int a = 0; a < RouterPorts.COUNT; a++) {
          for (int b = a + 1; b < RouterPorts.COUNT; b++) {
            if (canBring(tables, tile, a) && canBring(tables, tile, b) && RouterPorts.canTurn(spec, tile, a, out)
                && RouterPorts.canTurn(spec, tile, b, out)) {
              expected.add(conflict(out, a, b));
            }
          }
        }
      }
    }
  }

  /** Whether a spike of some core can come by an input port, on its way along its row and then its column. */
  private static boolean canBring(ChipTables tables, int tile, int port) {
    ChipSpec spec = tables.spec();
    for (int from = 0; from < spec.tiles(); from++) {
      Datapath datapath = tables.datapath(from).datapath();
      if (!datapath.nodes().get(datapath.spike()).isConstant() && RouterPorts.canBring(spec, from, tile, port)) {
        return true;
      }
    }
    return false;
  }

  private static String chip(ChipSpec spec) {
    return "chip " + spec.name();
  }

  private static String lanes(ChipSpec spec) {
    return "a dense row on " + spec.core().synapses().lanes() + " lanes";
  }

  private static String kind(Kind kind) {
    return kind.description();
  }

  private static String counter(Counter counter) {
    return "counter " + counter + " above 0";
  }

  private static String fifo(ChipSpec spec, int tile, int port) {
    return "FIFO " + RouterPorts.name(port) + " of " + spec.name() + " tile " + tile + " full";
  }

  private static String conflict(int out, int a, int b) {
    return "ports " + RouterPorts.name(a) + " and " + RouterPorts.name(b)
        + " in conflict for output " + RouterPorts.name(out);
  }

  /** Opens the report of one case. */
  public Run begin(RandomCase subject) {
    return new Run(subject);
  }

  /** What one case shows, timestep by timestep; watches an emulator's traffic. Used by one thread. */
  public final class Run implements TrafficObserver, AutoCloseable {
    private final ChipSpec spec;
    private final Set<String> mine = new LinkedHashSet<>();
    private final boolean[] full;
    private final boolean[][] wanted = new boolean[RouterPorts.COUNT][1 << RouterPorts.COUNT];
    private int spiking;
    private int steps;

    private Run(RandomCase subject) {
      this.spec = subject.image().spec();
      this.full = new boolean[spec.tiles() * RouterPorts.COUNT];
      mine.add(chip(spec));
      subject.kinds().forEach(kind -> mine.add(kind(kind)));
      if (subject.kinds().contains(Kind.DENSE_ROW)) {
        mine.add(lanes(spec));
      }
    }

    /**
     * A timestep is over.
     *
     * @param record what it left
     * @param spiked whether any neuron spiked
     */
    public void timestep(StepRecord record, boolean spiked) {
      steps++;
      spiking += spiked ? 1 : 0;
      int[] counters = record.counters();
      for (int i = 0; i < counters.length; i++) {
        if (counters[i] != 0) {
          mine.add(counter(Counter.values()[i % Counter.COUNT]));
          if ((counters[i] & STICKY) != 0) {
            mine.add(SATURATED);
          }
        }
      }
    }

    /** A neuron sent a payload of its own in the timestep. */
    public void payload(int payload) {
      if (payload == 0) {
        mine.add(ZERO);
      } else if (payload < 0) {
        mine.add(NEGATIVE);
      }
      if (payload != 1 && (spec.packet().payload(payload + 1) < payload || spec.packet().payload(payload - 1) > payload)) {
        mine.add(EXTREME);
      }
    }

    @Override
    public void cycle(int cycle, int[] wants, int[] held) {
      for (int queue = 0; queue < full.length; queue++) {
        full[queue] |= held[queue] == spec.mesh().fifoDepth();
      }
      for (int want : wants) {
        for (int out = 0; want != 0; out++) {
          wanted[out][want & INPUTS] = true;
          want >>>= RouterPorts.COUNT;
        }
      }
    }

    @Override
    public void close() {
      for (int queue = 0; queue < full.length; queue++) {
        if (full[queue]) {
          mine.add(fifo(spec, queue / RouterPorts.COUNT, queue % RouterPorts.COUNT));
        }
      }
      for (int out = 0; out < RouterPorts.COUNT; out++) {
        for (int inputs = 0; inputs <= INPUTS; inputs++) {
          if (wanted[out][inputs]) {
            conflicts(out, inputs);
          }
        }
      }
      merge(mine, steps, 2 * spiking > steps);
    }

    private void conflicts(int out, int inputs) {
      for (int a = 0; a < RouterPorts.COUNT; a++) {
        for (int b = a + 1; b < RouterPorts.COUNT; b++) {
          if ((inputs >> a & inputs >> b & 1) != 0) {
            mine.add(conflict(out, a, b));
          }
        }
      }
    }
  }

  private synchronized void merge(Set<String> found, int steps, boolean isLively) {
    cases++;
    timesteps += steps;
    lively += isLively ? 1 : 0;
    seen.addAll(found);
  }

  /** What the suite should have seen and has not, by name; empty when it is complete. */
  public synchronized List<String> missing() {
    List<String> missing = new ArrayList<>(expected);
    missing.removeAll(seen);
    if (100L * lively < (long) LIVELY_PERCENT * cases) {
      missing.add(LIVELY_PERCENT + " % of networks spiking in over half of their timesteps (" + lively + " of " + cases
          + " do)");
    }
    return missing;
  }

  /** Cases that are over. */
  public synchronized int cases() {
    return cases;
  }

  /** One line for people. */
  public synchronized String summary() {
    Set<String> found = new TreeSet<>(expected);
    found.retainAll(seen);
    return cases + " networks on " + chips.size() + " chips, " + timesteps + " timesteps, " + lively
        + " networks spiking in over half of them, " + found.size() + " of " + expected.size() + " kinds seen";
  }
}
