package spikelock.emulator.chip;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import spikelock.emulator.error.InputException;

/**
 * Every size of a chip; each is a parameter of the Verilog. Memory sizes are powers of two, so that an address is a
 * plain bit field.
 *
 * @param name what the chip is called
 * @param width tiles in a row of the mesh, 1..16
 * @param height rows of the mesh, 1..16
 * @param neurons neuron slots a core, a power of two from 16 to 4096
 * @param axons input axons a core, a power of two from 32 to 65536
 * @param synapseWords words of a core's synapse memory, a power of two from 16 to 2^20
 * @param wordBits width of a synapse word, 16 or 32
 * @param weightBits width of a weight, 2..16, less than {@code wordBits}
 * @param exponentBits width of a row's power-of-two exponent, 0 or 2
 * @param lanes weights of a dense row taken a cycle, 1, 2 or 4
 * @param accumulatorBits width of an accumulator, 8..32
 * @param delaySlots slots of the axon scheduler, a power of two from 2 to 64
 * @param payloadBits bits of a packet's payload: 0 where packets are plain spikes, else 2..16, signed
 * @param fanoutEntries entries of a core's fan-out memory, a power of two from 16 to 65536
 * @param fifoDepth flits in a router's input FIFO, 2 or 4
 * @param inputBuffer packets of one batch, a power of two from 16 to 65536
 * @param outputs output numbers of the chip, 1..4096
 * @param setWords 16-bit words of a core's parameter-set memory, a power of two from 16 to 65536
 * @param counters which counters each tile has
 * @param counterBits width of a counter, 8..30
 * @param clockMhz the clock a latency in seconds is computed with, in MHz
 * @param datapaths the datapath of every tile, in tile order
 */
public record ChipSpec(
    String name,
    int width,
    int height,
    int neurons,
    int axons,
    int synapseWords,
    int wordBits,
    int weightBits,
    int exponentBits,
    int lanes,
    int accumulatorBits,
    int delaySlots,
    int payloadBits,
    int fanoutEntries,
    int fifoDepth,
    int inputBuffer,
    int outputs,
    int setWords,
    Counters counters,
    int counterBits,
    double clockMhz,
    List<DatapathChoice> datapaths) {

  private static final int LONGEST_NAME = 100;

  /**
   * Checks every size.
   *
   * @throws InputException naming the field that is out of range and what it may be
   */
  public ChipSpec {
    Objects.requireNonNull(name, "name");
    range("mesh.width", width, 1, 16);
    range("mesh.height", height, 1, 16);
    power("neurons", neurons, 16, 4096);
    power("axons", axons, 32, 65536);
    power("synapse_words", synapseWords, 16, 1 << 20);
    oneOf("word_bits", wordBits, 16, 32);
    range("weight_bits", weightBits, 2, 16);
    oneOf("exponent_bits", exponentBits, 0, 2);
    oneOf("lanes", lanes, 1, 2, 4);
    range("accumulator_bits", accumulatorBits, 8, 32);
    power("delay_slots", delaySlots, 2, 64);
    if (payloadBits != 0 && (payloadBits < 2 || payloadBits > 16)) {
      throw bad("payload_bits", "is " + payloadBits + ", must be 0 (spikes only) or 2..16");
    }
    power("fanout_entries", fanoutEntries, 16, 65536);
    oneOf("fifo_depth", fifoDepth, 2, 4);
    power("input_buffer", inputBuffer, 16, 65536);
    range("outputs", outputs, 1, 4096);
    power("set_words", setWords, 16, 65536);
    range("counter_bits", counterBits, 8, 30);
    if (!(clockMhz > 0 && clockMhz <= 10_000)) {
      throw bad("clock_mhz", "is " + clockMhz + ", must be above 0 and at most 10000");
    }
    datapaths = List.copyOf(datapaths);
    if (datapaths.size() != width * height) {
      throw bad("datapaths", "names " + datapaths.size() + " cores, the mesh has " + width * height);
    }
    noRoom(weightBits, wordBits, exponentBits, lanes, accumulatorBits).ifPresent(problem -> {
      throw problem;
    });
    if (log2Ceil(outputs) > log2(delaySlots) + log2(axons)) {
      throw bad("outputs", "is " + outputs + ", more than a packet can name");
    }
  }

  /** Why this chip has no room for weights of so many bits; nothing when it has. */
  public Optional<InputException> noRoomForWeights(int bits) {
    return noRoom(bits, wordBits, exponentBits, lanes, accumulatorBits);
  }

  private static Optional<InputException> noRoom(int weightBits, int wordBits, int exponentBits, int lanes, int accumulatorBits) {
    if (accumulatorBits <= weightBits + (1 << exponentBits) - 1) {
      return Optional.of(bad("accumulator_bits", "is " + accumulatorBits + ", too narrow for one weight of " + weightBits
          + " bits shifted by up to " + ((1 << exponentBits) - 1)));
    }
    if (weightBits >= wordBits) {
      return Optional.of(bad("weight_bits", "is " + weightBits + ", but a word of " + wordBits
          + " bits must have room for an offset beside the weight"));
    }
    int held = Integer.highestOneBit(wordBits / weightBits);
    return held >= lanes ? Optional.empty() : Optional.of(bad("lanes", "is " + lanes + ", but a word of " + wordBits + " bits holds only "
        + held + " weights of " + weightBits + " bits"));
  }

  /** Tiles of the mesh. */
  public int tiles() {
    return width * height;
  }

  /** Weights in a word of a dense row: {@code word_bits / weight_bits} rounded down to a power of two. */
  public int denseWeights() {
    return Integer.highestOneBit(wordBits / weightBits);
  }

  /** Edges between the host port and any tile, each way ({@code pulse_tree.v}). */
  public int treeDepth() {
    return log2Ceil(tiles()) + 1;
  }

  /** Sixteen-axon words of one scheduler slot. */
  public int axonWords() {
    return axons / 16;
  }

  /** Bits of an axon scheduler's word: for sixteen axons whether each is due, then the payload of each. */
  public int schedulerBits() {
    return 16 * (1 + payloadBits);
  }

  /** 16-bit words that hold the outputs of a step: sixteen output bits each, or one payload. */
  public int outputWords() {
    return payloadBits > 0 ? outputs : (outputs + 15) / 16;
  }

  /** Bits of the port that chooses an output word. */
  public int outputAddressBits() {
    return Math.max(8, log2Ceil(outputWords()));
  }

  /** A value as a packet's payload: its low {@code payload_bits} bits, signed; 1 where packets have none. */
  public int payload(int value) {
    return payloadBits == 0 ? 1 : value << 32 - payloadBits >> 32 - payloadBits;
  }

  /** The same chip with other datapaths. */
  public ChipSpec withDatapaths(List<DatapathChoice> choices) {
    return new ChipSpec(name, width, height, neurons, axons, synapseWords, wordBits, weightBits, exponentBits, lanes,
        accumulatorBits, delaySlots, payloadBits, fanoutEntries, fifoDepth, inputBuffer, outputs, setWords, counters,
        counterBits, clockMhz, choices);
  }

  /**
   * The same chip with weights of another width, called {@code NAME-wBITS}; the chip itself when it has that width.
   *
   * @throws InputException when a word has no room for them, or the accumulators are too narrow
   */
  public ChipSpec withWeightBits(int bits) {
    String other = name.substring(0, Math.min(name.length(), LONGEST_NAME - 4)) + "-w" + bits;
    return bits == weightBits ? this : new ChipSpec(other, width, height, neurons, axons, synapseWords, wordBits, bits, exponentBits, lanes,
        accumulatorBits, delaySlots, payloadBits, fanoutEntries, fifoDepth, inputBuffer, outputs, setWords, counters, counterBits, clockMhz,
        datapaths);
  }

  /**
   * The same chip with payloads of another width, called {@code NAME-pBITS}; the chip itself when it has that width.
   *
   * @param bits 0 for plain spikes, or 2..16
   */
  public ChipSpec withPayloadBits(int bits) {
    String other = name.substring(0, Math.min(name.length(), LONGEST_NAME - 4)) + "-p" + bits;
    return bits == payloadBits ? this : new ChipSpec(other, width, height, neurons, axons, synapseWords, wordBits, weightBits, exponentBits, lanes,
        accumulatorBits, delaySlots, bits, fanoutEntries, fifoDepth, inputBuffer, outputs, setWords, counters, counterBits, clockMhz, datapaths);
  }

  /** log2 of a power of two. */
  public static int log2(int powerOfTwo) {
    return Integer.numberOfTrailingZeros(powerOfTwo);
  }

  /** Bits needed to name {@code count} things: 0 for one. */
  public static int log2Ceil(int count) {
    return 32 - Integer.numberOfLeadingZeros(count - 1);
  }

  private static void range(String field, int value, int least, int most) {
    if (value < least || value > most) {
      throw bad(field, "is " + value + ", must be " + least + ".." + most);
    }
  }

  private static void power(String field, int value, int least, int most) {
    if (value < least || value > most || Integer.bitCount(value) != 1) {
      throw bad(field, "is " + value + ", must be a power of two from " + least + " to " + most);
    }
  }

  private static void oneOf(String field, int value, int... allowed) {
    for (int candidate : allowed) {
      if (value == candidate) {
        return;
      }
    }
    StringBuilder list = new StringBuilder();
    for (int candidate : allowed) {
      list.append(list.isEmpty() ? "" : " or ").append(candidate);
    }
    throw bad(field, "is " + value + ", must be " + list);
  }

  private static InputException bad(String field, String what) {
    return new InputException(what, "", field, "");
  }
}
