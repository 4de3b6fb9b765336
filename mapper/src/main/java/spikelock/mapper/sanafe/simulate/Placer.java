package spikelock.mapper.sanafe.simulate;

import spikelock.emulator.engine.message.MessageMesh;
import spikelock.mapper.sanafe.chip.BufferPosition;
import spikelock.mapper.sanafe.chip.CoreType;
import spikelock.mapper.sanafe.chip.SanafeChip;
import spikelock.mapper.sanafe.network.SanafeNetwork;
import spikelock.mapper.sanafe.value.Values;

/** Puts a network on a chip as its file says. */
final class Placer {
  private Placer() {}

  /**
   * Places a network.
   *
   * @throws spikelock.emulator.error.InputException when it does not fit, or the two contradict each other
   */
  static Placed place(SanafeChip chip, SanafeNetwork network, MessageMesh mesh) {
    Values chipValues = new Values(chip.file());
    UsedUnits units = new UsedUnits(chip, chipValues);
    Assignment assignment = new Assignment(chip, network);
    NetworkNeurons neurons = new NetworkNeurons(network);
    Placed placed = new Placed();
    placed.neurons = network.neurons();
    placed.cores = chip.cores().size();
    placed.numbers = assignment.numbers;
    placed.usedOf = assignment.usedOf;
    placed.usedCores = assignment.usedCores;
    placed.firstNeurons = assignment.firstNeurons;
    placed.tilesUsed = assignment.tilesUsed();
    describeCores(chip, chipValues, placed);
    new NeuronPlacer(chip, new Values(network.file()), units, neurons, placed).place();
    SynapseUnits synapses = new SynapseUnits(units, new UnitCosts(chipValues), neurons, network, placed.usedCores);
    placed.source = neurons;
    placed.neuronOf = assignment.neuronOf;
    new EdgePlacer(network, neurons, synapses, new AxonPrices(chip, mesh, placed), placed).place();
    return placed;
  }

  private static void describeCores(SanafeChip chip, Values chipValues, Placed placed) {
    int used = placed.usedCores.length;
    placed.buffers = new BufferPosition[used];
    placed.axonOutS = new double[used];
    for (int i = 0; i < used; i++) {
      CoreType core = chip.cores().get(placed.usedCores[i]);
      if (core.out().isEmpty()) {
        throw chipValues.error(core.line(), "the core " + Values.shown(core.name()) + " has neurons and no axon_out", "");
      }
      placed.buffers[i] = core.buffer();
      placed.axonOutS[i] = core.out().getFirst().latencyS();
    }
  }
}
