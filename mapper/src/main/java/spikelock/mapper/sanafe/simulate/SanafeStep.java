package spikelock.mapper.sanafe.simulate;

import spikelock.emulator.engine.message.StepTime;

/**
 * What happened in one timestep, as SANA-FE counts it.
 *
 * @param fired neurons
 * @param updated neurons whose state was written, fired ones included
 * @param messages from a core to a core
 * @param hops of all messages
 * @param synapticEvents synapses that messages went through
 * @param somaJ energy
 * @param synapseJ energy
 * @param dendriteJ energy
 * @param networkJ energy of axons and hops
 * @param time of the timestep
 */
public record SanafeStep(long fired, long updated, long messages, long hops, long synapticEvents, double somaJ, double synapseJ, double dendriteJ,
    double networkJ, StepTime time) {
  public double totalJ() {
    return somaJ + synapseJ + dendriteJ + networkJ;
  }
}
