package spikelock.toolchain.validate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import spikelock.toolchain.sanafe.SanafeRun;
import spikelock.toolchain.sanafe.SanafeTotals;
import spikelock.toolchain.validate.PublishedCase.Work;

/** Runs of SANA-FE's files, each once. Confined to one thread. */
public final class Simulations {
  private final List<Path> folders;
  private final Map<Work.Simulate, Map<String, Double>> done = new HashMap<>();

  /** Runs of files that lie in one of these folders. */
  public Simulations(List<Path> folders) {
    this.folders = List.copyOf(folders);
  }

  /** All that is known of a run; empty where a file of it is missing. */
  Optional<Map<String, Double>> of(Work.Simulate work) throws InterruptedException {
    Optional<Path> network = find(work.network());
    Optional<Path> chip = find(work.chip());
    if (network.isEmpty() || chip.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Double> numbers = done.get(work);
    if (numbers == null) {
      numbers = numbers(SanafeRun.of(network.get(), Optional.of(chip.get().toString()), work.timesteps(), SanafeRun.Keep.NOTHING, at -> { }).totals());
      done.put(work, numbers);
    }
    return Optional.of(numbers);
  }

  private Optional<Path> find(String name) {
    return folders.stream().map(folder -> folder.resolve(name)).filter(Files::isRegularFile).findFirst();
  }

  private static Map<String, Double> numbers(SanafeTotals totals) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    numbers.put("neurons_fired", (double) totals.fired());
    numbers.put("neurons_updated", (double) totals.updated());
    numbers.put("messages", (double) totals.messages());
    numbers.put("synaptic_events", (double) totals.synapticEvents());
    numbers.put("energy", totals.totalJ());
    numbers.put("energy_soma", totals.somaJ());
    numbers.put("energy_synapse", totals.synapseJ());
    numbers.put("energy_network", totals.networkJ());
    numbers.put("time_simple", totals.simpleS());
    numbers.put("time_detailed", totals.detailedS());
    return numbers;
  }
}
