package spikelock.mapper.partition;

import java.util.Arrays;
import spikelock.emulator.image.Rows;

/**
 * The synapse words of one core. A row that is equal to a stretch of a stored one, wherever that acts, takes no words of its own:
 * the rows of a convolution whose window is clipped above or below are stretches of the whole kernel's. Rows should come
 * longest first.
 */
final class RowStore {
  /** Stored places with the same first weights that are looked at before a row is stored again. */
  private static final int TRIES = 64;
  private static final int SPARSE = 0;
  private static final int DENSE = 1;

  private Rows rows;
  private int denseWeights;
  private final IntList words = new IntList();
  /** By word: end of its row and format, and the word before it in the same chain (0 for none, else 1 + position). */
  private final IntList rowEnd = new IntList();
  private final IntList format = new IntList();
  private final IntList single = new IntList();
  private final IntList pair = new IntList();
  private final int[] singleHead = new int[1 << 12];
  private final int[] pairHead = new int[1 << 14];
  private long stored;

  // What the last search found.
  private int shift;

  /** Forgets everything. */
  void clear(Rows newRows, int newDenseWeights) {
    rows = newRows;
    denseWeights = newDenseWeights;
    for (IntList list : new IntList[] {words, rowEnd, format, single, pair}) {
      list.clear();
    }
    Arrays.fill(singleHead, 0);
    Arrays.fill(pairHead, 0);
    stored = 0;
  }

  int[] words() {
    return words.toArray();
  }

  /** Synapses in the words. */
  long stored() {
    return stored;
  }

  /** Accumulator base that belongs to the word the last {@code find} or {@code add} returned. */
  int shiftedBase(int base) {
    return base - shift;
  }

  /** First word of a stretch equal to the synapses {@code begin..end-1}, or -1. */
  int findSparse(int[] accumulator, short[] weight, int begin, int end) {
    int tries = 0;
    for (int place = chain(SPARSE, accumulator, weight, begin, end); place != 0 && tries < TRIES; tries++) {
      int at = place - 1;
      if (format.get(at) == SPARSE && rowEnd.get(at) - at >= end - begin && equalSparse(at, accumulator, weight, begin, end)) {
        shift = rows.offset(words.get(at));
        return at;
      }
      place = end - begin > 1 ? pair.get(at) : single.get(at);
    }
    return -1;
  }

  private boolean equalSparse(int at, int[] accumulator, short[] weight, int begin, int end) {
    int first = rows.offset(words.get(at)) - accumulator[begin];
    for (int i = begin; i < end; i++) {
      int word = words.get(at + i - begin);
      if (rows.weight(word, 0) != weight[i] || rows.offset(word) - accumulator[i] != first) {
        return false;
      }
    }
    return true;
  }

  private int chain(int kind, int[] accumulator, short[] weight, int begin, int end) {
    return end - begin > 1 ? pairHead[pairHash(kind, weight[begin], accumulator[begin + 1] - accumulator[begin], weight[begin + 1])]
        : singleHead[singleHash(kind, weight[begin])];
  }

  /** Stores the synapses; answers the first word. */
  int addSparse(int[] accumulator, short[] weight, int begin, int end) {
    int at = words.size();
    for (int i = begin; i < end; i++) {
      words.add(rows.sparse(accumulator[i] - accumulator[begin], weight[i]));
      link(SPARSE, at + end - begin, singleHash(SPARSE, weight[i]), i + 1 < end
          ? pairHash(SPARSE, weight[i], accumulator[i + 1] - accumulator[i], weight[i + 1]) : -1);
    }
    stored += end - begin;
    shift = 0;
    return at;
  }

  /** First word of a stretch equal to the first {@code length} weights of {@code packed}, or -1. */
  int findDense(int[] packed, int count, int length) {
    int tries = 0;
    int place = count > 1 ? pairHead[pairHash(DENSE, packed[0], 0, packed[1])] : singleHead[singleHash(DENSE, packed[0])];
    for (; place != 0 && tries < TRIES; tries++) {
      int at = place - 1;
      if (format.get(at) == DENSE && rowEnd.get(at) - at >= count && equalDense(at, packed, count, length)) {
        shift = 0;
        return at;
      }
      place = count > 1 ? pair.get(at) : single.get(at);
    }
    return -1;
  }

  private boolean equalDense(int at, int[] packed, int count, int length) {
    for (int i = 0; i + 1 < count; i++) {
      if (words.get(at + i) != packed[i]) {
        return false;
      }
    }
    // what is behind the row's last weight is not walked
    for (int place = 0; place < length - (count - 1) * denseWeights; place++) {
      if (rows.weight(words.get(at + count - 1), place) != rows.weight(packed[count - 1], place)) {
        return false;
      }
    }
    return true;
  }

  /** Stores a dense row of so many words and synapses that are not 0; answers the first word. */
  int addDense(int[] packed, int count, int synapses) {
    int at = words.size();
    for (int i = 0; i < count; i++) {
      words.add(packed[i]);
      link(DENSE, at + count, singleHash(DENSE, packed[i]), i + 1 < count ? pairHash(DENSE, packed[i], 0, packed[i + 1]) : -1);
    }
    stored += synapses;
    shift = 0;
    return at;
  }

  private void link(int kind, int end, int singleHash, int pairHash) {
    int place = words.size();
    rowEnd.add(end);
    format.add(kind);
    single.add(singleHead[singleHash]);
    singleHead[singleHash] = place;
    pair.add(pairHash < 0 ? 0 : pairHead[pairHash]);
    if (pairHash >= 0) {
      pairHead[pairHash] = place;
    }
  }

  private int singleHash(int kind, int value) {
    return (2 * value + kind) * 0x9e3779b1 >>> 20 & singleHead.length - 1;
  }

  private int pairHash(int kind, int a, int step, int b) {
    int hash = (2 * a + kind) * 0x9e3779b1 + step;
    hash = (hash ^ hash >>> 15) * 0x85ebca6b + b;
    return (hash ^ hash >>> 13) * 0xc2b2ae35 >>> 18 & pairHead.length - 1;
  }
}
