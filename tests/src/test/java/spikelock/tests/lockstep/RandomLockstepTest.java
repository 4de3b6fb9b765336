package spikelock.tests.lockstep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import spikelock.toolchain.process.Tool;
import spikelock.toolchain.random.RandomChips;
import spikelock.toolchain.random.RandomImages;
import spikelock.toolchain.rtl.RtlOptions;
import spikelock.toolchain.soak.RandomLockstep;
import spikelock.toolchain.soak.Soak;
import spikelock.toolchain.soak.SoakFailure;
import spikelock.toolchain.verilator.VerilatorBuild.Profile;

/** Fresh random networks in every run: outputs, cycles, counters and every word of state equal after every timestep. */
class RandomLockstepTest {
  private static final int NETWORKS = 300;
  private static final int MOST_NETWORKS = 600;

  @Test
  void emulatorAndRtlAreEqualOnFreshRandomNetworksThatShowEverything() {
    long seed = Long.getLong("spikelock.seed", ThreadLocalRandom.current().nextLong(1L << 40));
    System.out.println("RandomLockstepTest: -Dspikelock.seed=" + seed);
    assumeTrue(Tool.find("verilator").isPresent(), "TOOL: verilator is not installed");
    int chips = RandomChips.all().size();
    Path folder = Path.of("target", "lockstep-" + seed);

    try (Soak soak = new Soak(RandomChips.all().stream().map(RandomImages::new).toList(), RtlOptions.CHECKED.withProfile(Profile.QUICK).withSeed((int) seed), seed, folder, 2)) {
      Optional<SoakFailure> failure = soak.run(number -> number < NETWORKS);
      // Once in a while 300 fresh networks leave out a corner's FIFO; then there are some more.
      for (int most = NETWORKS; failure.isEmpty() && most < MOST_NETWORKS && !soak.coverage().missing().isEmpty(); ) {
        most += 2 * chips;
        int limit = most;
        failure = soak.run(number -> number < limit);
      }

      System.out.println(soak.coverage().summary() + "; " + soak.totals());
      assertThat(failure.map(SoakFailure::describe)).as("rerun with -Dspikelock.seed=" + seed).isEmpty();
      assertThat(soak.totals().networks()).isGreaterThanOrEqualTo(NETWORKS);
      assertThat(soak.totals().throughPorts()).as("every region of every chip written and read back through the ports")
          .isGreaterThanOrEqualTo(NETWORKS / (RandomLockstep.SHARE + 1));
      assertThat(soak.coverage().missing()).as("rerun with -Dspikelock.seed=" + seed + ": " + soak.coverage().summary()).isEmpty();
    }
  }
}
