package spikelock.emulator.engine.function;

import java.util.Arrays;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.image.CoreImage;
import spikelock.emulator.image.InputTable;
import spikelock.emulator.image.Rows;

/**
 * The rows of direct packets ({@link DirectAxons}). They lie behind each other in the order of the neurons that send, so that the synapses
 * of a spike, over all cores, are one list. Never changes, so that emulators on several threads may share it.
 */
final class DirectRows {
  // What a Step is told of a packet: synapses of its direct row (16), whether it has one (1), where it goes.
  private static final int IS_DIRECT_AT = 16;
  private static final int DESTINATION_AT = 17;

  private static final int NOT_DIRECT = -1;

  /** Accumulators are numbered over all cores, in 16 bits. */
  private static final int ACCUMULATORS = 1 << 16;

  /** All direct rows together may be at most so many times the stored words, if they are not few: a convolution stores a kernel only. */
  private static final int MOST_UNROLLED = 2;

  private static final int FEW = 1 << 16;

  private static final long MOST_SYNAPSES = 1L << CoreProgram.ROW_BITS;

  /** [direct synapses] {weight (16, signed), accumulator (16)}. */
  final int[] synapses;

  /** [tiles + 1] the number of a tile's first accumulator, a multiple of how many it has. */
  final int[] firstAccumulator;

  /** [tiles] how many of a tile's accumulators the synapses reach, from the first. */
  final int[] reached;

  /** [tile][neurons + 1] where a neuron's synapses begin. */
  final int[][] start;

  /** [tile][neurons + 1] where a neuron's other packets begin. */
  final int[][] otherStart;

  /** [tile] packets that are not direct, by their number in the program's fan-out. */
  final int[][] others;

  /** [tile][packets of the program's fan-out] read by {@link #destination} and {@link #load}. */
  final int[][] told;

  /** Chooses the direct rows and tells every program where its rows lie; again whenever one of the programs is another. */
  static DirectRows link(ChipSpec spec, CoreProgram[] programs, InputTable inputs) {
    int[][] place = new int[programs.length][]; // [tile][axons of its table] where its row begins, or NOT_DIRECT
    for (int tile = 0; tile < programs.length; tile++) {
      place[tile] = new int[programs[tile].image.axonFormat().length];
      Arrays.fill(place[tile], NOT_DIRECT);
    }
    DirectRows rows = new DirectRows(programs, new DirectAxons(spec, programs, inputs), place);
    for (int tile = 0; tile < programs.length; tile++) {
      programs[tile].wire(rows.synapses, place[tile]);
    }
    for (CoreProgram program : programs) {
      program.fetchRecords(programs);
    }
    return rows;
  }

  private DirectRows(CoreProgram[] programs, DirectAxons axons, int[][] place) {
    int tiles = programs.length;
    firstAccumulator = new int[tiles + 1];
    for (int tile = 0; tile < tiles; tile++) {
      int accumulators = programs[tile].plan.accumulators();
      int first = firstAccumulator[tile] + accumulators - 1 & -accumulators;
      firstAccumulator[tile] = first;
      // what reaches a core without axons finds an empty row
      firstAccumulator[tile + 1] = first + (programs[tile].image.axonFormat().length > 0 ? accumulators : 0);
    }
    reached = new int[tiles];
    start = new int[tiles][];
    otherStart = new int[tiles][];
    others = new int[tiles][];
    told = new int[tiles][];
    long count = count(programs, axons);
    boolean fit = count > 0 && firstAccumulator[tiles] <= ACCUMULATORS;
    synapses = new int[fit ? (int) count : 0];
    if (fit) {
      fill(programs, axons, place);
    }
  }

  /** Direct synapses; none if they would take too much memory. */
  private static long count(CoreProgram[] programs, DirectAxons axons) {
    long stored = 0;
    long unrolled = 0;
    for (CoreProgram program : programs) {
      stored += program.image.synapses().length;
      for (int p = 0; p < program.fanout.length; p++) {
        unrolled += axons.isDirect(program, p) ? length(programs, program.fanout[p]) : 0;
      }
    }
    return unrolled > Math.clamp(MOST_UNROLLED * stored, FEW, MOST_SYNAPSES) ? 0 : unrolled;
  }

  private static int length(CoreProgram[] programs, int packet) {
    return programs[CoreProgram.tile(packet)].image.axonLength()[CoreProgram.axon(packet)];
  }

  private void fill(CoreProgram[] programs, DirectAxons axons, int[][] place) {
    int at = 0;
    for (int tile = 0; tile < programs.length; tile++) {
      CoreProgram program = programs[tile];
      start[tile] = new int[program.neurons + 1];
      start[tile][0] = at;
      otherStart[tile] = new int[program.neurons + 1];
      told[tile] = new int[program.fanout.length];
      int[] other = new int[program.fanout.length];
      int otherCount = 0;
      for (int neuron = 0; neuron < program.neurons; neuron++) {
        for (int p = program.fanoutStart[neuron]; p < program.fanoutStart[neuron + 1]; p++) {
          int packet = program.fanout[p];
          told[tile][p] = (CoreProgram.toHost(packet) ? programs.length : CoreProgram.tile(packet)) << DESTINATION_AT;
          if (axons.isDirect(program, p)) {
            told[tile][p] |= 1 << IS_DIRECT_AT | length(programs, packet);
            place[CoreProgram.tile(packet)][CoreProgram.axon(packet)] = at;
            at = unroll(programs, packet, at);
          } else {
            other[otherCount++] = p;
          }
        }
        start[tile][neuron + 1] = at;
        otherStart[tile][neuron + 1] = otherCount;
      }
      others[tile] = Arrays.copyOf(other, otherCount);
    }
  }

  private int unroll(CoreProgram[] programs, int packet, int from) {
    int tile = CoreProgram.tile(packet);
    int axon = CoreProgram.axon(packet);
    CoreProgram target = programs[tile];
    CoreImage image = target.image;
    Rows rows = new Rows(target.plan);
    int at = from;
    for (int i = image.axonBase()[axon], end = i + image.axonLength()[axon]; i < end; i++) {
      int word = image.synapses()[i];
      int accumulator = rows.offset(word) + image.axonTarget()[axon] & target.accumulatorMask;
      reached[tile] = Math.max(reached[tile], accumulator + 1);
      synapses[at++] = rows.weight(word, 0) << image.axonExponent()[axon] << 16 | firstAccumulator[tile] + accumulator;
    }
    return at;
  }

  /** Whether no row is direct; then there is nothing else here. */
  boolean isEmpty() {
    return synapses.length == 0;
  }

  /** The tile that a packet goes to, or the number of tiles for the host. */
  static int destination(int packet) {
    return packet >>> DESTINATION_AT;
  }

  // What direct packets are to a core, to be summed: rows (24), additions (40), which are as many words.

  /** What a packet adds: nothing if it is not direct. */
  static long load(int packet) {
    return (packet & 1L << IS_DIRECT_AT) << 40 - IS_DIRECT_AT | packet & (1 << IS_DIRECT_AT) - 1;
  }

  static int rows(long load) {
    return (int) (load >>> 40);
  }

  static int additions(long load) {
    return (int) load;
  }
}
