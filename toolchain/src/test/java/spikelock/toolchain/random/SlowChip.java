package spikelock.toolchain.random;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.PacketFormat;
import spikelock.emulator.datapath.Field;
import spikelock.emulator.datapath.Interpreter;
import spikelock.emulator.datapath.PlacedDatapath;
import spikelock.emulator.image.CoreImage;
import spikelock.emulator.image.InputTable;
import spikelock.emulator.image.Rows;

/** Runs a case by the words of the architecture, without time: one weight and one neuron after the other. */
class SlowChip {
  private final ChipTables chip;
  private final ChipSpec spec;
  private final RandomCase subject;
  private final long[][] sums;
  private final long[][][] state;
  private final BitSet[][] slots;
  private final BitSet[] spiked;
  private final Map<Integer, Integer> outputs = new HashMap<>();
  private final List<Map<Integer, Integer>> payloads = new ArrayList<>(); // [tile * slots + slot] by axon
  private final PacketFormat packets;
  private int now;

  SlowChip(ChipTables chip, RandomCase subject) {
    this.chip = chip;
    this.spec = chip.spec();
    this.subject = subject;
    this.sums = new long[spec.tiles()][];
    this.state = new long[spec.tiles()][][];
    this.packets = chip.packets();
    this.spiked = new BitSet[spec.tiles()];
    this.slots = new BitSet[spec.tiles()][spec.core().delaySlots()];
    for (int tile = 0; tile < spec.tiles(); tile++) {
      sums[tile] = new long[chip.accumulators(tile)];
      state[tile] = initial(tile);
      spiked[tile] = new BitSet();
      Arrays.setAll(slots[tile], s -> new BitSet());
      slots(tile);
    }
  }

  private void slots(int tile) {
    for (int slot = 0; slot < slots[tile].length; slot++) {
      payloads.add(new HashMap<>());
    }
  }

  private long[][] initial(int tile) {
    CoreImage core = subject.image().cores().get(tile);
    PlacedDatapath placed = chip.datapath(tile);
    List<Field> fields = placed.datapath().states();
    long[][] initial = new long[core.neurons()][fields.size()];
    int slot = 0;
    for (int set = 0; set < core.setCount().length; set++) {
      for (int n = 0; n < core.setCount()[set]; n++, slot++) {
        for (int f = 0; f < fields.size(); f++) {
          int value = placed.shape().neuronInitialState() ? core.neuronInitial()[f][slot] : core.setInitial()[f][set];
          initial[slot][f] = fields.get(f).type().wrap(value);
        }
      }
    }
    return initial;
  }

  /** One timestep; gives how many neurons spiked. */
  int step() {
    InputTable inputs = subject.image().inputs();
    int[] active = new int[subject.stimulus().channels()];
    int[] values = new int[active.length];
    int count = subject.stimulus().active(0, now, active, values);
    for (int i = 0; i < count; i++) {
      for (int p = inputs.start()[active[i]]; p < inputs.start()[active[i] + 1]; p++) {
        arrive(inputs.tile()[p], inputs.delay()[p], inputs.axon()[p], values[i]);
      }
    }
    for (int tile = 0; tile < spec.tiles(); tile++) {
      BitSet due = slots[tile][now % spec.core().delaySlots()];
      int from = tile;
      due.stream().forEach(axon -> walk(from, axon));
      due.clear();
    }
    outputs.clear();
    int spikes = 0;
    for (int tile = 0; tile < spec.tiles(); tile++) {
      spiked[tile].clear();
      spikes += sweep(tile);
    }
    now++;
    return spikes;
  }

  /** Whether a neuron spiked in the last timestep. */
  boolean spiked(int tile, int slot) {
    return spiked[tile].get(slot);
  }

  /** What an output sent in the last timestep, 0 for nothing. */
  int output(int output) {
    return outputs.getOrDefault(output, 0);
  }

  /** State field {@code field} of a neuron. */
  long state(int tile, int slot, int field) {
    return state[tile][slot][field];
  }

  private void arrive(int tile, int delay, int axon, int payload) {
    BitSet slot = slots[tile][(now + delay) % spec.core().delaySlots()];
    if (slot.get(axon)) {
      throw new IllegalStateException("two packets meet at axon " + axon + " of tile " + tile);
    }
    slot.set(axon);
    payloads.get(tile * spec.core().delaySlots() + (now + delay) % spec.core().delaySlots()).put(axon, payload);
  }

  private void walk(int tile, int axon) {
    CoreImage core = subject.image().cores().get(tile);
    Rows rows = new Rows(chip.plan(tile));
    long payload = payloads.get(tile * spec.core().delaySlots() + now % spec.core().delaySlots()).get(axon);
    boolean dense = core.axonFormat()[axon] == 1;
    for (int i = 0; i < core.axonLength()[axon]; i++) {
      int word = core.synapses()[core.axonBase()[axon] + (dense ? i / spec.core().synapses().denseWeights() : i)];
      int target = core.axonTarget()[axon] + (dense ? i : rows.offset(word));
      long weight = rows.weight(word, dense ? i % spec.core().synapses().denseWeights() : 0);
      sums[tile][target % sums[tile].length] += scaled(weight * payload, core.axonExponent()[axon]);
    }
  }

  /** What an entry of a row adds. */
  long scaled(long weight, int exponent) {
    return weight << exponent;
  }

  private int sweep(int tile) {
    CoreImage core = subject.image().cores().get(tile);
    PlacedDatapath placed = chip.datapath(tile);
    Interpreter interpreter = new Interpreter(placed.datapath());
    int inputs = placed.datapath().inputs().size();
    int slot = 0;
    int spikes = 0;
    for (int set = 0; set < core.setCount().length; set++) {
      for (int n = 0; n < core.setCount()[set]; n++, slot++) {
        long[] synaptic = new long[inputs];
        for (int k = 0; k < inputs; k++) {
          int sum = (slot << placed.shape().inputsLog2()) + k;
          synaptic[k] = placed.datapath().inputs().get(k).type().wrap(sums[tile][sum]);
          sums[tile][sum] = 0;
        }
        if (now >= core.setStart()[set]
            && interpreter.step(state[tile][slot], parameters(placed, core, set, slot), synaptic)) {
          spikes++;
          spiked[tile].set(slot);
          send(core, slot, (int) interpreter.payload());
        }
      }
    }
    return spikes;
  }

  private static long[] parameters(PlacedDatapath placed, CoreImage core, int set, int slot) {
    long[] values = new long[placed.datapath().parameters().size()];
    for (int i = 0; i < placed.coreParameters().size(); i++) {
      values[placed.coreParameters().get(i)] = core.coreParameters()[i];
    }
    for (int i = 0; i < placed.setParameters().size(); i++) {
      values[placed.setParameters().get(i)] = core.setParameters()[i][set];
    }
    for (int i = 0; i < placed.neuronParameters().size(); i++) {
      values[placed.neuronParameters().get(i)] = core.neuronParameters()[i][slot];
    }
    return values;
  }

  private void send(CoreImage core, int slot, int payload) {
    boolean more = core.fanoutStart()[slot] >= 0;
    for (int at = core.fanoutStart()[slot]; more; at++) {
      long entry = core.fanout()[at];
      if (packets.isHost(entry)) {
        outputs.put(packets.outputOf(entry), payload);
      } else {
        arrive(packets.tileOf(entry), packets.delayOf(entry), packets.axonOf(entry), payload);
      }
      more = !packets.isLast(entry);
    }
  }
}
