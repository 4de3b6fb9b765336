package spikelock.toolchain.examples.glyphs;

import java.util.List;

/** A square of grey pixels, 0 for paper and 255 for ink. */
final class Paper {
  private static final int GREATEST = 255;

  private final int side;
  private final double[] ink;

  Paper(int side) {
    this.side = side;
    this.ink = new double[side * side];
  }

  /**
   * Draws a line with a round pen; a pixel that is covered in part is grey.
   *
   * @param way x and y in turn, where the picture is 0..1 wide
   * @param pen how wide the pen is, in pixels
   * @param dark how dark its ink, 0..1
   */
  void draw(double[] way, double pen, double dark) {
    for (int pixel = 0; pixel < ink.length; pixel++) {
      double x = pixel % side + .5;
      double y = pixel / side + .5;
      double nearest = Double.MAX_VALUE;
      for (int p = 0; p + 3 < way.length; p += 2) {
        nearest = Math.min(nearest, distance(x, y, way[p] * side, way[p + 1] * side, way[p + 2] * side, way[p + 3] * side));
      }
      ink[pixel] = Math.max(ink[pixel], dark * Math.clamp(pen / 2 + .5 - Math.sqrt(nearest), 0, 1));
    }
  }

  void draw(List<double[]> ways, double pen, double dark) {
    ways.forEach(way -> draw(way, pen, dark));
  }

  /** The square of the distance from a point to a line's nearest. */
  private static double distance(double x, double y, double x1, double y1, double x2, double y2) {
    double dx = x2 - x1;
    double dy = y2 - y1;
    double length = dx * dx + dy * dy;
    double along = length == 0 ? 0 : Math.clamp(((x - x1) * dx + (y - y1) * dy) / length, 0, 1);
    double awayX = x - x1 - along * dx;
    double awayY = y - y1 - along * dy;
    return awayX * awayX + awayY * awayY;
  }

  /**
   * What a poor camera sees.
   *
   * @param grain deviation of every pixel, 0..1
   * @param specks part of the pixels that are anything
   */
  byte[] seen(SplitMix random, double grain, double specks) {
    byte[] seen = new byte[ink.length];
    for (int pixel = 0; pixel < ink.length; pixel++) {
      double grey = ink[pixel] + grain * random.normal();
      if (random.uniform() < specks) {
        grey = random.uniform();
      }
      seen[pixel] = (byte) StrictMath.rint(GREATEST * Math.clamp(grey, 0, 1));
    }
    return seen;
  }
}
