package spikelock.mapper.network;

/**
 * A path from one population to another.
 *
 * @param name of the linear nodes it came from, joined by {@code +}; for reports
 * @param source population index
 * @param target population index
 * @param input which summed input of the target's datapath it feeds: 0 unless the datapath has several
 * @param delay timesteps from a spike to its effect: 0 within one timestep (layer-synchronous), 1 for a loop's cut edge
 * @param bias per target neuron, added to its input in every timestep; empty for none
 * @param loop whether the branch was cut open to break a loop, see {@link RunSettings#loopBiasAtZero}
 */
public record Projection(String name, int source, int target, int input, Connectivity connectivity, int delay, float[] bias,
    boolean loop) {}
