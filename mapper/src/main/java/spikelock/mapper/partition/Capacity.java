package spikelock.mapper.partition;

/** What a core can run out of. */
enum Capacity {
  NEURONS("neurons"),
  AXONS("axons"),
  SYNAPSE_WORDS("synapse words"),
  FANOUT_ENTRIES("fan-out entries"),
  SET_WORDS("set words"),
  CORE_PARAMETERS("core-placed parameters");

  final String text;

  Capacity(String text) {
    this.text = text;
  }

  /**
   * What stopped a core from taking one more neuron.
   *
   * @param needed with that neuron
   */
  record Shortage(Capacity capacity, long needed, long available) {
    String describe() {
      return capacity == CORE_PARAMETERS ? "its parameters differ, and the core holds them once"
          : needed + " " + capacity.text + " needed, a core has " + available + " (" + (needed - available) + " short)";
    }
  }
}
