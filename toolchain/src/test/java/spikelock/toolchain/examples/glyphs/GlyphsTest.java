package spikelock.toolchain.examples.glyphs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import spikelock.mapper.data.DataReader;
import spikelock.mapper.data.InputShape;
import spikelock.mapper.data.Reading;
import spikelock.mapper.data.SampleData;
import spikelock.mapper.source.SourceFile;

class GlyphsTest {
  private static final Glyphs GLYPHS = new Glyphs(1);

  /** Whoever changes a picture must train the network glyphs anew. */
  @Test
  void theSameOnEveryMachine() {
    CRC32 crc = new CRC32();
    crc.update(GLYPHS.images(100));
    crc.update(GLYPHS.labels(100));

    assertThat(crc.getValue()).isEqualTo(579279635L);
  }

  @Test
  void aPictureDependsOnSeedAndNumberOnly() {
    byte[] all = GLYPHS.images(50);

    for (int number : new int[] {49, 0, 23}) {
      int from = all.length - (50 - number) * 256;
      assertThat(GLYPHS.picture(number)).hasSize(256).isEqualTo(Arrays.copyOfRange(all, from, from + 256));
    }
    assertThat(new Glyphs(2).picture(0)).isNotEqualTo(GLYPHS.picture(0));
  }

  @Test
  void noTwoPicturesAreAlike() {
    Set<String> seen = new HashSet<>();
    for (long seed = 1; seed <= 2; seed++) {
      for (int number = 0; number < 1000; number++) {
        seen.add(Arrays.toString(new Glyphs(seed).picture(number)));
      }
    }

    assertThat(seen).hasSize(2000);
  }

  @Test
  void everyTenHasEveryDigitInAnOrderOfItsOwn() {
    Set<List<Integer>> orders = new HashSet<>();
    for (int ten = 0; ten < 1000; ten += 10) {
      List<Integer> order = java.util.stream.IntStream.range(ten, ten + 10).mapToObj(GLYPHS::label).toList();
      assertThat(order).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
      orders.add(order);
    }

    assertThat(orders).hasSizeGreaterThan(95);
  }

  /** The mean picture of each digit recognises most of the others, and far from all. */
  @Test
  void neitherTrivialNorHopeless() {
    double[][] means = new double[10][256];
    for (int number = 0; number < 1000; number++) {
      byte[] picture = GLYPHS.picture(number);
      for (int pixel = 0; pixel < 256; pixel++) {
        means[GLYPHS.label(number)][pixel] += (picture[pixel] & 0xff) / 100.0;
      }
    }
    Glyphs others = new Glyphs(2);
    int right = 0;
    for (int number = 0; number < 500; number++) {
      right += nearest(means, others.picture(number)) == others.label(number) ? 1 : 0;
    }

    assertThat(right / 500.0).isBetween(.6, .9);
  }

  private static int nearest(double[][] means, byte[] picture) {
    int best = 0;
    double least = Double.MAX_VALUE;
    for (int digit = 0; digit < means.length; digit++) {
      double distance = 0;
      for (int pixel = 0; pixel < picture.length; pixel++) {
        double off = means[digit][pixel] - (picture[pixel] & 0xff);
        distance += off * off;
      }
      if (distance < least) {
        least = distance;
        best = digit;
      }
    }
    return best;
  }

  @Test
  void isReadAsAnyOtherData() {
    SourceFile images = SourceFile.generated("images.idx", () -> GLYPHS.images(20));
    SourceFile labels = SourceFile.generated("labels.idx", () -> GLYPHS.labels(20));

    SampleData data = DataReader.read(List.of(images), InputShape.flat(256), Reading.DEFAULT.withCoding(Reading.Coding.RATE, 7, 1), "", Optional.of(labels));

    assertThat(data.stimulus().samples()).isEqualTo(20);
    assertThat(data.stimulus().timesteps(3)).isEqualTo(7);
    assertThat(data.labels().orElseThrow()).startsWith(GLYPHS.label(0), GLYPHS.label(1)).hasSize(20);
    assertThat(data.notes()).anyMatch(note -> note.contains("255"));
  }
}
