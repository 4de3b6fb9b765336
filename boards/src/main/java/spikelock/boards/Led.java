package spikelock.boards;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a board's LEDs show ({@code boards/rtl/board_leds.v}). A board has as many of them as it has LEDs. */
public enum Led {
  ALIVE("blinks: the bitstream is loaded and the clock runs"),
  BUSY("lit while the chip works, and for a moment after"),
  OVERRUN("lit: a packet came that the input buffer had no room for; off at the next reset"),
  LINK_ERROR("lit: a damaged byte, or one that is no command, came over the line; off at the next reset");

  private final String meaning;

  Led(String meaning) {
    this.meaning = meaning;
  }

  /** What it says when it is lit. */
  public String meaning() {
    return meaning;
  }

  /** Its name in a board file. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All names, in the order of declaration. */
  static List<String> names() {
    return Arrays.stream(values()).map(Led::text).toList();
  }
}
