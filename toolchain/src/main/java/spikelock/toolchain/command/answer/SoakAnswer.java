package spikelock.toolchain.command.answer;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import spikelock.emulator.lockstep.Difference;
import spikelock.toolchain.console.Means;
import spikelock.toolchain.soak.SoakTotals;

/** What {@code soak} found. */
public record SoakAnswer(
    @Means("whether everything compared was equal; exit code 1 when not") boolean equal,
    @Means("random networks run") long networks,
    @Means("timesteps compared") long timesteps,
    @Means("clock cycles in them") long cycles,
    @Means("output spikes in them") long outputSpikes,
    @Means("16-bit words of state, accumulators, schedulers and control compared") long stateWordsCompared,
    @Means("names of the chips") List<String> chips,
    @Means("what the networks could have shown on these chips and did not") List<String> kindsMissing,
    @Means("of the first network") long seed,
    @Means("null, or as in cosim, on the network made small") Optional<Difference> firstDifference,
    @Means("folder with the network that differed, or empty") @JsonProperty("case") String folder,
    @Means("of the networks, those loaded, and with every memory read back, through the chip's ports") long networksThroughPorts,
    @Means("the command that finds the difference again, for a shell; or empty") String again) {

  public static SoakAnswer of(SoakTotals totals, List<String> chips, List<String> missing, long seed, Optional<Difference> difference, String folder,
      String again) {
    return new SoakAnswer(difference.isEmpty(), totals.networks(), totals.timesteps(), totals.cycles(), totals.outputSpikes(), totals.stateWords(), chips,
        missing, seed, difference, folder, totals.throughPorts(), again);
  }

  /** When everything was equal. */
  public String text() {
    return String.format(Locale.ROOT, "EQUAL: %,d network%s (%,d through the ports) on %d chip%s, %,d timesteps, %,d cycles, %,d output spikes, %,d words of state; seed %d%s",
        networks, networks == 1 ? "" : "s", networksThroughPorts, chips.size(), chips.size() == 1 ? "" : "s", timesteps, cycles, outputSpikes, stateWordsCompared, seed,
        kindsMissing.isEmpty() ? "; every kind of network, traffic and counter was seen"
            : "; not seen: " + kindsMissing.size() + " kinds (--json lists them)");
  }
}
