package spikelock.mapper.sanafe.chip;

import java.util.Locale;

/** The stages of a core that are made of units, in the order in which an event goes through them. */
public enum Section {
  SYNAPSE, DENDRITE, SOMA;

  /** As files spell it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
