package spikelock.mapper.partition;

import spikelock.mapper.fit.Capacity;

/**
 * What stopped a core from taking one more neuron.
 *
 * @param needed with that neuron
 * @param available on a core
 */
record Overflow(Capacity capacity, long needed, long available) {
  String describe() {
    return capacity == Capacity.CORE_PARAMETERS ? "its parameters differ, and the core holds them once"
        : needed + " " + capacity.text() + " needed, a core has " + available + " (" + (needed - available) + " short)";
  }
}
