package spikelock.toolchain.examples.glyphs;

import java.util.List;

/**
 * Somebody's handwriting on one occasion: where the pen goes instead of along the drawn strokes. Every point is pushed about a little, then
 * all are bent smoothly, and the whole is slanted, turned, stretched and moved.
 */
final class Hand {
  /** Points of a curve between two of the drawn ones. */
  private static final int FINE = 6;
  private static final double TREMBLE = .018;
  private static final double BEND = .032;
  private static final double TURN = .12;
  private static final double SLANT = .17;
  private static final double MOVE = .035;
  private static final int WAVES = 3;

  private final SplitMix random;
  private final double[] wave = new double[2 * WAVES * 4];
  private final double[] affine;

  Hand(SplitMix random) {
    this.random = random;
    for (int w = 0; w < wave.length; w += 4) {
      wave[w] = random.normal() * BEND;
      wave[w + 1] = random.between(-6, 6);
      wave[w + 2] = random.between(-6, 6);
      wave[w + 3] = random.between(0, 2 * Math.PI);
    }
    double turn = random.normal() * TURN;
    double slant = random.normal() * SLANT;
    double wide = random.between(.78, 1.12);
    double high = random.between(.86, 1.06);
    double cos = StrictMath.cos(turn);
    double sin = StrictMath.sin(turn);
    affine = new double[] {wide * cos, (slant * cos - sin) * high, random.normal() * MOVE, wide * sin, (slant * sin + cos) * high,
        random.normal() * MOVE};
  }

  /**
   * The pen's way.
   *
   * @return x and y in turn, close enough to be joined straight
   */
  double[] write(Strokes.Stroke stroke) {
    double[] shaken = stroke.points().clone();
    for (int i = 0; i < shaken.length; i++) {
      shaken[i] += random.normal() * TREMBLE;
    }
    int pieces = (stroke.size() - 1) * FINE;
    double[] way = new double[2 * pieces + 2];
    for (int piece = 0; piece <= pieces; piece++) {
      int from = Math.min(piece / FINE, stroke.size() - 2);
      double along = (double) (piece - from * FINE) / FINE;
      double x = stroke.smooth() ? spline(shaken, from, along, 0) : straight(shaken, from, along, 0);
      double y = stroke.smooth() ? spline(shaken, from, along, 1) : straight(shaken, from, along, 1);
      bend(x, y, way, 2 * piece);
    }
    return way;
  }

  /** The ways of all strokes. */
  List<double[]> write(List<Strokes.Stroke> strokes) {
    return strokes.stream().map(this::write).toList();
  }

  private static double straight(double[] points, int from, double along, int axis) {
    return points[2 * from + axis] * (1 - along) + points[2 * from + 2 + axis] * along;
  }

  /** Catmull and Rom 1974: through every point, with the direction of its neighbours. */
  private static double spline(double[] points, int from, double along, int axis) {
    int last = points.length / 2 - 1;
    double before = points[2 * Math.max(0, from - 1) + axis];
    double a = points[2 * from + axis];
    double b = points[2 * from + 2 + axis];
    double after = points[2 * Math.min(last, from + 2) + axis];
    double t2 = along * along;
    double t3 = t2 * along;
    return .5 * (2 * a + (b - before) * along + (2 * before - 5 * a + 4 * b - after) * t2 + (3 * a - before - 3 * b + after) * t3);
  }

  private void bend(double x, double y, double[] into, int at) {
    double bentX = x + waves(0, x, y) - .5;
    double bentY = y + waves(WAVES, x, y) - .5;
    into[at] = affine[0] * bentX + affine[1] * bentY + affine[2] + .5;
    into[at + 1] = affine[3] * bentX + affine[4] * bentY + affine[5] + .5;
  }

  private double waves(int from, double x, double y) {
    double sum = 0;
    for (int w = 4 * from; w < 4 * (from + WAVES); w += 4) {
      sum += wave[w] * StrictMath.sin(wave[w + 1] * x + wave[w + 2] * y + wave[w + 3]);
    }
    return sum;
  }
}
