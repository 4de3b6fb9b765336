package spikelock.toolchain.rtl.unit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.random.RandomGenerator;

/**
 * What the word of a cycle's row adds: weight * payload * 2^exponent, wrapping. A sparse word has its weight at the bottom and its offset at the
 * top, and the sum of offset and target wraps; a dense one has its weights side by side. The word comes one cycle after its row, what it
 * adds two cycles after it, three where there are payloads.
 */
final class SynapseUnpackerModel implements UnitModel {
  private final RandomGenerator random;
  private final Shape shape;
  private final Pressure rows;
  private final Deque<Row> under = new ArrayDeque<>(); // rows of the cycles before, the last one first
  private final Deque<Long> words = new ArrayDeque<>(); // and their words, from the cycle behind each

  /** The parameters of the module: logarithms, and bits. */
  record Shape(int wordBits, int weightBits, int exponentBits, int payloadBits, int lanesLog2, int denseLog2, int accumulatorsLog2,
      int accumulatorBits) {
    int offsetBits() {
      return Math.min(wordBits - weightBits, accumulatorsLog2);
    }

    int lanes() {
      return 1 << lanesLog2;
    }

    /** Cycles from a row to what it adds. */
    int stages() {
      return payloadBits > 0 ? 3 : 2;
    }
  }

  private record Row(boolean active, boolean some, boolean dense, int place, int target, int exponent, long payload) {}

  SynapseUnpackerModel(RandomGenerator random, Shape shape) {
    this.random = random;
    this.shape = shape;
    this.rows = new Pressure(random);
    for (int i = 0; i < shape.stages(); i++) {
      under.addFirst(new Row(false, false, false, 0, 0, 0, 0));
      words.addFirst(0L);
    }
  }

  @Override
  public void cycle(Wires wires) {
    long word = random.nextLong(1L << shape.wordBits());
    wires.drive("word", word);
    words.addFirst(word);
    wires.expect("pending", under.stream().anyMatch(Row::active));
    Row adding = under.removeLast();
    words.removeLast();
    wires.expect("add_valid", adding.active() && adding.some());
    if (adding.active() && adding.some()) {
      expectAddition(wires, adding, words.getLast());
    }

    Row row = row();
    under.addFirst(row);
    wires.drive("row_active", row.active());
    wires.drive("row_some", row.some());
    wires.drive("row_dense", row.dense());
    wires.drive("row_place", row.place());
    wires.drive("row_target", row.target());
    if (shape.exponentBits() > 0) {
      wires.drive("row_exponent", row.exponent());
    }
    if (shape.payloadBits() > 0) {
      wires.drive("row_payload", row.payload());
    }
  }

  private void expectAddition(Wires wires, Row row, long word) {
    wires.expect("add_dense", row.dense());
    if (!row.dense()) {
      wires.expect("add_target", row.target() + (word >>> shape.wordBits() - shape.offsetBits()));
      expectValue(wires, row, 0, word);
      return;
    }
    wires.expect("add_target", row.target());
    for (int lane = 0; lane < shape.lanes(); lane++) {
      expectValue(wires, row, lane, word >>> (row.place() + lane) * shape.weightBits());
    }
  }

  /** The weight is the lowest bits, with its sign. */
  private void expectValue(Wires wires, Row row, int lane, long weightAndMore) {
    long weight = weightAndMore << 64 - shape.weightBits() >> 64 - shape.weightBits();
    long payload = shape.payloadBits() == 0 ? 1 : row.payload() << 64 - shape.payloadBits() >> 64 - shape.payloadBits();
    wires.expect("add_values", lane * shape.accumulatorBits(), shape.accumulatorBits(), weight * payload << row.exponent());
  }

  private Row row() {
    int steps = 1 << shape.denseLog2() - shape.lanesLog2();
    return new Row(rows.next(), random.nextInt(4) != 0, random.nextBoolean(), random.nextInt(steps) * shape.lanes(),
        random.nextInt(1 << shape.accumulatorsLog2()), random.nextInt(1 << shape.exponentBits()), random.nextLong(1L << shape.payloadBits()));
  }
}
