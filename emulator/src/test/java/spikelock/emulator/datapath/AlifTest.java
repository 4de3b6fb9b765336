package spikelock.emulator.datapath;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The model {@code alif} against its equations in DATAPATH.md. */
class AlifTest {
  private static final long SEED = Long.getLong("spikelock.seed", new Random().nextInt(1 << 20));
  private static final long MOST = (1 << 23) - 1;

  private final Datapath alif = Models.bundled("alif");
  private final Random random = new Random(SEED);

  @Test
  void followsItsEquations() {
    Interpreter interpreter = new Interpreter(alif);
    int spikes = 0;
    for (int run = 0; run < 20_000; run++) {
      long[] parameters = alif.parameters().stream().mapToLong(this::any).toArray();
      long[] state = alif.states().stream().mapToLong(this::any).toArray();
      state[2] = random.nextBoolean() ? 0 : state[2];
      long input = any(alif.inputs().getFirst());
      long d = limit(scaled(parameter(parameters, "decay_v"), state[0]) + 64 * input + parameter(parameters, "bias"));
      long faded = scaled(parameter(parameters, "decay_a"), state[1]);
      boolean resting = state[2] > 0;
      boolean spike = !resting && d > parameter(parameters, "threshold") + faded;
      long reset = parameter(parameters, "reset");
      long v = resting ? state[0] : !spike ? d : parameter(parameters, "subtract") == 1 ? limit(d - reset) : reset;
      long a = limit(faded + (spike ? parameter(parameters, "beta") : 0));
      long refractory = spike ? parameter(parameters, "refractory_period") : resting ? state[2] - 1 : 0;

      assertThat(interpreter.step(state, parameters, new long[] {input})).as("-Dspikelock.seed=" + SEED).isEqualTo(spike);
      assertThat(state).as("-Dspikelock.seed=" + SEED).containsExactly(v, a, refractory);
      spikes += spike ? 1 : 0;
    }
    assertThat(spikes).isBetween(1000, 19_000);
  }

  private long parameter(long[] parameters, String name) {
    return parameters[alif.parameter(name)];
  }

  private long any(Field field) {
    return switch (random.nextInt(8)) {
      case 0 -> field.min();
      case 1 -> field.max();
      case 2 -> 0;
      default -> random.nextLong(field.min(), field.max() + 1) >> random.nextInt(20);
    };
  }

  /** factor / 4096 * value to the nearest, halves up. */
  private static long scaled(long factor, long value) {
    return Math.floorDiv(factor * value + 2048, 4096);
  }

  private static long limit(long value) {
    return Math.clamp(value, -MOST - 1, MOST);
  }
}
