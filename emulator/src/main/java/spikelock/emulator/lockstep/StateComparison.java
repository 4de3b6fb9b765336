package spikelock.emulator.lockstep;

import java.util.Arrays;
import java.util.List;
import spikelock.emulator.chip.MemoryPlan;
import spikelock.emulator.chip.Region;
import spikelock.emulator.datapath.Field;
import spikelock.emulator.datapath.Type;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.CoreMemories;
import spikelock.emulator.image.PlacedCores;
import spikelock.emulator.platform.Target;

/** Every word of two targets that the network works in: state, accumulators, schedulers, age and slot. Looks into both as they stand. */
final class StateComparison {
  private static final List<Region> WORKING = List.of(Region.STATE, Region.ACCUMULATOR, Region.SCHEDULER);

  private final Target expected;
  private final Target actual;
  private final ChipImage image;
  private final PlacedCores cores;
  private long words;

  StateComparison(Target expected, Target actual) {
    this.expected = expected;
    this.actual = actual;
    this.image = expected.image();
    this.cores = PlacedCores.of(image);
  }

  /** 16-bit units compared so far. */
  long words() {
    return words;
  }

  /** Adds what differs now. */
  void compare(List<Found> found) {
    for (int tile = 0; tile < image.spec().tiles(); tile++) {
      for (Region region : WORKING) {
        MemoryPlan plan = cores.plan(tile);
        int count = region == Region.STATE ? image.cores().get(tile).neurons() : plan.words(region);
        if (count == 0) {
          continue;
        }
        int[] a = expected.peek(tile, region, 0, count);
        int[] b = actual.peek(tile, region, 0, count);
        words += a.length;
        int at = Arrays.mismatch(a, b);
        if (at >= 0) {
          name(found, tile, region, a, b, plan.units(region));
        }
      }
      int[] a = expected.peek(tile, Region.CONTROL, Region.AGE, 2);
      int[] b = actual.peek(tile, Region.CONTROL, Region.AGE, 2);
      words += 2;
      for (int i = 0; i < 2; i++) {
        if (a[i] != b[i]) {
          found.add(new Found("control", tile, -1, i == 0 ? "age" : "current slot", "", a[i], b[i]));
        }
      }
    }
  }

  private void name(List<Found> found, int tile, Region region, int[] a, int[] b, int units) {
    for (int word = 0; word < a.length / units; word++) {
      int from = word * units;
      if (Arrays.mismatch(a, from, from + units, b, from, from + units) < 0) {
        continue;
      }
      switch (region) {
        case STATE -> {
          List<Field> fields = cores.datapath(tile).datapath().states();
          List<Type> types = fields.stream().map(Field::type).toList();
          int[][] left = new int[types.size()][1];
          int[][] right = new int[types.size()][1];
          CoreMemories.unpack(Arrays.copyOfRange(a, from, from + units), types, left, 0);
          CoreMemories.unpack(Arrays.copyOfRange(b, from, from + units), types, right, 0);
          for (int f = 0; f < left.length; f++) {
            if (left[f][0] != right[f][0]) {
              found.add(new Found("state", tile, word, image.neuronName(tile, word), fields.get(f).name(), left[f][0], right[f][0]));
            }
          }
        }
        case ACCUMULATOR -> {
          int bits = image.spec().core().accumulatorBits();
          int slot = word >> cores.plan(tile).shape().inputsLog2();
          found.add(new Found("accumulator", tile, slot, image.neuronName(tile, slot), "accumulator " + word, signed(a, from, units, bits),
              signed(b, from, units, bits)));
        }
        default -> {
          found.add(a[from] == b[from] ? payload(tile, word, a, b, from)
              : due(tile, word, Integer.numberOfTrailingZeros(a[from] ^ b[from]), a[from], b[from]));
        }
      }
    }
  }

  private Found due(int tile, int word, int which, int a, int b) {
    return scheduled(tile, word, which, "", a >> which & 1, b >> which & 1);
  }

  /** The first payload of a scheduler's word that differs. */
  private Found payload(int tile, int word, int[] a, int[] b, int from) {
    int bits = image.spec().packet().payloadBits();
    for (int which = 0; ; which++) {
      int left = payload(a, from, which, bits);
      int right = payload(b, from, which, bits);
      if (left != right) {
        return scheduled(tile, word, which, " payload", left, right);
      }
    }
  }

  /** Payload number {@code which} of the scheduler word whose units begin at {@code from}. */
  static int payload(int[] units, int from, int which, int bits) {
    int payload = 0;
    for (int bit = 0; bit < bits; bit++) {
      int at = which * bits + bit;
      payload |= (units[from + 1 + at / 16] >> (at & 15) & 1) << bit;
    }
    return payload << 32 - bits >> 32 - bits;
  }

  private Found scheduled(int tile, int word, int which, String what, int a, int b) {
    int slotWords = image.spec().core().axonWords();
    int axon = word % slotWords * 16 + which;
    return new Found("scheduler", tile, -1, new AxonSources(image).describe(tile, axon), "slot " + word / slotWords + what, a, b);
  }

  private static long signed(int[] units, int from, int count, int bits) {
    long value = 0;
    for (int unit = count - 1; unit >= 0; unit--) {
      value = value << 16 | units[from + unit];
    }
    return value << (64 - bits) >> (64 - bits);
  }
}
