package spikelock.emulator.lockstep;

import java.util.List;

/** One differing value; {@code slot} is the neuron's, or -1. */
record Found(String kind, int tile, int slot, String where, String field, long expected, long actual) {
  /** The difference that the first of some is. */
  static Difference first(List<Found> found, int sample, int timestep, long cycle, List<String> events) {
    Found f = found.get(0);
    return new Difference(sample, timestep, cycle, f.kind, f.tile, f.where, f.field, f.expected, f.actual, found.size() - 1, events);
  }
}
