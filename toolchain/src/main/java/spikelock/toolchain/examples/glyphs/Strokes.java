package spikelock.toolchain.examples.glyphs;

import java.util.List;

/** How the ten digits are written, in one to three ways each, in a box of 1 x 1 whose y grows downwards. */
final class Strokes {
  /**
   * A line drawn without lifting the pen.
   *
   * @param smooth whether it goes through its points in a curve, or straight from one to the next
   * @param points x and y in turn
   */
  record Stroke(boolean smooth, double... points) {
    int size() {
      return points.length / 2;
    }
  }

  private static final List<List<List<Stroke>>> DIGITS = List.of(
      List.of(List.of(curve(.56, .10, .32, .20, .22, .50, .32, .80, .52, .90, .73, .76, .78, .48, .70, .20, .50, .11)),
          List.of(curve(.42, .12, .26, .32, .24, .62, .40, .88, .62, .85, .76, .60, .73, .28, .56, .10, .38, .15))),
      List.of(List.of(line(.50, .09, .50, .91)),
          List.of(line(.31, .31, .54, .10, .53, .91)),
          List.of(line(.32, .29, .52, .10, .52, .90), line(.28, .90, .75, .90))),
      List.of(List.of(curve(.25, .29, .39, .12, .63, .12, .72, .31, .56, .58, .25, .88), line(.25, .88, .79, .87)),
          List.of(curve(.27, .27, .44, .10, .68, .18, .67, .42, .46, .72, .28, .87, .23, .76, .37, .75, .56, .88, .79, .84))),
      List.of(List.of(curve(.26, .20, .46, .10, .69, .20, .65, .40, .43, .47), curve(.43, .47, .71, .56, .75, .74, .54, .90, .25, .82)),
          List.of(line(.27, .12, .73, .12, .47, .43), curve(.47, .43, .72, .52, .75, .74, .54, .90, .25, .82))),
      List.of(List.of(line(.36, .11, .25, .57, .79, .57), line(.64, .31, .61, .92)),
          List.of(line(.65, .92, .65, .09, .21, .65, .82, .65))),
      List.of(List.of(line(.73, .12, .34, .12, .30, .45), curve(.30, .45, .54, .40, .74, .56, .71, .80, .48, .91, .24, .83)),
          List.of(curve(.34, .14, .31, .44, .56, .40, .75, .58, .66, .84, .42, .91, .24, .82), line(.34, .14, .77, .11))),
      List.of(List.of(curve(.67, .11, .42, .28, .27, .58, .34, .84, .54, .90, .73, .76, .68, .56, .48, .50, .29, .68)),
          List.of(curve(.46, .09, .30, .40, .27, .72, .42, .90, .64, .86, .72, .68, .58, .54, .40, .58, .28, .74))),
      List.of(List.of(line(.23, .13, .77, .13, .43, .91)),
          List.of(line(.23, .13, .77, .13, .43, .91), line(.33, .51, .71, .49)),
          List.of(line(.24, .22, .25, .13, .76, .12), curve(.76, .12, .58, .42, .48, .91))),
      List.of(List.of(curve(.67, .22, .49, .10, .31, .24, .45, .44, .69, .64, .64, .86, .46, .91, .28, .76, .36, .56, .57, .42, .69, .25, .60, .13)),
          List.of(curve(.50, .10, .32, .18, .34, .38, .50, .46, .67, .38, .68, .18, .50, .10),
              curve(.50, .46, .28, .58, .28, .80, .50, .91, .72, .80, .72, .58, .50, .46))),
      List.of(List.of(curve(.70, .30, .54, .10, .33, .19, .30, .42, .48, .53, .67, .39, .72, .22), line(.72, .22, .62, .92)),
          List.of(curve(.70, .30, .54, .10, .33, .19, .30, .42, .48, .53, .67, .39, .71, .22), curve(.71, .22, .72, .58, .60, .86, .33, .87))));

  private Strokes() {}

  /** The ways of writing a digit. */
  static List<List<Stroke>> of(int digit) {
    return DIGITS.get(digit);
  }

  private static Stroke line(double... points) {
    return new Stroke(false, points);
  }

  private static Stroke curve(double... points) {
    return new Stroke(true, points);
  }
}
