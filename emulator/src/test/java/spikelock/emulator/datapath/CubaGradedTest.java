package spikelock.emulator.datapath;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code cuba_graded} is {@code cuba}, and a graded neuron sends its rounded potential. */
class CubaGradedTest {
  private static final long SEED = Long.getLong("spikelock.seed", 20261201);

  private static long[] random(Random random, Datapath datapath) {
    return datapath.parameters().stream().mapToLong(field -> random.nextLong(field.min(), field.max() + 1) >> random.nextInt(20)).toArray();
  }

  @Test
  void ungradedNeuronsAreCubas() {
    Random random = new Random(SEED);
    Datapath plain = Models.bundled("cuba");
    Datapath graded = Models.bundled("cuba_graded").withPayloadBits(8);
    Interpreter one = new Interpreter(plain);
    Interpreter other = new Interpreter(graded);
    for (int round = 0; round < 300; round++) {
      long[] parameters = random(random, plain);
      long[] more = new long[graded.parameters().size()];
      for (int p = 0; p < more.length; p++) {
        int same = plain.parameter(graded.parameters().get(p).name());
        more[p] = same < 0 ? 0 : parameters[same];
      }
      more[graded.parameter("payload_shift")] = random.nextInt(32);
      long[] state = new long[plain.states().size()];
      long[] copy = new long[graded.states().size()];
      for (int t = 0; t < 20; t++) {
        long[] input = {random.nextInt(1 << 20) - (1 << 19)};

        boolean fires = one.step(state, parameters, input);

        assertThat(other.step(copy, more, input)).as("seed %d", SEED).isEqualTo(fires);
        assertThat(copy).isEqualTo(state);
        assertThat(!fires || other.payload() == 1).isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GradedI", "GradedLI", "GradedCubaLI"})
  void gradedNeuronsSendTheirPotential(String preset) {
    Random random = new Random(SEED);
    Datapath datapath = Models.bundled(preset, Map.of("V_BITS", 32L)).withPayloadBits(10);
    Interpreter interpreter = new Interpreter(datapath);
    int sent = 0;
    int saturated = 0;
    for (int round = 0; round < 300; round++) {
      long[] parameters = random(random, datapath);
      int shift = random.nextInt(32);
      parameters[datapath.parameter("payload_shift")] = shift;
      long[] state = new long[datapath.states().size()];
      for (int t = 0; t < 20; t++) {
        boolean fires = interpreter.step(state, parameters, new long[] {random.nextInt(1 << 24) - (1 << 23) >> random.nextInt(24)});

        long rounded = Math.floorDiv(state[datapath.state("v")] + (1L << shift), 1L << shift + 1);
        assertThat(fires).as("seed %d, shift %d", SEED, shift).isEqualTo(rounded != 0);
        assertThat(!fires || interpreter.payload() == Math.clamp(rounded, -512, 511)).isTrue();
        sent += fires ? 1 : 0;
        saturated += Math.clamp(rounded, -512, 511) == rounded ? 0 : 1;
      }
    }
    assertThat(sent).isBetween(1000, 5900);
    assertThat(saturated).isBetween(100, 5000);
  }
}
