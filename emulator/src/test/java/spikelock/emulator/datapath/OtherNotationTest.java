package spikelock.emulator.datapath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spikelock.emulator.error.InputException;

/** Who writes an expression as elsewhere is told what to write here, and that works. */
class OtherNotationTest {
  private static Datapath parse(String expression) {
    return DatapathFile.parse("""
        format: spikelock/neuron
        version: 1
        name: other
        inputs: {in: s16.0}
        state: {v: s16.0}
        parameters: {threshold: {type: s16.0, default: 10}, w: {type: u13.12, max: 4096, default: 4096}}
        let:
          x: "%s"
        next: {v: x}
        spike: v > threshold
        """.formatted(expression), "other.neuron", Map.of());
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', value = {"v*2; shl(a, 1)", "v * in; mul(a, b, BITS, nearest)", "v + 1.5; mul(a, 3, 1, floor)", "v > 3 ? 1 : 0; select(CONDITION",
      "v / 2; shr(a, BITS, nearest)", "v // 2; shr(a, BITS, floor)", "v >> 2; shr(a, BITS, floor)", "v << 2; shl(a, BITS)", "if v > 3; select(CONDITION",
      "v && 3; a single &", "(v > 3) || (v < 2); a single |", "pow(v, 2); mul(v, v", "v ** 2; mul(v, v", "v % 3; wrap(a, TYPE)", "exp(v); table(index", "v = 3; ==",
      "mul(v, 0.9, 12); whole", "clip(v, 0, 3); min(max(", "mul(v, in, 3); say how to round", "mul(v, w); mul(a, b, 12, nearest)"})
  void itIsToldWhatToWrite(String expression, String instead) {
    assertThatThrownBy(() -> parse(expression)).isInstanceOfSatisfying(InputException.class,
        e -> assertThat(e.describe()).startsWith("other.neuron: ").contains(instead, expression.startsWith("mul(v, w") ? "next.v" : "column"));
  }

  @Test
  void whatIsToldWorks() {
    for (String expression : new String[] {"saturate(mul(v, 3, 1, floor), s16.0)", "mul(v, 3277, 15, nearest)", "shr(v, 1, nearest)", "select(v > 3, 1, 0)",
        "saturate(shl(v, 1), s16.0)", "saturate(mul(v, v, 2, nearest), s16.0)", "min(max(v, 0), 3)", "mul(v, w, 12, nearest)", "wrap(v, u4.0)"}) {
      assertThat(parse(expression)).as(expression).isNotNull();
    }
  }
}
