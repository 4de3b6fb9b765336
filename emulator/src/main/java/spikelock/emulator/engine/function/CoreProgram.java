package spikelock.emulator.engine.function;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import spikelock.emulator.chip.DatapathShape;
import spikelock.emulator.chip.MemoryPlan;
import spikelock.emulator.chip.PacketFormat;
import spikelock.emulator.datapath.KernelCompiler;
import spikelock.emulator.datapath.PlacedDatapath;
import spikelock.emulator.datapath.SweepKernel;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.CoreImage;
import spikelock.emulator.image.PlacedCores;
import spikelock.emulator.image.Rows;

/**
 * The tables of one core in the form the engines walk: everything that can be worked out before the first timestep is.
 * Once linked ({@link DirectRows#link}) it does not change, so that emulators on several threads may run it.
 */
final class CoreProgram {
  // An axon's record in axons: length (16), target (16), row (28), dense (1), direct (1), exponent (2).
  private static final int TARGET_AT = 16;
  private static final int ROW_AT = 32;
  static final int ROW_BITS = 28;
  private static final int DENSE_AT = 60;
  static final int DIRECT_AT = 61;
  private static final int EXPONENT_AT = 62;

  // A packet in fanout: axon (16), tile (12), host (1); to the host its output number in place of axon and tile.
  private static final int TILE_AT = 16;
  private static final int HOST_AT = 28;

  /** Longs of a cache line. */
  private static final int LINE = 8;

  final MemoryPlan plan;
  final CoreImage image;
  final int accumulatorMask;

  /** [axons] records of the axon table, read by {@link #length} and its like. */
  private long[] axons = {};

  /** [words] from {@link SparseRows#words}. */
  int[] sparse = {};

  /** The rows of all cores that are direct, {@link DirectRows#synapses}. */
  private int[] direct = {};

  /** One array of weights for each distinct dense row. */
  int[][] dense = {};

  final int neurons;
  final SweepKernel kernel;

  /** Whether the core's spikes carry a payload of their own; else it is 1. */
  final boolean sendsPayloads;

  /** Whether a neuron owns more accumulators than its datapath has inputs. */
  final boolean spareAccumulators;

  /** [sets] first neuron of each set's run; [sets] one behind its last; [sets] first timestep it lives in. */
  final int[] setFrom;
  final int[] setTo;
  final int[] setStart;

  /** [sets][core- then set-placed parameters]. */
  final int[][] scalars;

  /** [neuron-placed parameters][neurons]. */
  final int[][] neuronParameters;

  /** [state fields][neurons]. */
  final int[][] initial;

  /** [neurons + 1] first fan-out packet of each neuron. */
  final int[] fanoutStart;

  /** [packets] read by {@link #tile} and its like. */
  final int[] fanout;

  /** [packets] 0 to the host. */
  final byte[] fanoutDelay;

  /** [packets] the destination axon's record in its core's {@link #axons}, kept here because the list is read in a row. */
  final long[] fanoutRecord;

  CoreProgram(MemoryPlan plan, PlacedDatapath placed, CoreImage loaded) {
    this.plan = plan;
    this.image = StraightRows.of(plan, loaded);
    this.kernel = KernelCompiler.compile(placed);
    this.sendsPayloads = placed.shape().payloadBits() > 0;
    this.accumulatorMask = plan.accumulators() - 1;
    this.spareAccumulators = placed.shape().inputs() != 1 << placed.shape().inputsLog2();
    this.neurons = image.neurons();

    DatapathShape shape = placed.shape();
    int sets = image.setCount().length;
    setFrom = new int[sets];
    setTo = new int[sets];
    setStart = image.setStart();
    scalars = new int[sets][];
    initial = new int[shape.stateWidths().size()][neurons];
    neuronParameters = image.neuronParameters();
    int neuron = 0;
    int core = image.coreParameters().length;
    for (int set = 0; set < sets; set++) {
      int size = image.setCount()[set];
      setFrom[set] = neuron;
      setTo[set] = neuron + size;
      scalars[set] = new int[core + image.setParameters().length];
      System.arraycopy(image.coreParameters(), 0, scalars[set], 0, core);
      for (int p = 0; p < image.setParameters().length; p++) {
        scalars[set][core + p] = image.setParameters()[p][set];
      }
      for (int k = 0; k < size; k++, neuron++) {
        for (int field = 0; field < initial.length; field++) {
          initial[field][neuron] =
              shape.neuronInitialState() ? image.neuronInitial()[field][neuron] : image.setInitial()[field][set];
        }
      }
    }

    fanoutStart = new int[neurons + 1];
    int[] lengths = new int[neurons];
    PacketFormat packets = plan.packets();
    int packetCount = 0;
    for (int n = 0; n < neurons; n++) {
      int entry = image.fanoutStart()[n];
      if (entry >= 0) {
        do {
          lengths[n]++;
        } while (!packets.isLast(image.fanout()[entry++]) && entry < image.fanout().length);
      }
      fanoutStart[n] = packetCount;
      packetCount += lengths[n];
    }
    fanoutStart[neurons] = packetCount;
    fanout = new int[packetCount];
    fanoutDelay = new byte[packetCount];
    fanoutRecord = new long[packetCount];
    for (int n = 0; n < neurons; n++) {
      for (int k = 0; k < lengths[n]; k++) {
        long entry = image.fanout()[image.fanoutStart()[n] + k];
        boolean host = packets.isHost(entry);
        fanout[fanoutStart[n] + k] = host ? 1 << HOST_AT | packets.outputOf(entry) : packets.tileOf(entry) << TILE_AT | packets.axonOf(entry);
        fanoutDelay[fanoutStart[n] + k] = (byte) (host ? 0 : packets.delayOf(entry));
      }
    }
  }

  /** The programs of an image's cores, by tile; they must be linked by {@link DirectRows#link}. Idle cores of a kind share one. */
  static CoreProgram[] of(ChipImage image, PlacedCores placed) {
    CoreProgram[] programs = new CoreProgram[image.cores().size()];
    CoreProgram[] idle = new CoreProgram[placed.kinds()];
    for (int tile = 0; tile < programs.length; tile++) {
      int kind = placed.kind(tile);
      boolean isIdle = isIdle(image.cores().get(tile));
      if (isIdle && idle[kind] != null) {
        programs[tile] = idle[kind];
        continue;
      }
      programs[tile] = new CoreProgram(placed.plan(tile), placed.datapath(tile), image.cores().get(tile));
      if (isIdle) {
        idle[kind] = programs[tile];
      }
    }
    return programs;
  }

  /** Whether a core has neither neurons nor axons. */
  private static boolean isIdle(CoreImage core) {
    return core.setCount().length == 0 && core.axonFormat().length == 0 && core.fanoutStart().length == 0;
  }

  boolean isUsed() {
    return !isIdle(image);
  }

  /**
   * Unpacks the rows, but for the direct ones.
   *
   * @param synapses of the direct rows of all cores
   * @param place [axons] where among them an axon's row begins, or -1 if it is not direct
   */
  void wire(int[] synapses, int[] place) {
    direct = synapses;
    Rows rows = new Rows(plan);
    int count = image.axonFormat().length;
    axons = new long[count];
    List<int[]> denseRows = new ArrayList<>();
    Map<Long, Integer> knownDense = new HashMap<>();
    SparseRows sparseRows = new SparseRows(rows, image, place);
    sparse = sparseRows.words();
    for (int axon = 0; axon < count; axon++) {
      int length = image.axonLength()[axon];
      int base = image.axonBase()[axon];
      long exponent = image.axonExponent()[axon];
      if (place[axon] >= 0) {
        axons[axon] = length | (long) place[axon] << ROW_AT | 1L << DIRECT_AT;
      } else if (image.axonFormat()[axon] == 0) {
        axons[axon] = length | (long) sparseRows.remainingTarget(axon) << TARGET_AT | (long) sparseRows.row(axon) << ROW_AT
            | exponent << EXPONENT_AT;
      } else {
        int row = knownDense.computeIfAbsent((long) base << 32 | length, unused -> {
          denseRows.add(decodeDense(rows, base, length));
          return denseRows.size() - 1;
        });
        axons[axon] = length | (long) image.axonTarget()[axon] << TARGET_AT | (long) row << ROW_AT | 1L << DENSE_AT | exponent << EXPONENT_AT;
      }
    }
    dense = denseRows.toArray(int[][]::new);
  }

  /** Takes over the records of the axons that the core sends to, when all programs are wired. */
  void fetchRecords(CoreProgram[] programs) {
    for (int i = 0; i < fanout.length; i++) {
      fanoutRecord[i] = toHost(fanout[i]) ? 0 : programs[tile(fanout[i])].record(axon(fanout[i]));
    }
  }

  /**
   * Reads a word of every cache line of some neurons' fan-out lists, so that these reads wait side by side and the delivery that follows
   * does not wait for one after the other.
   *
   * @return of no meaning, but to be kept
   */
  int fetch(int[] which, int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      for (int at = fanoutStart[which[i]], end = fanoutStart[which[i] + 1]; at < end; at += LINE) {
        sum += fanout[at] + (int) fanoutRecord[at];
      }
    }
    return sum;
  }

  /** The record of an axon; one that the image does not use has an empty row. */
  long record(int axon) {
    return axon < axons.length ? axons[axon] : 0;
  }

  /** Targets of an axon's row. */
  static int length(long axon) {
    return (int) axon & 0xffff;
  }

  /** First accumulator of an axon's row. */
  static int target(long axon) {
    return (int) (axon >>> TARGET_AT) & 0xffff;
  }

  /** First word of a sparse row in {@link #words}, or the number of a dense one in {@link #dense}. */
  static int row(long axon) {
    return (int) (axon >>> ROW_AT) & (1 << ROW_BITS) - 1;
  }

  /** What the row of a sparse axon lies in. Of a direct one only the low bits of an offset are its core's accumulator. */
  int[] words(long axon) {
    return (axon >>> DIRECT_AT & 1) == 0 ? sparse : direct;
  }

  static boolean isDense(long axon) {
    return (axon >>> DENSE_AT & 1) != 0;
  }

  static int exponent(long axon) {
    return (int) (axon >>> EXPONENT_AT);
  }

  static boolean toHost(int packet) {
    return packet >>> HOST_AT != 0;
  }

  static int tile(int packet) {
    return packet >>> TILE_AT;
  }

  static int axon(int packet) {
    return packet & 0xffff;
  }

  /** Output number of a packet to the host. */
  static int output(int packet) {
    return packet & (1 << HOST_AT) - 1;
  }

  private int[] decodeDense(Rows rows, int base, int weights) {
    int perWord = plan.spec().core().synapses().denseWeights();
    int[] row = new int[weights];
    for (int i = 0; i < weights; i++) {
      row[i] = rows.weight(image.synapses()[base + i / perWord], i % perWord);
    }
    return row;
  }
}
