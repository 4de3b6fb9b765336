package spikelock.tests.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.engine.Emulator;
import spikelock.emulator.files.NdArray;
import spikelock.emulator.run.Probe;
import spikelock.mapper.MappedNetwork;
import spikelock.mapper.fixed.ReferenceRun;
import spikelock.toolchain.run.ChipRuns;
import spikelock.toolchain.run.Outcome;

/** Law 7: whatever a chip runs late, its answer is that of the layer-synchronous integer reference, bit by bit. */
class ReferenceLawTest {
  private static final List<ChipSpec> CHIPS = Stream.concat(LawChips.BUNDLED.stream(), LawChips.SPECIAL.stream()).toList();
  private static final int ROUNDS = 2;

  @Test
  void deepNetworksWithBiasesEqualTheIntegerReferenceOnEveryChip() throws Exception {
    long seed = Trial.seed(ReferenceLawTest.class);
    Seen seen = new Seen();
    int trials = 0;
    Activity activity = new Activity();
    for (Trial trial : Trial.draw(CHIPS, ROUNDS, seed)) {
      MappedNetwork mapped = trial.map();
      seen.add(trial, mapped);
      List<Probe> probes = Trial.probes(mapped.image());

      ReferenceRun wanted = ReferenceRun.of(mapped.fixed(), trial.stimulus(), Trial.names(probes));
      Outcome exact = ChipRuns.run(mapped.image(), () -> Emulator.of(mapped.image()), trial.stimulus(), probes, false, 1, done -> { });
      Outcome functional =
          ChipRuns.run(mapped.image(), () -> Emulator.functional(mapped.image()), trial.stimulus(), probes, false, 1, done -> { });

      assertThat(Trial.difference(wanted.outputs(), exact.outputs())).as("outputs, %s", trial.name()).isEmpty();
      assertThat(Trial.difference(wanted.probes(), exact.probes())).as("probes, %s", trial.name()).isEmpty();
      assertThat(Trial.difference(exact.arrays(), functional.arrays())).as("functional, %s", trial.name()).isEmpty();
      assertThat(functional.totals().orElseThrow().cycles()).isZero();
      everyLayerHasABias(trial, mapped);
      activity.add(trial, wanted.probes(), ReferenceRun.of(mapped.fixed(), trial.silence(), Trial.names(probes)).probes());
      trials++;
    }
    System.out.println(trials + " networks: " + seen);
    assertThat(trials).isEqualTo(ROUNDS * 4 * CHIPS.size());
    assertThat(seen.missing()).isEmpty();
    activity.check(trials);
  }

  /** Where potentials arrive, the scale may leave little of a bias. */
  private static void everyLayerHasABias(Trial trial, MappedNetwork mapped) {
    if (trial.spec().packet().payloadBits() > 0) {
      return;
    }
    mapped.fixed().populations().stream().filter(p -> !p.isInput()).forEach(p -> {
      int[] bias = p.parameters().get(p.kind().startsWith("Cuba") ? "bias_u" : "bias");
      assertThat(Arrays.stream(bias)).as("bias of %s, %s", p.name(), trial.name()).anyMatch(value -> value != 0);
    });
  }

  /** How many networks did something in every one of their layers. */
  private static final class Activity {
    private int active;
    private int alone;
    private int moved;

    void add(Trial trial, Map<String, NdArray> driven, Map<String, NdArray> silent) {
      boolean isActive = true;
      boolean isAlone = true;
      boolean isMoved = true;
      for (int layer = 1; layer < trial.network().populations().size(); layer++) {
        String name = "layer." + layer + ".spikes";
        long spikes = Trial.spikes(driven.get(name));
        long unasked = Trial.spikes(silent.get(name));
        boolean graded = trial.network().populations().get(layer).model().isGraded(); // sends all the time, something else each time
        isActive &= spikes > Trial.TIMESTEPS / 4 && (graded || spikes < driven.get(name).size() * 95L / 100);
        isAlone &= unasked > 0;
        isMoved &= graded ? different(driven.get(name)) : spikes != Trial.SAMPLES * unasked;
      }
      active += isActive ? 1 : 0;
      alone += isAlone ? 1 : 0;
      moved += isMoved ? 1 : 0;
    }

    private static boolean different(NdArray sent) {
      return Arrays.stream(sent.ints()).distinct().limit(3).count() > 2;
    }

    /** Most of the networks were active, neither silent nor saturated; spiked without input; felt their input. */
    void check(int trials) {
      String all = active + " active, " + alone + " self-firing, " + moved + " moved by their input, of " + trials;
      System.out.println("in every layer: " + all);
      assertThat(active).as(all).isGreaterThan(trials * 7 / 10);
      assertThat(alone).as(all).isGreaterThan(trials * 7 / 10);
      assertThat(moved).as(all).isGreaterThan(trials * 7 / 10);
    }
  }
}
