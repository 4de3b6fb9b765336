package spikelock.mapper.linear;

/**
 * One axis of a sliding window. Window {@code o} covers the inputs {@code o * stride - before + k * dilation} for
 * {@code k = 0 .. kernel - 1}; those outside the input are padding.
 *
 * @param in inputs along the axis
 * @param kernel window positions
 * @param before padding in front of the first input
 * @param out windows along the axis
 */
public record Axis(int in, int kernel, int stride, int before, int dilation, int out) {
  /** An axis that is not there. */
  public static final Axis NONE = new Axis(1, 1, 1, 0, 1, 1);

  /** The windows that fit when {@code padding} is added at both ends (PyTorch's rule, rounding down). */
  public static Axis padded(int in, int kernel, int stride, int padding, int dilation) {
    long reach = (long) in + 2L * padding - (long) dilation * (kernel - 1) - 1;
    return new Axis(in, kernel, stride, padding, dilation, reach < 0 ? 0 : (int) (reach / stride + 1));
  }

  /** As many windows as inputs, stride 1; an odd pad is longer at the end (PyTorch's {@code same}). */
  public static Axis same(int in, int kernel, int dilation) {
    return new Axis(in, kernel, 1, dilation * (kernel - 1) / 2, dilation, in);
  }

  /** The window that sees input {@code i} at its position {@code k}, or -1. */
  int window(int i, int k) {
    int at = i + before - k * dilation;
    return at >= 0 && at % stride == 0 && at / stride < out ? at / stride : -1;
  }
}
