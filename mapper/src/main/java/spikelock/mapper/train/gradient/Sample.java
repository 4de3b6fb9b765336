package spikelock.mapper.train.gradient;

/**
 * One sample's input.
 *
 * @param timesteps at least 1
 * @param start [timesteps + 1] first entry of each timestep
 * @param channel [entries] ascending within a timestep
 * @param value [entries] 1 for a spike
 * @param label right class
 */
public record Sample(int timesteps, int[] start, int[] channel, float[] value, int label) {}
