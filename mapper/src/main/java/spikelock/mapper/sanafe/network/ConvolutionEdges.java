package spikelock.mapper.sanafe.network;

/** A convolution from a group to another, never unrolled. */
final class ConvolutionEdges implements EdgeBlock {
  private final Convolution shape;
  private final EdgeLists lists; // an entry for each of the kernels
  private final TargetUnits units;
  private final int height;
  private final int width;

  ConvolutionEdges(Convolution shape, EdgeLists lists, TargetUnits units) {
    this.shape = shape;
    this.lists = lists;
    this.units = units;
    this.height = shape.outputHeight();
    this.width = shape.outputWidth();
  }

  /** By target, which is the order that they have in SANA-FE, where they are made target by target. */
  @Override
  public void addTo(EdgeBuffer buffer, int source) {
    int x = source % shape.inputWidth();
    int y = source / shape.inputWidth() % shape.inputHeight();
    int channel = source / shape.inputWidth() / shape.inputHeight();
    int top = first(y, shape.kernelHeight(), shape.strideHeight());
    int bottom = Math.min(height - 1, y / shape.strideHeight());
    int left = first(x, shape.kernelWidth(), shape.strideWidth());
    int right = Math.min(width - 1, x / shape.strideWidth());
    if (bottom < top || right < left) {
      return;
    }
    buffer.reserve(shape.kernelCount() * (bottom - top + 1) * (right - left + 1));
    int first = buffer.count();
    boolean alone = lists.weightsAlone() && units.each().length == 0;
    double[] weights = lists.weights();
    for (int kernel = 0; kernel < shape.kernelCount(); kernel++) {
      for (int toY = top; toY <= bottom; toY++) {
        int row = (y - toY * shape.strideHeight()) * shape.kernelWidth() + x;
        int target = (kernel * height + toY) * width + left;
        for (int toX = left; toX <= right; toX++, target++) {
          int at = ((row - toX * shape.strideWidth()) * shape.inputChannels() + channel) * shape.kernelCount() + kernel;
          if (alone) {
            buffer.add(units.first() + target, weights[at]);
          } else {
            buffer.add(units.first() + target, lists.weight(at), units.unit(target), lists.delay(at), lists.tap(at));
          }
        }
      }
    }
    if (alone) {
      buffer.unitsSaid(first, units.all());
    }
  }

  /** The first output whose window has the position in it. */
  private static int first(int position, int kernel, int stride) {
    return Math.max(0, Math.ceilDiv(position - kernel + 1, stride));
  }

  @Override
  public long edges() {
    return shape.edges();
  }
}
