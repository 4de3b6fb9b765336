package spikelock.mapper.sanafe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import spikelock.mapper.sanafe.chip.SanafeChip;
import spikelock.mapper.sanafe.simulate.SanafeSimulator;
import spikelock.mapper.sanafe.simulate.SanafeStep;

/** SANA-FE's own sample files, which stay outside of the project: what version 2.2 says of them (cases V5 to V7 of energy-truth.md). */
class SanafeSamplesTest {
  private static Path sample(String name) {
    Path file = Path.of(String.valueOf(System.getenv("SPIKELOCK_SHARED")), "sanafe-samples", name);
    Assumptions.assumeTrue(Files.exists(file), "SHARED: set SPIKELOCK_SHARED to the folder that holds sanafe-samples/" + name);
    return file;
  }

  private static SanafeSimulator simulator(String chip, String network) {
    return new SanafeSimulator(SanafeFiles.chip(sample(chip)), SanafeFiles.network(sample(network)), SanafeSimulator.Level.DETAILED);
  }

  private static double[] totals(SanafeSimulator simulator, int timesteps) {
    double[] sums = new double[11];
    for (int timestep = 0; timestep < timesteps; timestep++) {
      SanafeStep step = simulator.step();
      double[] values = {step.fired(), step.updated(), step.messages(), step.synapticEvents(), step.hops(), step.somaJ(), step.synapseJ(), step.dendriteJ(),
          step.networkJ(), step.time().withoutTrafficS(), step.time().seconds()};
      for (int i = 0; i < sums.length; i++) {
        sums[i] += values[i];
      }
    }
    return sums;
  }

  @Test
  void theGestureNetworkCostsWhatSanafeSays() {
    double[] sums = totals(simulator("loihi.yaml", "dvs.yaml"), 128);

    assertThat(new long[] {(long) sums[0], (long) sums[1], (long) sums[2], (long) sums[3]}).containsExactly(38_081, 1_346_821, 386_640, 5_437_656);
    assertThat(sums[5]).isCloseTo(154.1384876997e-6, within(1e-14));
    assertThat(sums[6]).isCloseTo(131.226565e-6, within(1e-14));
    assertThat(sums[7]).isZero();
    assertThat(sums[8]).isCloseTo(46.3951188e-6, within(1e-14));
    assertThat(sums[9]).isCloseTo(1.8227062999999963e-3, within(1e-15));
    assertThat(sums[10]).isCloseTo(2.047568294453206e-3, within(1e-15));
  }

  @Test
  void theSmallNetworksAreReadInBothSpellings() {
    double[] yaml = totals(simulator("example_chip.yaml", "example_snn.yaml"), 5);
    assertThat(new long[] {(long) yaml[0], (long) yaml[1], (long) yaml[2], (long) yaml[3]}).containsExactly(3, 10, 3, 5);
    assertThat(yaml[10]).isCloseTo(84e-9, within(1e-15));

    assertThat(totals(simulator("example_chip.yaml", "example.net"), 10)[0]).isPositive();
    assertThat(totals(simulator("loihi.yaml", "conv.yaml"), 5)[3]).isEqualTo(9);
  }

  @Test
  void aChipOfManyCoresIsFewObjects() {
    SanafeChip chip = SanafeFiles.chip(sample("truenorth.yaml"));

    assertThat(chip.cores()).hasSize(4096);
    assertThat(chip.cores().getFirst()).isSameAs(chip.cores().getLast());
  }
}
