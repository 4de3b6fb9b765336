package spikelock.mapper.sanafe.simulate;

import java.util.Arrays;
import java.util.List;
import spikelock.emulator.engine.message.MessageMesh;
import spikelock.mapper.sanafe.chip.Axon;
import spikelock.mapper.sanafe.chip.CoreType;
import spikelock.mapper.sanafe.chip.SanafeChip;
import spikelock.mapper.sanafe.chip.TileType;
import spikelock.mapper.sanafe.value.Values;

/** What a message of each axon costs: it is always the same, whatever else happens. */
final class AxonPrices {
  private final SanafeChip chip;
  private final Values chipValues;
  private final MessageMesh mesh;
  private final Placed placed;
  private final int[] reached; // used cores
  private final int[] reachedSynapses; // [used core]
  private final double[] reachedS;
  private final double[] reachedSynapseJ;
  private final double[] reachedDendriteJ;
  private int reachedCount;
  private int count;
  private int[] destinations = new int[64];
  private int[] hops = new int[64];
  private int[] synapses = new int[64];
  private double[] processingS = new double[64];
  private double[] synapseJ = new double[64];
  private double[] dendriteJ = new double[64];
  private double[] networkJ = new double[64];

  AxonPrices(SanafeChip chip, MessageMesh mesh, Placed placed) {
    this.chip = chip;
    this.chipValues = new Values(chip.file());
    this.mesh = mesh;
    this.placed = placed;
    int used = placed.usedCores.length;
    this.reached = new int[used];
    this.reachedSynapses = new int[used];
    this.reachedS = new double[used];
    this.reachedSynapseJ = new double[used];
    this.reachedDendriteJ = new double[used];
  }

  /** Synapses of one unit in one core that the spikes of the neuron at hand go through. */
  void synapses(int more, int toUsed, int dendritePrice, SynapseUnits.Entry unit) {
    if (reachedSynapses[toUsed] == 0) {
      reached[reachedCount++] = toUsed;
      reachedS[toUsed] = inS(placed.usedCores[toUsed]);
      reachedSynapseJ[toUsed] = 0;
      reachedDendriteJ[toUsed] = 0;
    }
    reachedSynapses[toUsed] += more;
    reachedSynapseJ[toUsed] += more * unit.energyJ;
    double latencyS = unit.latencyS;
    if (placed.buffers[toUsed].dendriteWithMessages()) {
      latencyS += placed.dendriteLatencyS[dendritePrice];
      reachedDendriteJ[toUsed] += more * placed.dendriteEnergyJ[dendritePrice];
    }
    reachedS[toUsed] += more * latencyS;
  }

  private double inS(int core) {
    CoreType type = chip.cores().get(core);
    if (type.in().isEmpty()) {
      throw chipValues.error(type.line(), "the core " + Values.shown(type.name()) + " is sent messages and has no axon_in", "");
    }
    return type.in().getFirst().latencyS();
  }

  /** All edges of a neuron were seen: its axons, by core. */
  void finishNeuron(int fromUsed) {
    Arrays.sort(reached, 0, reachedCount);
    for (int i = 0; i < reachedCount; i++) {
      int toUsed = reached[i];
      int axon = count++;
      if (axon == destinations.length) {
        grow();
      }
      destinations[axon] = placed.usedCores[toUsed];
      synapses[axon] = reachedSynapses[toUsed];
      processingS[axon] = reachedS[toUsed];
      synapseJ[axon] = reachedSynapseJ[toUsed];
      dendriteJ[axon] = reachedDendriteJ[toUsed];
      way(axon, placed.usedCores[fromUsed], placed.usedCores[toUsed]);
      reachedSynapses[toUsed] = 0;
    }
    reachedCount = 0;
  }

  int count() {
    return count;
  }

  private void grow() {
    int longer = Math.multiplyExact(destinations.length, 2);
    destinations = Arrays.copyOf(destinations, longer);
    hops = Arrays.copyOf(hops, longer);
    synapses = Arrays.copyOf(synapses, longer);
    processingS = Arrays.copyOf(processingS, longer);
    synapseJ = Arrays.copyOf(synapseJ, longer);
    dendriteJ = Arrays.copyOf(dendriteJ, longer);
    networkJ = Arrays.copyOf(networkJ, longer);
  }

  /** All axons are there. */
  void finish() {
    placed.destinations = Arrays.copyOf(destinations, count);
    placed.hops = Arrays.copyOf(hops, count);
    placed.synapses = Arrays.copyOf(synapses, count);
    placed.processingS = Arrays.copyOf(processingS, count);
    placed.synapseJ = Arrays.copyOf(synapseJ, count);
    placed.dendriteJ = Arrays.copyOf(dendriteJ, count);
    placed.networkJ = Arrays.copyOf(networkJ, count);
  }

  /** The way of a message: hops have the energy of the tile they lead to, and go in the directions that the whole way goes. */
  private void way(int axon, int from, int to) {
    TileType.Directions energy = chip.tiles().get(chip.tileOf(to)).energy();
    int dx = mesh.x()[to] - mesh.x()[from];
    int dy = mesh.y()[to] - mesh.y()[from];
    double hopsJ = Math.abs(dx) * (dx > 0 ? energy.east() : energy.west()) + Math.abs(dy) * (dy > 0 ? energy.north() : energy.south());
    hops[axon] = Math.abs(dx) + Math.abs(dy);
    networkJ[axon] = hopsJ + counted(chip.cores().get(to).in()) + counted(chip.cores().get(from).out());
  }

  /** Messages go through the first of a core's units; SANA-FE counts the energy of the last. */
  private static double counted(List<Axon> axons) {
    return axons.size() == 1 ? axons.getFirst().energyJ() : 0;
  }
}
