package spikelock.mapper.partition;

import java.util.Arrays;
import spikelock.emulator.chip.MemoryPlan;
import spikelock.emulator.image.Rows;

/**
 * Builds the rows of one core. Each line that reaches the core becomes one dense row, or one sparse row for each stretch of
 * accumulators that an offset can name, whichever is smaller in cycles, words and axons. Rows that differ only in where they act
 * are stored once.
 */
final class RowBuilder {
  /** What an axon (with its packet) is worth, in words or cycles. */
  private static final int AXON_COST = 8;

  private final Incoming incoming;
  private final int[] seen; // [lines] synapses of the line on this core, then where the next one goes
  private final IntList touched = new IntList();
  private int[] accumulator = new int[1024];
  private short[] weight = new short[1024];

  private final IntList line = new IntList();
  private final IntList format = new IntList();
  private final IntList base = new IntList();
  private final IntList length = new IntList();
  private final IntList target = new IntList();
  private final IntList words = new IntList();
  private long stored;

  // Stored rows by content: open addressing over (hash, first word, words).
  private int[] slot = new int[256];
  private final IntList rowHash = new IntList();
  private final IntList rowBase = new IntList();
  private final IntList rowWords = new IntList();

  private Rows rows;
  private int lanes;
  private int denseWeights;
  private int longest; // entries of a row that the axon table can say

  RowBuilder(Incoming incoming) {
    this.incoming = incoming;
    this.seen = new int[incoming.lines()];
  }

  /** The rows of a core with the neurons {@code neurons[from..to-1]} in its slots from 0. */
  CoreRows build(MemoryPlan plan, int[] neurons, int from, int to) {
    rows = new Rows(plan);
    lanes = plan.spec().lanes();
    denseWeights = plan.spec().denseWeights();
    longest = 2 * plan.accumulators() - 1;
    clear();
    gather(neurons, from, to, plan.shape().inputsLog2());
    int end = 0;
    for (int i = 0; i < touched.size(); i++) {
      int begin = end;
      end = seen[touched.get(i)];
      seen[touched.get(i)] = 0;
      sort(begin, end);
      add(touched.get(i), begin, end);
    }
    return new CoreRows(line.toArray(), format.toArray(), base.toArray(), length.toArray(), target.toArray(),
        words.toArray(), stored);
  }

  private void clear() {
    for (IntList list : new IntList[] {touched, line, format, base, length, target, words, rowHash, rowBase, rowWords}) {
      list.clear();
    }
    Arrays.fill(slot, 0);
    stored = 0;
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

  private void add(int number, int begin, int end) {
    int stretches = 0;
    boolean repeated = false;
    int first = begin;
    for (int i = begin; i < end; i++) {
      if (i == begin || !together(first, i)) {
        first = i;
        stretches++;
      }
      repeated |= i > begin && accumulator[i] == accumulator[i - 1];
    }
    int denseBase = accumulator[begin] & -lanes;
    int denseLength = (accumulator[end - 1] - denseBase + lanes) & -lanes;
    int sparseCost = 2 * (end - begin) + AXON_COST * stretches;
    int denseCost = rows.denseWords(denseLength) + denseLength / lanes + AXON_COST;
    if (!repeated && denseCost < sparseCost) {
      dense(number, begin, end, denseBase, denseLength);
    } else {
      sparse(number, begin, end);
    }
  }

  /** Whether synapse {@code i} fits in the sparse row that starts with synapse {@code first}. */
  private boolean together(int first, int i) {
    return accumulator[i] - accumulator[first] < rows.offsets() && i - first < longest;
  }

  private void dense(int number, int begin, int end, int denseBase, int denseLength) {
    int at = words.size();
    int i = begin;
    for (int word = 0; word < rows.denseWords(denseLength); word++) {
      int packed = 0;
      int stop = denseBase + (word + 1) * denseWeights;
      for (; i < end && accumulator[i] < stop; i++) {
        packed = rows.dense(packed, (accumulator[i] - denseBase) % denseWeights, weight[i]);
      }
      words.add(packed);
    }
    axon(number, 1, at, denseLength, denseBase, end - begin);
  }

  private void sparse(int number, int begin, int end) {
    for (int first = begin; first < end; ) {
      int at = words.size();
      int i = first;
      for (; i < end && together(first, i); i++) {
        words.add(rows.sparse(accumulator[i] - accumulator[first], weight[i]));
      }
      axon(number, 0, at, i - first, accumulator[first], i - first);
      first = i;
    }
  }

  /** An axon for the row in the words from {@code at}; the row is dropped when an equal one is stored already. */
  private void axon(int number, int rowFormat, int at, int rowLength, int rowTarget, int synapses) {
    int count = words.size() - at;
    int found = find(at, count);
    if (found == at) {
      stored += synapses;
    } else {
      words.truncate(at);
    }
    line.add(number);
    format.add(rowFormat);
    base.add(found);
    length.add(rowLength);
    target.add(rowTarget);
  }

  private int find(int at, int count) {
    int hash = count;
    for (int i = at; i < at + count; i++) {
      hash = (hash ^ words.get(i)) * 0x9e3779b1;
      hash ^= hash >>> 15;
    }
    int place = hash & (slot.length - 1);
    for (; slot[place] != 0; place = (place + 1) & (slot.length - 1)) {
      int row = slot[place] - 1;
      if (rowHash.get(row) == hash && rowWords.get(row) == count && words.sameRange(rowBase.get(row), at, count)) {
        return rowBase.get(row);
      }
    }
    rowHash.add(hash);
    rowBase.add(at);
    rowWords.add(count);
    slot[place] = rowHash.size();
    if (2 * rowHash.size() > slot.length) {
      slot = new int[2 * slot.length];
      for (int row = 0; row < rowHash.size(); row++) {
        int free = rowHash.get(row) & (slot.length - 1);
        while (slot[free] != 0) {
          free = (free + 1) & (slot.length - 1);
        }
        slot[free] = row + 1;
      }
    }
    return at;
  }
}
