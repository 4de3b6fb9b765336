package spikelock.toolchain.sweep;

/** What settings are judged by. */
public enum Objective {
  ACCURACY(Column.ACCURACY, true, "accuracy"),
  ENERGY(Column.ENERGY_PER_SAMPLE_J, false, "energy a sample"),
  LATENCY(Column.SAMPLE_MEAN_S, false, "time a sample"),
  CORES(Column.CORES, false, "cores"),
  MEMORY(Column.MEMORY_BITS, false, "memory");

  private final Column column;
  private final boolean most;
  private final String title;

  Objective(Column column, boolean most, String title) {
    this.column = column;
    this.most = most;
    this.title = title;
  }

  public Column column() {
    return column;
  }

  /** Whether more is better. */
  public boolean isMost() {
    return most;
  }

  public String title() {
    return title;
  }
}
