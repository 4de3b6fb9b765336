package spikelock.toolchain.fpga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import spikelock.boards.Board;
import spikelock.boards.Boards;
import spikelock.boards.Family;
import spikelock.boards.Part;
import spikelock.emulator.chip.ChipSpec;

/** What is said before synthesis. */
class PredictionTest {
  private static final Map<Family, String> BOARDS = Map.of(Family.ICE40_HX, "hx8k-breakout", Family.ICE40_UP, "icebreaker", Family.ECP5, "ulx3s-85f");

  static Stream<Measured> measured() {
    return Measured.all().stream().filter(m -> BOARDS.containsKey(m.family())); // of the others block RAMs are an estimate
  }

  private static Part part(Family family) {
    return Boards.read(BOARDS.get(family)).part();
  }

  @ParameterizedTest
  @MethodSource("measured")
  void blockRamsAreThoseOfSynthesis(Measured measured) {
    Prediction prediction = Prediction.of(measured.spec(), Map.of(), part(measured.family()));

    assertThat(prediction.needs().blockRams()).as(measured.toString()).isEqualTo(measured.synthesis().blockRams());
    assertThat(prediction.needs().largeRams()).as(measured.toString()).isEqualTo(measured.synthesis().largeRams());
    assertThat(prediction.mhz()).isLessThanOrEqualTo(measured.mhz().orElse(Double.MAX_VALUE));
  }

  @Test
  void aLawThatHoldsIsFound() {
    List<Measured> all = new ArrayList<>();
    for (String model : List.of("IF", "LIF", "CubaLIF")) {
      for (String chip : List.of("hx8k-1", "up5k-1", "mesh-2x2")) {
        ChipSpec spec = Measured.spec(Family.ECP5, chip, model);
        int lanes = spec.tiles() * spec.core().synapses().lanes() * spec.core().accumulatorBits();
        all.add(new Measured(Family.ECP5, chip, model, new Resources(900 * spec.tiles() + 7 * lanes, 0, 0, 0, 0), OptionalInt.empty(), OptionalDouble.of(60 + all.size())));
      }
    }
    ChipSpec other = Measured.spec(Family.ECP5, "mesh-4x4", "LIF");

    Prediction prediction = Prediction.of(other, Map.of(), part(Family.ECP5), all);

    assertThat(prediction.needs().logic()).isEqualTo(16 * (900 + 7 * 24));
    assertThat(prediction.logicError()).isCloseTo(0, within(1e-6));
    assertThat(prediction.mhz()).isEqualTo(60);
    assertThat(prediction.mhzSpread()).isEqualTo(8);
    assertThat(prediction.measurements()).isEqualTo(9);
  }

  @Test
  void whatWasNeverMeasuredIsNotMadeUp() {
    ChipSpec spec = Measured.spec(Family.ECP5, "core-1", "LIF");
    Prediction prediction = Prediction.of(spec, Map.of(), part(Family.ECP5), List.of());

    assertThat(prediction.needs().logic()).isEqualTo(-1);
    assertThat(prediction.logicError()).isNull();
    assertThat(prediction.mhz()).isNull();
  }

  @Test
  void whatIsShortIsSaid() {
    Board board = Boards.read("hx8k-breakout");
    ChipSpec spec = Measured.spec(Family.ICE40_HX, "core-1", "LIF");

    assertThat(PartFit.lacks(board, PartFit.predict(board, spec, Map.of()))).contains("block RAMs: ", " of 32");
    assertThat(PartFit.certainlyLacks(board, spec, Map.of())).contains("block RAMs: ", " of 32");
    assertThat(PartFit.certainlyLacks(board, board.usualOverlay().spec(), Map.of())).isEmpty();
    assertThat(PartFit.lacks(board, new Resources(8000, 1, 3, 1, 0))).isEqualTo("logic cells: 8,000 of 7,680; large RAMs: 1 of 0");
  }
}
