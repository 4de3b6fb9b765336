package spikelock.toolchain.rtl.unit;

import java.util.random.RandomGenerator;

/** A random bit for every cycle whose odds change every few dozen cycles, so that never, seldom, often and always each last for a while. */
final class Pressure {
  private static final double[] ODDS = {0, 0.1, 0.5, 0.9, 1};

  private final RandomGenerator random;
  private double odds;
  private int left;

  Pressure(RandomGenerator random) {
    this.random = random;
  }

  boolean next() {
    if (left-- <= 0) {
      left = random.nextInt(1, 40);
      odds = ODDS[random.nextInt(ODDS.length)];
    }
    return random.nextDouble() < odds;
  }
}
