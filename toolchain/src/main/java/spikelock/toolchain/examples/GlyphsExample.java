package spikelock.toolchain.examples;

import java.util.Optional;
import java.util.stream.IntStream;
import spikelock.mapper.data.Reading;
import spikelock.mapper.description.NetworkDescription;
import spikelock.mapper.network.Network;
import spikelock.mapper.source.SourceFile;
import spikelock.toolchain.examples.glyphs.Glyphs;

/** What the network {@code glyphs} is run with: synthetic digits that it was not trained on, drawn when they are read. */
final class GlyphsExample {
  static final String DESCRIPTION = "Which digit is it? A small convolutional network reads synthetic handwriting: 200 pictures of 16 x 16 pixels, drawn by a seed.";

  /** Not the seed of the pictures it was trained on. */
  private static final long SEED = 2;
  private static final int PICTURES = 200;
  private static final String CHIP = "mesh-2x2";
  private static final Reading READING = Reading.DEFAULT.withCoding(Reading.Coding.RATE, 20, 1);

  private GlyphsExample() {}

  static NetworkDescription describe(Network network) {
    Glyphs glyphs = new Glyphs(SEED);
    return new NetworkDescription(network, Optional.of(CHIP),
        Optional.of(SourceFile.generated("glyphs-images.idx", () -> glyphs.images(PICTURES))),
        Optional.of(SourceFile.generated("glyphs-labels.idx", () -> glyphs.labels(PICTURES))),
        IntStream.range(0, Glyphs.CLASSES).mapToObj(Integer::toString).toList(), READING);
  }
}
