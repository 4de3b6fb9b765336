package spikelock.mapper.train.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import spikelock.emulator.error.InputException;
import spikelock.emulator.error.Printable;
import spikelock.mapper.train.model.Pool;
import spikelock.mapper.train.model.Weights;

/**
 * Layers in one word, the input first: {@code 64-128-10}, {@code 12-38r-7}, {@code 1x16x16-8c3s2p1-sp2-10}.
 *
 * <pre>
 * 64, 1x16x16    the input: channels, or channels x height x width
 * 128            128 units, all to all from the layer before
 * 38r, 38d       which also feed themselves one timestep late: all to all (r), or each itself (d)
 * 8c3s2p1        a convolution of 8 channels: kernel 3 x 3, stride 2 (1 where nothing is said), padding 1 (0)
 * sp2, ap2       sums or averages of windows of 2 x 2, in front of the layer that follows
 * </pre>
 */
public final class LayersText {
  /** What the parts may be, for help pages. */
  public static final String GRAMMAR = "the input first, as 64 or 1x16x16 (channels x height x width); then for each layer its units, with r for full or d for "
      + "diagonal recurrence, or a convolution 8c3s2p1 (8 channels, kernel 3, stride 2, padding 1); sp2 or ap2 is a sum or average pool in front of the "
      + "layer that follows. 64-128-10, 12-38r-7, 1x16x16-8c3s2p1-ap2-10.";

  private static final int LONGEST = 4096;
  private static final Pattern INPUT = Pattern.compile("[1-9]\\d{0,6}|[1-9]\\d{0,6}x[1-9]\\d{0,4}x[1-9]\\d{0,4}");
  private static final Pattern DENSE = Pattern.compile("([1-9]\\d{0,6})([rd]?)");
  private static final Pattern CONVOLUTION = Pattern.compile("([1-9]\\d{0,4})c([1-9]\\d{0,3})(?:s([1-9]\\d{0,3}))?(?:p(\\d{1,3}))?");
  private static final Pattern POOL = Pattern.compile("([sa])p([1-9]\\d{0,3})");

  private LayersText() {}

  /**
   * Reads layers.
   *
   * @throws InputException naming the part that is not understood
   */
  public static Sketch parse(String text) {
    String[] parts = text.strip().split("-", -1);
    if (text.length() > LONGEST || parts.length < 2) {
      throw bad(text.length() > LONGEST ? "are longer than " + LONGEST + " letters" : "\"" + text + "\" name no layer beside the input");
    }
    List<LayerSketch> layers = new ArrayList<>();
    Pool pool = Pool.NONE;
    for (int p = 1; p < parts.length; p++) {
      Matcher window = POOL.matcher(parts[p]);
      if (window.matches()) {
        if (pool.size() > 1) {
          throw bad("have two pools in front of one layer: \"" + parts[p - 1] + "-" + parts[p] + "\"");
        }
        pool = new Pool(Integer.parseInt(window.group(2)), window.group(1).equals("a"));
        continue;
      }
      layers.add(layer(parts[p], pool));
      pool = Pool.NONE;
    }
    if (pool.size() > 1) {
      throw bad("end with a pool, \"" + parts[parts.length - 1] + "\"; a pool is in front of a layer");
    }
    return new Sketch(shape(parts[0]), layers);
  }

  /**
   * The input's shape.
   *
   * @throws InputException when it is not understood
   */
  static int[] shape(String text) {
    if (!INPUT.matcher(text).matches()) {
      throw bad("start with \"" + Printable.start(text, 40) + "\", which is no input");
    }
    return Arrays.stream(text.split("x", -1)).mapToInt(Integer::parseInt).toArray();
  }

  private static LayerSketch layer(String part, Pool pool) {
    Matcher dense = DENSE.matcher(part);
    Matcher kernel = CONVOLUTION.matcher(part);
    if (dense.matches()) {
      LayerSketch.Loop loop = switch (dense.group(2)) {
        case "r" -> LayerSketch.Loop.FULL;
        case "d" -> LayerSketch.Loop.DIAGONAL;
        default -> LayerSketch.Loop.NONE;
      };
      return new LayerSketch("", Integer.parseInt(dense.group(1)), new Weights.Dense(), pool, loop, List.of(), UnitChoice.NONE, OptionalDouble.empty());
    }
    if (kernel.matches()) {
      Weights weights = new Weights.Convolution(Integer.parseInt(kernel.group(1)), Integer.parseInt(kernel.group(2)), number(kernel.group(3), 1),
          number(kernel.group(4), 0));
      return new LayerSketch("", 0, weights, pool, LayerSketch.Loop.NONE, List.of(), UnitChoice.NONE, OptionalDouble.empty());
    }
    throw bad("have the part \"" + Printable.start(part, 40) + "\", which is no layer");
  }

  private static int number(String digits, int otherwise) {
    return digits == null ? otherwise : Integer.parseInt(digits);
  }

  private static InputException bad(String what) {
    return new InputException("the layers " + what, "", "--layers", GRAMMAR);
  }
}
