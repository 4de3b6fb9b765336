package spikelock.toolchain.random;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.MemoryPlan;
import spikelock.emulator.image.Rows;

/** Fills the synapse memory of one core with rows, and makes axons that use them. */
final class RowMaker {
  private record Row(boolean dense, int base, int length, int span) {}

  private final RandomGenerator random;
  private final ChipSpec spec;
  private final Rows packing;
  private final int accumulators;
  private final int occupied;
  private final int offsets;
  private final int[] synapses;
  private int used;
  private final List<Row> rows = new ArrayList<>();

  /**
   * @param occupied accumulators that belong to a neuron, at least 1
   */
  RowMaker(RandomGenerator random, MemoryPlan plan, int occupied) {
    this.random = random;
    this.spec = plan.spec();
    this.packing = new Rows(plan);
    this.accumulators = plan.accumulators();
    this.occupied = occupied;
    this.offsets = Math.min(packing.offsets(), accumulators);
    this.synapses = new int[spec.core().synapses().words()];
    int format = random.nextInt(4); // 0 sparse, 1 dense, else both
    for (int wanted = 1 + random.nextInt(24); wanted > 0 && used < synapses.length; wanted--) {
      boolean dense = format == 1 || (format != 0 && random.nextBoolean());
      if (random.nextInt(6) == 0) {
        used = Math.min(used + 1 + random.nextInt(3), synapses.length); // a gap
      }
      add(dense);
    }
  }

  int[] synapses() {
    return Arrays.copyOf(synapses, used);
  }

  /** A table entry with a row of its own or one that others have too. */
  Draft.Axon axon() {
    int exponent = random.nextInt(1 << spec.core().synapses().exponentBits());
    if (rows.isEmpty() || random.nextInt(24) == 0) {
      return new Draft.Axon(random.nextBoolean(), 0, 0, 0, exponent);
    }
    Row row = rows.get(random.nextInt(rows.size()));
    int step = row.dense() ? spec.core().synapses().lanes() : 1;
    int target = target(row.span()) & -step & (accumulators - 1);
    return new Draft.Axon(row.dense(), row.base(), row.length(), target, exponent);
  }

  /** Mostly where the row's targets have neurons, sometimes a negative base, sometimes anywhere. */
  private int target(int span) {
    return switch (random.nextInt(10)) {
      case 0 -> random.nextInt(accumulators);
      case 1, 2 -> -1 - random.nextInt(Math.min(span, accumulators));
      default -> random.nextInt(Math.max(1, occupied - span / 2));
    };
  }

  private int length() {
    return switch (random.nextInt(8)) {
      case 0 -> accumulators;
      case 1 -> 1;
      case 2, 3 -> 1 + random.nextInt(accumulators);
      default -> 1 + random.nextInt(Math.min(accumulators, 12));
    };
  }

  private void add(boolean dense) {
    int room = synapses.length - used;
    int length = length();
    if (dense) {
      length = Math.min(roundUp(length), accumulators);
      length = Math.min(length, room * spec.core().synapses().denseWeights());
    } else {
      length = Math.min(length, room);
    }
    if (length == 0) {
      return;
    }
    rows.add(dense ? dense(length) : sparse(length));
  }

  private int roundUp(int length) {
    return (length + spec.core().synapses().lanes() - 1) & -spec.core().synapses().lanes();
  }

  private Row dense(int length) {
    int base = used;
    int style = random.nextInt(5);
    for (int i = 0; i < length; i++) {
      int word = base + i / spec.core().synapses().denseWeights();
      synapses[word] = packing.dense(synapses[word], i % spec.core().synapses().denseWeights(), weight(style));
    }
    used += packing.denseWords(length);
    return new Row(true, base, length, length);
  }

  private Row sparse(int length) {
    int base = used;
    int style = random.nextInt(5);
    int order = random.nextInt(4);
    int span = Math.min(offsets, Math.max(1, order == 0 ? length : 1 + random.nextInt(offsets)));
    int offset = random.nextInt(span);
    for (int i = 0; i < length; i++) {
      offset = switch (order) {
        case 0 -> i % span; // every one in order
        case 1 -> random.nextInt(span);
        case 2 -> random.nextInt(3) > 0 ? offset : random.nextInt(span); // repeats
        default -> random.nextInt(4) > 0 ? offset : (offset + 1) % span; // repeats, then the next
      };
      synapses[base + i] = packing.sparse(offset, weight(style));
    }
    used += length;
    return new Row(false, base, length, span);
  }

  private int weight(int style) {
    int most = (1 << (spec.core().synapses().weightBits() - 1)) - 1;
    int least = -most - 1;
    return switch (style) {
      case 0 -> random.nextBoolean() ? most : least;
      case 1 -> random.nextInt(least, most + 1);
      case 2 -> random.nextInt(3) == 0 ? least / 4 : random.nextInt(most / 2, most + 1);
      case 3 -> random.nextInt(-1, 2);
      default -> random.nextInt(12) == 0 ? least : random.nextInt(0, most + 1);
    };
  }
}
