package spikelock.toolchain.rtl.unit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.random.RandomGenerator;

/**
 * TIMING.md, section 3: a row of length n takes max(1, n) cycles when sparse, max(1, ceil(n / lanes)) when dense, and rows follow each
 * other without a gap. Cycle i of a sparse row reads word i of it; cycle i of a dense one takes weights i * lanes and on.
 */
final class RowEngineModel implements UnitModel {
  private final RandomGenerator random;
  private final Shape shape;
  private final Pressure entries;
  private final Deque<Place> row = new ArrayDeque<>(); // cycles that are left of the row under way

  /** The parameters of the module: logarithms, and bits. */
  record Shape(int synapsesLog2, int exponentBits, int payloadBits, int lanesLog2, int denseLog2, int accumulatorsLog2) {
    UnitBench bench(UnitBench bench) {
      return bench.with("SYNAPSES_LOG2", synapsesLog2).with("EXPONENT_BITS", exponentBits).with("PAYLOAD_BITS", payloadBits)
          .with("LANES_LOG2", lanesLog2).with("DENSE_LOG2", denseLog2).with("ACCUMULATORS_LOG2", accumulatorsLog2);
    }
  }

  /** What a cycle of a row does: the word that it reads, the first weight it takes of it, and the first accumulator. */
  private record Place(Entry entry, int word, int weight, int target) {}

  private record Entry(int exponent, int target, int length, int base, boolean dense, boolean plastic, long payload) {
    long bits(Shape shape) {
      int at = shape.exponentBits();
      long bits = exponent | (long) target << at;
      at += shape.accumulatorsLog2();
      bits |= (long) length << at;
      at += shape.accumulatorsLog2() + 1;
      bits |= (long) base << at;
      at += shape.synapsesLog2();
      return bits | (dense ? 1L : 0L) << at | (plastic ? 1L : 0L) << at + 1;
    }
  }

  RowEngineModel(RandomGenerator random, Shape shape) {
    this.random = random;
    this.shape = shape;
    this.entries = new Pressure(random);
  }

  @Override
  public void cycle(Wires wires) {
    wires.expect("row_active", !row.isEmpty());
    if (!row.isEmpty()) {
      expectPlace(wires, row.element());
    }
    boolean offered = entries.next();
    boolean taken = offered && row.size() <= 1;
    wires.drive("entry_valid", offered);
    wires.expect("entry_taken", taken);

    if (!row.isEmpty()) {
      row.remove();
    }
    if (taken) {
      Entry entry = entry();
      wires.drive("entry", entry.bits(shape));
      if (shape.payloadBits() > 0) {
        wires.drive("entry_payload", entry.payload());
      }
      begin(entry);
    }
  }

  private void begin(Entry entry) {
    int step = entry.dense() ? 1 << shape.lanesLog2() : 1;
    int cycles = Math.max(1, (entry.length() + step - 1) / step);
    for (int i = 0; i < cycles; i++) {
      int word = entry.base() + (entry.dense() ? i * step >> shape.denseLog2() : i);
      row.add(new Place(entry, word, i * step & (1 << shape.denseLog2()) - 1, entry.target() + (entry.dense() ? i * step : 0)));
    }
  }

  private void expectPlace(Wires wires, Place place) {
    wires.expect("row_some", place.entry().length() > 0);
    if (place.entry().length() == 0) {
      return;
    }
    wires.expect("row_pointer", place.word());
    wires.expect("row_target", place.target());
    wires.expect("row_dense", place.entry().dense());
    if (place.entry().dense()) {
      wires.expect("row_place", place.weight());
    }
    wires.expect("row_exponent", place.entry().exponent());
    if (shape.payloadBits() > 0) {
      wires.expect("row_payload", place.entry().payload());
    }
  }

  /** Short rows mostly, for many ends; addresses wrap at the sizes of the memories. */
  private Entry entry() {
    int most = 1 << shape.accumulatorsLog2();
    int length = random.nextInt(1 + (random.nextInt(8) == 0 ? most : Math.min(most, 5)));
    return new Entry(random.nextInt(1 << shape.exponentBits()), random.nextInt(most), length, random.nextInt(1 << shape.synapsesLog2()),
        random.nextBoolean(), random.nextBoolean(), random.nextLong(1L << shape.payloadBits()));
  }
}
