package spikelock.mapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.error.InputException;
import spikelock.mapper.fixed.FixedNetwork;
import spikelock.mapper.fixed.FixedProjection;
import spikelock.mapper.network.Connectivity;
import spikelock.mapper.network.Network;
import spikelock.mapper.quantise.DatapathPlan;
import spikelock.mapper.quantise.Quantiser;
import spikelock.mapper.quantise.WeightRule;
import spikelock.mapper.retime.Retiming;

/** Law 7 on the integer network: lags, delays, loops that cannot be. */
class RetimingTest {
  private static final ChipSpec CHIP = Chips.mesh(2, 2);

  private static FixedNetwork fixed(Network network) {
    return Quantiser.quantise(network, CHIP, DatapathPlan.exact(network, CHIP, java.util.Map.of()).require(), WeightRule.CHIP).require().network();
  }

  private static int lag(FixedNetwork network, String population) {
    return network.populations().stream().filter(p -> p.name().equals(population)).findFirst().orElseThrow().lag();
  }

  private static int delay(FixedNetwork network, String projection) {
    FixedProjection p =
        network.projections().stream().filter(e -> e.name().equals(projection)).findFirst().orElseThrow();
    return Retiming.chipDelay(network, p, p.rowDelay()[0]);
  }

  private static Nets chain() {
    return new Nets().input("in", 2).layer("a", 2, 1).layer("b", 2, 1).layer("c", 2, 1)
        .dense("in", "a", 0, 1).dense("a", "b", 0, 1).dense("b", "c", 0, 1);
  }

  @Test
  void layersLagOneBehindTheOther() {
    FixedNetwork retimed = Retiming.apply(fixed(chain().build("c")), 16).require();

    assertThat(lag(retimed, "a")).isZero();
    assertThat(lag(retimed, "b")).isEqualTo(1);
    assertThat(lag(retimed, "c")).isEqualTo(2);
    assertThat(delay(retimed, "in-a")).isZero();
    assertThat(delay(retimed, "a-b")).isEqualTo(1);
  }

  @Test
  void skipsWaitAndLongDelaysAbsorbLags() {
    FixedNetwork retimed = Retiming.apply(fixed(chain().dense("a", "c", 0, 1).dense("in", "c", 0, 1)
        .layer("d", 2, 1).dense("c", "d", 3, 1).build("c")), 16).require();

    assertThat(delay(retimed, "a-c")).isEqualTo(2);
    assertThat(delay(retimed, "in-c")).isEqualTo(2);
    assertThat(lag(retimed, "d")).isZero();
    assertThat(delay(retimed, "c-d")).isEqualTo(1);
  }

  @Test
  void loopWithEnoughDelayIsKept() {
    FixedNetwork retimed = Retiming.apply(fixed(chain().dense("c", "a", 3, 1).dense("a", "a", 1, 1).build("c")), 16).require();

    assertThat(delay(retimed, "c-a")).isEqualTo(1);
    assertThat(delay(retimed, "a-a")).isEqualTo(1);
  }

  @Test
  void loopThatIsTooFastIsNamed() {
    InputException refused = catchThrowableOfType(InputException.class,
        () -> Retiming.apply(fixed(chain().dense("c", "a", 1, 1).build("c")), 16).require());

    assertThat(refused.where()).isIn("loop a -> b -> c -> a", "loop b -> c -> a -> b", "loop c -> a -> b -> c");
    assertThat(refused).hasMessageContaining("at least 3 timesteps").hasMessageContaining("gives it 1");
    assertThat(refused.hint()).contains("2 more");
  }

  @Test
  void loopThatIsTooFastIsSlowedDownOnRequest() {
    List<String> changes = new java.util.ArrayList<>();
    FixedNetwork slowed = Retiming.slowLoops(fixed(chain().dense("c", "a", 1, 1).build("c")), changes);
    FixedNetwork retimed = Retiming.apply(slowed, 16).require();

    assertThat(changes).singleElement().asString().contains("takes 3 timesteps on the chip instead of 1", "c-a comes 2 later");
    assertThat(slowed.projections()).filteredOn(p -> p.name().equals("c-a")).singleElement()
        .satisfies(p -> assertThat(p.leastDelay()).isEqualTo(3));
    assertThat(delay(retimed, "c-a")).isEqualTo(1);
  }

  @Test
  void selfLoopWithoutDelayIsNamed() {
    InputException refused = catchThrowableOfType(InputException.class,
        () -> Retiming.apply(fixed(chain().dense("b", "b", 0, 1).build("c")), 16).require());

    assertThat(refused.where()).isEqualTo("loop b -> b");
  }

  @Test
  void delayBeyondTheSlotsIsNamedWithHowMuch() {
    InputException refused = catchThrowableOfType(InputException.class,
        () -> Retiming.apply(fixed(chain().dense("in", "c", 3, 1).build("c")), 4).require());

    assertThat(refused.where()).isEqualTo("projection in-c");
    assertThat(refused).hasMessageContaining("a delay of 5").hasMessageContaining("allow 3 (2 too many)");
  }

  @Test
  void lagsRiseWhereThatShortensADelay() {
    // a has lag 0 of its own; a -> f would need a delay of 4, but a may as well run later.
    Network network = new Nets().input("in", 1).layer("a", 1, 1).layer("b", 1, 1).layer("c", 1, 1).layer("d", 1, 1)
        .layer("e", 1, 1).layer("f", 1, 1).dense("in", "a", 0, 1).dense("in", "b", 0, 1).dense("b", "c", 0, 1)
        .dense("c", "d", 0, 1).dense("d", "e", 0, 1).dense("e", "f", 0, 1).dense("a", "f", 0, 1).build("f");

    FixedNetwork retimed = Retiming.apply(fixed(network), 4).require();

    assertThat(lag(retimed, "f")).isEqualTo(4);
    assertThat(lag(retimed, "a")).isEqualTo(1);
    assertThat(delay(retimed, "a-f")).isEqualTo(3);
    assertThat(delay(retimed, "in-a")).isEqualTo(1);
  }

  @Test
  void delaysOfSingleSynapsesCount() {
    Connectivity two = new Connectivity.Sparse(2, 2, new int[] {0, 2, 2}, new int[] {0, 1}, new float[] {1, 1},
        new short[] {0, 4});
    FixedNetwork retimed = Retiming.apply(
        fixed(new Nets().input("in", 2).layer("a", 2, 1).layer("b", 2, 1).dense("in", "a", 0, 1).project("a", "b", 1, two)
            .build("b")), 16).require();

    assertThat(lag(retimed, "b")).isZero();
    assertThat(retimed.projections().get(1).rowDelay()).containsExactly(1, 5);
  }
}
