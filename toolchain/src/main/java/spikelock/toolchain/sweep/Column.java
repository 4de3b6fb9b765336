package spikelock.toolchain.sweep;

import java.util.Locale;

/** What is known of a point, beside its setting: the columns of the results, in their order. */
public enum Column {
  STATUS(Type.TEXT, "done; unfit: the chip has too little of something; or refused: the chip, the network or the input cannot be so"),
  SHORT_OF(Type.TEXT, "of a point that is unfit: what there is too little of"),
  NEEDED(Type.INTEGER, "of that"),
  AVAILABLE(Type.INTEGER, "of that"),
  PROBLEM(Type.TEXT, "why a point is not done, in a sentence"),
  ACCURACY(Type.REAL, "part of the samples whose prediction is the label; null without labels"),
  SAMPLES(Type.INTEGER, "samples run"),
  TIMESTEPS_RUN(Type.INTEGER, "their timesteps, tails for the lag included"),
  CORES(Type.INTEGER, "cores in use"),
  SYNAPSE_WORDS_USED(Type.INTEGER, "words of the synapse memories in use"),
  SYNAPSE_BITS_USED(Type.INTEGER, "bits of those words"),
  MEMORY_BITS(Type.INTEGER, "bits of all memories of the cores in use"),
  CYCLES(Type.INTEGER, "clock cycles of our own RTL, of all samples"),
  SPIKES(Type.INTEGER, "of all neurons and samples"),
  SYNAPTIC_EVENTS(Type.INTEGER, "weights added to accumulators"),
  HOPS(Type.INTEGER, "packets going from one router to the next"),
  TIMESTEP_MEAN_S(Type.REAL, "mean time of a timestep: the profile's, without one our own RTL's"),
  TIMESTEP_MAX_S(Type.REAL, "longest timestep"),
  SAMPLE_MEAN_S(Type.REAL, "mean time of a sample"),
  SAMPLE_P99_S(Type.REAL, "time that 99 of 100 samples do not exceed"),
  ENERGY_J(Type.REAL, "of all samples"),
  ENERGY_LOW_J(Type.REAL, "least, every constant of the profile at its low end"),
  ENERGY_HIGH_J(Type.REAL, "greatest"),
  ENERGY_PER_SAMPLE_J(Type.REAL, "mean of a sample"),
  STATIC_J(Type.REAL, "static power over the time"),
  CLOCK_J(Type.REAL, "the clock"),
  DYNAMIC_J(Type.REAL, "events on the chip"),
  HOST_J(Type.REAL, "the host and its packets"),
  POWER_W(Type.REAL, "mean while it runs"),
  BOUND_BY(Type.TEXT, "what takes most of the time"),
  FIDELITY(Type.TEXT, "how near to the chip time and energy are"),
  WARNINGS(Type.TEXT, "why they should not be trusted as they stand"),
  IMAGE(Type.TEXT, "SHA-256 of the image");

  /** How SQLite keeps it. */
  public enum Type { INTEGER, REAL, TEXT }

  private final Type type;
  private final String meaning;

  Column(Type type, String meaning) {
    this.type = type;
    this.meaning = meaning;
  }

  public Type type() {
    return type;
  }

  /** What it is, for people. */
  public String meaning() {
    return meaning;
  }

  /** Its name in results. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
