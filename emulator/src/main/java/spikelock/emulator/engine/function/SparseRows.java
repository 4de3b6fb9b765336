package spikelock.emulator.engine.function;

import java.util.Arrays;
import spikelock.emulator.image.CoreImage;
import spikelock.emulator.image.Rows;

/**
 * The sparse rows of a core, unpacked to {weight (16, signed), offset (16)}. A word that all rows holding it use with one
 * accumulator base has the base added to its offset already, so that the walk need not; most rows have one axon. Shared rows, as
 * of a convolution, keep their offsets. Words that only direct rows use are left out.
 */
final class SparseRows {
  private static final int NO_BASE = -1;
  private static final int SEVERAL_BASES = -2;

  private final CoreImage image;
  private final int[] direct; // [axons] negative where the row is not direct
  private final int[] words;
  private final int[] baseOfWord; // [words of the image]
  private final int[] place; // [words of the image] where each is among the words

  /**
   * Unpacks the rows of a core.
   *
   * @param direct [axons] negative where the row is not direct
   */
  SparseRows(Rows rows, CoreImage image, int[] direct) {
    this.image = image;
    this.direct = direct;
    int used = 0;
    for (int axon = 0; axon < image.axonFormat().length; axon++) {
      if (isSparse(axon)) {
        used = Math.max(used, image.axonBase()[axon] + image.axonLength()[axon]);
      }
    }
    baseOfWord = new int[used];
    Arrays.fill(baseOfWord, NO_BASE);
    for (int axon = 0; axon < image.axonFormat().length; axon++) {
      if (isSparse(axon)) {
        int target = image.axonTarget()[axon];
        for (int word = image.axonBase()[axon], end = word + image.axonLength()[axon]; word < end; word++) {
          baseOfWord[word] = baseOfWord[word] == NO_BASE || baseOfWord[word] == target ? target : SEVERAL_BASES;
        }
      }
    }
    // A row is either all with its base or all without.
    for (boolean changed = true; changed; ) {
      changed = false;
      for (int axon = 0; axon < image.axonFormat().length; axon++) {
        changed |= isSparse(axon) && spread(image.axonBase()[axon], image.axonLength()[axon]);
      }
    }
    place = new int[used];
    int count = 0;
    for (int word = 0; word < used; word++) {
      place[word] = count;
      count += baseOfWord[word] == NO_BASE ? 0 : 1;
    }
    words = new int[count];
    for (int word = 0; word < used; word++) {
      if (baseOfWord[word] != NO_BASE) {
        int packed = image.synapses()[word];
        int base = Math.max(0, baseOfWord[word]);
        words[place[word]] = rows.weight(packed, 0) << 16 | rows.offset(packed) + base; // both have at most 15 bits
      }
    }
  }

  private boolean isSparse(int axon) {
    return image.axonFormat()[axon] == 0 && direct[axon] < 0;
  }

  private boolean spread(int from, int length) {
    boolean several = false;
    boolean one = false;
    for (int word = from; word < from + length; word++) {
      several |= baseOfWord[word] == SEVERAL_BASES;
      one |= baseOfWord[word] != SEVERAL_BASES;
    }
    if (several && one) {
      Arrays.fill(baseOfWord, from, from + length, SEVERAL_BASES);
    }
    return several && one;
  }

  /** [words] the unpacked words. */
  int[] words() {
    return words;
  }

  /** The first of an axon's row. */
  int row(int axon) {
    return image.axonLength()[axon] == 0 ? 0 : place[image.axonBase()[axon]];
  }

  /** What the walk still has to add to the offsets of an axon's row. */
  int remainingTarget(int axon) {
    int length = image.axonLength()[axon];
    return length == 0 || baseOfWord[image.axonBase()[axon]] != SEVERAL_BASES ? 0 : image.axonTarget()[axon];
  }
}
