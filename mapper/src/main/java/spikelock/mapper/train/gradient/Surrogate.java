package spikelock.mapper.train.gradient;

import java.util.Locale;

/**
 * What stands for the slope of a spike (Neftci, Mostafa, Zenke 2019, "Surrogate gradient learning in spiking neural networks"), as a
 * function of the distance x between potential and threshold, in units of the threshold.
 *
 * @param slope how steep: k
 */
public record Surrogate(Form form, float slope) {
  /** The shape. */
  public enum Form {
    /** 1 / (1 + k |x|)², as snnTorch's fast_sigmoid. */
    FAST_SIGMOID,
    /** 1 / (1 + (pi k x / 2)²) k / 2, as snnTorch's atan with alpha = k. */
    ARCTAN,
    /** max(0, 1 - k |x|). */
    TRIANGLE;

    /** Its name in options and files. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** snnTorch's usual one. */
  public static final Surrogate DEFAULT = new Surrogate(Form.FAST_SIGMOID, 10);

  /** The slope at distance {@code x}. */
  float at(float x) {
    return switch (form) {
      case FAST_SIGMOID -> {
        float d = 1 + slope * Math.abs(x);
        yield 1 / (d * d);
      }
      case ARCTAN -> {
        float z = (float) (Math.PI / 2) * slope * x;
        yield slope / 2 / (1 + z * z);
      }
      case TRIANGLE -> Math.max(0, 1 - slope * Math.abs(x));
    };
  }

  /** A smooth spike whose slope is exactly {@link #at}: for checking gradients, not for training. */
  float smooth(float x) {
    return switch (form) {
      case FAST_SIGMOID -> 0.5f + x / (1 + slope * Math.abs(x));
      case ARCTAN -> 0.5f + (float) (StrictMath.atan(Math.PI / 2 * slope * x) / Math.PI);
      case TRIANGLE -> {
        float inside = Math.max(-1 / slope, Math.min(1 / slope, x));
        yield 0.5f + inside - slope * inside * Math.abs(inside) / 2;
      }
    };
  }
}
