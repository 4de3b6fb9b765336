package spikelock.mapper;

import java.util.Arrays;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.MemoryPlan;
import spikelock.emulator.chip.PacketFormat;
import spikelock.emulator.datapath.Datapath;
import spikelock.emulator.datapath.Interpreter;
import spikelock.emulator.datapath.PlacedDatapath;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.CoreImage;
import spikelock.emulator.image.PlacedCores;
import spikelock.emulator.image.Population;
import spikelock.emulator.image.Rows;

/** Runs an image's tables as architecture section 3 says, function only: what the mapper meant, read back. */
final class TableChip {

  /** A synapse found by walking the tables. */
  interface Visitor {
    /** @param input of the target's datapath; @param weight with its exponent */
    void synapse(int tile, int slot, int input, int weight, int delay);
  }

  private final class Tile {
    final CoreImage core;
    final PlacedDatapath placed;
    final Rows rows;
    final int mask;
    final boolean[][] due;
    final int[] sums;
    final long[][] state;
    final boolean[] spikes;

    Tile(int tile) {
      core = image.cores().get(tile);
      var choice = spec.datapaths().get(tile);
      placed = PlacedCores.place(spec, choice, image.datapathTexts(), 0);
      MemoryPlan plan = new MemoryPlan(spec, placed.shape());
      rows = new Rows(plan);
      mask = plan.accumulators() - 1;
      due = new boolean[spec.core().delaySlots()][spec.core().axons()];
      sums = new int[plan.accumulators()];
      state = new long[core.neurons()][placed.datapath().states().size()];
      spikes = new boolean[core.neurons()];
    }

    long parameter(int number, int set, int slot) {
      int at = placed.coreParameters().indexOf(number);
      int raw;
      if (at >= 0) {
        raw = core.coreParameters()[at];
      } else if ((at = placed.setParameters().indexOf(number)) >= 0) {
        raw = core.setParameters()[at][set];
      } else {
        raw = core.neuronParameters()[placed.neuronParameters().indexOf(number)][slot];
      }
      return placed.datapath().parameters().get(number).type().wrap(raw);
    }

    void walk(int axon) {
      visit(axon, (accumulator, weight) -> sums[accumulator] += weight);
    }

    void visit(int axon, java.util.function.BiConsumer<Integer, Integer> add) {
      int exponent = core.axonExponent()[axon];
      if (core.axonFormat()[axon] == 1
          && (core.axonTarget()[axon] % spec.core().synapses().lanes() != 0 || core.axonLength()[axon] % spec.core().synapses().lanes() != 0)) {
        throw new AssertionError("a dense row that does not start and end at a group of lanes");
      }
      for (int i = 0; i < core.axonLength()[axon]; i++) {
        int target = core.axonTarget()[axon];
        if (core.axonFormat()[axon] == 0) {
          int word = core.synapses()[core.axonBase()[axon] + i];
          add.accept((target + rows.offset(word)) & mask, rows.weight(word, 0) << exponent);
        } else {
          int word = core.synapses()[core.axonBase()[axon] + i / spec.core().synapses().denseWeights()];
          add.accept((target + i) & mask, rows.weight(word, i % spec.core().synapses().denseWeights()) << exponent);
        }
      }
    }

    void sweep() {
      Datapath datapath = placed.datapath();
      Interpreter interpreter = new Interpreter(datapath);
      long[] parameters = new long[datapath.parameters().size()];
      long[] inputs = new long[datapath.inputs().size()];
      int slot = 0;
      for (int set = 0; set < core.setCount().length; set++) {
        for (int end = slot + core.setCount()[set]; slot < end; slot++) {
          spikes[slot] = false;
          if (age >= core.setStart()[set]) {
            for (int p = 0; p < parameters.length; p++) {
              parameters[p] = parameter(p, set, slot);
            }
            for (int i = 0; i < inputs.length; i++) {
              int spare = 32 - spec.core().accumulatorBits();
              inputs[i] = datapath.inputs().get(i).type()
                  .wrap(sums[(slot << placed.shape().inputsLog2()) + i] << spare >> spare);
            }
            spikes[slot] = interpreter.step(state[slot], parameters, inputs);
          }
        }
      }
      Arrays.fill(sums, 0);
    }

    void reset() {
      for (boolean[] slot : due) {
        Arrays.fill(slot, false);
      }
      int slot = 0;
      for (int set = 0; set < core.setCount().length; set++) {
        for (int end = slot + core.setCount()[set]; slot < end; slot++) {
          for (int f = 0; f < placed.datapath().states().size(); f++) {
            int raw = core.setInitial().length > 0 ? core.setInitial()[f][set] : core.neuronInitial()[f][slot];
            state[slot][f] = placed.datapath().states().get(f).type().wrap(raw);
          }
        }
      }
    }
  }

  private final ChipImage image;
  private final ChipSpec spec;
  private final PacketFormat format;
  private final Tile[] tiles;
  private int age;

  TableChip(ChipImage image) {
    this.image = image;
    this.spec = image.spec();
    this.format = new PacketFormat(spec);
    tiles = new Tile[spec.tiles()];
    for (int t = 0; t < tiles.length; t++) {
      tiles[t] = new Tile(t);
    }
    reset();
  }

  void reset() {
    age = 0;
    for (Tile tile : tiles) {
      tile.reset();
    }
  }

  /** One timestep; the outputs that spiked. */
  boolean[] step(int[] active, int count) {
    boolean[] outputs = new boolean[image.outputCount()];
    for (int i = 0; i < count; i++) {
      for (int p = image.inputs().start()[active[i]]; p < image.inputs().start()[active[i] + 1]; p++) {
        deliver(image.inputs().tile()[p], image.inputs().delay()[p], image.inputs().axon()[p]);
      }
    }
    for (Tile tile : tiles) {
      boolean[] due = tile.due[age % spec.core().delaySlots()];
      for (int axon = 0; axon < due.length; axon++) {
        if (due[axon]) {
          tile.walk(axon);
          due[axon] = false;
        }
      }
      tile.sweep();
    }
    for (Tile tile : tiles) {
      for (int slot = 0; slot < tile.spikes.length; slot++) {
        if (tile.spikes[slot]) {
          fanout(tile.core, slot, (host, to, low) -> {
            if (host) {
              outputs[low] = true;
            } else {
              deliver(to, low >> ChipSpec.log2(spec.core().axons()), low & (spec.core().axons() - 1));
            }
          });
        }
      }
    }
    age++;
    return outputs;
  }

  private void deliver(int tile, int delay, int axon) {
    boolean[] slot = tiles[tile].due[(age + delay) % spec.core().delaySlots()];
    if (slot[axon]) {
      throw new AssertionError("two packets met in axon " + axon + " of tile " + tile);
    }
    slot[axon] = true;
  }

  private interface Packet {
    void to(boolean host, int tile, int low);
  }

  private void fanout(CoreImage core, int slot, Packet packet) {
    int at = core.fanoutStart()[slot];
    for (boolean last = at < 0; !last; at++) {
      long entry = core.fanout()[at];
      int lowBits = ChipSpec.log2(spec.core().delaySlots()) + ChipSpec.log2(spec.core().axons());
      last = (entry >>> (format.entryBits() - 1) & 1) == 1;
      boolean host = (entry >>> (format.entryBits() - 2) & 1) == 1;
      int x = (int) (entry >>> lowBits) & ((1 << format.xBits()) - 1);
      int y = (int) (entry >>> (lowBits + format.xBits())) & ((1 << format.yBits()) - 1);
      packet.to(host, y * spec.mesh().width() + x, (int) entry & ((1 << lowBits) - 1));
    }
  }

  /** Every synapse of an input channel, zero weights of dense rows left out. */
  void synapsesOfChannel(int channel, Visitor visitor) {
    for (int p = image.inputs().start()[channel]; p < image.inputs().start()[channel + 1]; p++) {
      visit(image.inputs().tile()[p], image.inputs().delay()[p], image.inputs().axon()[p], visitor);
    }
  }

  /** Every synapse of a neuron. */
  void synapsesOf(int tile, int slot, Visitor visitor) {
    fanout(tiles[tile].core, slot, (host, to, low) -> {
      if (!host) {
        visit(to, low >> ChipSpec.log2(spec.core().axons()), low & (spec.core().axons() - 1), visitor);
      }
    });
  }

  private void visit(int tile, int delay, int axon, Visitor visitor) {
    int inputsLog2 = tiles[tile].placed.shape().inputsLog2();
    tiles[tile].visit(axon, (accumulator, weight) -> {
      if (weight != 0) {
        visitor.synapse(tile, accumulator >> inputsLog2, accumulator & ((1 << inputsLog2) - 1), weight, delay);
      }
    });
  }

  /** Raw state of a neuron, by the names of the user's population. */
  long state(Population population, int neuron, int field) {
    return tiles[population.tile()[neuron]].state[population.slot()[neuron]][field];
  }
}
