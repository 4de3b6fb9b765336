package spikelock.emulator.engine.function;

import java.util.Arrays;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.engine.step.Step;

/**
 * Packets that carry a number: the scheduler keeps the payload of each (tile, slot, axon), and the walk multiplies each weight of a row
 * with what its axon's packet brought. The entries of the schedule are the axons.
 */
final class GradedPath implements PayloadPath {
  private static final short[] NONE = {};

  private final Schedule schedule;
  private final int axons;
  private final int slots;
  private final int lanesLog2;
  private final int bits;
  private short[][] payloads = {}; // [slot][axons], none before the slot's first packet

  GradedPath(ChipSpec spec) {
    schedule = new Schedule(spec);
    axons = spec.core().axons();
    slots = spec.core().delaySlots();
    lanesLog2 = ChipSpec.log2(spec.core().synapses().lanes());
    bits = spec.packet().payloadBits();
  }

  @Override
  public Schedule schedule() {
    return schedule;
  }

  /** Payloads that meet are joined by OR, as the bits are: then their order does not matter. */
  @Override
  public void arrive(int tile, int delay, int axon, long record, int payload) {
    int slot = schedule.arrivalSlot(tile, delay);
    payloads(slot)[axon] |= (short) payload;
    schedule.arrive(slot, axon, axon);
  }

  private short[] payloads(int slot) {
    if (slot >= payloads.length) {
      int before = payloads.length;
      payloads = Arrays.copyOf(payloads, Math.max(2 * before, slot + 1));
      Arrays.fill(payloads, before, payloads.length, NONE);
    }
    if (payloads[slot] == NONE) {
      payloads[slot] = new short[axons];
    }
    return payloads[slot];
  }

  @Override
  public void walk(int tile, CoreProgram program, int[] accumulators, Step step) {
    int slot = schedule.slot(tile, 0);
    if (schedule.isUnlisted(tile)) {
      schedule.list(tile, axon -> axon);
      forgetStrays(slot);
    }
    long[] due = schedule.due(tile);
    int count = (int) due[0];
    if (count == 0) {
      return;
    }
    short[] brought = payloads(slot);
    int reads = 0;
    int added = 0;
    int empty = 0;
    for (int i = 1; i <= count; i++) {
      int axon = (int) due[i];
      long record = program.record(axon);
      int payload = brought[axon];
      int length = CoreProgram.length(record);
      added += length;
      empty += length == 0 ? 1 : 0;
      if (CoreProgram.isDense(record)) {
        reads += length >> lanesLog2;
        addDense(accumulators, program.dense[CoreProgram.row(record)], CoreProgram.target(record), payload << CoreProgram.exponent(record));
      } else {
        reads += length;
        addSparse(accumulators, program.words(record), CoreProgram.row(record), length, CoreProgram.target(record),
            payload << CoreProgram.exponent(record));
      }
    }
    step.walked(tile, count, empty, empty > 0 && CoreProgram.length(program.record(schedule.lastDue(tile))) == 0, reads, added);
    schedule.clear(slot);
    Arrays.fill(brought, (short) 0);
  }

  private static void addDense(int[] sums, int[] weights, int target, int factor) {
    int mask = sums.length - 1;
    for (int i = 0; i < weights.length; i++) {
      sums[(target + i) & mask] += weights[i] * factor;
    }
  }

  private static void addSparse(int[] sums, int[] words, int row, int length, int target, int factor) {
    int mask = sums.length - 1;
    for (int i = row, end = row + length; i < end; i++) {
      int word = words[i];
      sums[(word + target) & mask] += (word >> 16) * factor;
    }
  }

  /** The due copy drops what a slot holds for axons that are not due, which only a write from outside can have put there. */
  private void forgetStrays(int slot) {
    short[] held = payloads(slot);
    for (int axon = 0; axon < axons; axon++) {
      if (!schedule.isDue(slot, axon)) {
        held[axon] = 0;
      }
    }
  }

  @Override
  public void reset(int tile) {
    schedule.reset(tile);
    for (int slot = schedule.slotNumbered(tile, 0), end = slot + slots; slot < Math.min(end, payloads.length); slot++) {
      Arrays.fill(payloads[slot], (short) 0);
    }
  }

  @Override
  public int[] word(int tile, int slot, int word) {
    int[] units = new int[1 + bits];
    units[0] = schedule.word(tile, slot, word);
    int place = schedule.slotNumbered(tile, slot);
    if (place < payloads.length && payloads[place] != NONE) {
      for (int bit = 0; bit < 16 * bits; bit++) {
        units[1 + bit / 16] |= (payloads[place][16 * word + bit / bits] >> bit % bits & 1) << (bit & 15);
      }
    }
    return units;
  }

  @Override
  public void setWord(int tile, int slot, int word, int[] units, int at) {
    schedule.setWord(tile, slot, word, units[at]);
    short[] held = payloads(schedule.slotNumbered(tile, slot));
    for (int axon = 0; axon < 16; axon++) {
      int payload = 0;
      for (int bit = 0; bit < bits; bit++) {
        int position = axon * bits + bit;
        payload |= (units[at + 1 + position / 16] >> (position & 15) & 1) << bit;
      }
      held[16 * word + axon] = (short) (payload << 32 - bits >> 32 - bits);
    }
  }
}
