package spikelock.emulator.chip;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a chip is made in, as far as the schedule of a datapath asks: what an operation costs and how much fits between two registers
 * ({@code spikelock.emulator.datapath.OperationCosts}). The field {@code timing} of a chip file.
 */
public enum Technology {
  ASIC,
  ECP5,
  ICE40_HX,
  ICE40_UP,
  XILINX7;

  /** Its name in a chip file. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** All names, in the order of declaration. */
  public static List<String> names() {
    return Arrays.stream(values()).map(Technology::text).toList();
  }

  /** The technology of that name, one of {@link #names}. */
  public static Technology named(String name) {
    return values()[names().indexOf(name)];
  }
}
