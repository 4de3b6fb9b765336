package spikelock.mapper.partition;

import java.util.Arrays;
import spikelock.emulator.chip.MemoryPlan;
import spikelock.emulator.image.Rows;

/**
 * Builds the rows of one core. Each line that reaches the core becomes one dense row, or one sparse row for each stretch of
 * accumulators that an offset can name, whichever is smaller in cycles, words and axons. Rows that differ only in where they act
 * are stored once, see {@link RowStore}.
 */
final class RowBuilder {
  /** What an axon (with its packet) is worth, in words or cycles. */
  private static final int AXON_COST = 8;

  private final Incoming incoming;
  private final int[] seen; // [lines] synapses of the line on this core, then where the next one goes
  private final IntList touched = new IntList();
  private int[] accumulator = new int[1024];
  private short[] weight = new short[1024];

  // Axons of the core, in the order of lines.
  private final IntList line = new IntList();
  private final IntList begins = new IntList();
  private final IntList ends = new IntList();
  private int[] format = new int[64];
  private int[] base = new int[64];
  private int[] length = new int[64];
  private int[] target = new int[64];
  private int[] packed = new int[64];

  private final RowStore store = new RowStore();
  private Rows rows;
  private int lanes;
  private int denseWeights;
  private int longest; // entries of a row that the axon table can say

  RowBuilder(Incoming incoming) {
    this.incoming = incoming;
    this.seen = new int[incoming.lines()];
  }

  /** How many axons a core with the neurons {@code neurons[from..to-1]} has at least. */
  int lines(int[] neurons, int from, int to) {
    int lines = 0;
    touched.clear();
    for (int n = from; n < to; n++) {
      for (int i = incoming.first(neurons[n]); i < incoming.first(neurons[n] + 1); i++) {
        if (seen[incoming.line(i)]++ == 0) {
          touched.add(incoming.line(i));
          lines++;
        }
      }
    }
    for (int i = 0; i < lines; i++) {
      seen[touched.get(i)] = 0;
    }
    return lines;
  }

  /** The rows of a core with the neurons {@code neurons[from..to-1]} in its slots from 0. */
  CoreRows build(MemoryPlan plan, int[] neurons, int from, int to) {
    rows = new Rows(plan);
    lanes = plan.spec().core().synapses().lanes();
    denseWeights = plan.spec().core().synapses().denseWeights();
    longest = 2 * plan.accumulators() - 1;
    store.clear(rows, denseWeights);
    for (IntList list : new IntList[] {touched, line, begins, ends}) {
      list.clear();
    }
    gather(neurons, from, to, plan.shape().inputsLog2());
    int end = 0;
    for (int i = 0; i < touched.size(); i++) {
      int begin = end;
      end = seen[touched.get(i)];
      seen[touched.get(i)] = 0;
      sort(begin, end);
      split(touched.get(i), begin, end);
    }
    int axons = line.size();
    if (axons > format.length) {
      format = new int[axons];
      base = new int[axons];
      length = new int[axons];
      target = new int[axons];
    }
    long[] longestFirst = new long[axons];
    for (int axon = 0; axon < axons; axon++) {
      longestFirst[axon] = (long) -(ends.get(axon) - begins.get(axon)) << 32 | axon;
    }
    Arrays.sort(longestFirst);
    for (long each : longestFirst) {
      store((int) each);
    }
    return new CoreRows(line.toArray(), Arrays.copyOf(format, axons), Arrays.copyOf(base, axons),
        Arrays.copyOf(length, axons), Arrays.copyOf(target, axons), store.words(), store.stored());
  }

  /** Groups the neurons' synapses by line; {@code seen[line]} becomes the end of the line's group. */
  private void gather(int[] neurons, int from, int to, int inputsLog2) {
    int total = 0;
    for (int n = from; n < to; n++) {
      for (int i = incoming.first(neurons[n]); i < incoming.first(neurons[n] + 1); i++) {
        if (seen[incoming.line(i)]++ == 0) {
          touched.add(incoming.line(i));
        }
        total++;
      }
    }
    touched.sort();
    if (total > accumulator.length) {
      accumulator = new int[total];
      weight = new short[total];
    }
    int next = 0;
    for (int i = 0; i < touched.size(); i++) {
      int count = seen[touched.get(i)];
      seen[touched.get(i)] = next;
      next += count;
    }
    for (int n = from; n < to; n++) {
      for (int i = incoming.first(neurons[n]); i < incoming.first(neurons[n] + 1); i++) {
        int at = seen[incoming.line(i)]++;
        accumulator[at] = (n - from) << inputsLog2 | incoming.input(i);
        weight[at] = (short) incoming.weight(i);
      }
    }
  }

  /** By accumulator, then weight, so that equal rows are equal words. Slots come ascending, so there is little to move. */
  private void sort(int begin, int end) {
    for (int i = begin + 1; i < end; i++) {
      int a = accumulator[i];
      short w = weight[i];
      int at = i;
      while (at > begin && (accumulator[at - 1] > a || accumulator[at - 1] == a && weight[at - 1] > w)) {
        accumulator[at] = accumulator[at - 1];
        weight[at] = weight[at - 1];
        at--;
      }
      accumulator[at] = a;
      weight[at] = w;
    }
  }

  /** One axon for the line when a dense row is worth it or one sparse row can hold it, else one for each sparse row. */
  private void split(int number, int begin, int end) {
    int stretches = 0;
    int first = begin;
    for (int i = begin; i < end; i++) {
      if (i == begin || !together(first, i)) {
        first = i;
        stretches++;
      }
    }
    if (stretches == 1 || denseCost(begin, end) < 2 * (end - begin) + AXON_COST * stretches) {
      axon(number, begin, end);
      return;
    }
    for (first = begin; first < end; ) {
      int i = first;
      while (i < end && together(first, i)) {
        i++;
      }
      axon(number, first, i);
      first = i;
    }
  }

  private void axon(int number, int begin, int end) {
    line.add(number);
    begins.add(begin);
    ends.add(end);
  }

  /** Words, cycles and axon of a dense row; more than anything when two synapses share an accumulator. */
  private int denseCost(int begin, int end) {
    for (int i = begin + 1; i < end; i++) {
      if (accumulator[i] == accumulator[i - 1]) {
        return Integer.MAX_VALUE;
      }
    }
    int denseLength = denseLength(begin, end);
    return rows.denseWords(denseLength) + denseLength / lanes + AXON_COST;
  }

  private int denseBase(int begin) {
    return accumulator[begin] & -lanes;
  }

  private int denseLength(int begin, int end) {
    return (accumulator[end - 1] - denseBase(begin) + lanes) & -lanes;
  }

  /** Whether synapse {@code i} fits in the sparse row that starts with synapse {@code first}. */
  private boolean together(int first, int i) {
    return accumulator[i] - accumulator[first] < rows.offsets() && i - first < longest;
  }

  /** Stores an axon's row in the format that takes less words and cycles; words of an equal stored stretch are free. */
  private void store(int axon) {
    int begin = begins.get(axon);
    int end = ends.get(axon);
    boolean sparse = together(begin, end - 1);
    int sparseAt = sparse ? store.findSparse(accumulator, weight, begin, end) : -1;
    int sparseBase = store.shiftedBase(accumulator[begin]);
    int sparseCost = sparse ? (sparseAt < 0 ? 2 : 1) * (end - begin) : Integer.MAX_VALUE;
    int cost = denseCost(begin, end);
    int denseAt = -1;
    int words = 0;
    if (cost != Integer.MAX_VALUE) {
      words = rows.denseWords(denseLength(begin, end));
      cost -= AXON_COST;
      if (cost - words < sparseCost) {
        pack(begin, end, words);
        denseAt = store.findDense(packed, words, denseLength(begin, end));
        cost -= denseAt < 0 ? 0 : words;
      }
    }
    format[axon] = cost < sparseCost ? 1 : 0;
    if (format[axon] == 1) {
      base[axon] = denseAt < 0 ? store.addDense(packed, words, end - begin) : denseAt;
      length[axon] = denseLength(begin, end);
      target[axon] = denseBase(begin);
    } else {
      base[axon] = sparseAt < 0 ? store.addSparse(accumulator, weight, begin, end) : sparseAt;
      length[axon] = end - begin;
      target[axon] = sparseAt < 0 ? accumulator[begin] : sparseBase;
    }
  }

  private void pack(int begin, int end, int words) {
    if (words > packed.length) {
      packed = new int[Math.max(words, 2 * packed.length)];
    }
    int denseBase = denseBase(begin);
    int i = begin;
    for (int word = 0; word < words; word++) {
      int value = 0;
      int stop = denseBase + (word + 1) * denseWeights;
      for (; i < end && accumulator[i] < stop; i++) {
        value = rows.dense(value, (accumulator[i] - denseBase) % denseWeights, weight[i]);
      }
      packed[word] = value;
    }
  }
}
