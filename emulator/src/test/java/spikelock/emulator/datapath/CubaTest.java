package spikelock.emulator.datapath;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The model {@code cuba} against its equations in DATAPATH.md, and its presets. */
class CubaTest {
  private static final long SEED = Long.getLong("spikelock.seed", new Random().nextInt(1 << 20));
  private static final long MOST = (1 << 23) - 1;

  @Test
  void followsItsEquations() {
    Datapath cuba = Models.bundled("cuba");
    Interpreter interpreter = new Interpreter(cuba);
    Random random = new Random(SEED);
    int spikes = 0;
    for (int run = 0; run < 20_000; run++) {
      long[] state = new long[3];
      long[] parameters = new long[cuba.parameters().size()];
      for (int i = 0; i < 3; i++) {
        state[i] = any(random, cuba.states().get(i));
      }
      for (int i = 0; i < parameters.length; i++) {
        parameters[i] = any(random, cuba.parameters().get(i));
      }
      state[2] = random.nextBoolean() ? 0 : state[2];
      long input = any(random, cuba.inputs().get(0));
      long u = limit(scaled(parameters[cuba.parameter("decay_u")], state[1]) + 64 * input + parameters[cuba.parameter("bias_u")]);
      long d = limit(scaled(parameters[cuba.parameter("decay_v")], state[0]) + u + parameters[cuba.parameter("bias")]);
      boolean resting = state[2] > 0;
      boolean spike = !resting && d > parameters[cuba.parameter("threshold")];
      long v = resting ? state[0] : !spike ? d : parameters[cuba.parameter("subtract")] == 1 ? limit(d - parameters[cuba.parameter("reset")]) : parameters[cuba.parameter("reset")];
      long refractory = spike ? parameters[cuba.parameter("refractory_period")] : resting ? state[2] - 1 : 0;

      assertThat(interpreter.step(state, parameters, new long[] {input})).as("-Dspikelock.seed=" + SEED).isEqualTo(spike);
      assertThat(state).as("-Dspikelock.seed=" + SEED).containsExactly(v, u, refractory);
      spikes += spike ? 1 : 0;
    }
    assertThat(spikes).isBetween(1000, 19_000);
  }

  private static long any(Random random, Field field) {
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

  @Test
  void presetIsItsModelWithFieldsHeld() throws Exception {
    String document = Files.readString(Path.of("DATAPATH.md"));
    for (Models.Preset preset : Models.presets().values()) {
      Datapath held = Models.bundled(preset.model(), Map.of("V_BITS", 20L)).specialise(preset.fixed());
      assertThat(Models.bundled(preset.name(), Map.of("V_BITS", 20L)).describe()).isEqualTo(held.describe());
      assertThat(document).contains("| `" + preset.name() + "` |");
    }
  }
}
