package spikelock.mapper.fit;

/** What a chip, or one of its cores, can run out of. */
public enum Capacity {
  NEURONS("neurons"),
  AXONS("axons"),
  SYNAPSE_WORDS("synapse words"),
  FANOUT_ENTRIES("fan-out entries"),
  SET_WORDS("set words"),
  CORE_PARAMETERS("core-placed parameters"),
  CORES("cores"),
  OUTPUTS("outputs"),
  DELAY_SLOTS("delay slots"),
  WEIGHT_BITS("weight bits");

  private final String text;

  Capacity(String text) {
    this.text = text;
  }

  /** As messages call it, in the plural. */
  public String text() {
    return text;
  }
}
