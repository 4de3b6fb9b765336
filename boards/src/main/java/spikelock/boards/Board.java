package spikelock.boards;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import spikelock.boards.clock.ClockPlan;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NearMiss;

/**
 * A board: everything that is not the chip. Read by {@link BoardFile}; {@code boards/README.md} tells the fields.
 *
 * @param name what the command calls it
 * @param title what its maker calls it
 * @param sources public documents by the short names that pins cite
 * @param clockPlan how the chip's clock is made of the board's, with the PLL's settings
 * @param reset a button that resets the chip, where there is one
 * @param leds those that it has
 * @param flash where its part is configured from, where known
 * @param held outputs that never change
 * @param overlays the chips that it can be, the usual one first; at least one
 */
public record Board(
    String name,
    String title,
    Map<String, String> sources,
    Part part,
    BoardClock clock,
    ClockPlan clockPlan,
    Optional<Pin> reset,
    Uart uart,
    Map<Led, Pin> leds,
    Optional<Flash> flash,
    List<HeldPin> held,
    Programmer programmer,
    Verified verified,
    List<Overlay> overlays) {
  public Board {
    sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
    leds = Collections.unmodifiableMap(leds.isEmpty() ? new EnumMap<>(Led.class) : new EnumMap<>(leds));
    held = List.copyOf(held);
    overlays = List.copyOf(overlays);
  }

  /**
   * An overlay by its name.
   *
   * @throws InputException when it has none of that name
   */
  public Overlay overlay(String wanted) {
    return overlays.stream().filter(o -> o.name().equals(wanted)).findFirst().orElseThrow(() -> new InputException("the board " + name
        + " has no overlay \"" + wanted + "\"", "", "overlay", NearMiss.hint(wanted, overlays.stream().map(Overlay::name).toList())));
  }

  /** The overlay that is meant when none is named. */
  public Overlay usualOverlay() {
    return overlays.getFirst();
  }
}
