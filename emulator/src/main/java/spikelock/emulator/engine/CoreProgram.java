package spikelock.emulator.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.DatapathShape;
import spikelock.emulator.chip.MemoryPlan;
import spikelock.emulator.chip.PacketFormat;
import spikelock.emulator.datapath.KernelCompiler;
import spikelock.emulator.datapath.PlacedDatapath;
import spikelock.emulator.datapath.SweepKernel;
import spikelock.emulator.image.CoreImage;
import spikelock.emulator.image.Rows;

/**
 * The tables of one core in the form the engines walk: everything that can be worked out before the first timestep is.
 * Immutable once made; shared by every instance that runs the same core.
 */
final class CoreProgram {
  /** Ints of {@link #axons} for each axon. */
  static final int AXON_STRIDE = 6;

  /** Fields of an axon's record in {@link #axons}. */
  static final int ROW = 0;
  static final int LENGTH = 1;
  static final int TARGET = 2;
  static final int EXPONENT = 3;
  static final int CYCLES = 4;
  static final int ACCUMULATIONS = 5;

  /** Flag in {@link #fanoutTile} of an entry that goes to the host. */
  static final int HOST = 1 << 16;

  final MemoryPlan plan;
  final CoreImage image;
  final int accumulatorMask;

  /** [axons * AXON_STRIDE]; ROW is the first of {@link #sparse}, or ~index into {@link #dense}. */
  final int[] axons;

  /** [words] synapse words as {weight (16, signed), offset (16)}; empty when there is no sparse row. */
  final int[] sparse;

  /** One array of weights for each distinct dense row. */
  final int[][] dense;

  final int neurons;
  final SweepKernel kernel;

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

  /** [neurons] cycle of the neuron's spike, counted from the cycle that ends the walk. */
  final int[] spikeOffset;

  /** Cycles of the sweep's sets. */
  final int sweepCycles;

  /** [neurons + 1] first fan-out packet of each neuron. */
  final int[] fanoutStart;

  /** [packets] destination tile, with {@link #HOST} for outputs. */
  final int[] fanoutTile;

  /** [packets] delay in timesteps. */
  final int[] fanoutDelay;

  /** [packets] destination axon, or output number. */
  final int[] fanoutAxon;

  CoreProgram(MemoryPlan plan, PlacedDatapath placed, CoreImage image) {
    this.plan = plan;
    this.image = image;
    this.kernel = KernelCompiler.compile(placed);
    this.accumulatorMask = plan.accumulators() - 1;
    this.spareAccumulators = placed.shape().inputs() != 1 << placed.shape().inputsLog2();
    this.neurons = image.neurons();
    ChipSpec spec = plan.spec();

    Rows rows = new Rows(plan);
    int count = image.axonFormat().length;
    axons = new int[count * AXON_STRIDE];
    boolean anySparse = false;
    List<int[]> denseRows = new ArrayList<>();
    Map<Long, Integer> knownRows = new HashMap<>();
    for (int axon = 0; axon < count; axon++) {
      int at = axon * AXON_STRIDE;
      int length = image.axonLength()[axon];
      boolean isDense = image.axonFormat()[axon] == 1;
      int base = image.axonBase()[axon];
      int step = isDense ? spec.lanes() : 1;
      axons[at + LENGTH] = length;
      axons[at + TARGET] = image.axonTarget()[axon];
      axons[at + EXPONENT] = image.axonExponent()[axon];
      axons[at + CYCLES] = Math.max(1, (length + step - 1) / step);
      axons[at + ACCUMULATIONS] = (length + step - 1) / step * step;
      if (isDense) {
        long key = (long) base << 32 | length;
        Integer row = knownRows.get(key);
        if (row == null) {
          row = denseRows.size();
          knownRows.put(key, row);
          denseRows.add(decodeDense(rows, base, axons[at + ACCUMULATIONS]));
        }
        axons[at + ROW] = ~row;
      } else {
        axons[at + ROW] = base;
        anySparse |= length > 0;
      }
    }
    dense = denseRows.toArray(int[][]::new);
    sparse = anySparse ? decodeSparse(rows) : new int[0];

    DatapathShape shape = placed.shape();
    int sets = image.setCount().length;
    setFrom = new int[sets];
    setTo = new int[sets];
    setStart = image.setStart();
    scalars = new int[sets][];
    spikeOffset = new int[neurons];
    initial = new int[shape.stateWidths().size()][neurons];
    neuronParameters = image.neuronParameters();
    int neuron = 0;
    int cycle = 1; // the first set is loaded from the cycle after the walk's last
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
      cycle += shape.setUnits() + 1;
      for (int k = 0; k < size; k++, neuron++) {
        spikeOffset[neuron] = cycle + k + 1 + shape.latency();
        for (int field = 0; field < initial.length; field++) {
          initial[field][neuron] =
              shape.neuronInitialState() ? image.neuronInitial()[field][neuron] : image.setInitial()[field][set];
        }
      }
      cycle += Math.max(1, size) + shape.latency() + 1;
    }
    sweepCycles = cycle - 1;

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
    fanoutTile = new int[packetCount];
    fanoutDelay = new int[packetCount];
    fanoutAxon = new int[packetCount];
    for (int n = 0; n < neurons; n++) {
      for (int k = 0; k < lengths[n]; k++) {
        long entry = image.fanout()[image.fanoutStart()[n] + k];
        int at = fanoutStart[n] + k;
        boolean host = packets.isHost(entry);
        fanoutTile[at] = packets.tileOf(entry) | (host ? HOST : 0);
        fanoutDelay[at] = host ? 0 : packets.delayOf(entry);
        fanoutAxon[at] = host ? packets.outputOf(entry) : packets.axonOf(entry);
      }
    }
  }

  private int[] decodeDense(Rows rows, int base, int weights) {
    int perWord = plan.spec().denseWeights();
    int[] row = new int[weights];
    for (int i = 0; i < weights; i++) {
      row[i] = rows.weight(image.synapses()[base + i / perWord], i % perWord);
    }
    return row;
  }

  private int[] decodeSparse(Rows rows) {
    int[] decoded = new int[image.synapses().length];
    for (int i = 0; i < decoded.length; i++) {
      int word = image.synapses()[i];
      decoded[i] = rows.weight(word, 0) << 16 | rows.offset(word);
    }
    return decoded;
  }

  /** Axons the image uses. */
  int axonCount() {
    return axons.length / AXON_STRIDE;
  }
}
