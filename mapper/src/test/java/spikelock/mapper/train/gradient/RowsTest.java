package spikelock.mapper.train.gradient;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** The trainer's inner loops give the same bits with vectors and without. */
class RowsTest {
  private static final long SEED = Long.getLong("spikelock.seed", System.nanoTime());

  @Test
  void vectorsAreThere() {
    assertThat(Rows.FASTEST).as("the tests run with --add-modules jdk.incubator.vector").isInstanceOf(VectorRows.class);
  }

  @RepeatedTest(200)
  void bothFormsAgree(org.junit.jupiter.api.RepetitionInfo repetition) {
    long seed = SEED + repetition.getCurrentRepetition();
    Random random = new Random(seed);
    int width = 1 + random.nextInt(random.nextBoolean() ? 12 : 200);
    int rows = 1 + random.nextInt(40);
    int from = random.nextInt(3);
    int to = from + random.nextInt(50);
    int[] index = random.ints(to, 0, rows).toArray();
    float[] value = floats(random, to, random.nextBoolean());
    float[] matrix = floats(random, rows * width, false);
    float[] first = floats(random, width, false);
    float[] second = first.clone();
    new ScalarRows().add(first, matrix, width, index, value, from, to);
    new VectorRows().add(second, matrix, width, index, value, from, to);
    assertThat(second).as("floats, spikelock.seed=" + seed).isEqualTo(first);

    int[] raw = random.ints(rows * width).toArray();
    int[] sum = random.ints(width).toArray();
    int[] other = sum.clone();
    float[] whole = floats(random, to, true);
    new ScalarRows().add(sum, raw, width, index, whole, from, to);
    new VectorRows().add(other, raw, width, index, whole, from, to);
    assertThat(other).as("integers, spikelock.seed=" + seed).isEqualTo(sum);

    int at = random.nextInt(5);
    float[] outer = floats(random, at + rows * width, false);
    float[] alike = outer.clone();
    new ScalarRows().addOuter(outer, at, width, index, value, from, to, first);
    new VectorRows().addOuter(alike, at, width, index, value, from, to, first);
    assertThat(alike).as("outer product, spikelock.seed=" + seed).isEqualTo(outer);
  }

  private static float[] floats(Random random, int count, boolean whole) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = whole ? random.nextInt(9) - 4 : (float) random.nextGaussian();
    }
    return values;
  }
}
