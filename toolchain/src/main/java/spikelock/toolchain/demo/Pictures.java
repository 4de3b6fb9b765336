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
 * @param original whether samples are pictures; of others each picture shows how often a channel sent something
 * @param height of a picture in pixels
 * @param width of a picture in pixels
 * @param values [samples][height x width] how bright each pixel is, 0..1
 */
public record Pictures(boolean original, int height, int width, double[][] values) {

  /** Of samples that were pictures: those themselves. Of others, how often each channel sent something. */
  static Pictures of(NetworkDescription network, Stimulus stimulus) {
    InputShape shape = InputShape.of(network.network());
    boolean original = network.reading().coding().isPresent();
    Stimulus seen = !original ? stimulus : DataReader.read(List.of(network.input().orElseThrow()), shape,
        network.reading().withCoding(Reading.Coding.DIRECT, 1, 0), "", Optional.empty()).stimulus();
    double[][] values = new double[seen.samples()][];
    for (int sample = 0; sample < values.length; sample++) {
      values[sample] = new double[seen.channels()];
      Trace.sum(seen, sample, values[sample]);
    }
    double greatest = Arrays.stream(values).flatMapToDouble(Arrays::stream).max().orElse(0);
    for (double[] picture : values) {
      double full = Math.max(1e-9, original ? greatest : Arrays.stream(picture).max().orElse(0));
      Arrays.setAll(picture, pixel -> picture[pixel] / full);
    }
    int[] extents = shape.parts().getFirst().shape();
    int width = extents[extents.length - 1];
    return new Pictures(original, seen.channels() / width, width, values);
  }
}
