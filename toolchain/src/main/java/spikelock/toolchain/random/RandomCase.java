package spikelock.toolchain.random;

import java.util.Set;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.CoreImage;
import spikelock.emulator.stimulus.GradedStimulus;

/**
 * A network in the chip's tables with its input.
 *
 * @param image the network
 * @param stimulus one sample for it
 * @param seed what it was made from; also seeds what the memories hold before
 * @param kinds what it has in it
 */
public record RandomCase(ChipImage image, GradedStimulus stimulus, long seed, Set<Kind> kinds) {

  public RandomCase {
    kinds = Set.copyOf(kinds);
  }

  /** Timesteps of its one sample. */
  public int timesteps() {
    return stimulus.timesteps();
  }

  /** Neurons of all cores. */
  public int neurons() {
    return image.cores().stream().mapToInt(CoreImage::neurons).sum();
  }

  /** The case on one line: chip, seed and sizes. */
  public String title() {
    int fanout = image.cores().stream().mapToInt(c -> c.fanout().length).sum();
    long spikes = 0;
    for (int value : stimulus.values()) {
      spikes += value == 0 ? 0 : 1;
    }
    return image.spec().name() + " seed " + seed + ": " + neurons() + " neurons, " + fanout + " fan-out entries, "
        + stimulus.channels() + " input channels with " + spikes + " spikes in " + timesteps() + " timesteps";
  }

  /** The whole case as text, for the report of a small one: every set, neuron, axon, row and input spike. */
  public String describe() {
    return new Description(this).text();
  }
}
