package spikelock.toolchain.demo;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import spikelock.emulator.stimulus.Stimulus;
import spikelock.mapper.data.DataReader;
import spikelock.mapper.data.InputShape;
import spikelock.mapper.data.Reading;
import spikelock.mapper.description.NetworkDescription;

/**
 * The samples of a network that sees something, as pictures.
 *
 * @param height of a picture in pixels
 * @param width of a picture in pixels
 * @param values [samples][height x width] how bright each pixel is, 0..1
 */
public record Pictures(int height, int width, double[][] values) {

  /** Of samples that were pictures: those themselves. Of others, how often each channel sent something. */
  static Pictures of(NetworkDescription network, Stimulus stimulus) {
    InputShape shape = InputShape.of(network.network());
    Stimulus seen = network.reading().coding().isEmpty() ? stimulus : DataReader.read(List.of(network.input().orElseThrow()), shape,
        network.reading().withCoding(Reading.Coding.DIRECT, 1, 0), "", Optional.empty()).stimulus();
    double[][] values = new double[seen.samples()][];
    double greatest = 1e-9;
    for (int sample = 0; sample < values.length; sample++) {
      values[sample] = new double[seen.channels()];
      Trace.sum(seen, sample, values[sample]);
      greatest = Math.max(greatest, Arrays.stream(values[sample]).max().orElse(0));
    }
    for (double[] picture : values) {
      for (int pixel = 0; pixel < picture.length; pixel++) {
        picture[pixel] /= greatest;
      }
    }
    int[] extents = shape.parts().getFirst().shape();
    int width = extents[extents.length - 1];
    return new Pictures(seen.channels() / width, width, values);
  }

}
