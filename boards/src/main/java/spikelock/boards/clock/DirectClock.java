package spikelock.boards.clock;

import java.util.Map;

/** The board's clock as it is. */
public record DirectClock(double mhz) implements ClockPlan {
  @Override
  public String text() {
    return "the board's clock itself";
  }

  @Override
  public String template() {
    return "direct.v";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of();
  }
}
