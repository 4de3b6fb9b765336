package spikelock.mapper;

import java.util.Collections;
import java.util.Random;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Counters;
import spikelock.emulator.chip.DatapathChoice;

/** Chips for tests. */
public final class Chips {
  private Chips() {}

  /** The sizes of {@code mesh-2x2} and its relatives. */
  public static ChipSpec mesh(int width, int height) {
    return new ChipSpec("mesh-" + width + "x" + height, width, height, 256, 1024, 32768, 16, 8, 0, 1, 24, 16, 0, 1024, 2, 256,
        256, 4096, Counters.BASIC, 24, 50, Collections.nCopies(width * height, DatapathChoice.AUTO));
  }

  /** {@code loihi-sized}. */
  public static ChipSpec loihi(int width, int height) {
    return new ChipSpec("loihi-sized", width, height, 1024, 16384, 1 << 17, 32, 8, 0, 4, 24, 16, 0, 16384, 4, 1024, 1024, 65536,
        Counters.BASIC, 24, 50, Collections.nCopies(width * height, DatapathChoice.AUTO));
  }

  /** One size changed. */
  public static ChipSpec with(ChipSpec s, String field, int value) {
    return new ChipSpec(s.name(), s.width(), s.height(), field.equals("neurons") ? value : s.neurons(),
        field.equals("axons") ? value : s.axons(), field.equals("synapse_words") ? value : s.synapseWords(),
        field.equals("word_bits") ? value : s.wordBits(), field.equals("weight_bits") ? value : s.weightBits(),
        field.equals("exponent_bits") ? value : s.exponentBits(), field.equals("lanes") ? value : s.lanes(),
        field.equals("accumulator_bits") ? value : s.accumulatorBits(), field.equals("delay_slots") ? value : s.delaySlots(),
        field.equals("payload_bits") ? value : s.payloadBits(),
        field.equals("fanout_entries") ? value : s.fanoutEntries(), s.fifoDepth(), s.inputBuffer(),
        field.equals("outputs") ? value : s.outputs(), field.equals("set_words") ? value : s.setWords(), s.counters(),
        s.counterBits(), s.clockMhz(), s.datapaths());
  }

  /** Every width, lane count and exponent there is, on small cores so that networks spread. */
  public static ChipSpec random(Random random) {
    int wordBits = random.nextBoolean() ? 16 : 32;
    int weightBits = Math.min(2 + random.nextInt(15), wordBits - 1);
    int exponentBits = random.nextBoolean() ? 2 : 0;
    int perWord = Integer.highestOneBit(wordBits / weightBits);
    int lanes = Math.min(perWord, 1 << random.nextInt(3));
    int accumulatorBits = Math.min(32, Math.max(18 + random.nextInt(15), weightBits + (1 << exponentBits)));
    int width = 1 + random.nextInt(4);
    int height = 1 + random.nextInt(4);
    return new ChipSpec("random", width, height, 32 << random.nextInt(3), 2048, 1 << 15, wordBits, weightBits, exponentBits,
        lanes, accumulatorBits, 16, 0, 4096, 2, 64, 256, 65536, Counters.BASIC, 24, 50,
        Collections.nCopies(width * height, DatapathChoice.AUTO));
  }
}
