package spikelock.emulator.datapath;

import java.util.List;

/** A look-up table of 2..256 entries (a power of two) of one type. */
public record Table(String name, Type type, List<Long> values) {
  public Table {
    values = List.copyOf(values);
  }
}
