package spikelock.mapper.sanafe.network;

import java.util.Map;
import spikelock.emulator.files.YamlValue;
import spikelock.mapper.sanafe.value.Values;

/**
 * A convolution without padding. Neurons are numbered by channel, y, x; kernels by y, x, input channel, kernel.
 */
record Convolution(int inputHeight, int inputWidth, int inputChannels, int kernelHeight, int kernelWidth, int kernelCount, int strideHeight,
    int strideWidth) {
  private static final int MOST = 1 << 20;

  static Convolution read(Values values, Map<String, YamlValue.Field> said, int line) {
    Convolution shape = new Convolution(size(values, said, "input_height", 0, line), size(values, said, "input_width", 0, line),
        size(values, said, "input_channels", 0, line), size(values, said, "kernel_height", 0, line), size(values, said, "kernel_width", 0, line),
        size(values, said, "kernel_count", 1, line), size(values, said, "stride_height", 1, line), size(values, said, "stride_width", 1, line));
    if (shape.kernelHeight > shape.inputHeight || shape.kernelWidth > shape.inputWidth) {
      throw values.error(line, "the kernels of " + shape.kernelHeight + " x " + shape.kernelWidth + " are larger than the input of "
          + shape.inputHeight + " x " + shape.inputWidth, "");
    }
    return shape;
  }

  private static int size(Values values, Map<String, YamlValue.Field> said, String name, int otherwise, int line) {
    YamlValue.Field field = said.get(name);
    if (field == null) {
      if (otherwise == 0) {
        throw values.error(line, "a convolution has no \"" + name + "\"", "");
      }
      return otherwise;
    }
    return values.integer(field.value(), name, 1, MOST);
  }

  int outputHeight() {
    return (inputHeight - kernelHeight) / strideHeight + 1;
  }

  int outputWidth() {
    return (inputWidth - kernelWidth) / strideWidth + 1;
  }

  void requireNeurons(Values values, Group source, Group target, int line) {
    double inputs = (double) inputChannels * inputHeight * inputWidth;
    double outputs = (double) kernelCount * outputHeight() * outputWidth();
    if (inputs != source.size()) {
      throw values.error(line, "the convolution's input is " + inputChannels + " x " + inputHeight + " x " + inputWidth + ", but group "
          + Values.shown(source.name()) + " has " + source.size() + " neurons", "");
    }
    if (outputs != target.size()) {
      throw values.error(line, "the convolution's output is " + kernelCount + " x " + outputHeight() + " x " + outputWidth() + ", but group "
          + Values.shown(target.name()) + " has " + target.size() + " neurons", "");
    }
  }

  long kernels() {
    return Math.multiplyExact((long) kernelHeight * kernelWidth, (long) inputChannels * kernelCount);
  }

  long edges() {
    return Math.multiplyExact((long) outputHeight() * outputWidth(), kernels());
  }
}
