package spikelock.mapper.train.optimise;

import java.util.Locale;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NearMiss;

/** How the learning rate changes over a training. */
public enum Schedule {
  /** It does not. */
  CONSTANT,
  /** Half a cosine, from the whole rate to 0. */
  COSINE,
  /** A tenth after half of the steps, a hundredth after three quarters. */
  STEP,
  /** Straight down to 0. */
  LINEAR;

  /** The first part of all steps, in which the rate rises from 0 with every schedule but the constant one. */
  private static final double WARM_UP = 0.03;

  /**
   * Part of the learning rate.
   *
   * @param progress part of all steps that is done, 0..1
   */
  public double at(double progress) {
    double rising = this == CONSTANT ? 1 : Math.min(1, (progress + 1e-3) / WARM_UP);
    return rising * switch (this) {
      case CONSTANT -> 1;
      case COSINE -> (1 + StrictMath.cos(Math.PI * progress)) / 2;
      case STEP -> progress < 0.5 ? 1 : progress < 0.75 ? 0.1 : 0.01;
      case LINEAR -> 1 - progress;
    };
  }

  /** Its name in options and files. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** @throws InputException when there is no such schedule */
  public static Schedule parse(String word) {
    for (Schedule schedule : values()) {
      if (schedule.word().equals(word)) {
        return schedule;
      }
    }
    throw new InputException("there is no schedule \"" + word + "\"", "", "schedule",
        NearMiss.hint(word, java.util.Arrays.stream(values()).map(Schedule::word).toList()));
  }
}
