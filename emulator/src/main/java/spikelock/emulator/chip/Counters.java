package spikelock.emulator.chip;

/** Which counters a tile has. {@code BASIC} ones are in every step record; {@code DEBUG} adds those that formulas replace. */
public enum Counters {
  NONE(0),
  BASIC(10),
  DEBUG(17);

  private final int entries;

  Counters(int entries) {
    this.entries = entries;
  }

  /** Words of the COUNTERS region. */
  public int entries() {
    return entries;
  }
}
