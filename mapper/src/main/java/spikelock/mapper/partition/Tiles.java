package spikelock.mapper.partition;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Cuts a population of the shape [channels, height, width] into boxes that each fit a core. Neurons of a convolution that are
 * near each other listen to the same axons; within a box they follow each other by y, x, channel, so that a window clipped
 * above or below is a stretch of the whole window's row (see {@link RowStore}).
 *
 * <p>The cut across the width has equal parts, wider ones at the border, where windows are clipped; going down, each band of boxes is as
 * high as fits. Of all such cuts and splits of the channels the one with the fewest boxes is taken.
 */
final class Tiles {
  private final int channels;
  private final int height;
  private final int width;
  private final int first;
  private final int most;
  private final Predicate<int[]> fits;

  /** @param boxes least number of boxes that it can give */
  private record Candidate(int block, int parts, int boxes) {}

  private Tiles(int first, int[] shape, int most, Predicate<int[]> fits) {
    this.first = first;
    this.channels = shape[0];
    this.height = shape.length == 3 ? shape[1] : 1;
    this.width = shape[shape.length - 1];
    this.most = most;
    this.fits = fits;
  }

  /**
   * The boxes, each the neurons of a core in slot order; nothing when no cut fits.
   *
   * @param first number of the population's first neuron
   * @param shape [channels, height, width] or [channels, width]
   * @param most neurons of a box
   * @param fits whether some neurons fit a core of their own
   */
  static List<int[]> cut(int first, int[] shape, int most, Predicate<int[]> fits) {
    return new Tiles(first, shape, most, fits).best();
  }

  private List<int[]> best() {
    List<int[]> best = List.of();
    for (Candidate candidate : candidates()) {
      if (!best.isEmpty() && candidate.boxes >= best.size()) {
        break;
      }
      List<int[]> boxes = boxes(candidate, best.isEmpty() ? Integer.MAX_VALUE : best.size());
      best = boxes.isEmpty() ? best : boxes;
    }
    return best;
  }

  private List<Candidate> candidates() {
    List<Candidate> candidates = new ArrayList<>();
    int before = 0;
    for (int blocks = 1; blocks <= channels; blocks++) {
      int block = (channels + blocks - 1) / blocks;
      for (int parts = 1; parts <= width && block != before; parts++) {
        int rows = most / (block * ((width + parts - 1) / parts));
        if (rows > 0) {
          int bands = (height + rows - 1) / rows;
          candidates.add(new Candidate(block, parts, (channels + block - 1) / block * parts * bands));
        }
      }
      before = block;
    }
    // With the same number of boxes: whole channels first, then boxes as wide as they are high.
    candidates.sort(Comparator.comparingInt(Candidate::boxes).thenComparingInt(c -> -c.block)
        .thenComparingInt(c -> Math.abs((width + c.parts - 1) / c.parts - most / (c.block * ((width + c.parts - 1) / c.parts)))));
    return candidates;
  }

  /** All boxes of a candidate, or nothing when it does not fit or has {@code tooMany}. */
  private List<int[]> boxes(Candidate candidate, int tooMany) {
    int[] columns = parts(candidate.parts);
    List<int[]> boxes = new ArrayList<>();
    int widest = (width + candidate.parts - 1) / candidate.parts;
    for (int y = 0; y < height; ) {
      int fitting = 0;
      int failing = Math.min(height - y, most / (candidate.block * widest)) + 1;
      List<int[]> band = List.of();
      for (int rows = failing - 1; fitting + 1 < failing; rows = (fitting + failing) >>> 1) {
        List<int[]> attempt = band(candidate.block, columns, y, rows);
        if (attempt.isEmpty()) {
          failing = rows;
        } else {
          fitting = rows;
          band = attempt;
        }
      }
      boxes.addAll(band);
      if (fitting == 0 || boxes.size() >= tooMany) {
        return List.of();
      }
      y += fitting;
    }
    return boxes;
  }

  /** The boxes side by side from row {@code y}, all channels; nothing when one does not fit. */
  private List<int[]> band(int block, int[] columns, int y, int rows) {
    List<int[]> boxes = new ArrayList<>();
    for (int part = 0; part + 1 < columns.length; part++) {
      for (int channel = 0; channel < channels; channel += block) {
        int[] neurons = box(channel, Math.min(channels, channel + block), y, y + rows, columns[part], columns[part + 1]);
        if (!fits.test(neurons)) {
          return List.of();
        }
        boxes.add(neurons);
      }
    }
    return boxes;
  }

  private int[] box(int channel, int channelEnd, int y, int yEnd, int x, int xEnd) {
    int[] neurons = new int[(channelEnd - channel) * (yEnd - y) * (xEnd - x)];
    int next = 0;
    for (int row = y; row < yEnd; row++) {
      for (int column = x; column < xEnd; column++) {
        for (int c = channel; c < channelEnd; c++) {
          neurons[next++] = first + (c * height + row) * width + column;
        }
      }
    }
    return neurons;
  }

  /** [parts + 1] ends of equal parts of the width; what is left over widens the outermost parts. */
  private int[] parts(int parts) {
    int[] size = new int[parts];
    java.util.Arrays.fill(size, width / parts);
    for (int extra = 0; extra < width % parts; extra++) {
      size[extra % 2 == 0 ? extra / 2 : parts - 1 - extra / 2]++;
    }
    int[] ends = new int[parts + 1];
    for (int part = 0; part < parts; part++) {
      ends[part + 1] = ends[part] + size[part];
    }
    return ends;
  }
}
