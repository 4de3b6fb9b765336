package spikelock.mapper;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import spikelock.mapper.quantise.PopulationReport;

/**
 * What a mapping takes and costs.
 *
 * @param cores cores in use
 * @param neurons neurons
 * @param synapsesStored synapses in the rows of all cores, equal rows of a core counted once
 * @param synapsesUnrolled synapses of the network
 * @param perCore one entry for each core in use, by tile
 * @param lags by population name, inputs left out
 * @param quantisation one entry for each population that is no input
 * @param changes one line for everything in which the chip's network is another than the file's
 */
public record MapReport(int cores, int neurons, long synapsesStored, long synapsesUnrolled, List<CoreUse> perCore,
    Map<String, Integer> lags, List<PopulationReport> quantisation, List<String> changes) {

  /** How much of something is in use. */
  public record Use(int used, int capacity) {}

  /**
   * One core.
   *
   * @param tile its place
   * @param datapath its datapath
   * @param setWords words of the parameter-set memory
   * @param populations neurons of each population that has some here, by name
   * @param synapsesStored synapses in its rows, equal rows counted once
   * @param synapsesUnrolled synapses onto its neurons
   */
  public record CoreUse(int tile, String datapath, Use neurons, Use axons, Use synapseWords, Use fanoutEntries, int sets,
      Use setWords, Map<String, Integer> populations, long synapsesStored, long synapsesUnrolled) {

    public CoreUse {
      populations = Collections.unmodifiableMap(new LinkedHashMap<>(populations));
    }
  }

  public MapReport {
    perCore = List.copyOf(perCore);
    lags = Collections.unmodifiableMap(new LinkedHashMap<>(lags));
    quantisation = List.copyOf(quantisation);
    changes = List.copyOf(changes);
  }

  /** Everything a person should know, each line with its population. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>(changes);
    quantisation.forEach(q -> q.notes().forEach(n -> notes.add(q.name() + ": " + n)));
    return notes;
  }

  /** What was lost that a user must hear of, each line with its population. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    quantisation.forEach(q -> q.warnings().forEach(w -> warnings.add(q.name() + ": " + w)));
    return warnings;
  }
}
