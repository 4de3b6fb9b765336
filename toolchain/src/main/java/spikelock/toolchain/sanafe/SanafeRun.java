package spikelock.toolchain.sanafe;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NdArray;
import spikelock.mapper.sanafe.SanafeFiles;
import spikelock.mapper.sanafe.chip.SanafeChip;
import spikelock.mapper.sanafe.network.Group;
import spikelock.mapper.sanafe.network.SanafeNetwork;
import spikelock.mapper.sanafe.simulate.SanafeSimulator;
import spikelock.mapper.sanafe.simulate.SanafeStep;

/**
 * A network of SANA-FE that was run on a chip of SANA-FE.
 *
 * @param chip it ran on
 * @param network that ran
 * @param coresUsed with neurons
 * @param totals over all timesteps
 * @param groupSpikes by group; empty unless they were asked for
 * @param spikes by group: [1, timesteps, neurons], 1 where one fired; empty unless they were asked for
 */
public record SanafeRun(SanafeChip chip, SanafeNetwork network, int coresUsed, SanafeTotals totals, Map<String, Long> groupSpikes,
    Map<String, NdArray> spikes) {
  /** Timesteps of a run where nobody says how many. */
  public static final int USUAL_TIMESTEPS = 100;

  private static final int MOST_TIMESTEPS = 1 << 26;
  private static final long MOST_SPIKES = 1L << 30;

  /** What of the spikes is kept. */
  public enum Keep { NOTHING, COUNTS, SPIKES }

  /** Whether a file is a network of SANA-FE. */
  public static boolean isNetwork(String file) {
    try {
      return SanafeFiles.kind(Path.of(file)).filter(kind -> kind != SanafeFiles.Kind.CHIP).isPresent();
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /**
   * Runs a network.
   *
   * @param file of the network
   * @param chipFile of the chip; the network's own file may describe one instead
   * @param timesteps at least 1; 0 for {@link #USUAL_TIMESTEPS}
   * @param progress told the timesteps done
   * @throws InputException for whatever is wrong with the files
   */
  public static SanafeRun of(Path file, Optional<String> chipFile, int timesteps, Keep keep, LongConsumer progress) throws InterruptedException {
    int steps = timesteps(timesteps);
    if (steps < 1 || steps > MOST_TIMESTEPS) {
      throw new InputException("is " + steps + ", must be 1.." + MOST_TIMESTEPS, "", "--timesteps", "");
    }
    SanafeNetwork network = SanafeFiles.network(file);
    SanafeChip chip = SanafeFiles.chip(chipFile.map(SanafeRun::path).orElseGet(() -> own(file)));
    SanafeSimulator simulator = simulator(chip, network);
    if (keep == Keep.SPIKES && (long) steps * simulator.neurons() > MOST_SPIKES) {
      throw new InputException(steps + " timesteps of " + simulator.neurons() + " neurons are too many spikes to keep", file.toString(), "--timesteps",
          "run fewer, or leave out --output");
    }
    SanafeTotals totals = new SanafeTotals(steps);
    boolean[] fired = new boolean[keep == Keep.NOTHING ? 0 : simulator.neurons()];
    long[] counts = new long[fired.length];
    byte[] spikes = new byte[keep == Keep.SPIKES ? steps * fired.length : 0];
    for (int timestep = 0; timestep < steps; timestep++) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      totals.add(step(simulator, file));
      if (fired.length > 0) {
        simulator.fired(fired);
        keep(fired, counts, spikes, timestep * (spikes.length == 0 ? 0 : fired.length));
      }
      progress.accept(timestep + 1);
    }
    return new SanafeRun(chip, network, simulator.coresUsed(), totals, groupCounts(network, counts), groupSpikes(network, spikes, steps));
  }

  /** How many timesteps are run where {@code --timesteps} says so many, or 0. */
  public static int timesteps(int said) {
    return said == 0 ? USUAL_TIMESTEPS : said;
  }

  private static Path path(String chip) {
    try {
      Path path = Path.of(chip);
      if (!SanafeFiles.kind(path).equals(Optional.of(SanafeFiles.Kind.CHIP))) {
        throw new InputException(Files.exists(path) ? "is no chip of SANA-FE" : "no such file", chip, "--chip",
            "a network of SANA-FE needs SANA-FE's description of a chip: a YAML file with an \"architecture\"");
      }
      return path;
    } catch (InvalidPathException e) {
      throw new InputException("is no file's name (" + e.getReason() + ")", "", "--chip", "");
    }
  }

  private static Path own(Path file) {
    if (SanafeFiles.kind(file).equals(Optional.of(SanafeFiles.Kind.NETWORK)) && SanafeFiles.describesChip(file)) {
      return file;
    }
    throw new InputException("is a network of SANA-FE, mapped on a chip that it does not describe", file.toString(), "",
        "name the chip's file with --chip, such as --chip loihi.yaml");
  }

  private static SanafeSimulator simulator(SanafeChip chip, SanafeNetwork network) {
    try {
      return new SanafeSimulator(chip, network, SanafeSimulator.Level.DETAILED);
    } catch (InputException e) {
      throw e.in(network.file());
    }
  }

  private static SanafeStep step(SanafeSimulator simulator, Path file) {
    try {
      return simulator.step();
    } catch (InputException e) {
      throw e.in(file.toString());
    }
  }

  private static void keep(boolean[] fired, long[] counts, byte[] spikes, int first) {
    for (int neuron = 0; neuron < fired.length; neuron++) {
      if (fired[neuron]) {
        counts[neuron]++;
        if (spikes.length > 0) {
          spikes[first + neuron] = 1;
        }
      }
    }
  }

  private static Map<String, Long> groupCounts(SanafeNetwork network, long[] counts) {
    Map<String, Long> byGroup = new LinkedHashMap<>();
    if (counts.length > 0) {
      for (Group group : network.groups().values()) {
        long sum = 0;
        for (int neuron = 0; neuron < group.size(); neuron++) {
          sum += counts[group.firstNeuron() + neuron];
        }
        byGroup.put(group.name(), sum);
      }
    }
    return byGroup;
  }

  private static Map<String, NdArray> groupSpikes(SanafeNetwork network, byte[] spikes, int timesteps) {
    Map<String, NdArray> byGroup = new LinkedHashMap<>();
    int neurons = network.neurons();
    for (Group group : spikes.length == 0 ? List.<Group>of() : network.groups().values()) {
      byte[] own = new byte[timesteps * group.size()];
      for (int timestep = 0; timestep < timesteps; timestep++) {
        System.arraycopy(spikes, timestep * neurons + group.firstNeuron(), own, timestep * group.size(), group.size());
      }
      byGroup.put(group.name(), NdArray.of(own, 1, timesteps, group.size()));
    }
    return byGroup;
  }
}
