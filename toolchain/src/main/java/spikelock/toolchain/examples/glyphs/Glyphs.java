package spikelock.toolchain.examples.glyphs;

import java.util.List;
import spikelock.mapper.data.format.IdxFile;

/**
 * The synthetic data set {@code glyphs}: the digits 0 to 9 as somebody might have written them, on {@value #SIDE} x {@value #SIDE} pixels. Nobody
 * has: they are drawn from strokes with random bends, slants, pens and noise.
 *
 * <p>A picture depends on nothing but the seed and its number, and is the same on every machine. Of the pictures 10 n to 10 n + 9 every
 * digit is one, in random order.
 *
 * @param seed of everything random
 */
public record Glyphs(long seed) {
  /** Pixels of a picture in a row and in a column. */
  public static final int SIDE = 16;
  /** Digits. */
  public static final int CLASSES = 10;

  /** The order of the digits in each ten has a generator beside those of the pictures. */
  private static final long ORDER = 1L << 62;
  private static final double STRAY = .12;
  private static final double GRAIN = .055;
  private static final double SPECKS = .012;

  /**
   * The digit in a picture.
   *
   * @param number of the picture, 0 or above
   */
  public int label(int number) {
    int[] order = new int[CLASSES];
    SplitMix random = new SplitMix(seed, ORDER + number / CLASSES);
    for (int digit = 0; digit < CLASSES; digit++) {
      int place = random.below(digit + 1);
      order[digit] = order[place];
      order[place] = digit;
    }
    return order[number % CLASSES];
  }

  /**
   * A picture.
   *
   * @param number 0 or above
   * @return [SIDE x SIDE] grey values as unsigned bytes, 0 for paper and 255 for ink, row by row; the caller's own
   */
  public byte[] picture(int number) {
    SplitMix random = new SplitMix(seed, number);
    List<List<Strokes.Stroke>> ways = Strokes.of(label(number));
    List<Strokes.Stroke> strokes = ways.get(random.below(ways.size()));
    double pen = random.between(.9, 2.1);
    double dark = random.between(.7, 1);
    Paper paper = new Paper(SIDE);
    paper.draw(new Hand(random).write(strokes), pen, dark);
    if (random.uniform() < STRAY) {
      stray(paper, random, pen, dark);
    }
    return paper.seen(random, GRAIN, SPECKS);
  }

  /** A short line at the edge that belongs to nothing. */
  private static void stray(Paper paper, SplitMix random, double pen, double dark) {
    double along = random.between(.05, .95);
    double edge = random.uniform() < .5 ? random.between(0, .1) : random.between(.9, 1);
    double to = along + random.normal() * .16;
    double off = edge + random.normal() * .05;
    boolean upright = random.uniform() < .5;
    paper.draw(upright ? new double[] {edge, along, off, to} : new double[] {along, edge, to, off}, pen, dark * .8);
  }

  /**
   * The first pictures as an IDX file.
   *
   * @param count how many
   */
  public byte[] images(int count) {
    byte[] all = new byte[count * SIDE * SIDE];
    for (int number = 0; number < count; number++) {
      System.arraycopy(picture(number), 0, all, number * SIDE * SIDE, SIDE * SIDE);
    }
    return IdxFile.bytes(all, count, SIDE, SIDE);
  }

  /** Their digits as an IDX file. */
  public byte[] labels(int count) {
    byte[] all = new byte[count];
    for (int number = 0; number < count; number++) {
      all[number] = (byte) label(number);
    }
    return IdxFile.bytes(all, count);
  }
}
