package spikelock.emulator.engine.step;

/**
 * What a core did in a timestep beyond what the basic counters tell. Chips with {@code counters: debug} count it, to prove the formulas; it
 * is known of every chip.
 *
 * @param neuronUpdates neurons swept whose set had started
 * @param synapseWords reads of the synapse memory: the cycles of rows that are not empty
 */
public record Activity(int neuronUpdates, int synapseWords) {}
